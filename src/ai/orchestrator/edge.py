"""The edge of every workflow: what fails is logged here, and the person reads one sentence."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from src.errors import RehearseError

log = logging.getLogger(__name__)

T = TypeVar("T")

OURS = "Something went wrong on our side."


async def or_told(
    what: str, work: Callable[[], Awaitable[T]], tell: Callable[[str], Awaitable[object]]
) -> T | None:
    """Return what the work brings; where it fails, log that, hand `tell` the words, return None."""
    try:
        return await work()
    except Exception as problem:
        # Left to the engine, the workflow would end as an error that no page shows: whoever waits
        # for a turn or a report would look at "working" for good.
        log.exception("%s failed", what)
        await tell(sentence_of(problem))
        return None


def sentence_of(problem: Exception) -> str:
    """Return the words for a person; those of foreign errors stay in the log."""
    if isinstance(problem, RehearseError):
        return getattr(problem, "sentence", str(problem))
    return OURS
