"""Engines by the measured recipe, and the map from their errors to ours.

SQLite: WAL, synchronous=FULL (NORMAL loses acknowledged commits at a power cut), BEGIN IMMEDIATE
for writers and a second read-only engine. One write lock a process is taken before a connection:
SQLite before 3.51.3 can corrupt a WAL when two connections commit at once, and waiting in a lock is
an order of magnitude fairer than SQLite's busy polling.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageFullError,
    StorageMissingError,
    StorageReadOnlyError,
)

BUSY_MS = 5000
PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "journal_size_limit=67108864",
)

_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_READONLY: StorageReadOnlyError,
    sqlite3.SQLITE_BUSY: StorageBusyError,
    sqlite3.SQLITE_LOCKED: StorageBusyError,
    sqlite3.SQLITE_CORRUPT: StorageCorruptError,
    sqlite3.SQLITE_NOTADB: StorageCorruptError,
    sqlite3.SQLITE_CANTOPEN: StorageMissingError,
}


def sqlite_url(path: Path) -> URL:
    """Return the URL of a database file."""
    return URL.create("sqlite", database=str(path))


def write_engine(url: URL) -> Engine:
    """Return the engine for writers; the caller holds the write lock."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, pool_pre_ping=True)
    engine = _sqlite(url, size=1)
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def read_engine(url: URL) -> Engine:
    """Return the engine for readers, which can't write."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, pool_pre_ping=True)
    engine = _sqlite(url, size=5, extra=("query_only=ON",))
    _on_begin(engine, "BEGIN")
    return engine


def _sqlite(url: URL, size: int, extra: tuple[str, ...] = ()) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        run_pragmas(connection, (*PRAGMAS, *extra))

    return engine


def run_pragmas(connection: DBAPIConnection, pragmas: tuple[str, ...]) -> None:
    """Set pragmas; where WAL isn't possible (a network share) the rollback journal serves."""
    cursor = connection.cursor()
    try:
        for pragma in pragmas:
            try:
                cursor.execute(f"PRAGMA {pragma}")
            except sqlite3.OperationalError as problem:
                # A file that can only be read refuses journal_mode; reading goes on.
                if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                    raise
    finally:
        cursor.close()


def _on_begin(engine: Engine, words: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(words)


def translated(problem: Exception) -> StorageError:
    """Return our error for one of SQLAlchemy's or SQLite's."""
    origin = problem.orig if isinstance(problem, DatabaseError) else problem
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_IOERR_WRITE:
            return StorageFullError()
        kind = _BY_CODE.get((code or 0) & 0xFF)
        if kind is not None:
            return kind()
    return StorageError()


@contextmanager
def edge() -> Iterator[None]:
    """Turn foreign database errors into ours."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as problem:
        raise translated(problem) from problem
