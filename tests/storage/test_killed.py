"""A process that is killed in the middle of writing loses nothing that it acknowledged."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from src.storage import open_store
from tests.stores import ME

ROOT = Path(__file__).parents[2]
KILLED_AFTER = 200

WRITER = """
import os
import sys
import threading
from pathlib import Path
from src.storage import open_store
from tests.factory import interview, turn
from tests.stores import event, writing

store = open_store(None, Path(sys.argv[1]))
for number in range(4):
    with writing(store) as unit:
        unit.interviews.add("me", interview(id=f"iv-{number}"), [])


def answer(number):
    for no in range(10_000):
        mine = turn(no, interview_id=f"iv-{number}", text="x" * 1000)
        with writing(store) as unit:
            unit.turns.accept("me", mine)
            unit.records.add_events("me", mine.interview_id, [event(f"{no}/a"), event(f"{no}/b")])
        os.write(1, f"{number} {no}\\n".encode())


for number in range(4):
    threading.Thread(target=answer, args=(number,)).start()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """Four threads write; all that they acknowledged is there, whole, once and in order."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert child.stdout is not None
    lines = [next(child.stdout) for _ in range(KILLED_AFTER)]
    child.kill()
    lines += [line for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    child.wait()
    acknowledged = {(f"iv-{line.split()[0]}", int(line.split()[1])) for line in lines}

    store = open_store(None, tmp_path)
    with store.unit() as unit:
        turns = {i.id: unit.turns.list(ME, i.id) for i in unit.interviews.list(ME)}
        events = {key: unit.records.events(ME, key) for key in turns}
    store.close()

    assert child.returncode == -signal.SIGKILL
    assert store.notice is None
    assert acknowledged <= {(key, t.no) for key, found in turns.items() for t in found}
    for key, found in turns.items():
        assert [t.no for t in found] == list(range(len(found)))
        assert [e.seq for e in events[key]] == list(range(1, 2 * len(found) + 1))
    with closing(sqlite3.connect(tmp_path / "app.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
