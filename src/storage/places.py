"""One write lock a database file in this process, and whether another process has it open.

SQLite before 3.51.3 can damage a WAL when two connections commit at once, and waiting in a lock is
an order of magnitude fairer than SQLite's busy polling. Across processes no lock of ours helps, so
a second process is told.
"""

import logging
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from src.storage.faults import primary_code
from src.storage.line import Line

SAFE_SQLITE = (3, 51, 3)

log = logging.getLogger(__name__)


@dataclass
class Place:
    """A database file as this process uses it; `alone` is False beside another process."""

    path: Path
    line: Line = field(default_factory=Line)
    users: int = 0
    alone: bool = True
    guard: sqlite3.Connection | None = None


_places: dict[Path, Place] = {}
_places_lock = threading.Lock()


def enter(path: Path) -> Place:
    """Return the file's place; every `enter` is matched by a `leave`."""
    # Two names of one file, such as a link and its target, must share one lock.
    real = path.resolve()
    with _places_lock:
        place = _places.setdefault(real, Place(real))
        if place.users == 0:
            place.alone, place.guard = _guarded(real)
        place.users += 1
        return place


def leave(place: Place) -> None:
    """Give a place back; the last one opens it to other processes."""
    with _places_lock:
        place.users -= 1
        if place.users == 0:
            del _places[place.path]
            if place.guard is not None:
                place.guard.close()


def _guarded(path: Path) -> tuple[bool, sqlite3.Connection | None]:
    """Hold a lock beside the file for as long as the process lives."""
    if not path.parent.is_dir():
        return True, None
    # A lock on a file of its own: one on the database would keep `backup` and `check` out too. It
    # ends with the process, however that ends, so nothing stale is left.
    beside = path.with_name(f"{path.name}.open")
    guard = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        guard.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as problem:
        guard.close()
        alone = primary_code(problem) != sqlite3.SQLITE_BUSY
        if not alone and sqlite3.sqlite_version_info < SAFE_SQLITE:
            log.warning(
                "another process has %s open: SQLite %s takes one writing process",
                path,
                sqlite3.sqlite_version,
            )
        return alone, None
    return True, guard


def hold(path: Path, timeout_s: float) -> closing[sqlite3.Connection]:
    """Return a held lock on a file beside `path`; a second process waits for it."""
    # SQLite is the lock here because it waits with a time limit on every system; flock does not.
    lock = sqlite3.connect(path.with_name(f"{path.name}.upgrade"), timeout=timeout_s)
    try:
        lock.isolation_level = None
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        lock.close()
        raise
    return closing(lock)
