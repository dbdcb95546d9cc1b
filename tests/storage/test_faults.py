"""Foreign errors become ours, never a raw one."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageFullError,
    StorageMissingError,
    StorageReadOnlyError,
)
from src.storage.faults import file_edge, translated


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, StorageFullError),
        (sqlite3.SQLITE_IOERR_WRITE, StorageFullError),
        (sqlite3.SQLITE_IOERR_SHMSIZE, StorageFullError),
        (sqlite3.SQLITE_READONLY, StorageReadOnlyError),
        (sqlite3.SQLITE_READONLY_DBMOVED, StorageReadOnlyError),
        (sqlite3.SQLITE_BUSY, StorageBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageBusyError),
        (sqlite3.SQLITE_CORRUPT, StorageCorruptError),
        (sqlite3.SQLITE_NOTADB, StorageCorruptError),
        (sqlite3.SQLITE_CANTOPEN, StorageMissingError),
        (sqlite3.SQLITE_IOERR_READ, StorageError),
        (sqlite3.SQLITE_MISUSE, StorageError),
    ],
)
def test_codes_of_sqlite_have_their_errors(code: int, expected: type[StorageError]) -> None:
    """Bare or wrapped; an unknown one is the general error."""
    problem = sqlite3.OperationalError("x")
    problem.sqlite_errorcode = code

    assert type(translated(problem)) is expected
    assert type(translated(OperationalError("SELECT 1", {}, problem))) is expected


class ServerError(Exception):
    """An error as the server's driver raises it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("53100", StorageFullError),
        ("25006", StorageReadOnlyError),
        ("40P01", StorageBusyError),
        ("XX001", StorageCorruptError),
        ("08006", StorageError),
        (None, StorageError),
    ],
)
def test_states_of_a_server_have_their_errors(
    state: str | None, expected: type[StorageError]
) -> None:
    """By the five characters that the standard gives them."""
    assert type(translated(OperationalError("SELECT 1", {}, ServerError(state)))) is expected


def test_no_free_connection_is_busy() -> None:
    """It may be free in a moment."""
    assert type(translated(PoolTimeoutError("none left"))) is StorageBusyError


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, StorageFullError), (errno.EACCES, StorageMissingError)],
)
def test_errors_of_files_have_their_errors(
    tmp_path: Path, number: int, expected: type[StorageError]
) -> None:
    """What was put aside, copied or marked can fail too."""
    with pytest.raises(expected), file_edge(tmp_path):
        raise OSError(number, "no")


def test_a_place_that_can_not_be_opened_is_named(tmp_path: Path) -> None:
    """With the setting that changes it."""
    problem = sqlite3.OperationalError("unable to open database file")
    problem.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN

    told = str(translated(problem, tmp_path / "app.db"))

    assert str(tmp_path / "app.db") in told
    assert "DATA_DIR" in told
