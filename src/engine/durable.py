"""Workflows on DBOS, embedded in SQLite or shared on PostgreSQL.

One daemon thread owns one event loop, and DBOS is launched inside it: DBOS adopts the loop it is
launched in, and that must never be one of Streamlit's. Workflows are started on that loop only;
`DBOS.start_workflow` would hold an executor thread for each and hang for good at the eighth.
"""

import asyncio
import contextvars
import logging
import sqlite3
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from src.engine.steps import ending_here, telling
from src.errors import ConfigError
from src.ports import JobState, T, Workflow

APPLICATION_VERSION = "1"
"""Stays for good: recovery looks only at its own version. A changed workflow gets a new name."""
KEPT_DAYS = 7
PURGE_S = 6 * 3600.0
WAIT_S = 30.0
POLL_S = 0.01
DRAIN_S = 3.0

_STATES = {
    "PENDING": JobState.RUNNING,
    "ENQUEUED": JobState.RUNNING,
    "DELAYED": JobState.RUNNING,
    "SUCCESS": JobState.DONE,
    "CANCELLED": JobState.CANCELLED,
}


def check_sqlite(python: tuple[int, int], sqlite: tuple[int, ...]) -> None:
    """Refuse a pair that DBOS can't work on: from Python 3.12 on it asks SQLite for `subsec`.

    SQLite has that since 3.42 (https://sqlite.org/releaselog/3_42_0.html); before, it gives NULL.
    """
    if python < (3, 12) or sqlite >= (3, 42):
        return
    have = ".".join(map(str, sqlite))
    message = (
        f"Python {python[0]}.{python[1]} needs SQLite 3.42 or later here, and this one brings "
        f"{have}. Use Python 3.11, a newer Python build, or PostgreSQL by DATABASE_URL."
    )
    raise ConfigError(message, variable="DATABASE_URL")


