"""What came of practice over time: the list with its filters, trends, comparison, what is next."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import Field

from src.models.base import Frozen
from src.models.enums import GraderName, Mode
from src.models.grades import Grade, QuestionResult
from src.models.interview import Interview
from src.models.outcomes import RealInterview
from src.models.views import HistoryLine

MOST_SEARCHED = 200


class HistoryState(StrEnum):
    """Where an interview of the list stands."""

    FINISHED = "finished"
    OPEN = "open"
    FILED = "filed"
    IMPORTED = "imported"


class HistoryOrder(StrEnum):
    """How the list is ordered; without a score an interview comes last by score."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"
    WEAKEST = "weakest"


class HistoryQuery(Frozen):
    """Which interviews to list. Every word of `search` must stand in role, company or answers."""

    search: str = Field(default="", max_length=MOST_SEARCHED)
    role: str | None = None
    mode: Mode | None = None
    state: HistoryState | None = None
    since: datetime | None = None
    graded: bool = False
    order: HistoryOrder = HistoryOrder.NEWEST
    limit: int = Field(default=20, ge=1, le=500)
    offset: int = Field(default=0, ge=0)


class HistoryPage(Frozen):
    """One page of the list; `total` counts all that fit, `everything` all that there are."""

    lines: tuple[HistoryLine, ...] = ()
    total: int = 0
    everything: int = 0


class GradedAnswer(Frozen):
    """The grade of one question, first take, in an own interview that has ended.

    `at` is when its interview began.
    """

    interview_id: str
    at: datetime
    role: str
    kit_id: str | None = None
    skill: str
    question_id: str
    level: int
    score: float
    confidence: float
    grader: GraderName
    model: str | None = None

    @classmethod
    def of(
        cls, interview: Interview, question_id: str, skill: str, level: int, grade: Grade | None
    ) -> Self | None:
        """Return a question's grade with its interview, None without a score."""
        if grade is None or grade.score is None:
            return None
        return cls(
            interview_id=interview.id,
            at=interview.began_at,
            role=interview.setup.role,
            kit_id=interview.setup.kit_id,
            skill=skill,
            question_id=question_id,
            level=level,
            score=grade.score,
            confidence=grade.confidence,
            grader=grade.grader,
            model=grade.model,
        )


class Story(Frozen):
    """The answers to one question on behaviour, in an own interview in English that has ended."""

    interview_id: str
    at: datetime
    kit_id: str | None = None
    text: str


class Estimate(Frozen):
    """A mean of scores and its 95 % interval, `low` to `high`; `answers` are how many it is of."""

    score: float
    low: float
    high: float
    answers: int


class TrendPoint(Frozen):
    """One interview's mean in a skill, or in all (`skill` None)."""

    interview_id: str
    at: datetime
    estimate: Estimate


class TrendLine(Frozen):
    """Points in time of one skill, or of all (`skill` None), that the same grader judged.

    `basis` names the grader, so that lines of different ones are never read as one.
    """

    skill: str | None
    basis: str
    points: tuple[TrendPoint, ...]


class Trend(Frozen):
    """Lines of two points or more, those with most points first; `single` skills have one point."""

    lines: tuple[TrendLine, ...] = ()
    single: tuple[str, ...] = ()
    interviews: int = 0


class Move(StrEnum):
    """What a comparison may claim: nothing while the two intervals overlap."""

    UP = "up"
    DOWN = "down"
    CHANCE = "chance"
    OTHER_GRADER = "other_grader"
    ONE_SIDED = "one_sided"


class SkillPair(Frozen):
    """A skill (`skill` None: all) in two interviews; None where one has no grade of it."""

    skill: str | None
    before: Estimate | None = None
    after: Estimate | None = None
    move: Move
    basis_before: str = ""
    basis_after: str = ""


class QuestionPair(Frozen):
    """The same question asked in both, with what was said then and now.

    `gained` are points that only the later answer covers, `lost` those that only the earlier does.
    """

    before: QuestionResult
    after: QuestionResult
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    move: Move


class Comparison(Frozen):
    """Two interviews side by side, the earlier first; `cannot` says why there is nothing to."""

    before: HistoryLine
    after: HistoryLine
    skills: tuple[SkillPair, ...] = ()
    questions: tuple[QuestionPair, ...] = ()
    cannot: str | None = None


class CardKind(StrEnum):
    """What a card of the practice plan is about."""

    SKILL = "skill"
    HABIT = "habit"


class PracticeCard(Frozen):
    """One thing to practise next: when it is due and why, from which interview and kit.

    `evidence` is what it rests on in short; `cannot` says why no click starts it.
    """

    kind: CardKind
    title: str
    skill: str | None = None
    score: float | None = None
    evidence: str
    why: str
    due: date
    days: int = Field(description="From today to the day it is due; 0 when it is due")
    interview_id: str
    kit_id: str | None = None
    level: int = 3
    cannot: str | None = None


class PairedOutcome(Frozen):
    """A real interview beside the practice before its day: mean overall of so many interviews."""

    real: RealInterview
    practice: float | None = None
    interviews: int = 0
    basis: str = ""


class Agreement(Frozen):
    """How often practice was higher before interviews that went on than before rejections.

    `share` is None while there are too few to say; 0.5 is chance, `low` to `high` its 95 %
    interval.
    """

    went_on: int = 0
    rejected: int = 0
    needed: int = 5
    share: float | None = None
    low: float = 0.0
    high: float = 1.0
    left_out: int = 0


class Outcomes(Frozen):
    """Real interviews, newest first, each with the practice before it, and how well they agree."""

    real: tuple[PairedOutcome, ...] = ()
    agreement: Agreement = Agreement()


class Progress(Frozen):
    """Everything of the progress page that rests on all interviews, of one read."""

    roles: tuple[str, ...] = ()
    trend: Trend = Trend()
    cards: tuple[PracticeCard, ...] = ()
    outcomes: Outcomes = Outcomes()
    today: date
    """The person's own."""
