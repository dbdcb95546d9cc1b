"""What code found out before a model is asked; the scripted gateway answers from these alone."""

from pydantic import Field, JsonValue

from src.models.base import Frozen
from src.models.content import Question, Resource
from src.models.enums import Intent, OptionId, Stage, Style, ThreadKind, TurnKind
from src.models.grades import Grade, NextStep, Overall, QuestionResult, Remark, SkillScore, StarPart


class Option(Frozen):
    """Something the interviewer may do now: the tool call it stands for and why it is offered.

    `label` is a point's label or a skill; `line` are the kit's or the job's words; `quote` is from
    the answer, `before` from an earlier one or the résumé that it doesn't fit.
    """

    id: OptionId
    tool: str
    reason: str
    label: str | None = None
    line: str | None = None
    quote: str | None = None
    before: str | None = None
    probe: ThreadKind | None = Field(
        default=None, description="What a follow-up probes but a point"
    )
    from_resume: bool = Field(default=False, description="Whether `before` is a résumé line")
    arguments: dict[str, JsonValue] = Field(default_factory=dict)


class TurnFacts(Frozen):
    """The situation of one turn; options are in order of preference."""

    kind: TurnKind
    intent: Intent
    stage: Stage
    style: Style
    role: str
    company: str = ""
    question: Question | None = None
    question_no: int = 0
    question_total: int = 0
    last_question: bool = False
    speaker: str | None = Field(default=None, description="Who is speaking, in a panel")
    next_speaker: str | None = Field(default=None, description="Name and title, in a panel")
    handed_over: str | None = Field(default=None, description="What the next one was told")
    found: tuple[Resource, ...] = Field(default=(), description="What a search brought")
    options: tuple[Option, ...]
    turn_no: int = 0
    seed: str


class CoachFacts(Frozen):
    """One answer with its lexical grade and what the candidate's words show of STAR."""

    question: Question
    answer: str
    grade: Grade
    star: tuple[StarPart, ...] = ()
    style: Style = Style.CASUAL


class GradeFacts(Frozen):
    """Question and answers for the grader; nothing else may reach it."""

    question: Question
    answers: tuple[str, ...]


class SummaryFacts(Frozen):
    """The report's numbers with remarks that code could draw from them."""

    overall: Overall
    skills: tuple[SkillScore, ...]
    results: tuple[QuestionResult, ...]
    strengths: tuple[Remark, ...]
    gaps: tuple[Remark, ...]
    next_steps: tuple[NextStep, ...]


class PlanFacts(Frozen):
    """The role for which questions are wanted."""

    role: str
    count: int


class ReadFacts(Frozen):
    """The size of a document that is to be read."""

    lines: int
