"""Opening the database at start: make what is missing, check what is there, bring it up to date."""

import logging
import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url

from src.errors import StorageCorruptError, StorageMissingError, StorageReadOnlyError
from src.storage.engine import (
    is_sqlite,
    jobs_file_engine,
    server_engine,
    sqlite_url,
    view_url,
)
from src.storage.faults import edge, file_edge, missing
from src.storage.mending import back_up, is_sound, mark, mend, put_aside
from src.storage.places import hold
from src.storage.unit import SqlStore

NAME = "app.db"
JOBS_NAME = "jobs.db"
UPGRADE_WAIT_S = 30.0

log = logging.getLogger(__name__)


def open_store(
    url: str | None, data_dir: Path, *, upgrade_wait_s: float = UPGRADE_WAIT_S
) -> SqlStore:
    """Return the store of a URL, by default the file `app.db` in `data_dir`.

    Raises a `StorageError` child with what to do where the place or the data can't be used. The
    store's `notice` tells the person what was mended.
    """
    server = _server(url)
    if server is not None:
        from src.storage.migrating import upgrade

        with edge():
            upgrade(server)
        return SqlStore(server)
    path = _file(url, data_dir)
    with file_edge(path):
        _make_place(path)
        if not _is_writable(path):
            return _open_view(path)
        # A second process that starts at the same moment waits here and then finds all done.
        with hold(path, upgrade_wait_s):
            return _open_file(path)


def jobs_engine(url: str | None, data_dir: Path) -> Engine:
    """Return the engine for durable workflows: its own file beside the database, or the server.

    A damaged file is put aside: work that was accepted is found again in the database.
    """
    server = _server(url)
    if server is not None:
        return server_engine(server)
    path = _file(url, data_dir).with_name(JOBS_NAME)
    with file_edge(path):
        _make_place(path)
        # Nothing is lost with it: what was accepted is in the database, and recovery begins it
        # again.
        if path.exists() and not is_sound(path):
            log.warning("%s was damaged and put aside as %s", path.name, put_aside(path).name)
    return jobs_file_engine(path)


def _server(url: str | None) -> URL | None:
    made = make_url(url) if url else None
    return made if made is not None and not is_sqlite(made) else None


def _file(url: str | None, data_dir: Path) -> Path:
    if url is None:
        return data_dir / NAME
    name = make_url(url).database
    if not name or name == ":memory:":
        raise StorageMissingError(f"DATABASE_URL names no file: {url}. Write sqlite:///path/to.db")
    return Path(name)


def _make_place(path: Path) -> None:
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise missing(folder, problem.strerror or "not possible") from problem
    if path.is_dir():
        raise missing(path, "it is a folder")
    if not path.exists() and not os.access(folder, os.W_OK):
        raise missing(folder, "not writable")


def _is_writable(path: Path) -> bool:
    """Say whether the file can be written; SQLite needs to make its journals beside it."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _open_file(path: Path) -> SqlStore:
    from src.storage.migrating import revision, upgrade

    notice = mend(path)
    if path.exists():
        revision(view_url(path))  # newer data is refused before its file is touched
    upgrade(sqlite_url(path), lambda at: back_up(path, at))
    # After the upgrade: a marker beside a file that was never finished would tell of a loss.
    mark(path)
    return SqlStore(sqlite_url(path), notice=notice)


def _open_view(path: Path) -> SqlStore:
    """Open a file for looking only; one that needs mending or an upgrade is refused."""
    from src.storage.migrating import head, revision

    if not is_sound(path):
        raise StorageCorruptError(f"The database is damaged and can't be put aside: {path}")
    if revision(view_url(path)) != head():
        raise StorageReadOnlyError(f"The database needs an upgrade but can only be read: {path}")
    words = f"The database can only be read ({path}). You can look, but nothing is saved."
    return SqlStore(view_url(path), read_only=True, notice=words)
