"""What leaves a workflow that fails: a line in the log, and a sentence for the person."""

import logging

import pytest

from src.ai.orchestrator.edge import OURS, or_told
from src.errors import ModelBusyError, StepError


async def told_of(problem: Exception) -> list[str]:
    """Return what a person is told where work ends with an error."""
    told: list[str] = []

    async def work() -> None:
        raise problem

    async def tell(sentence: str) -> None:
        told.append(sentence)

    await or_told("report of iv-1", work, tell)
    return told


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (StepError("The report could not be saved."), "The report could not be saved."),
        (ModelBusyError("status 503"), ModelBusyError.sentence),
        (KeyError("secret"), OURS),
    ],
)
async def test_an_error_becomes_one_sentence_and_a_line_in_the_log(
    problem: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Words of foreign errors stay in the log; an answer that is safe is said by the page."""
    with caplog.at_level(logging.ERROR):
        told = await told_of(problem)

    assert told == [sentence]
    assert "report of iv-1 failed" in caplog.text


async def test_work_that_succeeds_tells_nothing() -> None:
    """Its result comes back."""

    async def work() -> int:
        return 7

    async def tell(sentence: str) -> None:
        raise AssertionError(sentence)

    assert await or_told("turn", work, tell) == 7
