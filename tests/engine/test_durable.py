"""What only the durable engine promises: many at once, and going on after a kill."""

import asyncio
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.engine import DurableJobs
from src.engine.durable import check_sqlite
from src.errors import ConfigError, StepError
from src.ports import JobState, Steps
from src.storage import jobs_engine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[DurableJobs]:
    """An engine that isn't launched yet."""
    made = DurableJobs(jobs_engine(None, tmp_path))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("python", "sqlite"), [((3, 11), (3, 40, 1)), ((3, 13), (3, 42, 0)), ((3, 12), (3, 45, 1))]
)
def test_a_python_with_a_fitting_sqlite_is_served(
    python: tuple[int, int], sqlite: tuple[int, ...]
) -> None:
    """Python 3.11 is asked nothing new."""
    check_sqlite(python, sqlite)


def test_a_newer_python_with_an_old_sqlite_is_told_what_to_do() -> None:
    """At the start, in a sentence, instead of a row that can't be written."""
    with pytest.raises(ConfigError, match=r"3\.42 or later here, and this one brings 3\.40\.1"):
        check_sqlite((3, 12), (3, 40, 1))


def test_two_hundred_workflows_of_a_second_started_at_once_all_finish(jobs: DurableJobs) -> None:
    """None waits for a thread that another one holds."""
    done: list[str] = []

    async def wait_a_second(steps: Steps, name: str) -> None:
        async def sleep() -> str:
            await asyncio.sleep(1)
            return name

        done.append(await steps("sleep", sleep))

    jobs.register("second", wait_a_second)
    jobs.launch()
    numbers = [f"w-{n}" for n in range(200)]

    def start(part: int) -> None:
        for number in numbers[part::50]:
            jobs.start(f"second/{number}", "second", number)

    threads = [threading.Thread(target=start, args=(part,)) for part in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = {jobs.wait(f"second/{number}", 30) for number in numbers}

    assert states == {JobState.DONE}
    assert Counter(done) == Counter(numbers)


def test_a_failing_step_tells_one_sentence(jobs: DurableJobs) -> None:
    """The workflow sees a storable error, and may go on after it."""
    told: list[str] = []

    async def careful(steps: Steps) -> None:
        async def burst() -> None:
            raise ValueError("with details that nobody should read")

        try:
            await steps("burst", burst)
        except StepError as problem:
            told.append(problem.sentence)

    jobs.register("careful", careful)
    jobs.launch()
    jobs.start("careful/1", "careful")

    assert jobs.wait("careful/1", 20) is JobState.DONE
    assert told == ["Something went wrong on our side."]


class TwoSteps:
    """A workflow that waits in its first step until it may go on."""

    def __init__(self, jobs: DurableJobs) -> None:
        self.reached: list[str] = []
        self.go_on = threading.Event()
        jobs.register("two", self._run)
        jobs.launch()
        jobs.start("two/1", "two")
        while not self.reached:
            time.sleep(0.01)

    async def _run(self, steps: Steps) -> None:
        await steps("first", self._first)
        await steps("second", self._second)

    async def _first(self) -> None:
        self.reached.append("first")
        await asyncio.to_thread(self.go_on.wait, 20)

    async def _second(self) -> None:
        self.reached.append("second")


def test_a_cancelled_workflow_stops_before_its_next_step(jobs: DurableJobs) -> None:
    """What ran already stays."""
    two = TwoSteps(jobs)
    assert jobs.is_running("two/1")

    jobs.cancel("two/1")
    two.go_on.set()

    assert jobs.wait("two/1", 20) is JobState.CANCELLED
    assert two.reached == ["first"]


def test_a_workflow_that_is_deleted_under_way_begins_no_further_step(jobs: DurableJobs) -> None:
    """Its rows are gone, and so is what it would have written of them."""
    two = TwoSteps(jobs)

    assert jobs.delete("two/") == 1
    two.go_on.set()

    assert jobs.wait("two/1", 20) is JobState.UNKNOWN
    assert two.reached == ["first"]


def test_a_workflow_that_another_starts_stands_alone(jobs: DurableJobs) -> None:
    """It is found and deleted by its own id, and goes on when the other is deleted."""
    go_on = threading.Event()

    async def second(steps: Steps) -> None:
        async def wait() -> None:
            await asyncio.to_thread(go_on.wait, 20)

        await steps("wait", wait)

    async def first(steps: Steps) -> None:
        async def start() -> None:
            jobs.start("second/1", "second")

        await steps("start", start)

    jobs.register("second", second)
    jobs.register("first", first)
    jobs.launch()
    jobs.start("first/1", "first")

    assert jobs.wait("first/1", 20) is JobState.DONE
    assert jobs.delete("first/") == 1
    go_on.set()
    assert jobs.wait("second/1", 20) is JobState.DONE
    assert jobs.delete("second/") == 1


def test_housekeeping_runs_again_after_it_failed(jobs: DurableJobs) -> None:
    """One bad round is logged and the next one comes."""
    rounds: list[int] = []

    async def tidy() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise ValueError("once")

    jobs.launch()
    jobs.every("tidy", 0.01, tidy)
    until = time.monotonic() + 10
    while len(rounds) < 3 and time.monotonic() < until:
        time.sleep(0.01)

    assert len(rounds) >= 3


CHILD = """
import asyncio, sys, time
from pathlib import Path
from src.engine import DurableJobs
from src.storage import jobs_engine

folder = Path(sys.argv[1])
ready = asyncio.Event()

async def work(steps, name):
    async def slow():
        with open(folder / "asked", "a") as log:
            log.write(name + "\\n")
        await asyncio.sleep(0.8)
        return name
    async def save():
        with open(folder / "saved", "a") as log:
            log.write(name + "\\n")
        return name
    await steps("slow", slow)
    await steps("save", save)

jobs = DurableJobs(jobs_engine(None, folder))
jobs.register("work", work)
jobs.launch()
names = [f"n{i}" for i in range(20)]
if sys.argv[2] == "start":
    for name in names:
        jobs.start(f"work/{name}", "work", name)
    print("started", flush=True)
    time.sleep(60)
states = [jobs.wait(f"work/{name}", 30) for name in names]
print(",".join(sorted(set(states))), flush=True)
jobs.close()
"""


def run_child(folder: Path, what: str) -> "subprocess.Popen[str]":
    """Start a process with an engine on the folder's file."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), what],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )


def test_workflows_go_on_after_a_kill_and_save_once(tmp_path: Path) -> None:
    """All twenty finish in the next process; each recorded effect is there once."""
    first = run_child(tmp_path, "start")
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "started"
    asked = tmp_path / "asked"
    until = time.monotonic() + 20
    while time.monotonic() < until and (not asked.exists() or len(asked.read_text().split()) < 20):
        time.sleep(0.02)
    first.kill()
    first.wait()
    first.stdout.close()

    second = run_child(tmp_path, "go on")
    told, _ = second.communicate(timeout=60)

    assert told.strip() == "done"
    saved = Counter((tmp_path / "saved").read_text().split())
    assert set(saved) == {f"n{i}" for i in range(20)}
    assert set(saved.values()) == {1}
