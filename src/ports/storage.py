"""One transaction, and the store that opens it.

`UnfinishedWork` alone looks across owners, for the engine at start.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel

from src.ports.model import T
from src.ports.rows import (
    DocumentRows,
    HistoryRows,
    InterviewRows,
    KitRows,
    LedgerRows,
    OutcomeRows,
    OwnerRows,
    ReadingRows,
    RecordRows,
    SpeechRows,
    TurnRows,
    UseRows,
    VectorRows,
)


class Unfinished(BaseModel):
    """Accepted work whose workflow may never have been started."""

    owner_id: str
    interview_id: str
    turn_no: int
    attempt: int


class UnfinishedSpeech(BaseModel):
    """A transcription that isn't over, or whose recording is still kept."""

    owner_id: str
    interview_id: str
    task_id: str
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

    def speech(self) -> tuple[UnfinishedSpeech, ...]:
        """Return every transcription that is processing."""
        ...

    def recordings(self, before: datetime) -> tuple[UnfinishedSpeech, ...]:
        """Return every task whose recording is kept since before then."""
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
    def kits(self) -> KitRows:
        """Their own kits."""
        ...

    @property
    def readings(self) -> ReadingRows:
        """What was read of their documents."""
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
    def history(self) -> HistoryRows:
        """What came of all interviews."""
        ...

    @property
    def outcomes(self) -> OutcomeRows:
        """Real interviews."""
        ...

    @property
    def ledger(self) -> LedgerRows:
        """Model calls."""
        ...

    @property
    def speech(self) -> SpeechRows:
        """Transcriptions and readings."""
        ...

    @property
    def vectors(self) -> VectorRows:
        """Texts as vectors."""
        ...

    @property
    def uses(self) -> UseRows:
        """What is limited besides model calls."""
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

    async def scrub(self) -> None:
        """Leave nothing in the files of what was deleted; where that must wait, it waits."""
        ...

    def health(self) -> str:
        """Return "ok", "ok, but" with what could be better, or a sentence about what is wrong."""
        ...

    def close(self) -> None:
        """Give back threads and connections."""
        ...
