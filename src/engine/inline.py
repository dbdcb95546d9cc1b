"""The engine's twin: each workflow runs to its end, in the order of starting, on one private loop.

Nothing survives the process. While `paused`, work is taken and waits for `run_pending`.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any

from src.engine.steps import ending_here, telling
from src.ports import JobState, T, Workflow

WAIT_S = 60.0


class InlineSteps:
    """Runs steps in place; the first result under a name is the recorded one."""

    async def __call__(self, name: str, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run `work` and return its result."""
        return await telling(name, work)()


class InlineJobs:
    """Runs workflows one after another; `start` returns when the queue is empty."""

    def __init__(self, *, paused: bool = False) -> None:
        self.paused = paused
        self._workflows: dict[str, Workflow] = {}
        self._states: dict[str, JobState] = {}
        self._waiting: deque[tuple[str, str, tuple[str, ...]]] = deque()
        self._repeated: list[Callable[[], Awaitable[None]]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._draining = asyncio.Lock()

    def register(self, name: str, workflow: Workflow) -> None:
        """Name a workflow."""
        self._workflows[name] = workflow

    def launch(self) -> None:
        """Start the loop."""
        self._thread.start()

    def start(self, workflow_id: str, name: str, *args: str) -> None:
        """Take a workflow once by id; from outside the loop wait until all is done."""
        if self._states.setdefault(workflow_id, JobState.RUNNING) is not JobState.RUNNING:
            return
        if any(waiting[0] == workflow_id for waiting in self._waiting):
            return
        self._waiting.append((workflow_id, name, args))
        if not self.paused:
            self.run_pending()

    def run_pending(self) -> None:
        """Run what waits; from a workflow this is left to the one that drains already."""
        # A workflow that starts another would wait for itself.
        if threading.current_thread() is not self._thread:
            self._on_loop(self._drain()).result(WAIT_S)

    async def _drain(self) -> None:
        async with self._draining:
            while self._waiting:
                workflow_id, name, args = self._waiting.popleft()
                if self._states.get(workflow_id) is JobState.RUNNING:
                    await self._run(workflow_id, name, args)

    async def _run(self, workflow_id: str, name: str, args: tuple[str, ...]) -> None:
        ended = JobState.FAILED
        with ending_here(f"workflow {workflow_id}"):
            await self._workflows[name](InlineSteps(), *args)
            ended = JobState.DONE
        self._states[workflow_id] = ended

    def status(self, workflow_id: str) -> JobState:
        """Return where a workflow stands."""
        return self._states.get(workflow_id, JobState.UNKNOWN)

    def is_running(self, workflow_id: str) -> bool:  # noqa: ARG002
        """Say that nothing runs beside the workflow that asks."""
        return False

    def wait(self, workflow_id: str, timeout_s: float) -> JobState:  # noqa: ARG002
        """Return where a workflow stands: it has ended unless work is paused."""
        return self.status(workflow_id)

    def cancel(self, workflow_id: str) -> None:
        """Stop a workflow that still waits."""
        if self.status(workflow_id) is JobState.RUNNING:
            self._states[workflow_id] = JobState.CANCELLED

    def delete(self, prefix: str) -> int:
        """Forget every workflow whose id starts so."""
        ids = [workflow_id for workflow_id in self._states if workflow_id.startswith(prefix)]
        for workflow_id in ids:
            del self._states[workflow_id]
        return len(ids)

    def every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:  # noqa: ARG002
        """Keep housekeeping for `tick`; nothing runs by itself here."""
        self._repeated.append(work)

    def tick(self) -> None:
        """Run every piece of housekeeping once."""
        for work in self._repeated:
            self.submit(work, WAIT_S)

    def submit(self, work: Callable[[], Awaitable[T]], timeout_s: float) -> T:
        """Run a coroutine on the loop; a closed one refuses before it is made."""
        if self._loop.is_closed():
            raise RuntimeError("These jobs are closed.")

        async def run() -> T:
            return await work()

        return self._on_loop(run()).result(timeout_s)

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """End the loop."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(WAIT_S)
        self._loop.close()
