"""When a failed request is tried again, and when that would only take the person's time."""

import pytest

from src.errors import ModelBusyError, ModelConnectionError, ModelError, ModelKeyError
from src.gateway.retrying import CONNECT_FOR_S, retrying


class Line:
    """A request that fails each time, on a clock that moves by what each failure takes."""

    def __init__(self, problem: ModelError, takes_s: float, deadline_s: float = 30) -> None:
        self._problem = problem
        self._takes_s = takes_s
        self._deadline_s = deadline_s
        self._now = 0.0
        self.tries = 0
        self.slept: list[float] = []

    async def fail(self) -> None:
        """Be tried as often as the loop wants, and give its last error."""
        loop = retrying(lambda: self._deadline_s - self._now, lambda: self._now, self.is_enough)
        await loop.copy(sleep=self._sleep)(self._try)

    def is_enough(self) -> bool:
        """End what would go on for ever."""
        return self.tries >= 50

    async def _try(self) -> None:
        self.tries += 1
        self._now += self._takes_s
        raise self._problem

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds


async def tries_of(line: Line, problem: type[ModelError]) -> int:
    """Return how often it was tried until its error came."""
    with pytest.raises(problem):
        await line.fail()
    return line.tries


async def test_a_server_that_is_not_there_is_given_up_long_before_the_deadline() -> None:
    """The first failure after those seconds is the last one."""
    line = Line(ModelConnectionError("refused"), takes_s=CONNECT_FOR_S + 0.1)

    assert await tries_of(line, ModelConnectionError) == 1


async def test_until_then_it_is_tried_again() -> None:
    """A server that starts anew is there in a moment."""
    line = Line(ModelConnectionError("refused"), takes_s=CONNECT_FOR_S / 4)

    assert 2 <= await tries_of(line, ModelConnectionError) <= 5


async def test_a_busy_server_is_tried_until_the_deadline() -> None:
    """It is there, so waiting helps."""
    line = Line(ModelBusyError("429", retry_after_s=0), takes_s=CONNECT_FOR_S + 0.1)

    assert await tries_of(line, ModelBusyError) == 4  # three end before 30 seconds are over


async def test_it_waits_as_long_as_the_server_asks() -> None:
    """And not at all where that ends after the deadline."""
    patient = Line(ModelBusyError("429", retry_after_s=7), takes_s=1)
    hopeless = Line(ModelBusyError("429", retry_after_s=31), takes_s=1)

    assert await tries_of(patient, ModelBusyError) == 4
    assert patient.slept == [7, 7, 7]
    assert await tries_of(hopeless, ModelBusyError) == 1
    assert hopeless.slept == []


async def test_what_no_second_try_mends_is_not_tried_again() -> None:
    """A wrong key stays wrong."""
    assert await tries_of(Line(ModelKeyError("401"), takes_s=0.1), ModelKeyError) == 1
