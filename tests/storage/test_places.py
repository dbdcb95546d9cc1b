"""One write lock a file in this process, and a word about another process."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from src.storage import open_store, places
from src.storage.places import enter, leave
from tests.stores import fill


def test_a_file_has_one_lock_however_it_is_named(tmp_path: Path) -> None:
    """Two stores of one file queue on the same lock, another file has its own."""
    (tmp_path / "sub").mkdir()
    one, same = enter(tmp_path / "app.db"), enter(tmp_path / "sub" / ".." / "app.db")
    other = enter(tmp_path / "other.db")

    assert one.line is same.line
    assert one.line is not other.line
    assert one.alone
    for place in (one, same, other):
        leave(place)


def test_another_process_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Old SQLite may damage a WAL that two processes write; serving goes on."""
    fill(tmp_path)
    with closing(sqlite3.connect(tmp_path / "app.db.open", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with caplog.at_level(logging.WARNING):
            store = open_store(None, tmp_path)

        other.execute("ROLLBACK")
    assert store.health().startswith("ok, but another process")
    store.close()
    assert ("another process" in caplog.text) == (sqlite3.sqlite_version_info < places.SAFE_SQLITE)


def test_who_comes_after_the_last_has_the_file_alone(tmp_path: Path) -> None:
    """Within a process any number may open it, and a closed one is out of the way."""
    for _ in range(2):
        first, second = open_store(None, tmp_path), open_store(None, tmp_path)
        assert first.health() == second.health() == "ok"
        first.close()
        second.close()


def test_a_store_may_be_closed_twice(tmp_path: Path) -> None:
    """The second time changes nothing for another one of the same file."""
    first, second = open_store(None, tmp_path), open_store(None, tmp_path)

    first.close()
    first.close()

    assert enter(tmp_path / "app.db").users == 2
    leave(enter(tmp_path / "app.db"))
    second.close()
    leave(places._places[(tmp_path / "app.db").resolve()])


def test_a_place_without_its_folder_is_nobody_elses(tmp_path: Path) -> None:
    """The error comes when it is opened, with its path."""
    place = enter(tmp_path / "missing" / "app.db")

    assert place.alone
    leave(place)
