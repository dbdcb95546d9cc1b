"""What both engines share: how a step's failure is told, and what a person may read of it."""

import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from src.errors import RehearseError, StepError
from src.ports import T

log = logging.getLogger(__name__)


@contextmanager
def ending_here(what: str) -> Iterator[None]:
    """Let no error out of the block: it is logged, and nobody is there to take it further."""
    try:
        yield
    except Exception:
        log.exception("%s ended with an error", what)


def telling(
    name: str, work: Callable[[], Coroutine[Any, Any, T]]
) -> Callable[[], Coroutine[Any, Any, T]]:
    """Return `work` so that its errors are logged here and leave as one storable `StepError`."""

    async def told() -> T:
        try:
            return await work()
        except RehearseError as problem:
            log.warning("step %s: %s", name, problem)
            raise StepError(getattr(problem, "sentence", str(problem))) from problem
        except Exception as problem:  # the edge of a step
            log.exception("step %s", name)
            raise StepError from problem

    return told
