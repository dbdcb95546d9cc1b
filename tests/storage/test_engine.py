"""The recipe: every connection has its pragmas, readers can't write."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError

from src.storage.engine import (
    jobs_file_engine,
    migration_engine,
    read_engine,
    sqlite_url,
    view_url,
    write_engine,
)
from tests.stores import fill

RECIPE = {
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "journal_size_limit": 67_108_864,
    "mmap_size": 0,
}


def pragmas(engine: Engine) -> dict[str, object]:
    """Return the recipe's pragmas as a new connection has them."""
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in RECIPE}
    engine.dispose()
    return found


@pytest.mark.parametrize("make", [write_engine, read_engine])
def test_connections_follow_the_recipe(make: Callable[[URL], Engine], tmp_path: Path) -> None:
    """Writers and readers alike."""
    assert pragmas(make(sqlite_url(fill(tmp_path)))) == RECIPE


def test_the_workflows_connection_follows_it_too(tmp_path: Path) -> None:
    """Its file is another, its durability the same."""
    assert pragmas(jobs_file_engine(tmp_path / "jobs.db")) == RECIPE


def test_migrations_alone_do_without_foreign_keys(tmp_path: Path) -> None:
    """Everything else is as ever."""
    found = pragmas(migration_engine(sqlite_url(fill(tmp_path))))

    assert found == RECIPE | {"foreign_keys": 0}


def test_a_writer_holds_the_lock_from_its_beginning(tmp_path: Path) -> None:
    """Read first and write later would fail at once when another wrote in between."""
    url = sqlite_url(fill(tmp_path))
    first, second = write_engine(url), write_engine(url)
    with first.connect() as one, second.connect() as other:
        bare = other.connection.dbapi_connection
        assert bare is not None
        bare.cursor().execute("PRAGMA busy_timeout=0")
        one.begin()

        with pytest.raises(OperationalError, match="locked"):
            other.begin()

        one.rollback()
    first.dispose()
    second.dispose()


def test_a_reader_can_not_write(tmp_path: Path) -> None:
    """Not even by mistake."""
    engine = read_engine(sqlite_url(fill(tmp_path)))

    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM interviews")
    engine.dispose()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_view_leaves_the_file_as_it_is(tmp_path: Path, journal: str) -> None:
    """Pragmas that would change it are left out."""
    file = fill(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
    before = file.read_bytes()
    engine = write_engine(view_url(file))

    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM interviews")
    engine.dispose()
    assert file.read_bytes() == before


def test_a_row_without_its_interview_is_refused(tmp_path: Path) -> None:
    """Foreign keys are on."""
    engine = write_engine(sqlite_url(fill(tmp_path)))
    orphan = "INSERT INTO notes (owner_id, interview_id, turn_no, body) VALUES ('o', 'x', 1, '{}')"

    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(orphan)
    engine.dispose()


def test_a_server_has_no_pragmas() -> None:
    """The same code; one unit of a reader sees one state."""
    engines = [make(make_url("postgresql://h/d")) for make in (read_engine, write_engine)]

    assert [engine.dialect.name for engine in engines] == ["postgresql", "postgresql"]
    assert engines[0].get_execution_options()["postgresql_readonly"] is True
    assert migration_engine(make_url("postgresql://h/d")).dialect.name == "postgresql"
