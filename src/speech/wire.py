"""How a speech server is reached, and one bounded call to it.

The client, the map of faults, the retries and the prices are the gateway's: the composition root
hands them in, by person, so that a person's own key can stand behind one.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from src.errors import ModelError, ModelUnreadableError
from src.foreign import outcome_of
from src.models.calls import Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from tenacity import AsyncRetrying

T = TypeVar("T")

CONNECT_S = 5.0


@dataclass(frozen=True)
class Wire:
    """One server with one model; `host` is where sound goes."""

    host: str
    model: str
    client: Callable[[], AsyncOpenAI]
    ready: Callable[[], Awaitable[None]]
    to_error: Callable[[Exception], ModelError]
    price: Callable[[Usage, str], Usage]
    retrying: Callable[[Callable[[], float], Callable[[], float]], AsyncRetrying]


Connect = Callable[[str], Wire | None]
"""Returns the server for an owner, None where there is none."""


@dataclass
class Call:
    """One logical call: its deadline, and how many requests it took."""

    wire: Wire
    deadline_s: float
    used: Usage = field(default_factory=Usage)
    attempts: int = 0
    failed: ModelError | None = None
    began: float = field(default_factory=time.monotonic)

    def left_s(self) -> float:
        """Return the seconds until the deadline, never below 0."""
        return max(0.0, self.deadline_s - self.elapsed_s())

    def elapsed_s(self) -> float:
        """Return the seconds since the call began."""
        return time.monotonic() - self.began

    def usage(self) -> Usage:
        """Return what the call used, priced."""
        told = self.used.model_copy(update={"attempts": self.attempts})
        return self.wire.price(told, self.wire.model)

    async def run(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Return what an attempt brings; retries share one deadline, only `ModelError` leaves."""
        got = await outcome_of(self._retried(attempt), self.deadline_s)
        if not isinstance(got, Exception):
            return got
        # Past the deadline, why the tries before had failed says more than that time is over.
        late = self.failed if isinstance(got, TimeoutError) else None
        ours = late or self.wire.to_error(got)
        ours.usage = self.usage()
        if ours is got:
            raise got
        raise ours from got

    async def _retried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        await self.wire.ready()
        async for trial in self.wire.retrying(self.left_s, self.elapsed_s):
            with trial:
                return await self._tried(attempt)
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises

    async def _tried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        got = await outcome_of(attempt())
        if not isinstance(got, Exception):
            return got
        if isinstance(got, TimeoutError):  # the deadline's, which `run` tells
            raise got
        ours = self.failed = self.wire.to_error(got)
        if ours is got:
            raise got
        raise ours from got


async def bounded(response: Any, most: int) -> bytes:  # noqa: ANN401 - the SDK's streamed reply
    """Return a reply's body, or raise `ModelUnreadableError` past `most` bytes."""
    body = bytearray()
    async for piece in response.iter_bytes():
        body += piece
        if len(body) > most:
            raise ModelUnreadableError("a body without end")
    return bytes(body)


def words_of(problem: Exception) -> str:
    """Return what a refusal says, in lower case, to be searched and never shown."""
    parts = (str(getattr(problem, name, "") or "") for name in ("code", "message", "body"))
    return " ".join(parts)[:4000].lower()
