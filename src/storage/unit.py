"""The unit of work over SQLAlchemy, and the store that opens units and owns the threads."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from src.errors import StorageReadOnlyError
from src.ports import T, UnitOfWork
from src.storage.engine import edge, read_engine, write_engine
from src.storage.rows.interviews import SqlInterviewRows, SqlTurnRows
from src.storage.rows.people import SqlDocumentRows, SqlOwnerRows
from src.storage.rows.records import SqlLedgerRows, SqlRecordRows
from src.storage.rows.unfinished import SqlUnfinishedWork

READERS = 4


class SqlUnitOfWork:
    """One transaction on one connection; what isn't committed is rolled back at its end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.owners = SqlOwnerRows(connection)
        self.documents = SqlDocumentRows(connection)
        self.interviews = SqlInterviewRows(connection)
        self.turns = SqlTurnRows(connection)
        self.records = SqlRecordRows(connection)
        self.ledger = SqlLedgerRows(connection)
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
        self._is_sqlite = url.get_backend_name() == "sqlite"
        self._write_engine = write_engine(url)
        self._read_engine = read_engine(url)
        self._lock = threading.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Open a unit in this thread; one writer at a time, and before a connection is taken."""
        if not write:
            with edge(), self._read_engine.connect() as connection:
                yield SqlUnitOfWork(connection)
            return
        if self._read_only:
            raise StorageReadOnlyError
        if not self._is_sqlite:
            with edge(), self._write_engine.connect() as connection:
                yield SqlUnitOfWork(connection)
            return
        with self._lock, edge(), self._write_engine.connect() as connection:
            _begin(connection)
            yield SqlUnitOfWork(connection)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a read unit on one of the readers."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a write unit on the writer, and commit it."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, work)

    def _read(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.unit() as unit:
            return work(unit)

    def _write(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.unit(write=True) as unit:
            result = work(unit)
            unit.commit()
            return result

    def health(self) -> str:
        """Return "ok", or a sentence about what is wrong."""
        with edge(), self._read_engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            if not self._is_sqlite:
                return "ok"
            journal = connection.execute(text("PRAGMA journal_mode")).scalar()
        if self._read_only:
            return StorageReadOnlyError.sentence
        if journal not in {"wal", "delete"}:
            return f"the journal mode is {journal}"
        return "ok"

    def close(self) -> None:
        """Give back threads and connections."""
        self._writer.shutdown()
        self._readers.shutdown()
        self._write_engine.dispose()
        self._read_engine.dispose()


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock; a file that another process holds is tried once more."""
    try:
        connection.begin()
    except DatabaseError as problem:
        code = getattr(problem.orig, "sqlite_errorcode", 0)
        if code & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        connection.rollback()
        time.sleep(0.2)
        connection.begin()
