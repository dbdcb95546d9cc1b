"""Leaves a dead server alone for a moment, and a refused key for good."""

import time
from collections.abc import Callable

from src.errors import ModelConnectionError, ModelError, ModelKeyError

BREAK_AFTER = 5
BREAK_S = 10.0
"""Short: each time it is over, one call may try whether the server is back."""


class Breaker:
    """Opens after requests in a row on which the server failed, until one is answered."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._last: type[ModelError] = ModelConnectionError
        self._refused = False

    def check(self) -> None:
        """Raise at once, as the last request did, while the server is down or the key refused."""
        if self._refused:
            raise ModelKeyError("the key was refused before")
        if self._failures < BREAK_AFTER:
            return
        left_s = self._until - self._clock()
        if left_s > 0:
            raise self._last("the server failed several times in a row", retry_after_s=left_s)
        self._until = self._clock() + BREAK_S

    def answered(self) -> None:
        """Forget all failures: the server answered, with whatever."""
        self._failures = 0

    def failed(self, problem: ModelError) -> None:
        """Count a request on which the server failed."""
        self._failures, self._last = self._failures + 1, type(problem)
        if self._failures >= BREAK_AFTER:
            self._until = self._clock() + BREAK_S

    def refuse(self) -> None:
        """Make no further call with this key."""
        self._refused = True
