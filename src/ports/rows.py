"""What a unit of work keeps, by subject. Every method takes the owner."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from src.models.calls import LedgerEntry, Spend
from src.models.content import Kit
from src.models.documents import Document, Upload
from src.models.enums import DocumentKind
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Turn
from src.models.kits import KitLine, OwnKit
from src.models.outcomes import RealInterview
from src.models.progress import GradedAnswer, HistoryPage, HistoryQuery, Story
from src.models.reading import Edits, Reading
from src.models.speech import SpeechTask


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

    def add_upload(self, owner_id: str, upload: Upload) -> None:
        """Note an upload; the owner's that are a day older are forgotten."""
        ...

    def uploads_since(self, owner_id: str, since: datetime) -> tuple[Upload, ...]:
        """Return the owner's uploads since then, oldest first."""
        ...


class KitRows(Protocol):
    """Kits of people's own, and the copies that interviews keep of them."""

    def add(self, owner_id: str, kit: OwnKit) -> None:
        """Store a new kit; a second one with the same kit id is a `StorageError`."""
        ...

    def get(self, owner_id: str, key: str) -> OwnKit:
        """Return a kit by its key or raise `NotFoundError`."""
        ...

    def list(self, owner_id: str) -> tuple[KitLine, ...]:
        """Return what lists show of the owner's kits, the one changed last first."""
        ...

    def save(self, owner_id: str, kit: OwnKit) -> OwnKit:
        """Replace a kit and return it with its next version.

        Compare-and-set: raises `StaleError` unless the stored version equals `kit.version`.
        """
        ...

    def delete(self, owner_id: str, key: str) -> None:
        """Delete a kit; a missing one is `NotFoundError`, and copies of interviews stay."""
        ...

    def keep(self, owner_id: str, interview_id: str, kit: Kit | None) -> None:
        """Keep a copy of the kit that an interview is held with, in place of any before it."""
        ...

    def kept(self, owner_id: str, interview_id: str) -> Kit | None:
        """Return the copy that an interview keeps, None where it keeps none."""
        ...


class ReadingRows(Protocol):
    """What was read of a document and what its owner changed; both go with the document."""

    def get(self, owner_id: str, document_id: str) -> Reading | None:
        """Return what a model read of a document, None where none was asked."""
        ...

    def save(self, owner_id: str, document_id: str, reading: Reading) -> bool:
        """Store a reading; False, and nothing changes, where a later attempt is stored.

        Raises `NotFoundError` where the document isn't there.
        """
        ...

    def edits(self, owner_id: str, document_id: str) -> Edits:
        """Return what the owner changed in a document's reading; empty where nothing was."""
        ...

    def save_edits(self, owner_id: str, document_id: str, edits: Edits) -> None:
        """Insert or replace the owner's changes; a missing document is `NotFoundError`."""
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

    def question(self, owner_id: str, interview_id: str, position: int) -> AskedQuestion | None:
        """Return the planned question at a position, None where there is none."""
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

    def beside(
        self, owner_id: str, interview_id: str, no: int, client_key: str
    ) -> tuple[Turn, ...]:
        """Return the turns of this number or key, and the last one, by number: three at most.

        They decide whether a turn may be stored, however many there are.
        """
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


class HistoryRows(Protocol):
    """What came of an owner's interviews, over all of them; each method is a fixed few queries.

    Grades, levels and stories are of own interviews that have ended, never of imported ones.
    """

    def find(self, owner_id: str, query: HistoryQuery) -> HistoryPage:
        """Return the interviews that fit, without minutes; a prepared one isn't listed."""
        ...

    def roles(self, owner_id: str) -> tuple[str, ...]:
        """Return the roles of the listed interviews, by name."""
        ...

    def grades(self, owner_id: str, limit: int = 2000) -> tuple[GradedAnswer, ...]:
        """Return the latest scored grades of first takes, oldest interview first."""
        ...

    def levels(self, owner_id: str) -> dict[str, int]:
        """Return each skill's level as the latest interview with it left it."""
        ...

    def stories(self, owner_id: str, limit: int = 12) -> tuple[Story, ...]:
        """Return the latest answers on behaviour in English interviews, newest first."""
        ...


class OutcomeRows(Protocol):
    """Real interviews, as their owner logged them."""

    def add(self, owner_id: str, real: RealInterview) -> None:
        """Store one."""
        ...

    def replace(self, owner_id: str, real: RealInterview) -> None:
        """Replace one; a missing one is `NotFoundError`."""
        ...

    def list(self, owner_id: str) -> tuple[RealInterview, ...]:
        """Return the owner's real interviews, newest day first."""
        ...

    def delete(self, owner_id: str, real_id: str) -> None:
        """Delete one; a missing one is `NotFoundError`."""
        ...


class VectorRows(Protocol):
    """Vectors of texts, by the text's sha256 and the model that made them."""

    def get(self, owner_id: str, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Return the owner's vectors of a model by hash, where there are some."""
        ...

    def put(
        self, owner_id: str, model: str, rows: Mapping[str, bytes], interview_id: str | None
    ) -> None:
        """Keep vectors by hash, each once; those of an interview go when it goes."""
        ...


class UseRows(Protocol):
    """What one person did of a kind that is limited, by time; limits count these rows."""

    def add(self, owner_id: str, kind: str, at: datetime) -> None:
        """Note a use; those of a day ago are forgotten."""
        ...

    def since(self, owner_id: str, kind: str, since: datetime) -> tuple[datetime, ...]:
        """Return when the owner's uses of a kind were since then, oldest first."""
        ...


class LedgerRows(Protocol):
    """Model calls: reserved before, settled after; limits count these rows and nothing else."""

    def reserve(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Store a call that is about to be made."""
        ...

    def settle(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Write usage or error of a reserved call."""
        ...

    def calls_since(
        self, owner_id: str, since: datetime, *, speech: bool = False
    ) -> tuple[datetime, ...]:
        """Return when the owner's calls since then were reserved, oldest first.

        Calls for speech are counted apart from all others.
        """
        ...

    def spend(self, owner_id: str, interview_id: str | None = None) -> Spend:
        """Return the owner's spend, of one interview or of all."""
        ...

    def entries(self, owner_id: str, interview_id: str) -> tuple[LedgerEntry, ...]:
        """Return the model calls of one interview, oldest first."""
        ...


class SpeechRows(Protocol):
    """Transcriptions and readings; UNIQUE(interview, client_key) makes each exactly one row."""

    def add(self, owner_id: str, task: SpeechTask, audio: bytes = b"") -> tuple[SpeechTask, bool]:
        """Store a task with its recording and return it with True.

        Or return the one of the same `client_key` that was stored before, with False.
        """
        ...

    def get(self, owner_id: str, task_id: str) -> SpeechTask:
        """Return a task or raise `NotFoundError`."""
        ...

    def list(self, owner_id: str, interview_id: str) -> tuple[SpeechTask, ...]:
        """Return an interview's tasks, oldest first."""
        ...

    def audio(self, owner_id: str, task_id: str) -> bytes | None:
        """Return a task's recording, None where it isn't kept any more."""
        ...

    def save(self, owner_id: str, task: SpeechTask) -> bool:
        """Replace a task; its recording goes when `has_audio` is False.

        False, and nothing changes, where a later attempt is stored or the task is gone.
        """
        ...

    def delete(self, owner_id: str, task_id: str) -> None:
        """Delete a task with its recording; a missing one is `NotFoundError`."""
        ...
