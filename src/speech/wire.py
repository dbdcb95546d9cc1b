"""How a speech server is reached, and one bounded call to it.

The client, the map of faults and the prices are the gateway's: the composition root hands them in,
by person, so that a person's own key can stand behind one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_random_exponential

from src.errors import ModelBusyError, ModelConnectionError, ModelError, ModelUnreadableError
from src.models.calls import Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

T = TypeVar("T")

CONNECT_S = 5.0
CONNECT_FOR_S = 8.0
"""Nobody waits long for a server that isn't there: the recording is kept, and Retry is offered."""


@dataclass(frozen=True)
class Wire:
    """One server with one model; `host` is where sound goes."""

    host: str
    model: str
    client: Callable[[], AsyncOpenAI]
    ready: Callable[[], Awaitable[None]]
    to_error: Callable[[Exception], ModelError]
    price: Callable[[Usage, str], Usage]


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
        return max(0.0, self.deadline_s - (time.monotonic() - self.began))

    def usage(self) -> Usage:
        """Return what the call used, priced."""
        told = self.used.model_copy(update={"attempts": self.attempts})
        return self.wire.price(told, self.wire.model)

    async def run(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Return what an attempt brings; retries share one deadline, only `ModelError` leaves."""
        try:
            async with asyncio.timeout(self.deadline_s):
                await self.wire.ready()
                async for trial in self._retrying():
                    with trial:
                        return await self._tried(attempt)
        except Exception as problem:
            # Past the deadline, why the tries before had failed says more than that time is over.
            late = self.failed if isinstance(problem, TimeoutError) else None
            ours = late or self.wire.to_error(problem)
            ours.usage = self.usage()
            if ours is problem:
                raise
            raise ours from problem
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises

    async def _tried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        try:
            return await attempt()
        except TimeoutError:
            raise
        except Exception as problem:
            ours = self.failed = self.wire.to_error(problem)
            if ours is problem:
                raise
            raise ours from problem

    def _retrying(self) -> AsyncRetrying:
        jitter = wait_random_exponential(multiplier=0.3, max=5)

        def wait(state: RetryCallState) -> float:
            problem = state.outcome.exception() if state.outcome else None
            asked = problem.retry_after_s if isinstance(problem, ModelError) else None
            return asked if asked is not None else jitter(state)

        def give_up(state: RetryCallState) -> bool:
            problem = state.outcome.exception() if state.outcome else None
            waited = time.monotonic() - self.began > CONNECT_FOR_S
            lost = waited and isinstance(problem, ModelConnectionError)
            return lost or state.upcoming_sleep >= self.left_s()

        mended = retry_if_exception_type((ModelBusyError, ModelConnectionError))
        return AsyncRetrying(retry=mended, wait=wait, stop=give_up, reraise=True)


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
