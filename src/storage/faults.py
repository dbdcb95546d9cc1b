"""The map from foreign errors to ours: SQLite's by code, PostgreSQL's by state, files' by errno."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageFullError,
    StorageMissingError,
    StorageReadOnlyError,
)

# A full disk shows as an I/O error too, where a write or the shared memory of the WAL meets the
# limit of a file or a quota.
_FULL_IO = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}

_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_READONLY: StorageReadOnlyError,
    sqlite3.SQLITE_BUSY: StorageBusyError,
    sqlite3.SQLITE_LOCKED: StorageBusyError,
    sqlite3.SQLITE_CORRUPT: StorageCorruptError,
    sqlite3.SQLITE_NOTADB: StorageCorruptError,
    sqlite3.SQLITE_CANTOPEN: StorageMissingError,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE: dict[str, type[StorageError]] = {
    "53100": StorageFullError,
    "25006": StorageReadOnlyError,
    "55P03": StorageBusyError,
    "40001": StorageBusyError,
    "40P01": StorageBusyError,
    "53300": StorageBusyError,
    "XX001": StorageCorruptError,
    "XX002": StorageCorruptError,
}

_BY_ERRNO: dict[int, type[StorageError]] = {
    errno.ENOSPC: StorageFullError,
    errno.EDQUOT: StorageFullError,
}


def primary_code(problem: BaseException | None) -> int:
    """Return SQLite's primary code of an error or of the one it wraps, 0 where there is none."""
    origin = problem.orig if isinstance(problem, DBAPIError) else problem
    # The low byte is the primary code; the others say more than our errors tell apart.
    return (getattr(origin, "sqlite_errorcode", None) or 0) & 0xFF


def translated(problem: Exception, place: Path | None = None) -> StorageError:
    """Return our error for a foreign one; a missing place is named."""
    kind = _kind(problem)
    if kind is StorageMissingError and place is not None:
        return missing(place, "it can't be opened")
    return kind()


def _kind(problem: Exception) -> type[StorageError]:
    if isinstance(problem, PoolTimeoutError):
        return StorageBusyError
    if isinstance(problem, OSError):
        return _BY_ERRNO.get(problem.errno or 0, StorageMissingError)
    origin = problem.orig if isinstance(problem, DBAPIError) else problem
    if getattr(origin, "sqlite_errorcode", None) in _FULL_IO:
        return StorageFullError
    state = getattr(origin, "sqlstate", None) or ""
    return _BY_CODE.get(primary_code(origin)) or _BY_STATE.get(state) or StorageError


def missing(place: Path, why: str) -> StorageMissingError:
    """Return the error that names a place and what to do about it."""
    return StorageMissingError(
        f"The data can't be kept in {place} ({why}). Set DATA_DIR to a folder that can be written."
    )


@contextmanager
def edge(place: Path | None = None) -> Iterator[None]:
    """Turn foreign database errors into ours."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as problem:
        raise translated(problem, place) from problem


@contextmanager
def file_edge(place: Path) -> Iterator[None]:
    """Turn foreign errors of files and databases into ours."""
    try:
        with edge(place):
            yield
    except OSError as problem:
        raise translated(problem, place) from problem
