"""Workflows that survive the process, and the words of a reply as they come."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from enum import StrEnum
from typing import Any, Protocol

from pydantic import BaseModel

from src.ports.model import T


class JobState(StrEnum):
    """The life of a workflow."""

    UNKNOWN = "unknown"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Steps(Protocol):
    """Given to a workflow: runs one step at least once and remembers its result."""

    async def __call__(self, name: str, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run `work` and record its (JSON-able) result; a resumed workflow gets the record."""
        ...


Workflow = Callable[..., Coroutine[Any, Any, None]]
"""`async def workflow(steps: Steps, *ids: str) -> None`: deterministic between its steps."""


class Jobs(Protocol):
    """Workflows that survive the process, once by id. Arguments are ids, never texts."""

    def register(self, name: str, workflow: Workflow) -> None:
        """Name a workflow, before `launch`. Names: 3+ characters, lower case."""
        ...

    def launch(self) -> None:
        """Start the engine's loop and go on with the workflows of a dead process."""
        ...

    def start(self, workflow_id: str, name: str, *args: str) -> None:
        """Start a workflow once by id, from any thread or another workflow, without waiting for it.

        A second start changes nothing.
        """
        ...

    def status(self, workflow_id: str) -> JobState:
        """Return where a workflow stands."""
        ...

    def is_running(self, workflow_id: str) -> bool:
        """Say whether a workflow runs in this process; never waits, so workflows may ask too."""
        ...

    def wait(self, workflow_id: str, timeout_s: float) -> JobState:
        """Wait in this thread until a workflow ends or the time is over; return where it stands."""
        ...

    def cancel(self, workflow_id: str) -> None:
        """Stop a workflow before its next step."""
        ...

    def delete(self, prefix: str) -> int:
        """Cancel and delete every workflow whose id starts so; return how many."""
        ...

    def every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` again and again while the process lives, before or after `launch`."""
        ...

    def submit(self, work: Callable[[], Awaitable[T]], timeout_s: float) -> T:
        """Run a coroutine on the engine's loop from another thread and return its result."""
        ...

    def close(self) -> None:
        """Stop taking work and end the loop."""
        ...


class PieceKind(StrEnum):
    """What a listener hears."""

    TEXT = "text"
    RESTART = "restart"
    DONE = "done"


class Piece(BaseModel):
    """A piece of a reply as it comes: text, "forget what came before", or the end."""

    kind: PieceKind
    text: str = ""


class Listeners(Protocol):
    """Follows a turn's words as they come; keys are `turn/<interview>/<no>`."""

    def publish(self, key: str, piece: Piece) -> None:
        """Give a piece to all that follow; from any thread, never blocking."""
        ...

    def follow(
        self, key: str, timeout_s: float, still: Callable[[], bool] = lambda: True
    ) -> Iterator[Piece]:
        """Yield what was said already and what comes, until done or `timeout_s` without a piece.

        A finished key stays for half a minute so that a late follower hears it whole; an unknown
        one is waited for. `still` is asked each second without a piece: False ends it.
        """
        ...
