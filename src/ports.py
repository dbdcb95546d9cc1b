"""Protocols to the outside; each has a twin that ships and one suite in tests/contracts.

Every method of the unit of work takes the owner; `UnfinishedWork` alone looks across owners, for
the engine at start.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from src.models.calls import LedgerEntry, ModelReply, ModelRequest, Partial, Spend
from src.models.content import Kit, Resource
from src.models.documents import Document, Extract
from src.models.enums import DocumentKind
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Turn
from src.models.reports import Exported, ReportFile, ReportFormat

ReplyT = TypeVar("ReplyT", bound=BaseModel)
T = TypeVar("T")


class Clock(Protocol):
    """Time, so that tests can switch it."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only grow, for durations."""
        ...


class ModelGateway(Protocol):
    """Validated replies, or a `ModelError` child; never past the request's deadline."""

    @property
    def engine(self) -> str:
        """Who answers: "embedded", or the interviewer's model name; shown as the badge."""
        ...

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return the validated reply with its usage."""
        ...

    def stream(self, request: ModelRequest[ReplyT]) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield what is there so far, and the validated reply last."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return one vector a text, or None where the server has no embeddings."""
        ...

    async def close(self) -> None:
        """Give back connections; a later call opens them again."""
        ...


class OwnerRows(Protocol):
    """Who somebody is: only hashes of tokens are stored."""

    def owner_of(self, token_hash: str) -> str | None:
        """Return the owner whose cookie or resume token this is."""
        ...

    def add_token(self, owner_id: str, token_hash: str, kind: str, at: datetime) -> None:
        """Store a token's hash for an owner, making the owner on first sight."""
        ...

    def consented(self, owner_id: str, kind: str, version: str) -> bool:
        """Say whether the owner agreed to this text."""
        ...

    def add_consent(self, owner_id: str, kind: str, version: str, at: datetime) -> None:
        """Store the owner's yes; a second one changes nothing."""
        ...


class DocumentRows(Protocol):
    """What people uploaded or pasted, as text."""

    def add(self, owner_id: str, document: Document) -> None:
        """Store a document."""
        ...

    def get(self, owner_id: str, document_id: str) -> Document:
        """Return a document or raise `NotFoundError`."""
        ...

    def list(self, owner_id: str, kind: DocumentKind) -> tuple[Document, ...]:
        """Return the owner's documents of a kind, newest first."""
        ...

    def delete(self, owner_id: str, document_id: str) -> None:
        """Delete a document; a missing one is `NotFoundError`."""
        ...


class InterviewRows(Protocol):
    """Interviews with their planned questions and skill levels."""

    def add(self, owner_id: str, interview: Interview, plan: Sequence[AskedQuestion]) -> None:
        """Store a new interview with its plan."""
        ...

    def get(self, owner_id: str, interview_id: str) -> Interview:
        """Return an interview or raise `NotFoundError`."""
        ...

    def list(self, owner_id: str, limit: int = 50, offset: int = 0) -> tuple[Interview, ...]:
        """Return the owner's interviews, newest first."""
        ...

    def save(self, owner_id: str, interview: Interview) -> Interview:
        """Replace an interview and return it with its next version.

        Compare-and-set: raises `StaleError` unless the stored version equals `interview.version`.
        """
        ...

    def delete(self, owner_id: str, interview_id: str) -> None:
        """Delete an interview with everything under it; a missing one is `NotFoundError`."""
        ...

    def questions(self, owner_id: str, interview_id: str) -> tuple[AskedQuestion, ...]:
        """Return the planned questions by position."""
        ...

    def save_question(self, owner_id: str, interview_id: str, asked: AskedQuestion) -> None:
        """Insert or replace the question at its position."""
        ...

    def replace_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
        """Replace all planned questions."""
        ...

    def skills(self, owner_id: str, interview_id: str) -> tuple[SkillState, ...]:
        """Return level and confidence by skill."""
        ...

    def save_skill(self, owner_id: str, interview_id: str, state: SkillState) -> None:
        """Insert or replace one skill's state."""
        ...


class TurnRows(Protocol):
    """Turns: UNIQUE(interview, no) and UNIQUE(interview, client_key) make each exactly one row."""

    def accept(self, owner_id: str, turn: Turn) -> tuple[Turn, bool]:
        """Store a turn and return it with True; or the one stored before it with False.

        The one before it is the row of the same `client_key`, else of the same `no`.
        """
        ...

    def get(self, owner_id: str, interview_id: str, no: int) -> Turn:
        """Return a turn or raise `NotFoundError`."""
        ...

    def list(self, owner_id: str, interview_id: str) -> tuple[Turn, ...]:
        """Return the turns by number."""
        ...

    def finish(self, owner_id: str, turn: Turn) -> bool:
        """Write reply, state and attempt of a turn that isn't done yet; False when it was done."""
        ...


