"""Opening the database at start: make what is missing, check what is there, bring it up to date.

Nothing is ever overwritten: a file that is no database any more is put aside, the newest good
backup takes its place, and the person is told once.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageMissingError,
    StorageNewerError,
)
from src.storage.engine import PRAGMAS, edge, run_pragmas, sqlite_url, translated
from src.storage.unit import SqlStore

NAME = "app.db"
JOBS_NAME = "jobs.db"
KEPT_BACKUPS = 5


def open_store(url: str | None, data_dir: Path) -> SqlStore:
    """Return the store of a URL, by default the file `app.db` in `data_dir`.

    Raises a `StorageError` child with what to do where the place or the data can't be used.
    """
    if url is not None and not url.startswith("sqlite"):
        from src.storage.migrating import upgrade

        with edge():
            upgrade(make_url(url))
        return SqlStore(make_url(url))
    path = Path(make_url(url).database or NAME) if url else data_dir / NAME
    _make_place(path)
    notice = _mend(path)
    if path.exists() and not os.access(path, os.W_OK):
        words = f"The database can only be read ({path}). You can look, but nothing is saved."
        return SqlStore(sqlite_url(path), read_only=True, notice=words)
    _bring_up_to_date(path)
    return SqlStore(sqlite_url(path), notice=notice)


def _make_place(path: Path) -> None:
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageMissingError(_how(folder, problem.strerror or "not possible")) from problem
    if not path.exists() and not os.access(folder, os.W_OK):
        raise StorageMissingError(_how(folder, "not writable"))


def _how(folder: Path, why: str) -> str:
    return (
        f"The data can't be kept in {folder} ({why}). Set DATA_DIR to a folder that can be written."
    )


def _mend(path: Path) -> str | None:
    """Put a damaged file aside and return the sentence for the person, None when all is well."""
    backups = sorted(path.parent.glob(f"{path.stem}-*.db"))
    if path.exists() and path.stat().st_size == 0:
        if not backups:
            return None
        words = "The database was empty although there was data before."
    elif not path.exists() or is_sound(path):
        return None
    else:
        words = "The database was damaged."
    aside = path.with_name(f"{path.name}.corrupt-{_stamp()}")
    _move_with_journal(path, aside)
    good = next((b for b in reversed(backups) if is_sound(b)), None)
    if good is None:
        return f"{words} It was put aside as {aside.name}, and a new one was begun."
    path.write_bytes(good.read_bytes())
    return f"{words} It was put aside as {aside.name}, and the backup {good.name} is in its place."


def _move_with_journal(path: Path, aside: Path) -> None:
    path.rename(aside)
    for suffix in ("-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))


def is_sound(path: Path) -> bool:
    """Say whether a file is a database whose quick check answers "ok" – its value, not its success.

    Raises `StorageBusyError` when another process holds it.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.Error as problem:
        ours = translated(problem)
        if isinstance(ours, StorageBusyError):
            raise ours from problem
        if isinstance(ours, StorageCorruptError):
            return False
        raise ours from problem


def _bring_up_to_date(path: Path) -> None:
    """Upgrade the schema, with a backup first; refuse a newer one."""
    from src.storage.migrating import head, is_known, revision, upgrade

    with _one_at_a_time(path), edge():
        url = sqlite_url(path)
        at = revision(url)
        if at is not None and not is_known(at):
            raise StorageNewerError
        if at == head():
            return
        if at is not None:
            _back_up(path, at)
        upgrade(url)


def _back_up(path: Path, revision: str) -> None:
    target = path.with_name(f"{path.stem}-{revision}-{_stamp()}.db")
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    for old in sorted(path.parent.glob(f"{path.stem}-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the upgrade lock; a second process waits for SQLite's own lock on a file beside."""
    with closing(sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=30)) as lock:
        lock.isolation_level = None
        lock.execute("BEGIN EXCLUSIVE")
        yield
        lock.execute("COMMIT")


def jobs_engine(url: str | None, data_dir: Path) -> Engine:
    """Return the engine for durable workflows: its own file, one connection, no begin event."""
    if url is not None and not url.startswith("sqlite"):
        return create_engine(url, pool_size=8, pool_pre_ping=True)
    path = (Path(make_url(url).database or NAME).parent if url else data_dir) / JOBS_NAME
    _make_place(path)
    engine = create_engine(
        sqlite_url(path),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        run_pragmas(connection, PRAGMAS)

    return engine
