"""What is done about a file that is damaged or gone: put aside, never overwritten, and told.

Backups are named `<name>-<revision>-<time>.db`. A marker beside the file says that it held data
once, so that an empty file is known as a loss.
"""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from src.storage.engine import BUSY_MS, view_uri
from src.storage.faults import primary_code, translated

KEPT_BACKUPS = 5
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # "unsupported file format": the header is damaged
}
_TIME = r"\d{8}-\d{6}-\d{6}"
_MARK = "This file says that the database beside it was made; without it an empty one is new.\n"


def mend(path: Path) -> str | None:
    """Put a damaged file aside, restore the newest good backup, and return what to tell.

    None when all is well. A file that is gone isn't restored: somebody may have deleted it.
    """
    words = _trouble(path)
    if words is None or not path.exists():
        return words
    # Before anything is restored: what looks damaged to us may be read by somebody with better
    # tools.
    aside = put_aside(path)
    good = next((b for b in reversed(backups(path)) if is_sound(b)), None)
    if good is None:
        return f"{words} It was put aside as {aside.name}, and a new one was begun."
    _restore(good, path)
    return f"{words} It was put aside as {aside.name}, and the backup {good.name} is in its place."


def _trouble(path: Path) -> str | None:
    # SQLite calls an empty file sound, so only the marker tells a loss from a first start.
    had_data = _marker(path).exists() or bool(backups(path))
    if not path.exists():
        return "The database was gone, and a new one was begun." if had_data else None
    if path.stat().st_size == 0:
        return "The database was empty although there was data before." if had_data else None
    return None if is_sound(path) else "The database was damaged."


def put_aside(path: Path) -> Path:
    """Rename a file and its journals, and return its new name."""
    aside = path.with_name(f"{path.name}.corrupt-{_now()}")
    path.rename(aside)
    # A journal left here would be played into the file that takes this place.
    for suffix in ("-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def is_sound(path: Path, wait_s: float = BUSY_MS / 1000) -> bool:
    """Say whether a file is a database whose quick check answers "ok" – its value, not its success.

    Raises `StorageBusyError` when another process holds it.
    """
    try:
        try:
            return _checks_out(view_uri(path), wait_s)
        except sqlite3.Error as problem:
            if primary_code(problem) != sqlite3.SQLITE_READONLY:
                raise
        # A crash left a rollback journal, which only a writer can play back.
        return _checks_out(path.resolve().as_uri(), wait_s)
    except sqlite3.Error as problem:
        if primary_code(problem) in _DAMAGE:
            return False
        raise translated(problem, path) from problem


def _checks_out(uri: str, wait_s: float) -> bool:
    with closing(sqlite3.connect(uri, uri=True, timeout=wait_s)) as connection:
        found: list[tuple[str]] = connection.execute("PRAGMA quick_check").fetchall()
        return found == [("ok",)]


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, oldest first."""
    pattern = re.compile(rf"{re.escape(path.stem)}-\w+-({_TIME})\.db")
    found = [(match[1], b) for b in path.parent.iterdir() if (match := pattern.fullmatch(b.name))]
    return [backup for _, backup in sorted(found)]


def back_up(path: Path, revision: str) -> Path:
    """Copy a database as it stands, keep the newest backups, and return the copy.

    The copy gets its name when it is whole and on the disk.
    """
    target = path.with_name(f"{path.stem}-{revision}-{_now()}.db")
    partial = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as connection:
            # Copying the file alone would leave out what its WAL still holds (100 of 110 rows when
            # tried).
            connection.execute("VACUUM INTO ?", (str(partial),))
        _put(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    for old in backups(path)[:-KEPT_BACKUPS]:
        old.unlink()
    return target


def _restore(backup: Path, path: Path) -> None:
    partial = path.with_name(f"{path.name}.part")
    shutil.copyfile(backup, partial)
    _put(partial, path)


def _put(partial: Path, target: Path) -> None:
    """Name a whole file, after its bytes are on the disk."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    # Atomic on one file system: a crash leaves the old name or the new one, never half a file.
    partial.replace(target)


def mark(path: Path) -> None:
    """Leave the marker that the database was made."""
    if not _marker(path).exists():
        _marker(path).write_text(_MARK)


def _marker(path: Path) -> Path:
    return path.with_name(f"{path.name}.made")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