class RecordRows(Protocol):
    """Grades, coach notes, reports and events."""

    def save_grade(self, owner_id: str, interview_id: str, record: GradeRecord) -> bool:
        """Store a grade; one of the same position and take with a lower attempt is replaced.

        False, and nothing changes, when the same or a later attempt is stored.
        """
        ...

    def grades(self, owner_id: str, interview_id: str) -> tuple[GradeRecord, ...]:
        """Return the latest grade of each position and take."""
        ...

    def save_note(self, owner_id: str, interview_id: str, note: CoachNote) -> bool:
        """Store the note of a turn; False when it has one."""
        ...

    def notes(self, owner_id: str, interview_id: str) -> tuple[CoachNote, ...]:
        """Return the coach's notes by turn."""
        ...

    def save_report(self, owner_id: str, interview_id: str, report: Report) -> None:
        """Insert or replace the report."""
        ...

    def report(self, owner_id: str, interview_id: str) -> Report | None:
        """Return the report, or None before it was begun."""
        ...

    def reports(self, owner_id: str) -> dict[str, Report]:
        """Return the owner's reports by interview."""
        ...

    def add_events(self, owner_id: str, interview_id: str, events: Sequence[Event]) -> None:
        """Append events; one whose key is there already is left out."""
        ...

    def events(self, owner_id: str, interview_id: str) -> tuple[Event, ...]:
        """Return the events by sequence number, from 1 without gaps."""
        ...

    def keep_prompt(self, owner_id: str, sha256: str, text: str) -> None:
        """Store a prompt's text under its hash, once."""
        ...

    def prompt(self, owner_id: str, sha256: str) -> str | None:
        """Return a kept prompt's text, None where it was never kept."""
        ...


