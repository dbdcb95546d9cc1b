"""Opening at start: what is missing is made, what is damaged is put aside and told."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from src.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageFullError,
    StorageMissingError,
    StorageNewerError,
    StorageReadOnlyError,
)
from src.storage import jobs_engine, migrating, open_store, opening
from src.storage.engine import sqlite_url, translated
from src.storage.migrating import head, revision
from src.storage.tables import metadata
from tests.factory import interview

ROOT = Path(__file__).parents[2]


def fill(folder: Path) -> Path:
    """Make a database with one interview and return its file."""
    store = open_store(None, folder)
    with store.unit(write=True) as unit:
        unit.interviews.add("me", interview(), [])
        unit.commit()
    store.close()
    return folder / "app.db"


def holds_the_interview(folder: Path) -> bool:
    """Say whether the interview of `fill` can be read."""
    store = open_store(None, folder)
    try:
        with store.unit() as unit:
            return len(unit.interviews.list("me")) == 1
    finally:
        store.close()


def back_up(file: Path) -> Path:
    """Make a backup as an upgrade does."""
    target = file.with_name("app-0001-20260101-000000-000000.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target


def test_what_is_missing_is_made(tmp_path: Path) -> None:
    """Folders and file appear, and the tables are those of the code."""
    store = open_store(None, tmp_path / "a" / "b")
    store.close()

    engine = create_engine(sqlite_url(tmp_path / "a" / "b" / "app.db"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert store.notice is None


def test_a_url_names_the_file(tmp_path: Path) -> None:
    """DATABASE_URL wins over the folder."""
    store = open_store(f"sqlite:///{tmp_path / 'mine.db'}", tmp_path / "unused")
    store.close()

    assert (tmp_path / "mine.db").exists()
    assert not (tmp_path / "unused").exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    """The message holds the path and the setting to change."""
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(StorageMissingError, match=r"data.*DATA_DIR"):
        open_store(None, tmp_path / "data")


def test_a_header_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    """Nothing is overwritten; a new file is begun and the person is told."""
    file = tmp_path / "app.db"
    file.write_bytes(b"this was never a database" * 50)

    store = open_store(None, tmp_path)
    store.close()

    (aside,) = tmp_path.glob("app.db.corrupt-*")
    assert aside.read_bytes().startswith(b"this was never")
    assert store.notice is not None
    assert aside.name in store.notice


def test_a_damaged_file_is_replaced_by_the_newest_good_backup(tmp_path: Path) -> None:
    """The interview of the backup is there again."""
    file = fill(tmp_path)
    backup = back_up(file)
    (tmp_path / "app-0002-broken.db").write_bytes(b"broken backup")
    file.write_bytes(b"\x00" * 100 + b"damaged" * 1000)

    store = open_store(None, tmp_path)
    store.close()

    assert store.notice is not None
    assert backup.name in store.notice
    assert holds_the_interview(tmp_path)


def test_damage_in_the_middle_is_noticed(tmp_path: Path) -> None:
    """The quick check's value decides, not that it ran."""
    file = fill(tmp_path)
    data = bytearray(file.read_bytes())
    data[8192:16384] = os.urandom(8192)
    file.write_bytes(data)

    store = open_store(None, tmp_path)
    store.close()

    assert store.notice is not None
    assert "damaged" in store.notice


def test_a_truncated_file_is_noticed(tmp_path: Path) -> None:
    """Half a database is damage."""
    file = fill(tmp_path)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    store = open_store(None, tmp_path)
    store.close()

    assert store.notice is not None


def test_an_empty_file_with_backups_is_a_loss(tmp_path: Path) -> None:
    """Zero bytes pass every check, but there was data before."""
    file = fill(tmp_path)
    back_up(file)
    file.write_bytes(b"")

    store = open_store(None, tmp_path)
    store.close()

    assert store.notice is not None
    assert "there was data before" in store.notice
    assert holds_the_interview(tmp_path)


def test_an_empty_file_without_backups_is_a_first_run(tmp_path: Path) -> None:
    """Somebody made the file ahead of time."""
    (tmp_path / "app.db").touch()

    store = open_store(None, tmp_path)
    store.close()

    assert store.notice is None


