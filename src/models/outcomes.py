"""What happened in real interviews, as the person logged it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from src.models.base import Frozen

MOST_QUESTIONS = 40

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class RealStage(StrEnum):
    """Which round of an application it was."""

    SCREENING = "screening"
    TECHNICAL = "technical"
    TASK = "task"
    PANEL = "panel"
    FINAL = "final"
    OTHER = "other"


class RealResult(StrEnum):
    """What came of it; only some results say that it went on or that it didn't."""

    INVITED = "invited"
    OFFER = "offer"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"

    @property
    def went_on(self) -> bool | None:
        """True for an invitation or an offer, False for a rejection, None for neither."""
        if self in {RealResult.INVITED, RealResult.OFFER}:
            return True
        return False if self is RealResult.REJECTED else None


class RealDraft(Frozen):
    """What a form says of a real interview, before it is checked; `questions` stand a line each."""

    day: date
    role: str
    company: str = ""
    stage: RealStage = RealStage.OTHER
    result: RealResult
    note: str = ""
    questions: str = ""


class RealInterview(Frozen):
    """One real interview. `questions` are those that were asked, as far as they are remembered."""

    id: str
    day: date
    role: Annotated[Line, Field(min_length=1)]
    company: Line = ""
    stage: RealStage = RealStage.OTHER
    result: RealResult
    note: Words = ""
    questions: tuple[Asked, ...] = Field(default=(), max_length=MOST_QUESTIONS)
    created_at: datetime
