"""What tests do with stores: write, fill, race.

With TEST_DATABASE_URL, an empty PostgreSQL database that may be filled and emptied, the suites run
on it too.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from sqlalchemy import create_engine

from src.models.calls import LedgerEntry
from src.models.documents import Document
from src.models.enums import DocumentKind, EventKind, Purpose
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import Event, SkillState
from src.ports import Store, UnitOfWork
from src.storage import SqlStore, open_store
from src.storage.tables import metadata
from tests.factory import NOON, asked, grade, interview, speech_task, turn

T = TypeVar("T")

ME, OTHER = "me", "other"
NOBODY = 65534


SERVER = os.environ.get("TEST_DATABASE_URL")
KINDS = ["sqlite", "memory", *(["server"] if SERVER else [])]


def empty(url: str) -> None:
    """Take every row out of the server's tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()


def at_once(work: Callable[[int], T]) -> list[T]:
    """Run `work` on eight threads that start together, and return what each got."""
    start = Barrier(8)

    def run(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(run, range(8)))


def write(store: Store, *works: Callable[[UnitOfWork], T]) -> T:
    """Do things in one committed unit and return the last result."""
    with store.unit(write=True) as unit:
        results = [work(unit) for work in works]
        unit.commit()
    return results[-1]


@contextmanager
def writing(store: Store) -> Iterator[UnitOfWork]:
    """Open a unit that is committed at the end of the block."""
    with store.unit(write=True) as unit:
        yield unit
        unit.commit()


def event(key: str) -> Event:
    """Return an event."""
    return Event(key=key, kind=EventKind.PLAN, at=NOON, data={"n": 1}, cost_usd=Decimal("0.01"))


@cache
def _new_file() -> bytes:
    """Return an empty database as its file, made by the revisions once a process."""
    with tempfile.TemporaryDirectory() as folder:
        open_store(None, Path(folder)).close()
        return (Path(folder) / "app.db").read_bytes()


def new_store(folder: Path) -> SqlStore:
    """Open an empty store in a folder of the test's own; the way there is tests/storage's."""
    (folder / "app.db").write_bytes(_new_file())
    return open_store(None, folder)


def fill_all(store: Store) -> LedgerEntry:
    """Store something of every kind under "iv-1", and return its model call."""
    entry = LedgerEntry(id="c", purpose=Purpose.TURN, interview_id="iv-1", model="m")
    document = Document(id="d", kind=DocumentKind.JOB, title="t", text="t", created_at=NOON)
    with writing(store) as unit:
        unit.turns.accept(ME, turn())
        unit.interviews.save_skill(ME, "iv-1", SkillState(skill="s", level=1))
        unit.records.save_grade(ME, "iv-1", GradeRecord(position=1, grade=grade(), at=NOON))
        unit.records.save_note(ME, "iv-1", CoachNote(turn_no=1, engine="e"))
        unit.records.save_report(ME, "iv-1", Report())
        unit.records.add_events(ME, "iv-1", [event("a")])
        unit.ledger.reserve(ME, entry, NOON)
        unit.documents.add(ME, document)
        unit.speech.add(ME, speech_task(), b"RIFF")
    return entry


def fill(folder: Path) -> Path:
    """Make a database with one interview and return its file."""
    store = open_store(None, folder)
    with writing(store) as unit:
        unit.interviews.add(ME, interview(), [asked(1)])
    store.close()
    return folder / "app.db"


def listed(folder: Path) -> list[str]:
    """Return the ids of the interviews that a newly opened store lists."""
    store = open_store(None, folder)
    try:
        with store.unit() as unit:
            return [found.id for found in unit.interviews.list(ME)]
    finally:
        store.close()


@contextmanager
def powerless() -> Iterator[None]:
    """Do without root's rights, for which no file is read-only."""
    if not hasattr(os, "setresuid") or os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
