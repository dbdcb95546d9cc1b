"""Opening at start: what is missing is made, what can't be used is named."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageMissingError,
    StorageNewerError,
    StorageReadOnlyError,
)
from src.storage import jobs_engine, open_store
from src.storage.migrating import head
from tests.stores import ME, fill, listed, powerless


def stamp(file: Path, revision: str) -> str:
    """Say that a database is of another revision, and return the file's hash."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_is_missing_is_made(tmp_path: Path) -> None:
    """Folders and file appear, and there is nothing to tell."""
    store = open_store(None, tmp_path / "a" / "b")
    store.close()

    assert (tmp_path / "a" / "b" / "app.db").stat().st_size > 0
    assert store.notice is None


def test_what_was_stored_is_there_again(tmp_path: Path) -> None:
    """A second start finds it and has nothing to tell either."""
    fill(tmp_path)

    assert listed(tmp_path) == ["iv-1"]


def test_a_url_names_the_file(tmp_path: Path) -> None:
    """DATABASE_URL wins over the folder."""
    store = open_store(f"sqlite:///{tmp_path / 'mine.db'}", tmp_path / "unused")
    store.close()

    assert (tmp_path / "mine.db").exists()
    assert not (tmp_path / "unused").exists()


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:"])
def test_a_url_without_a_file_is_refused(url: str, tmp_path: Path) -> None:
    """Data in memory would be gone with the process."""
    with pytest.raises(StorageMissingError, match="DATABASE_URL names no file"):
        open_store(url, tmp_path)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No raw error, and no file instead."""
    with pytest.raises(StorageError, match="did not answer"):
        open_store("postgresql://nobody@127.0.0.1:1/none", tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_the_engine_shares_the_server(tmp_path: Path) -> None:
    """One server holds the database and the workflows."""
    engine = jobs_engine("postgresql://nobody@127.0.0.1:1/none", tmp_path)

    assert engine.dialect.name == "postgresql"
    engine.dispose()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    """The message holds the path and the setting to change."""
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(StorageMissingError, match=r"data.*DATA_DIR"):
        open_store(None, tmp_path / "data")


def test_a_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    """The message holds the path and the setting to change."""
    (tmp_path / "app.db").mkdir()

    with pytest.raises(StorageMissingError, match=r"app\.db.*DATA_DIR"):
        open_store(None, tmp_path)


def test_a_folder_that_can_not_be_written_is_named(open_folder: Path) -> None:
    """Before any file is made there."""
    open_folder.chmod(0o555)

    with powerless(), pytest.raises(StorageMissingError, match=r"not writable.*DATA_DIR"):
        open_store(None, open_folder)

    assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)]
)
def test_what_can_only_be_read_opens_for_looking(
    open_folder: Path, file_mode: int, folder_mode: int
) -> None:
    """Reading goes on, writing says why not, the notice names the path."""
    fill(open_folder).chmod(file_mode)
    open_folder.chmod(folder_mode)

    with powerless():
        store = open_store(None, open_folder)
        with store.unit() as unit:
            found = unit.interviews.list(ME)
        with pytest.raises(StorageReadOnlyError), store.unit(write=True):
            pass
        health = store.health()
        store.close()

    assert [interview.id for interview in found] == ["iv-1"]
    assert "only be read" in health
    assert store.notice is not None
    assert str(open_folder / "app.db") in store.notice


def test_damage_that_can_not_be_put_aside_is_named(open_folder: Path) -> None:
    """Nothing is lost and nothing pretended."""
    file = open_folder / "app.db"
    file.write_bytes(b"this was never a database" * 50)
    open_folder.chmod(0o555)

    with powerless(), pytest.raises(StorageCorruptError, match=r"app\.db"):
        open_store(None, open_folder)


def test_older_data_that_can_only_be_read_is_refused(open_folder: Path) -> None:
    """It would need an upgrade first."""
    (open_folder / "app.db").touch(mode=0o444)
    (open_folder / "app.db").chmod(0o444)

    with powerless(), pytest.raises(StorageReadOnlyError, match="needs an upgrade"):
        open_store(None, open_folder)


def test_newer_data_that_can_only_be_read_is_refused(open_folder: Path) -> None:
    """Reading it could show nonsense."""
    file = fill(open_folder)
    stamp(file, "9999")
    file.chmod(0o444)

    with powerless(), pytest.raises(StorageNewerError):
        open_store(None, open_folder)


def test_newer_data_is_refused_untouched(tmp_path: Path) -> None:
    """The file is the same afterwards, byte by byte."""
    file = fill(tmp_path)
    before = stamp(file, "9999")

    with pytest.raises(StorageNewerError):
        open_store(None, tmp_path)

    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert list(tmp_path.glob("app-*.db")) == []


def test_a_start_waits_for_another_that_upgrades(tmp_path: Path) -> None:
    """Who waits too long is told that it is busy."""
    fill(tmp_path)
    with closing(sqlite3.connect(tmp_path / "app.db.upgrade", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StorageBusyError):
            open_store(None, tmp_path, upgrade_wait_s=0.05)

        other.execute("ROLLBACK")
    assert listed(tmp_path) == ["iv-1"]


def test_the_engines_file_lies_beside_the_database(tmp_path: Path) -> None:
    """Workflows have a file and one connection of their own, durable too."""
    by_folder = jobs_engine(None, tmp_path)
    by_url = jobs_engine(f"sqlite:///{tmp_path / 'x' / 'mine.db'}", tmp_path)

    with by_folder.connect() as connection, by_url.connect():
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    by_folder.dispose()
    by_url.dispose()
    assert (tmp_path / "jobs.db").exists()
    assert (tmp_path / "x" / "jobs.db").exists()


def test_a_damaged_engine_file_is_put_aside(tmp_path: Path) -> None:
    """What was accepted is found again in the database, so the engine begins anew."""
    (tmp_path / "jobs.db").write_bytes(b"this was never a database" * 50)

    engine = jobs_engine(None, tmp_path)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()
    assert len(list(tmp_path.glob("jobs.db.corrupt-*"))) == 1


def test_the_newest_revision_is_stamped(tmp_path: Path) -> None:
    """The next version will know where to go on."""
    file = fill(tmp_path)

    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    assert found == head()