class DurableSteps:
    """Runs steps that DBOS records."""

    async def __call__(self, name: str, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run `work` at least once and return its recorded result."""
        from dbos import DBOS

        return await DBOS.run_step_async({"name": name}, telling(name, work))


class DurableJobs:
    """Workflows that survive the process, once by id."""

    def __init__(self, engine: Engine, *, executor_id: str = "local") -> None:
        self._engine = engine
        self._executor_id = executor_id
        self._workflows: dict[str, Workflow] = {}
        self._started: dict[str, Callable[..., Coroutine[Any, Any, None]]] = {}
        self._running: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # Never the running one: Streamlit's loop ends with its server, in the middle of a turn.
        self._loop = asyncio.new_event_loop()
        # A daemon: a workflow that hangs must not keep the process from ending; it goes on at the
        # next start.
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._launched = False

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def register(self, name: str, workflow: Workflow) -> None:
        """Name a workflow, before `launch`."""
        self._workflows[name] = workflow

    def launch(self) -> None:
        """Start the loop and DBOS in it; workflows of a dead process go on.

        Raises `ConfigError` where this Python's SQLite is too old for DBOS.
        """
        if self._engine.dialect.name == "sqlite":
            check_sqlite(sys.version_info[:2], sqlite3.sqlite_version_info)
        self._thread.start()
        self._on_loop(self._launch()).result()
        self._launched = True
        self.every("purge", PURGE_S, self._purge)

    async def _launch(self) -> None:
        from dbos import DBOS, DBOSConfig

        config = DBOSConfig(
            name="rehearse",
            system_database_engine=self._engine,
            system_database_url=self._engine.url.render_as_string(hide_password=False),
            application_version=APPLICATION_VERSION,
            executor_id=self._executor_id,
            # Our steps are coroutines; the threads are for DBOS's own statements alone.
            max_executor_threads=8,
            # Failures are logged by our own steps, with their names.
            log_level="ERROR",
        )
        DBOS(config=config)
        for name, workflow in self._workflows.items():
            self._started[name] = DBOS.workflow(name=name)(self._tracked(workflow))
        DBOS.launch()

    def _tracked(self, workflow: Workflow) -> Callable[..., Coroutine[Any, Any, None]]:
        from dbos import DBOS

        async def tracked(*args: str) -> None:
            workflow_id = DBOS.workflow_id or ""
            self._running.add(workflow_id)
            try:
                await workflow(DurableSteps(), *args)
            finally:
                self._running.discard(workflow_id)

        return tracked

    def start(self, workflow_id: str, name: str, *args: str) -> None:
        """Start a workflow once by id, without waiting for it.

        It is begun in a fresh context: one that is started from another workflow is no child of
        it, so that each is found, cancelled and deleted by its own id.
        """
        # Before the loop hears of it, so that a page that asks in between is told "running".
        self._running.add(workflow_id)
        self._loop.call_soon_threadsafe(
            self._begin, workflow_id, name, args, context=contextvars.Context()
        )

    def _begin(self, workflow_id: str, name: str, args: tuple[str, ...]) -> None:
        task = self._loop.create_task(self._start(workflow_id, name, args))
        # The loop itself keeps only weak references to tasks: without ours one could be collected.
        # https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self, workflow_id: str, name: str, args: tuple[str, ...]) -> None:
        from dbos import DBOS, SetWorkflowID

        try:
            with ending_here(f"workflow {workflow_id}"):
                with SetWorkflowID(workflow_id):
                    handle = await DBOS.start_workflow_async(self._started[name], *args)
                await handle.get_result()
        finally:
            self._running.discard(workflow_id)

    def status(self, workflow_id: str) -> JobState:
        """Return where a workflow stands; not to be asked from a workflow."""
        if workflow_id in self._running:
            return JobState.RUNNING
        return self._on_loop(self._status(workflow_id)).result(WAIT_S)

    async def _status(self, workflow_id: str) -> JobState:
        from dbos import DBOS

        found = await DBOS.get_workflow_status_async(workflow_id)
        if found is None:
            return JobState.UNKNOWN
        return _STATES.get(found.status, JobState.FAILED)

    def is_running(self, workflow_id: str) -> bool:
        """Say whether a workflow runs in this process."""
        return workflow_id in self._running

    def wait(self, workflow_id: str, timeout_s: float) -> JobState:
        """Wait until a workflow ends or the time is over."""
        until = time.monotonic() + timeout_s
        state = self.status(workflow_id)
        while state is JobState.RUNNING and time.monotonic() < until:
            time.sleep(POLL_S)
            state = self.status(workflow_id)
        return state

    def cancel(self, workflow_id: str) -> None:
        """Stop a workflow before its next step."""
        from dbos import DBOS

        self._on_loop(DBOS.cancel_workflow_async(workflow_id)).result(WAIT_S)

    def delete(self, prefix: str) -> int:
        """Cancel and delete every workflow whose id starts so."""
        return self._on_loop(self._delete(prefix)).result(WAIT_S)

    async def _delete(self, prefix: str) -> int:
        from dbos import DBOS

        found = await DBOS.list_workflows_async(
            workflow_id_prefix=prefix, load_input=False, load_output=False
        )
        ids = [workflow.workflow_id for workflow in found]
        if ids:
            # Cancelled first, so that one under way begins no step on rows that are gone.
            await DBOS.cancel_workflows_async(ids)
            await DBOS.delete_workflows_async(ids)
        return len(ids)

    async def _purge(self) -> None:
        """Delete workflows that ended long ago; their outcomes are in our tables."""
        from dbos import DBOS

        before = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
        found = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            load_input=False,
            load_output=False,
        )
        if found:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in found])

    def every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` again and again while the process lives."""

        async def repeat() -> None:
            while True:
                with ending_here(f"housekeeping {name}"):
                    await work()
                await asyncio.sleep(seconds)

        def begin() -> None:
            task = self._loop.create_task(repeat())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._loop.call_soon_threadsafe(begin)

    def submit(self, work: Callable[[], Awaitable[T]], timeout_s: float) -> T:
        """Run a coroutine on the engine's loop from another thread."""

        async def run() -> T:
            return await work()

        return self._on_loop(run()).result(timeout_s)

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """Stop DBOS and end the loop; what is unfinished goes on at the next launch."""
        from dbos import DBOS

        if self._launched:
            self._on_loop(self._stop()).result(WAIT_S)
            # Workflows are registered in a global of DBOS; the next application of this process, as
            # in tests, registers its own under the same names.
            DBOS.destroy(destroy_registry=True)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(WAIT_S)
            self._launched = False
        if not self._loop.is_running():
            self._loop.close()
        self._engine.dispose()

    async def _stop(self) -> None:
        """Let short work end; what takes longer is stopped and goes on at the next launch."""
        until = time.monotonic() + DRAIN_S
        while self._running and time.monotonic() < until:  # noqa: ASYNC110 - ends are told by many
            await asyncio.sleep(POLL_S)
        # It logs each task that is cancelled below as an error with a traceback.
        logging.getLogger("dbos").setLevel(logging.CRITICAL)
        mine = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not mine]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
