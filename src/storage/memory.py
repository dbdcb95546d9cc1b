"""The store's twin in memory: the same promises, durability apart.

A unit works on a copy of plain dictionaries (values are frozen, so the copy is shallow) and
`commit` puts it in place. Writers queue on one lock, as they do on SQLite.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from src.errors import StorageReadOnlyError
from src.ports import T, UnitOfWork
from src.storage.rows.memory import (
    MemoryDocumentRows,
    MemoryInterviewRows,
    MemoryOwnerRows,
    MemoryTurnRows,
    State,
)
from src.storage.rows.memory_history import MemoryHistoryRows, MemoryOutcomeRows
from src.storage.rows.memory_kits import MemoryKitRows
from src.storage.rows.memory_readings import MemoryReadingRows
from src.storage.rows.memory_records import (
    MemoryLedgerRows,
    MemoryRecordRows,
    MemoryUnfinishedWork,
)
from src.storage.rows.speech import MemorySpeechRows
from src.storage.rows.uses import MemoryUseRows
from src.storage.rows.vectors import MemoryVectorRows


class MemoryUnitOfWork:
    """One transaction on a copy of the state."""

    def __init__(self, store: "MemoryStore", *, write: bool = False) -> None:
        self._store = store
        self._write = write
        self._state = store.state.copy()
        self.owners = MemoryOwnerRows(self._state)
        self.documents = MemoryDocumentRows(self._state)
        self.kits = MemoryKitRows(self._state)
        self.readings = MemoryReadingRows(self._state)
        self.interviews = MemoryInterviewRows(self._state)
        self.turns = MemoryTurnRows(self._state)
        self.records = MemoryRecordRows(self._state)
        self.history = MemoryHistoryRows(self._state)
        self.outcomes = MemoryOutcomeRows(self._state)
        self.ledger = MemoryLedgerRows(self._state)
        self.speech = MemorySpeechRows(self._state)
        self.vectors = MemoryVectorRows(self._state)
        self.uses = MemoryUseRows(self._state)
        self.unfinished = MemoryUnfinishedWork(self._state)

    def commit(self) -> None:
        """Put the copy in place."""
        if not self._write:
            raise StorageReadOnlyError
        self._store.state = self._state.copy()


class MemoryStore:
    """Opens units on one state."""

    def __init__(self) -> None:
        self.state = State()
        self.notice: str | None = None
        self._lock = threading.Lock()

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Open a unit; writers queue."""
        if not write:
            yield MemoryUnitOfWork(self)
            return
        with self._lock:
            yield MemoryUnitOfWork(self, write=True)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a read unit."""
        with self.unit() as unit:
            return work(unit)

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a write unit and commit it."""
        with self.unit(write=True) as unit:
            result = work(unit)
            unit.commit()
            return result

    async def scrub(self) -> None:
        """Do nothing: what is deleted is gone."""

    def health(self) -> str:
        """Say "ok"."""
        return "ok"

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
