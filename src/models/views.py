"""What a page draws, gathered in one read."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from pydantic import Field, JsonValue

from src.models.base import Frozen
from src.models.calls import ModelMessage
from src.models.documents import Profile
from src.models.enums import Mode, Stage
from src.models.grades import CoachNote, Dispute, GradeRecord, Overall, Rating, Report
from src.models.interview import AskedQuestion, Interview, Turn


class Room(Frozen):
    """An interview as its page shows it.

    `waiting` is the turn whose reply is on the way, `failed` the last turn if it failed. `next_no`
    is the number that the next candidate message must carry. `hint_price` is what one hint takes
    off the score of 10, None when no hint is left. `elapsed_s` and `question_s` leave pauses out.
    `speaker` is who of a panel is speaking, with the title. `engine` is who would answer now.
    """

    interview: Interview
    questions: tuple[AskedQuestion, ...]
    turns: tuple[Turn, ...]
    notes: tuple[CoachNote, ...] = ()
    grades: tuple[GradeRecord, ...] = ()
    waiting: Turn | None = None
    failed: Turn | None = None
    next_no: int = 0
    hint_price: float | None = None
    speaker: str | None = None
    engine: str = "embedded"
    elapsed_s: float = 0.0
    question_s: float = 0.0

    @property
    def current(self) -> AskedQuestion | None:
        """The question that is open, if one is."""
        return next((q for q in self.questions if q.position == self.interview.position), None)

    @property
    def is_your_turn(self) -> bool:
        """Say whether the candidate asks now, at the end."""
        return self.interview.stage is Stage.CANDIDATE_QUESTIONS

    @property
    def is_silent(self) -> bool:
        """Say whether nothing that was graded may be seen before the report: an exam."""
        return self.interview.setup.mode is Mode.EXAM


class Preparation(Frozen):
    """A prepared interview: the plan with its reasons, time and cost, and the profile it rests on.

    `cost` is a sentence: "no cost", "about $0.02", or "cost unknown".
    """

    interview: Interview
    plan: tuple[AskedQuestion, ...]
    profile: Profile
    minutes: float
    cost: str
    speakers: dict[str, str] = Field(default_factory=dict, description="A panel's names by id")


class HistoryLine(Frozen):
    """One interview in the list of all."""

    interview: Interview
    questions: int
    answered: int
    overall: Overall | None = None
    minutes: float = 0.0
    at: datetime


class Practice(Frozen):
    """The four figures of the first page; None where nothing is graded yet."""

    interviews: int = 0
    overall: float | None = None
    overall_of: int = 0
    change: float | None = None
    strongest: str | None = None
    strongest_score: float | None = None
    weakest: str | None = None
    weakest_score: float | None = None
    minutes: float = 0.0


class ReportView(Frozen):
    """A finished interview with its report, None before it was begun.

    `grades` hold every take; `disputes` and `ratings` are the candidate's own. `spoken` says how a
    later take was spoken, by its turn.
    """

    interview: Interview
    report: Report | None = None
    turns: tuple[Turn, ...] = ()
    grades: tuple[GradeRecord, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    ratings: tuple[Rating, ...] = ()
    spoken: Mapping[int, tuple[str, ...]] = {}


class ReplayCall(Frozen):
    """One model call: what for, who, how long, and what it took; `error` where it failed."""

    purpose: str = ""
    model: str
    latency_ms: float | None = None
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    prompt_version: str | None = None
    attempts: int | None = None
    error: str | None = None


class TurnStep(Frozen):
    """One turn: what code saw, what was offered and chosen, which tools and models were called."""

    turn: Turn
    question: str | None = None
    observed: dict[str, JsonValue] = Field(default_factory=dict)
    plan: dict[str, JsonValue] = Field(default_factory=dict)
    tools: tuple[dict[str, JsonValue], ...] = ()
    reflected: str | None = None
    flags: tuple[str, ...] = ()
    calls: tuple[ReplayCall, ...] = ()


class ReplayStep(TurnStep):
    """A turn that was computed again from what is stored.

    `differs` names the events that today's code would write otherwise; empty when the replay gives
    exactly what is stored. `messages` is the model request, rendered again from stored inputs.
    """

    messages: tuple[ModelMessage, ...] = ()
    differs: tuple[str, ...] = ()


class OwnKey(Frozen):
    """What may be said of a key that a visitor brought; never any part of it.

    `models` are those that can be chosen, empty where the server lists none; `checked` says whether
    the server took the key when it was entered.
    """

    host: str
    model: str
    models: tuple[str, ...] = ()
    checked: bool = True


class KeyTerms(Frozen):
    """On which terms visitors bring a key: where it may be used, and the limits that stay.

    `hosts` is empty where no key is taken.
    """

    hosts: tuple[str, ...] = ()
    model: str = ""
    calls_per_hour: int = 100
    interview_usd: float = 1.0


class EngineInfo(Frozen):
    """Who answers one owner and where their text goes, for the badge and the consent sentence.

    `host` is where text is sent, None in embedded mode. `key_refused` says that their key was let
    go because its server refused it.
    """

    engine: str
    embedded: bool
    host: str | None = None
    max_upload_mb: int = 10
    suffixes: tuple[str, ...] = ()
    storage_notice: str | None = None
    own_key: OwnKey | None = None
    key_terms: KeyTerms = KeyTerms()
    key_refused: bool = False
