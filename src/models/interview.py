"""An interview as it is set up, asked and answered."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from pydantic import Field, JsonValue, model_validator

from src.models.base import Frozen
from src.models.content import LANGUAGE, Question
from src.models.enums import (
    ActionKind,
    ClaimKind,
    Difficulty,
    EventKind,
    InterviewStatus,
    InterviewType,
    Mode,
    QuestionState,
    ResponseType,
    Speaker,
    Stage,
    Style,
    ThreadKind,
    TurnKind,
    TurnState,
    WorkState,
)
from src.models.speech import Spoken


class Setup(Frozen):
    """What the candidate chose. Length is a question count or minutes, exactly one of them."""

    role: str = Field(min_length=1, max_length=120)
    kit_id: str | None = None
    company: str = Field(default="", max_length=120)
    seniority: str = Field(default="", max_length=60)
    interview_type: InterviewType = InterviewType.MIXED
    language: str = Field(default="en-US", pattern=LANGUAGE)
    style: Style = Style.CASUAL
    difficulty: Difficulty = Difficulty.MEDIUM
    mode: Mode = Mode.PRACTICE
    panel: bool = Field(default=False, description="Several interviewers who hand over")
    question_count: int | None = Field(default=None, ge=1, le=30)
    minutes: int | None = Field(default=None, ge=3, le=120)
    resume_id: str | None = None
    job_id: str | None = None

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.question_count is None) == (self.minutes is None):
            raise ValueError("choose a number of questions or minutes")
        return self


class AskedQuestion(Frozen):
    """A question in an interview's plan, from waiting to closed.

    `position` counts from 1. `reason` names the résumé line or job requirement that it comes from.
    `take` counts how often it was answered anew. While the candidate thinks or pauses the
    question's clock stands: `stands_since` is set, and `stood_s` sums what is over. `persona` asks
    it in a panel.
    """

    position: int = Field(ge=1)
    question: Question
    reason: str
    state: QuestionState = QuestionState.WAITING
    hints_used: int = 0
    take: int = 1
    persona: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    stands_since: datetime | None = None
    stood_s: float = 0.0


class Claim(Frozen):
    """Something the candidate said that can be held against the résumé and later answers.

    `slot` is how it was said of the subject (at, with, as, led …); `value` is in years, a calendar
    year, a count or percent by kind; `negated` for "never used". `turn_no` is None for the résumé.
    """

    kind: ClaimKind
    slot: str
    subject: tuple[str, ...]
    value: float | None = None
    negated: bool = False
    quote: str
    turn_no: int | None = None


class Thread(Frozen):
    """An open thread: words worth coming back to, and the earlier ones that they don't fit.

    `before` is an earlier answer's sentence or a résumé line (`from_resume`). `probed` once the
    interviewer has asked. What a résumé alone left open (RESUME) stands from the start; its `quote`
    is empty, and `before` names the roles or the skill.
    """

    kind: ThreadKind
    label: str
    quote: str
    before: str | None = None
    from_resume: bool = False
    turn_no: int
    probed: bool = False


class Interview(Frozen):
    """One interview. `version` grows with every save: a stale save is refused.

    `engine` is who plans to answer: "embedded" or a model's name. `notice` tells the person why
    another engine took over, if one did; `plan_notice` what stands in for a kit. `secret` keys the
    envelope round untrusted text. `paused_s` sums finished pauses; `paused_at` is set while the
    clock stands.
    """

    id: str
    setup: Setup
    status: InterviewStatus = InterviewStatus.PREPARED
    stage: Stage = Stage.INTRODUCTION
    planning: WorkState = WorkState.COMPLETED
    position: int = 0
    engine: str = "embedded"
    notice: str | None = None
    plan_notice: str | None = None
    kit_title: str | None = Field(default=None, description="Of the kit, as it was called then")
    planned_for: str = Field(default="", description="The print of the profile the plan rests on")
    plan_edited: bool = Field(
        default=False, description="Set where its owner changed the plan by hand, so that it stays"
    )
    notes: str = Field(default="", description="Running notes of the interviewer's memory")
    claims: tuple[Claim, ...] = ()
    threads: tuple[Thread, ...] = ()
    persona: str | None = Field(default=None, description="Who of a panel is speaking")
    secret: str = Field(default="", repr=False)
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    paused_s: float = 0.0
    earlier_run_of: str | None = Field(
        default=None, description="Set when this run was started over"
    )
    imported_at: datetime | None = Field(
        default=None, description="Set when it came from a file: it can be read, not gone on with"
    )
    version: int = 0

    @property
    def began_at(self) -> datetime:
        """Return when it was started, or, until it is, when it was made."""
        return self.started_at or self.created_at

    @property
    def is_left(self) -> bool:
        """Say whether it was left idle, so that it can be gone on with; a filed run can't."""
        return self.status is InterviewStatus.ABANDONED and self.ended_at is None


class Action(Frozen):
    """Something the candidate can do with a message."""

    kind: ActionKind
    label: str
    value: str | None = None


class Message(Frozen):
    """One message as page, stream, replay and simulation read it (LIV15)."""

    role: Speaker
    content: str
    agent: str
    response_type: ResponseType
    metadata: dict[str, JsonValue] = Field(default_factory=dict)
    at: datetime
    actions: tuple[Action, ...] = ()


class Turn(Frozen):
    """One candidate message and its reply.

    `no` counts from 0 (the start, without words). `position` and `take` name its
    question. `client_key` is made by the page so that a double submit is one row. `engine` is who
    replied. `spoken` tells of an answer by microphone.
    """

    interview_id: str
    no: int = Field(ge=0)
    position: int
    take: int = 1
    kind: TurnKind
    text: str = ""
    client_key: str
    state: TurnState = TurnState.ACCEPTED
    attempt: int = 1
    accepted_at: datetime
    done_at: datetime | None = None
    reply: Message | None = None
    engine: str | None = None
    error: str | None = None
    spoken: Spoken | None = None


class Event(Frozen):
    """One thing that happened. `key` is unique in its interview, so a repeated step adds nothing.

    `seq` is given by storage. `latency_ms`, tokens and `cost_usd` are set on model calls.
    """

    key: str
    kind: EventKind
    data: dict[str, JsonValue] = Field(default_factory=dict)
    turn_no: int | None = None
    position: int | None = None
    at: datetime
    seq: int | None = None
    latency_ms: float | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    prompt_version: str | None = None


class SkillState(Frozen):
    """Level and evidence by skill, persisted after each confirmed grade (LIV5).

    `signal` is where the last sure grade pointed: up (1), down (-1) or neither (0).
    """

    skill: str
    level: int = Field(ge=1, le=5)
    asked: int = 0
    confidence: float = Field(default=0.0, ge=0, le=1)
    signal: int = Field(default=0, ge=-1, le=1)
    reason: str = ""
