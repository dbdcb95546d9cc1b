"""At most so many calls at once to a server; the rest wait by arrival, interviewers first."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from src.models.enums import Purpose


class Line:
    """The waiting line of one server, on one loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._arrivals = itertools.count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def place(self, purpose: Purpose) -> AsyncIterator[None]:
        """Hold one of the places, waiting for it if need be."""
        await self._enter(purpose)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, purpose: Purpose) -> None:
        # Nobody passes those who wait.
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # No two arrivals are equal, so the heap never compares futures, which it can't.
        heapq.heappush(self._waiting, (purpose is not Purpose.TURN, next(self._arrivals), turn))
        try:
            await turn
        except asyncio.CancelledError:
            # The place was handed over in the same moment as the wait was cancelled: it is passed
            # on, or it would be lost for good.
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def _leave(self) -> None:
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
