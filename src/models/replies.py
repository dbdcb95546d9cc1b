"""What a model must answer, by purpose: strict schemas, so no defaults, no free maps."""

from pydantic import Field

from src.models.base import Frozen
from src.models.enums import FactKind, OptionId


class TurnReply(Frozen):
    """The interviewer's reply. The order of fields is the order of streaming: `choose` comes first.

    `detail` is at most 12 words for an option that needs an argument; `why` at most 25 words.
    """

    choose: OptionId
    detail: str | None
    say: str = Field(min_length=1, max_length=1500)
    why: str


class JudgedCriterion(Frozen):
    """One criterion: 0 absent, 1 touched, 2 half, 3 mostly, 4 fully said; above 0 needs a quote."""

    label: str
    level: int = Field(ge=0, le=4)
    quote: str | None
    comment: str


class GradeReply(Frozen):
    """The rubric grader's reply; the total is computed in Python."""

    criteria: list[JudgedCriterion]
    rationale: str = Field(max_length=600)


class QuotedRemark(Frozen):
    """A remark and the candidate's words that it rests on."""

    text: str = Field(min_length=3, max_length=400)
    quote: str | None


class CoachReply(Frozen):
    """What worked, what was missing, and how to say it better with the candidate's own facts."""

    worked: list[QuotedRemark]
    missing: list[QuotedRemark]
    better: str | None


class PlacedRemark(Frozen):
    """A remark of the report, tied to a question by position."""

    text: str = Field(min_length=3, max_length=400)
    quote: str | None
    position: int


class Step(Frozen):
    """Something to practise next."""

    title: str = Field(min_length=3, max_length=160)
    why: str
    skill: str | None


class SummaryReply(Frozen):
    """The words of the report; every number in it comes from code."""

    headline: str = Field(min_length=5, max_length=300)
    strengths: list[PlacedRemark]
    gaps: list[PlacedRemark]
    next_steps: list[Step]


class WrittenPoint(Frozen):
    """An expected point of a question that the planner wrote."""

    label: str = Field(min_length=1, max_length=40)
    text: str = Field(min_length=3, max_length=400)


class WrittenQuestion(Frozen):
    """A question written for a role that no kit serves; checked before it is used."""

    skill: str
    level: int = Field(ge=1, le=5)
    minutes: int = Field(ge=1, le=10)
    text: str = Field(min_length=20, max_length=600)
    points: list[WrittenPoint]
    hints: list[str]
    reason: str


class PlanReply(Frozen):
    """The planner's questions, in the order to ask them."""

    questions: list[WrittenQuestion]


class TranslatedQuestion(Frozen):
    """A kit's question in another language; counts and order are the kit's."""

    text: str = Field(min_length=8, max_length=1200)
    points: list[WrittenPoint]
    hints: list[str]
    follow_ups: list[str]


class TranslationReply(Frozen):
    """A whole plan in another language."""

    questions: list[TranslatedQuestion]


class ReadFact(Frozen):
    """One fact of a résumé; `line` is the number of the line whose words `text` repeats.

    `start` and `end` are `2019` or `2019-03`.
    """

    kind: FactKind
    text: str = Field(min_length=1, max_length=300)
    place: str | None
    start: str | None
    end: str | None
    ongoing: bool
    quantity: str | None
    line: int


class ResumeReply(Frozen):
    """What a résumé says, in the order of its lines."""

    facts: list[ReadFact]


class ReadItem(Frozen):
    """One thing that a job asks for, in the words of the line with this number."""

    text: str = Field(min_length=1, max_length=300)
    must: bool
    line: int


class JobReply(Frozen):
    """What a job asks for."""

    requirements: list[ReadItem]
