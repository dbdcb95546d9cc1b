"""Damage on real files: nothing is overwritten, backups take its place, and it is told."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from src.errors import StorageBusyError
from src.storage import open_store
from src.storage.mending import KEPT_BACKUPS, back_up, backups, is_sound
from tests.stores import fill, listed


def notice(folder: Path) -> str:
    """Open and close the store, and return what it has to tell."""
    store = open_store(None, folder)
    store.close()
    return store.notice or ""


def damage_header(file: Path) -> None:
    """Make it no database."""
    file.write_bytes(b"this was never a database" * 50 + file.read_bytes()[1250:])


def damage_format(file: Path) -> None:
    """Claim a schema format that no SQLite knows."""
    data = bytearray(file.read_bytes())
    data[44:48] = b"\x00\x00\x00\x63"
    file.write_bytes(data)


def damage_middle(file: Path) -> None:
    """Overwrite two pages."""
    data = bytearray(file.read_bytes())
    data[8192:16384] = b"\xa5" * 8192
    file.write_bytes(data)


def truncate(file: Path) -> None:
    """Lose the second half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


Damage = Callable[[Path], None]
DAMAGES: list[Damage] = [damage_header, damage_format, damage_middle, truncate]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(tmp_path: Path, damage: Damage) -> None:
    """The bytes are kept, the person is told once."""
    file = fill(tmp_path)
    damage(file)
    damaged = file.read_bytes()

    told = notice(tmp_path)

    (aside,) = tmp_path.glob("app.db.corrupt-*[0-9]")
    assert aside.read_bytes() == damaged
    assert "damaged" in told
    assert aside.name in told
    assert listed(tmp_path) == []
    assert notice(tmp_path) == ""


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_newest_good_backup_takes_its_place(tmp_path: Path, damage: Damage) -> None:
    """A newer one that is damaged itself is passed over."""
    file = fill(tmp_path)
    backup = back_up(file, "0001")
    (tmp_path / "app-0002-29990101-000000-000000.db").write_bytes(b"broken backup" * 100)
    damage(file)

    told = notice(tmp_path)

    assert backup.name in told
    assert listed(tmp_path) == ["iv-1"]


@pytest.mark.parametrize("has_backup", [True, False])
def test_an_empty_file_where_data_was_is_a_loss(tmp_path: Path, *, has_backup: bool) -> None:
    """Zero bytes pass every check of SQLite's."""
    file = fill(tmp_path)
    if has_backup:
        back_up(file, "0001")
    file.write_bytes(b"")

    told = notice(tmp_path)

    assert "there was data before" in told
    assert listed(tmp_path) == (["iv-1"] if has_backup else [])


def test_an_empty_file_where_none_was_is_a_first_run(tmp_path: Path) -> None:
    """Somebody made the file ahead of time."""
    (tmp_path / "app.db").touch()

    assert notice(tmp_path) == ""


def test_a_file_that_is_gone_is_told_and_not_restored(tmp_path: Path) -> None:
    """Somebody may have deleted it because they wanted to."""
    file = fill(tmp_path)
    back_up(file, "0001")
    file.unlink()

    told = notice(tmp_path)

    assert "gone" in told
    assert listed(tmp_path) == []


def test_journals_go_aside_with_their_file(tmp_path: Path) -> None:
    """They may hold what can be saved by hand."""
    file = fill(tmp_path)
    damage_header(file)
    file.with_name("app.db-wal").write_bytes(b"rest")

    notice(tmp_path)

    (aside,) = tmp_path.glob("app.db.corrupt-*-wal")
    assert aside.read_bytes() == b"rest"


HALF_WRITTEN = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=DELETE")
connection.execute("CREATE TABLE big(text)")
connection.execute("PRAGMA cache_size=5")
connection.execute("BEGIN")
connection.executemany("INSERT INTO big VALUES (?)", [("x" * 4000,)] * 200)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_crash_without_wal_is_no_damage(tmp_path: Path) -> None:
    """The rollback journal that it left is played back."""
    file = fill(tmp_path)
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(file)], check=False)
    assert file.with_name("app.db-journal").exists()

    assert notice(tmp_path) == ""
    assert listed(tmp_path) == ["iv-1"]


def test_a_file_that_another_holds_is_busy_not_damaged(tmp_path: Path) -> None:
    """Nothing is put aside."""
    file = tmp_path / "app.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE t(a)")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StorageBusyError):
            is_sound(file, wait_s=0.05)

        other.execute("ROLLBACK")
    assert is_sound(file)


def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    """Old ones make room, files of other names stay."""
    file = fill(tmp_path)
    for number in range(7):
        (tmp_path / f"app-0001-2020010{number}-000000-000000.db").write_bytes(b"old")
    mine = tmp_path / "app-of-mine.db"
    mine.write_bytes(b"mine")

    newest = back_up(file, "0001")

    assert len(backups(file)) == KEPT_BACKUPS
    assert backups(file)[-1] == newest
    assert mine.exists()


def test_backups_are_ordered_by_time_not_by_revision(tmp_path: Path) -> None:
    """The restored database of an older revision may be newer."""
    times = ["20260103", "20260101", "20260102"]
    for revision, day in enumerate(times):
        (tmp_path / f"app-000{revision}-{day}-000000-000000.db").touch()

    assert [b.name[9:17] for b in backups(tmp_path / "app.db")] == sorted(times)


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Half a copy must not be taken for a backup later."""
    file = fill(tmp_path)
    damage_header(file)

    with pytest.raises(sqlite3.DatabaseError):
        back_up(file, "0001")

    assert backups(file) == []
    assert list(tmp_path.glob("*.part")) == []


def test_a_backup_holds_what_only_the_journal_had(tmp_path: Path) -> None:
    """Copying the file alone would lose it."""
    file = fill(tmp_path)
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("UPDATE interviews SET status = 'told'")
        writer.commit()
        assert file.with_name("app.db-wal").stat().st_size > 0

        backup = back_up(file, "0001")

    assert is_sound(backup)
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT status FROM interviews").fetchall() == [("told",)]
