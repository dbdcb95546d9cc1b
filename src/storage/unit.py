"""The unit of work over SQLAlchemy, and the store that opens units and owns the threads."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from src.errors import StorageBusyError, StorageError, StorageReadOnlyError
from src.ports import T, UnitOfWork
from src.storage.engine import BUSY_MS, is_sqlite, read_engine, run_pragmas, write_engine
from src.storage.faults import edge, primary_code
from src.storage.places import Place, enter, leave
from src.storage.rows.history import SqlHistoryRows
from src.storage.rows.interviews import SqlInterviewRows, SqlTurnRows
from src.storage.rows.kits import SqlKitRows
from src.storage.rows.outcomes import SqlOutcomeRows
from src.storage.rows.people import SqlDocumentRows, SqlOwnerRows
from src.storage.rows.readings import SqlReadingRows
from src.storage.rows.records import SqlLedgerRows, SqlRecordRows
from src.storage.rows.speech import SqlSpeechRows
from src.storage.rows.unfinished import SqlUnfinishedWork
from src.storage.rows.uses import SqlUseRows
from src.storage.rows.vectors import SqlVectorRows

READERS = 4
QUEUE_S = 30.0
RETRY_MS = 500


class SqlUnitOfWork:
    """One transaction on one connection; what isn't committed is rolled back at its end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.owners = SqlOwnerRows(connection)
        self.documents = SqlDocumentRows(connection)
        self.kits = SqlKitRows(connection)
        self.readings = SqlReadingRows(connection)
        self.interviews = SqlInterviewRows(connection)
        self.turns = SqlTurnRows(connection)
        self.records = SqlRecordRows(connection)
        self.history = SqlHistoryRows(connection)
        self.outcomes = SqlOutcomeRows(connection)
        self.ledger = SqlLedgerRows(connection)
        self.speech = SqlSpeechRows(connection)
        self.vectors = SqlVectorRows(connection)
        self.uses = SqlUseRows(connection)
        self.unfinished = SqlUnfinishedWork(connection)

    def commit(self) -> None:
        """Make everything of this unit durable."""
        with edge():
            self._connection.commit()


class SqlStore:
    """Opens units. `notice` is a sentence for the person about what was found at start."""

    def __init__(self, url: URL, *, read_only: bool = False, notice: str | None = None) -> None:
        self.notice = notice
        self._read_only = read_only
        self._file = Path(url.database or "") if is_sqlite(url) else None
        self._place = enter(self._file) if self._file and not read_only else None
        # By thread: a read unit must never be shared with a thread that has its own transaction.
        self._reading = threading.local()
        self._write_engine = write_engine(url)
        self._read_engine = read_engine(url)
        # Pools of its own: asyncio's default one has a thread or two a core and is shared with
        # whatever else blocks; a few slow calls there would keep every answer from being stored.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Open a unit in this thread; one writer at a time, and before a connection is taken.

        Who reads while this thread reads already shares that unit: if everybody held a connection
        and waited for a second one, nobody would ever get it.
        """
        if write:
            with self._writing(person=True) as unit:
                yield unit
        elif found := getattr(self._reading, "unit", None):
            yield found
        else:
            with edge(self._file), self._read_engine.connect() as connection:
                self._reading.unit = SqlUnitOfWork(connection)
                try:
                    yield self._reading.unit
                finally:
                    self._reading.unit = None

    @contextmanager
    def _writing(self, *, person: bool) -> Iterator[UnitOfWork]:
        if self._read_only:
            raise StorageReadOnlyError
        with (
            # The turn before the connection: writers that held the only connection while they wait
            # in line would lock out who holds the turn.
            _turn(self._place, person=person),
            edge(self._file),
            self._write_engine.connect() as connection,
        ):
            _begin(connection)
            yield SqlUnitOfWork(connection)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a read unit on one of the readers, after people who store something."""
        await self._calm()
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a write unit on the writer, after people, and commit it."""
        await self._calm()
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, work)

    async def _calm(self) -> None:
        if self._place is not None:
            await self._place.line.calm()

    def _read(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.unit() as unit:
            return work(unit)

    def _write(self, work: Callable[[UnitOfWork], T]) -> T:
        with self._writing(person=False) as unit:
            result = work(unit)
            unit.commit()
            return result

    async def scrub(self) -> None:
        """Empty SQLite's journal, which still holds what was deleted; a reader may delay it."""
        if self._file is not None and not self._read_only:
            await asyncio.get_running_loop().run_in_executor(self._writer, self._scrub)

    def _scrub(self) -> None:
        with (
            _turn(self._place, person=False),
            edge(self._file),
            self._read_engine.connect() as connection,
        ):
            bare = connection.connection.dbapi_connection
            if bare is not None:
                # On the bare connection: SQLAlchemy would begin a transaction, in which no
                # checkpoint is made.
                run_pragmas(bare, ("wal_checkpoint(TRUNCATE)",))

    def health(self) -> str:
        """Return "ok", "ok, but" with what could be better, or a sentence about what is wrong."""
        try:
            with edge(self._file), self._read_engine.connect() as connection:
                words = "PRAGMA journal_mode" if self._file else "SELECT 'wal'"
                journal = connection.exec_driver_sql(words).scalar()
        except StorageError as problem:
            return str(problem)
        return self._condition(str(journal))

    def _condition(self, journal: str) -> str:
        if self._read_only:
            return StorageReadOnlyError.sentence
        if self._place and not self._place.alone:
            return "ok, but another process has this database open: only one should write."
        if journal != "wal":
            return f"ok, but slower: no WAL is possible here, the journal mode is {journal}."
        return "ok"

    def close(self) -> None:
        """Give back threads and connections."""
        self._writer.shutdown()
        self._readers.shutdown()
        self._write_engine.dispose()
        self._read_engine.dispose()
        if self._place is not None:
            leave(self._place)
            self._place = None


@contextmanager
def _turn(place: Place | None, *, person: bool) -> Iterator[None]:
    """Wait for one's turn to write a file; a server takes many writers at once."""
    if place is None:
        yield
        return
    if not place.line.enter(QUEUE_S, person=person):
        raise StorageBusyError
    try:
        yield
    finally:
        place.line.leave(person=person)


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock; a file that another process holds is tried once more, shortly."""
    try:
        connection.begin()
    except DBAPIError as problem:
        if primary_code(problem) != sqlite3.SQLITE_BUSY:
            raise
    else:
        return
    _wait_at_most(connection, RETRY_MS)
    try:
        connection.begin()
    finally:
        _wait_at_most(connection, BUSY_MS)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    bare = connection.connection.dbapi_connection
    if bare is not None:
        run_pragmas(bare, (f"busy_timeout={milliseconds}",))
