"""What an export holds: one frozen value, from which every format is drawn."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from src.models.base import Frozen
from src.models.enums import ResponseType, TurnKind, WorkState
from src.models.grades import Overall, Report, SkillScore
from src.models.interview import Setup

FORMAT = "rehearse/report"
VERSION = 1
MOST_QUESTIONS = 60
MOST_EXCHANGES = 2000
MOST_CHARS = 60_000
"""Of one text: longer than any answer that the app takes."""


class ReportFormat(StrEnum):
    """What a report can be downloaded as."""

    PDF = "pdf"
    WORD = "word"
    MARKDOWN = "markdown"
    JSON = "json"
    TRANSCRIPT = "transcript"


class Exchange(Frozen):
    """One candidate message and the reply to it, as it was said."""

    no: int = Field(ge=0)
    position: int
    kind: TurnKind
    said: str = Field(default="", max_length=MOST_CHARS)
    said_at: datetime
    reply: str | None = Field(default=None, max_length=MOST_CHARS)
    reply_type: ResponseType | None = None
    replied_at: datetime | None = None


class ReportFile(Frozen):
    """Everything on the report page, with the transcript; `setup` names no document.

    Its own bounds hold for a file from anywhere: a page draws what is in it.
    """

    format: Literal["rehearse/report"] = "rehearse/report"
    version: Literal[1] = 1
    setup: Setup
    engine: str = Field(default="embedded", max_length=200)
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    imported_at: datetime | None = None
    report: Report
    transcript: tuple[Exchange, ...] = Field(default=(), max_length=MOST_EXCHANGES)

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        report, figures = self.report, self.report.statistics
        if max(len(report.questions), len(report.skills)) > MOST_QUESTIONS:
            raise ValueError("too many questions or skills")
        scores: tuple[Overall | SkillScore, ...] = (report.overall, *report.skills)
        if not all(_is_score(found) for found in scores):
            raise ValueError("a score or a confidence is out of its range")
        counts = (*figures.model_dump(exclude={"cost_usd"}).values(), figures.cost_usd or 0)
        if not all(0 <= value < 10**12 for value in counts):
            raise ValueError("a figure is out of its range")
        if self.setup.resume_id or self.setup.job_id:
            raise ValueError("a report names no document")
        return self

    @property
    def when(self) -> datetime:
        """When the interview began."""
        return self.started_at or self.created_at

    @property
    def is_finished(self) -> bool:
        """Whether the report was written."""
        return self.report.state is WorkState.COMPLETED


def _is_score(found: Overall | SkillScore) -> bool:
    score = found.score is None or 0 <= found.score <= 10  # noqa: PLR2004 - scores are of 10
    return score and 0 <= found.confidence <= 1


class Exported(Frozen):
    """A file to hand over."""

    name: str
    media_type: str
    data: bytes
