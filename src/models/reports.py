"""What an export holds: one frozen value, from which every format is drawn."""

from datetime import datetime, tzinfo
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
MOST_NUMBER = 1_000_000
MOST_FIGURE = 2**31
MOST_LEVEL = 5
YEARS = range(2000, 2200)
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

    no: int = Field(ge=0, le=MOST_NUMBER)
    position: int = Field(ge=0, le=MOST_NUMBER)
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
    kit_title: str | None = Field(default=None, max_length=200)
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    imported_at: datetime | None = None
    report: Report
    transcript: tuple[Exchange, ...] = Field(default=(), max_length=MOST_EXCHANGES)

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        if self.setup.resume_id or self.setup.job_id:
            raise ValueError("a report names no document")
        times = [self.created_at, self.started_at, self.ended_at, self.imported_at, self.report.at]
        times += [at for e in self.transcript for at in (e.said_at, e.replied_at)]
        if not all(at is None or (at.tzinfo and at.year in YEARS) for at in times):
            raise ValueError("a time has no zone or is out of its range")
        _check_numbers(self.report)
        return self

    @property
    def when(self) -> datetime:
        """When the interview began."""
        return self.started_at or self.created_at

    def seen_from(self, zone: tzinfo) -> Self:
        """Return the file with every time as clocks of a zone show it."""

        def there(at: datetime | None) -> datetime | None:
            return at and at.astimezone(zone)

        names = ("created_at", "started_at", "ended_at", "imported_at")
        times: dict[str, object] = {name: there(getattr(self, name)) for name in names}
        said = tuple(
            e.model_copy(update={"said_at": there(e.said_at), "replied_at": there(e.replied_at)})
            for e in self.transcript
        )
        report = self.report.model_copy(update={"at": there(self.report.at)})
        return self.model_copy(update={**times, "transcript": said, "report": report})

    @property
    def is_finished(self) -> bool:
        """Whether the report was written."""
        return self.report.state is WorkState.COMPLETED


def _check_numbers(report: Report) -> None:
    """Raise for a number that a page or a chart can't draw, or a database can't hold."""
    if max(len(report.questions), len(report.skills)) > MOST_QUESTIONS:
        raise ValueError("too many questions or skills")
    scores: tuple[Overall | SkillScore, ...] = (report.overall, *report.skills)
    if not all(_is_score(found) for found in scores):
        raise ValueError("a score or a confidence is out of its range")
    levels = [*(q.level for q in report.questions), *(s.level or 1 for s in report.skills)]
    if not all(1 <= level <= MOST_LEVEL for level in levels):
        raise ValueError("a level is out of its range")
    figures = report.statistics
    counts = (*figures.model_dump(exclude={"cost_usd"}).values(), figures.cost_usd or 0)
    if not all(0 <= value < MOST_FIGURE for value in (*counts, report.attempt)):
        raise ValueError("a figure is out of its range")


def _is_score(found: Overall | SkillScore) -> bool:
    score = found.score is None or 0 <= found.score <= 10  # noqa: PLR2004 - scores are of 10
    return score and 0 <= found.confidence <= 1


class Exported(Frozen):
    """A file to hand over."""

    name: str
    media_type: str
    data: bytes
