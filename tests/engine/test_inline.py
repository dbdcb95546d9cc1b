"""What only the inline engine does: waiting until it is told to run."""

import gc
from collections.abc import Iterator

import pytest

from src.engine import InlineJobs
from src.ports import JobState, Steps


@pytest.fixture
def jobs() -> Iterator[InlineJobs]:
    """A paused engine with one workflow."""
    made = InlineJobs(paused=True)

    async def work(steps: Steps, word: str) -> None:
        async def step() -> str:
            return word

        await steps("step", step)

    made.register("work", work)
    made.launch()
    yield made
    made.close()


def test_paused_work_waits(jobs: InlineJobs) -> None:
    """Between start and run a test can look at the state."""
    jobs.start("a/1", "work", "one")
    jobs.start("a/1", "work", "one")

    assert jobs.wait("a/1", 0) is JobState.RUNNING
    jobs.run_pending()
    assert jobs.status("a/1") is JobState.DONE


def test_cancelled_work_is_not_run(jobs: InlineJobs) -> None:
    """It leaves the queue."""
    jobs.start("a/1", "work", "one")
    jobs.cancel("a/1")
    jobs.run_pending()
    jobs.cancel("a/1")

    assert jobs.status("a/1") is JobState.CANCELLED


def test_housekeeping_runs_when_told(jobs: InlineJobs) -> None:
    """Once for each tick."""
    rounds: list[int] = []

    async def tidy() -> None:
        rounds.append(1)

    jobs.every("tidy", 60, tidy)
    jobs.tick()

    assert rounds == [1]


def test_a_closed_engine_refuses_before_it_makes_a_coroutine() -> None:
    """One that nobody awaits would be a warning, in whichever test runs when it is collected."""
    made = InlineJobs()
    made.close()
    asked = []

    async def work() -> None:
        asked.append(1)

    with pytest.raises(RuntimeError, match="closed"):
        made.submit(work, 1)
    gc.collect()

    assert not asked
