"""Engines by the measured recipe.

SQLite: WAL, synchronous=FULL (NORMAL loses acknowledged commits at a power cut), BEGIN IMMEDIATE
for writers and a second read-only engine. Where WAL isn't possible, as on a network share, SQLite
keeps its rollback journal, with the same durability. PostgreSQL: the same tables and statements,
without pragmas.
"""

import json
import os
import re
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, Pool, QueuePool

from src.storage.faults import primary_code

BUSY_MS = 5000
READ_CONNECTIONS = 5
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""An escape, and not a backslash that is one itself with `u0000` behind it."""
PRAGMAS = (
    # First, so that the pragmas after it wait for a lock instead of failing at once.
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    # NORMAL takes about half as many commits again, and loses the last of them at a power cut.
    "synchronous=FULL",
    "foreign_keys=ON",
    # The file may be a restored copy from anywhere: its schema may not call functions.
    "trusted_schema=OFF",
    # A deleted interview is overwritten, not only unlinked from its page.
    "secure_delete=ON",
    # 64 MB: a WAL that grew during a long read gives its room back at the next checkpoint.
    "journal_size_limit=67108864",
)


def is_sqlite(url: URL) -> bool:
    """Say whether a URL is one of SQLite's."""
    return url.get_backend_name() == "sqlite"


def sqlite_url(path: Path) -> URL:
    """Return the URL of a database file."""
    return URL.create("sqlite", database=str(path))


def view_url(path: Path) -> URL:
    """Return the URL that opens a file for reading only and leaves it as it is."""
    return URL.create("sqlite", database=path.resolve().as_uri(), query=_view(path))


def view_uri(path: Path) -> str:
    """Return what `view_url` does, for `sqlite3.connect`."""
    return f"{path.resolve().as_uri()}?{urlencode(_view(path))}"


def _view(path: Path) -> dict[str, str]:
    """Return how to open a file for reading.

    SQLite reads a WAL database only if it can make files beside it, so one in a folder that can't
    be written is opened as immutable, unless its journal still holds something.
    """
    options = {"mode": "ro", "uri": "true"}
    journal = path.with_name(f"{path.name}-wal")
    has_journal = journal.exists() and journal.stat().st_size > 0
    if not has_journal and not os.access(path.parent, os.W_OK):
        options["immutable"] = "1"
    return options


def write_engine(url: URL) -> Engine:
    """Return the engine for writers; on SQLite the caller holds the write lock."""
    if not is_sqlite(url):
        return server_engine(url)
    # The lock is taken with the begin: upgrading a read lock later is what deadlocks.
    return _begins(_sqlite(url, QueuePool, 1), "BEGIN IMMEDIATE")


def read_engine(url: URL) -> Engine:
    """Return the engine for readers, which can't write; one unit sees one state."""
    if not is_sqlite(url):
        return server_engine(url, isolation_level="REPEATABLE READ").execution_options(
            postgresql_readonly=True
        )
    return _begins(_sqlite(url, QueuePool, READ_CONNECTIONS, "query_only=ON"), "BEGIN")


def migration_engine(url: URL) -> Engine:
    """Return the engine for migrations: the whole change in one transaction.

    Foreign keys are off, because a table that is rebuilt is dropped on the way, and the rows under
    it would go with it.
    """
    if not is_sqlite(url):
        return server_engine(url)
    return _begins(_sqlite(url, NullPool, 1, "foreign_keys=OFF"), "BEGIN IMMEDIATE")


def jobs_file_engine(path: Path) -> Engine:
    """Return the engine for durable workflows: one connection, and no begin event.

    With BEGIN IMMEDIATE in a begin event the workflow library's migrations start a transaction
    within a transaction.
    """
    engine = create_engine(
        sqlite_url(path),
        poolclass=QueuePool,
        pool_size=1,
        # One connection is as fast as twenty here, and two that commit at once are what SQLite
        # before 3.51.3 may damage a WAL by.
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        run_pragmas(connection, PRAGMAS)

    return engine


def server_engine(url: URL, **options: str) -> Engine:
    """Return an engine for a database server."""
    return create_engine(
        url,
        pool_size=8,
        # A server that was restarted leaves dead connections in the pool; the ping replaces them
        # unseen.
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
        json_serializer=without_nul,
        **options,
    )


def without_nul(value: object) -> str:
    """Return a value as JSON in which U+FFFD stands for U+0000.

    Both databases store that sign in JSON. Where a query reads the field as text, PostgreSQL fails,
    and SQLite ends the text there.
    """
    return _NUL.sub(r"\1\\ufffd", json.dumps(value))


def _sqlite(url: URL, pool: type[Pool], size: int, *extra: str) -> Engine:
    sizes = {"pool_size": size, "max_overflow": 0} if pool is QueuePool else {}
    # The pool hands a connection to one thread at a time, which is what the check is about.
    arguments = {"check_same_thread": False, "timeout": BUSY_MS / 1000}
    engine = create_engine(
        url, poolclass=pool, connect_args=arguments, json_serializer=without_nul, **sizes
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # Python would open deferred transactions by itself, and a deferred one that reads and then
        # writes fails at once with SQLITE_BUSY_SNAPSHOT, whatever busy_timeout says.
        connection.isolation_level = None
        run_pragmas(connection, (*PRAGMAS, *extra))

    return engine


def run_pragmas(connection: DBAPIConnection, pragmas: tuple[str, ...]) -> None:
    """Set pragmas; a file that can only be read refuses some of them, and reading goes on."""
    cursor = connection.cursor()
    try:
        for pragma in pragmas:
            try:
                cursor.execute(f"PRAGMA {pragma}")
            except sqlite3.OperationalError as problem:
                if primary_code(problem) != sqlite3.SQLITE_READONLY:
                    raise
    finally:
        cursor.close()


def _begins(engine: Engine, words: str) -> Engine:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(words)

    return engine