class LedgerRows(Protocol):
    """Model calls: reserved before, settled after; limits count these rows and nothing else."""

    def reserve(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Store a call that is about to be made."""
        ...

    def settle(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Write usage or error of a reserved call."""
        ...

    def calls_since(self, owner_id: str, since: datetime) -> tuple[datetime, ...]:
        """Return when the owner's calls since then were reserved, oldest first."""
        ...

    def spend(self, owner_id: str, interview_id: str | None = None) -> Spend:
        """Return the owner's spend, of one interview or of all."""
        ...


class Unfinished(BaseModel):
    """Accepted work whose workflow may never have been started."""

    owner_id: str
    interview_id: str
    turn_no: int
    attempt: int


class UnfinishedWork(Protocol):
    """What the engine must start again after a crash; the one place that looks across owners."""

    def turns(self) -> tuple[Unfinished, ...]:
        """Return every accepted turn without a reply."""
        ...

    def reports(self) -> tuple[Unfinished, ...]:
        """Return every completed interview whose report is generating or absent (turn_no is 0)."""
        ...

    def idle(self, before: datetime) -> tuple[Unfinished, ...]:
        """Return every active interview without a turn since then (turn_no is 0)."""
        ...

    def plans(self) -> tuple[Unfinished, ...]:
        """Return every prepared interview whose plan is generating (turn_no is 0)."""
        ...

    def grades(self) -> tuple[Unfinished, ...]:
        """Return every closed question without a grade (turn_no is its position)."""
        ...


class UnitOfWork(Protocol):
    """One short transaction; leaves nothing without `commit`; never open across a model call."""

    @property
    def owners(self) -> OwnerRows:
        """Who people are."""
        ...

    @property
    def documents(self) -> DocumentRows:
        """Their documents."""
        ...

    @property
    def interviews(self) -> InterviewRows:
        """Interviews, plans, skills."""
        ...

    @property
    def turns(self) -> TurnRows:
        """Turns."""
        ...

    @property
    def records(self) -> RecordRows:
        """Grades, notes, reports, events."""
        ...

    @property
    def ledger(self) -> LedgerRows:
        """Model calls."""
        ...

    @property
    def unfinished(self) -> UnfinishedWork:
        """What a crash left."""
        ...

    def commit(self) -> None:
        """Make everything of this unit durable."""
        ...


class Store(Protocol):
    """Opens units of work. All errors are `StorageError` children or `NotFoundError`."""

    def unit(self, *, write: bool = False) -> AbstractContextManager[UnitOfWork]:
        """Open a unit in this thread; writers queue before they take a connection."""
        ...

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a read unit on the store's own threads."""
        ...

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a write unit on the store's own thread, and commit it."""
        ...

    def health(self) -> str:
        """Return "ok", "ok, but" with what could be better, or a sentence about what is wrong."""
        ...

    def close(self) -> None:
        """Give back threads and connections."""
        ...


class JobState(StrEnum):
    """The life of a workflow."""

    UNKNOWN = "unknown"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Steps(Protocol):
    """Given to a workflow: runs one step at least once and remembers its result."""

    async def __call__(self, name: str, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run `work` and record its (JSON-able) result; a resumed workflow gets the record."""
        ...


Workflow = Callable[..., Coroutine[Any, Any, None]]
"""`async def workflow(steps: Steps, *ids: str) -> None`: deterministic between its steps."""


class Jobs(Protocol):
    """Workflows that survive the process, once by id. Arguments are ids, never texts."""

    def register(self, name: str, workflow: Workflow) -> None:
        """Name a workflow, before `launch`. Names: 3+ characters, lower case."""
        ...

    def launch(self) -> None:
        """Start the engine's loop and go on with the workflows of a dead process."""
        ...

    def start(self, workflow_id: str, name: str, *args: str) -> None:
        """Start a workflow once by id, from any thread or another workflow, without waiting for it.

        A second start changes nothing.
        """
        ...

    def status(self, workflow_id: str) -> JobState:
        """Return where a workflow stands."""
        ...

    def is_running(self, workflow_id: str) -> bool:
        """Say whether a workflow runs in this process; never waits, so workflows may ask too."""
        ...

    def wait(self, workflow_id: str, timeout_s: float) -> JobState:
        """Wait in this thread until a workflow ends or the time is over; return where it stands."""
        ...

    def cancel(self, workflow_id: str) -> None:
        """Stop a workflow before its next step."""
        ...

    def delete(self, prefix: str) -> int:
        """Cancel and delete every workflow whose id starts so; return how many."""
        ...

    def every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` again and again while the process lives, before or after `launch`."""
        ...

    def submit(self, work: Callable[[], Awaitable[T]], timeout_s: float) -> T:
        """Run a coroutine on the engine's loop from another thread and return its result."""
        ...

    def close(self) -> None:
        """Stop taking work and end the loop."""
        ...


class PieceKind(StrEnum):
    """What a listener hears."""

    TEXT = "text"
    RESTART = "restart"
    DONE = "done"


class Piece(BaseModel):
    """A piece of a reply as it comes: text, "forget what came before", or the end."""

    kind: PieceKind
    text: str = ""


class Listeners(Protocol):
    """Follows a turn's words as they come; keys are `turn/<interview>/<no>`."""

    def publish(self, key: str, piece: Piece) -> None:
        """Give a piece to all that follow; from any thread, never blocking."""
        ...

    def follow(
        self, key: str, timeout_s: float, still: Callable[[], bool] = lambda: True
    ) -> Iterator[Piece]:
        """Yield what was said already and what comes, until done or `timeout_s` without a piece.

        A finished key stays for half a minute so that a late follower hears it whole; an unknown
        one is waited for. `still` is asked each second without a piece: False ends it.
        """
        ...


class Search(Protocol):
    """Something to learn from: best first, empty is valid, its text is untrusted."""

    async def find(self, query: str, limit: int = 3, trade: str = "") -> tuple[Resource, ...]:
        """Return what fits the query and the trade, if one is named; nothing found is no error."""
        ...


class Kits(Protocol):
    """Question sets."""

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title."""
        ...

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        ...


class Documents(Protocol):
    """Text out of files, parsed in a bounded child process."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that can be read, such as "pdf"."""
        ...

    def read(self, name: str, data: bytes) -> Extract:
        """Return a file's text, or raise `DocumentError` with a sentence that says what to do."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...


class Sandbox(Protocol):
    """A bounded child process that works on bytes."""

    def run(self, job: str, data: bytes) -> bytes:
        """Return what a job, by its name, makes of the bytes; raises `DocumentError` if it can't.

        The code says why: busy, too_complex, damaged.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...


class Reports(Protocol):
    """A report as a file, and back."""

    @property
    def formats(self) -> tuple[ReportFormat, ...]:
        """The formats that can be written."""
        ...

    def write(self, report: ReportFile, form: ReportFormat) -> Exported:
        """Return the file, or raise `ReportError` with what to do."""
        ...

    def read(self, data: bytes) -> ReportFile:
        """Return the report of an exported JSON file, or raise `ReportError` with what is wrong."""
        ...
