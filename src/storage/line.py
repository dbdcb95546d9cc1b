"""Who writes next to a file: people before the engine, each in the order in which they came.

An answer that is stored holds the line for milliseconds, and its person waits for it. What the
engine writes was accepted before; it can wait, but not for good: what has waited long goes first.
"""

import asyncio
import threading
import time
from collections import deque
from dataclasses import dataclass, field

LONGEST_PASSED_S = 0.25
"""How long people may pass the engine's oldest write."""
LONGEST_CALM_S = 0.1
LOOK_S = 0.002


@dataclass(eq=False)
class Ticket:
    """A place in the line."""

    came: float = field(default_factory=time.monotonic)
    called: threading.Event = field(default_factory=threading.Event)


class Line:
    """A lock that is handed to whoever is next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held = False
        self._people: deque[Ticket] = deque()
        self._engine: deque[Ticket] = deque()
        self._present = 0

    def enter(self, timeout_s: float, *, person: bool) -> bool:
        """Wait for one's turn; False when it didn't come in time. Every turn ends with `leave`."""
        waiting = self._people if person else self._engine
        with self._lock:
            self._present += person
            if not self._held:
                self._held = True
                return True
            ticket = Ticket()
            waiting.append(ticket)
        # Outside the lock: `leave` needs it to call anybody.
        if ticket.called.wait(timeout_s):
            return True
        with self._lock:
            # Called between the end of the wait and taking the lock: the turn is ours, and giving
            # it up here would leave the line held for good.
            if ticket.called.is_set():
                return True
            waiting.remove(ticket)
            self._present -= person
            return False

    def leave(self, *, person: bool) -> None:
        """Call the next one."""
        with self._lock:
            self._present -= person
            following = self._next()
            if following is None:
                self._held = False
            else:
                # `_held` stays True: the line is handed over, so that nobody who comes just now
                # slips in.
                following.called.set()

    def _next(self) -> Ticket | None:
        passed = bool(self._engine) and time.monotonic() - self._engine[0].came > LONGEST_PASSED_S
        if self._people and not passed:
            return self._people.popleft()
        return self._engine.popleft() if self._engine else None

    async def calm(self) -> None:
        """Wait, for a moment at most, until nobody is storing something or waits to.

        The engine asks before each step: threads share one interpreter, so that its work would slow
        down the very lines of code that hold everybody else up.
        """
        until = time.monotonic() + LONGEST_CALM_S
        while self._present and time.monotonic() < until:  # noqa: ASYNC110 - threads are waited for
            await asyncio.sleep(LOOK_S)