def test_newer_data_is_refused_untouched(tmp_path: Path) -> None:
    """The file is the same afterwards, byte by byte."""
    file = fill(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = hashlib.sha256(file.read_bytes()).hexdigest()

    with pytest.raises(StorageNewerError):
        open_store(None, tmp_path)

    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("owners", sa.Column("name", sa.String(20)))
"""


def test_an_upgrade_makes_a_backup_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data of the earlier revision is copied, then changed; a second start does nothing more."""
    file = fill(tmp_path)
    earlier = head()
    revisions = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, revisions)
    (revisions / "versions" / "0002_next.py").write_text(NEXT)
    monkeypatch.setattr(migrating, "MIGRATIONS", revisions)

    for _ in range(2):
        assert holds_the_interview(tmp_path)

    (backup,) = tmp_path.glob("app-*.db")
    assert revision(sqlite_url(backup)) == earlier
    assert revision(sqlite_url(file)) == "0002"


def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    """Old ones make room."""
    file = fill(tmp_path)
    for number in range(7):
        (tmp_path / f"app-0001-2020010{number}.db").write_bytes(b"old")

    opening._back_up(file, "0001")

    assert len(list(tmp_path.glob("app-*.db"))) == opening.KEPT_BACKUPS


def test_the_engines_file_lies_beside_the_database(tmp_path: Path) -> None:
    """Workflows have a file and a connection of their own."""
    by_folder = jobs_engine(None, tmp_path)
    by_url = jobs_engine(f"sqlite:///{tmp_path / 'x' / 'mine.db'}", tmp_path)

    with by_folder.connect(), by_url.connect():
        assert (tmp_path / "jobs.db").exists()
        assert (tmp_path / "x" / "jobs.db").exists()
    by_folder.dispose()
    by_url.dispose()


def test_a_file_that_can_only_be_read_opens_for_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on, writing says why not, the notice names the path."""
    fill(tmp_path)
    # Root may write anywhere, so the answer of the system is set instead of the file's mode.
    monkeypatch.setattr(os, "access", lambda path, _mode: not str(path).endswith("app.db"))

    store = open_store(None, tmp_path)

    assert store.notice is not None
    assert str(tmp_path) in store.notice
    assert "only be read" in store.health()
    with store.unit() as unit:
        assert len(unit.interviews.list("me")) == 1
    with pytest.raises(StorageReadOnlyError), store.unit(write=True):
        pass
    store.close()


def test_a_folder_that_can_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any file is made there."""
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(StorageMissingError, match="not writable"):
        open_store(None, tmp_path)


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    """Reads go on after a write that didn't fit."""
    fill(tmp_path)
    store = open_store(None, tmp_path)
    with store._write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    big = interview(id="big", notes="x" * 3_000_000)

    with pytest.raises(StorageFullError), store.unit(write=True) as unit:
        unit.interviews.add("me", big, [])

    with store.unit() as unit:
        assert [i.id for i in unit.interviews.list("me")] == ["iv-1"]
    store.close()


def test_a_locked_database_is_busy_in_the_end(tmp_path: Path) -> None:
    """Another process holds it: one more try, then words."""
    file = fill(tmp_path)
    store = open_store(None, tmp_path)
    with store._write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StorageBusyError), store.unit(write=True):
            pass

        other.execute("ROLLBACK")
    with store.unit(write=True) as unit:
        unit.commit()
    store.close()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, StorageFullError),
        (sqlite3.SQLITE_NOTADB, StorageCorruptError),
        (sqlite3.SQLITE_MISUSE, StorageError),
    ],
)
def test_codes_have_their_errors(code: int, expected: type[StorageError]) -> None:
    """An unknown one is the general error, never a raw one."""
    problem = sqlite3.OperationalError("x")
    problem.sqlite_errorcode = code

    assert type(translated(problem)) is expected
    assert type(translated(ValueError())) is StorageError


WRITER = """
import sys
from pathlib import Path
from src.storage import jobs_engine, migrating, open_store, opening
from tests.factory import interview, turn

store = open_store(None, Path(sys.argv[1]))
with store.unit(write=True) as unit:
    unit.interviews.add("me", interview(), [])
    unit.commit()
for no in range(10_000):
    with store.unit(write=True) as unit:
        unit.turns.accept("me", turn(no, text=f"answer {no}"))
        unit.commit()
    print(no, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """SIGKILL in the middle of writing loses no acknowledged turn and damages nothing."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert child.stdout is not None
    acknowledged = [int(next(child.stdout)) for _ in range(150)]
    child.kill()
    acknowledged += [int(line) for line in child.stdout.read().splitlines() if line.isdigit()]
    child.stdout.close()
    child.wait()

    store = open_store(None, tmp_path)
    with store.unit() as unit:
        stored = [t.no for t in unit.turns.list("me", "iv-1")]
    store.close()

    assert store.notice is None
    assert set(acknowledged) <= set(stored)
    assert stored == list(range(len(stored)))
