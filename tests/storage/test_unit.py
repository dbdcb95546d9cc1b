"""The store over SQLite: its threads, its queue, and what it says when something is wrong."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from src.errors import StorageBusyError, StorageCorruptError, StorageFullError, StorageMissingError
from src.ports import UnitOfWork
from src.storage import SqlStore, open_store
from src.storage import unit as unit_module
from src.storage.engine import BUSY_MS
from tests.factory import interview, turn
from tests.stores import ME, fill, writing


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A store with one interview, in `tmp_path`."""
    fill(tmp_path)
    made = open_store(None, tmp_path)
    yield made
    made.close()


async def test_writers_share_one_thread_and_readers_four(store: SqlStore) -> None:
    """None of them is asyncio's, which the rest of the program needs."""
    together = threading.Barrier(4)

    def name(_: UnitOfWork) -> str:
        return threading.current_thread().name

    def name_together(unit: UnitOfWork) -> str:
        together.wait(timeout=5)
        return name(unit)

    writers = await asyncio.gather(*(store.write(name) for _ in range(4)))
    readers = await asyncio.gather(*(store.read(name_together) for _ in range(4)))

    assert len(set(writers)) == 1
    assert writers[0].startswith("store-write")
    assert len(set(readers)) == 4
    assert all(reader.startswith("store-read") for reader in readers)


def test_readers_go_on_while_somebody_writes(store: SqlStore) -> None:
    """They see what was committed before."""
    with store.unit(write=True) as writer:
        writer.turns.accept(ME, turn())

        with store.unit() as reader:
            assert reader.turns.list(ME, "iv-1") == ()


def test_writers_of_two_stores_queue(store: SqlStore, tmp_path: Path) -> None:
    """One lock a file and process, whoever opened it."""
    other = open_store(None, tmp_path)
    done = threading.Event()

    def write() -> None:
        with writing(other) as unit:
            unit.turns.accept(ME, turn(2))
        done.set()

    thread = threading.Thread(target=write)
    with store.unit(write=True) as unit:
        thread.start()
        assert not done.wait(0.05)
        unit.turns.accept(ME, turn(1))
        unit.commit()
    thread.join()

    with other.unit() as unit:
        assert [t.no for t in unit.turns.list(ME, "iv-1")] == [1, 2]
    other.close()


def test_a_queue_that_does_not_move_is_busy(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that hangs doesn't take everybody with it."""
    monkeypatch.setattr(unit_module, "QUEUE_S", 0.01)
    with store.unit(write=True), pytest.raises(StorageBusyError), store.unit(write=True):
        pass
    with store.unit(write=True) as unit:
        unit.commit()


def wait_little(store: SqlStore) -> None:
    """Let the store's writer give up soon."""
    with store._write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")


def test_a_locked_database_is_busy_in_the_end(store: SqlStore, tmp_path: Path) -> None:
    """Another process holds it: one more try, then words; afterwards all is as before."""
    wait_little(store)
    with closing(sqlite3.connect(tmp_path / "app.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StorageBusyError), store.unit(write=True):
            pass

        other.execute("ROLLBACK")
    with writing(store) as unit:
        unit.turns.accept(ME, turn())
    with store._write_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_MS


def test_a_lock_that_goes_away_soon_is_waited_for(store: SqlStore, tmp_path: Path) -> None:
    """The second try takes what the first one missed, and nobody notices."""
    wait_little(store)
    other = sqlite3.connect(tmp_path / "app.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.15, lambda: other.execute("ROLLBACK"))
    release.start()

    with writing(store) as unit:
        unit.turns.accept(ME, turn())

    release.join()
    other.close()
    with store.unit() as unit:
        assert len(unit.turns.list(ME, "iv-1")) == 1


def test_a_full_disk_is_told_and_what_was_stored_stays(store: SqlStore) -> None:
    """Reads go on after a write that didn't fit, and so do writes when there is room again."""
    with store._write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    big = interview(id="big", notes="x" * 3_000_000)

    with pytest.raises(StorageFullError), store.unit(write=True) as unit:
        unit.interviews.add(ME, big, [])

    with store.unit() as unit:
        assert [i.id for i in unit.interviews.list(ME)] == ["iv-1"]
    with store._write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with writing(store) as unit:
        unit.interviews.add(ME, big, [])


def test_damage_that_shows_later_has_its_error(store: SqlStore, tmp_path: Path) -> None:
    """Sound at the start, damaged while it runs."""
    store.close()
    file = tmp_path / "app.db"
    file.write_bytes(b"this was never a database" * 400)
    later = SqlStore(make_url(f"sqlite:///{file}"))

    with pytest.raises(StorageCorruptError), later.unit() as unit:
        unit.interviews.list(ME)

    assert later.health() == StorageCorruptError.sentence
    later.close()


def test_a_database_that_went_away_is_named(tmp_path: Path) -> None:
    """Health tells, and raises nothing."""
    gone = SqlStore(make_url(f"sqlite:///{tmp_path / 'no' / 'app.db'}"))

    assert "app.db" in gone.health()
    with pytest.raises(StorageMissingError, match=r"app\.db"), gone.unit():
        pass
    gone.close()


def test_where_no_wal_is_possible_the_old_journal_serves(tmp_path: Path) -> None:
    """Slower, as durable, and health says so."""
    file = fill(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    store = SqlStore(make_url(f"sqlite:///file:{file}?vfs=unix-none&uri=true"))

    with writing(store) as unit:
        unit.turns.accept(ME, turn())
    with store.unit() as unit:
        assert len(unit.turns.list(ME, "iv-1")) == 1
    with store._write_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2

    assert store.health().startswith("ok, but slower")
    assert "delete" in store.health()
    store.close()


def test_reading_while_reading_takes_no_second_connection(store: SqlStore) -> None:
    """More people than connections, each in the middle of a unit, would wait for ever."""
    people = unit_module.READERS * 3
    together = threading.Barrier(unit_module.READERS, timeout=5)
    seen: list[bool] = []

    def look() -> None:
        with store.unit() as outer:
            together.wait()
            with store.unit() as inner:
                seen.append(inner is outer)

    threads = [threading.Thread(target=look) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert seen == [True] * people
