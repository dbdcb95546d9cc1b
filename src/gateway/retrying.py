"""When a failed request is tried again: with jitter, at the server's word, within the deadline."""

from collections.abc import Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_random_exponential

from src.errors import ModelConnectionError, ModelError
from src.gateway.faults import RETRIED

CONNECT_FOR_S = 8.0
"""Nobody waits half a minute for a server that isn't there."""


def retrying(
    left_s: Callable[[], float],
    elapsed_s: Callable[[], float],
    is_enough: Callable[[], bool] = lambda: False,
) -> AsyncRetrying:
    """Return the loop of one call's attempts; errors must be ours already when they reach it."""
    jitter = wait_random_exponential(multiplier=0.3, max=5)

    def wait(state: RetryCallState) -> float:
        problem = _problem(state)
        asked = problem.retry_after_s if isinstance(problem, ModelError) else None
        return asked if asked is not None else jitter(state)

    def give_up(state: RetryCallState) -> bool:
        is_lost = elapsed_s() > CONNECT_FOR_S and isinstance(_problem(state), ModelConnectionError)
        # A sleep that ends past the deadline would only put off the same failure.
        return is_lost or is_enough() or state.upcoming_sleep >= left_s()

    return AsyncRetrying(
        retry=retry_if_exception_type(RETRIED), wait=wait, stop=give_up, reraise=True
    )


def _problem(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None
