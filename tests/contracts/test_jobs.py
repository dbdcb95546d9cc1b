"""What both engines promise, durability apart."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.engine import DurableJobs, InlineJobs
from src.ports import Jobs, JobState, Steps
from src.storage import jobs_engine

WAIT_S = 20


class Log:
    """Counts what workflows did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.jobs: Jobs | None = None

    async def work(self, steps: Steps, word: str) -> None:
        """Note the word in one step."""

        async def note() -> str:
            self.done.append(word)
            return word

        assert await steps("note", note) == word

    async def fails(self, steps: Steps) -> None:
        """Raise in a step."""

        async def burst() -> None:
            raise ValueError("on purpose")

        await steps("burst", burst)

    async def starts_another(self, steps: Steps) -> None:  # noqa: ARG002
        """Start a workflow from within one."""
        assert self.jobs is not None
        self.jobs.start("inner/1", "work", "inner")
        self.done.append("outer")


@pytest.fixture
def seen() -> Log:
    """A fresh log."""
    return Log()


@pytest.fixture(params=["durable", "inline"])
def jobs(request: pytest.FixtureRequest, tmp_path: Path, seen: Log) -> Iterator[Jobs]:
    """Each engine, launched with three workflows."""
    made: Jobs = (
        DurableJobs(jobs_engine(None, tmp_path)) if request.param == "durable" else InlineJobs()
    )
    seen.jobs = made
    made.register("work", seen.work)
    made.register("fails", seen.fails)
    made.register("starts", seen.starts_another)
    made.launch()
    yield made
    made.close()


def test_a_workflow_runs_to_its_end(jobs: Jobs, seen: Log) -> None:
    """Its step ran once and its state is done."""
    jobs.start("a/1", "work", "one")

    assert jobs.wait("a/1", WAIT_S) is JobState.DONE
    assert seen.done == ["one"]


def test_the_same_id_runs_once(jobs: Jobs, seen: Log) -> None:
    """Twenty threads and a late comer start it; it runs once."""
    threads = [threading.Thread(target=jobs.start, args=("a/1", "work", "one")) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    jobs.wait("a/1", WAIT_S)
    jobs.start("a/1", "work", "late")

    assert jobs.wait("a/1", WAIT_S) is JobState.DONE
    assert seen.done == ["one"]


def test_a_failing_workflow_is_told_and_harms_no_other(jobs: Jobs, seen: Log) -> None:
    """The next one runs as if nothing had happened."""
    jobs.start("bad/1", "fails")
    jobs.start("good/1", "work", "fine")

    assert jobs.wait("bad/1", WAIT_S) is JobState.FAILED
    assert jobs.wait("good/1", WAIT_S) is JobState.DONE
    assert seen.done == ["fine"]


def test_a_workflow_may_start_another(jobs: Jobs, seen: Log) -> None:
    """Neither waits for the other, and both are found by their own ids."""
    jobs.start("outer/1", "starts")

    assert jobs.wait("outer/1", WAIT_S) is JobState.DONE
    assert jobs.wait("inner/1", WAIT_S) is JobState.DONE
    assert seen.done == ["outer", "inner"]


def test_an_unknown_id_is_unknown(jobs: Jobs) -> None:
    """Nobody started it."""
    assert jobs.status("never/1") is JobState.UNKNOWN
    assert not jobs.is_running("never/1")


def test_deleting_forgets_by_prefix(jobs: Jobs, seen: Log) -> None:
    """What is deleted may be started again; the rest stays."""
    for workflow_id in ("turn/x/1", "turn/x/2", "turn/y/1"):
        jobs.start(workflow_id, "work", workflow_id)
        jobs.wait(workflow_id, WAIT_S)

    assert jobs.delete("turn/x/") == 2
    assert jobs.status("turn/x/1") is JobState.UNKNOWN
    assert jobs.status("turn/y/1") is JobState.DONE
    jobs.start("turn/x/1", "work", "again")
    assert jobs.wait("turn/x/1", WAIT_S) is JobState.DONE
    assert "again" in seen.done


def test_a_coroutine_runs_on_the_engines_loop(jobs: Jobs) -> None:
    """Its result comes back to the thread that asked."""

    async def answer() -> int:
        return 42

    assert jobs.submit(answer, 5) == 42
