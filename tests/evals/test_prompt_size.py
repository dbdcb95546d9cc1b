"""The interviewer's prompt in long interviews: bounded, and mostly the same from turn to turn."""

from functools import cache
from itertools import pairwise

import pytest

from src.app import DATA
from src.evals.attacks import Recorder
from src.evals.measures import same_from_the_start
from src.evals.personas import load_candidates
from src.evals.simulate import simulate
from src.models.enums import Purpose

PERSONAS = load_candidates(DATA / "personas")
TALKATIVE = ("average", "contradicting")


@cache
def prompts(persona: str) -> tuple[str, ...]:
    """Return each turn's whole prompt in an interview of fifteen questions."""
    recorder = Recorder()
    simulate(PERSONAS[persona], "behavioural", 15, 2, gateway=recorder)
    turns = [r for r in recorder.requests if r.purpose is Purpose.TURN]
    return tuple("\n".join(m.content for m in r.messages) for r in turns)


@pytest.mark.parametrize("persona", TALKATIVE)
def test_the_prompt_of_turn_30_is_hardly_longer_than_that_of_turn_8(persona: str) -> None:
    """Whatever lies between; in blocks of recent turns, so the longest of each are compared."""
    sizes = [len(prompt) for prompt in prompts(persona)]

    assert len(sizes) >= 34
    assert max(sizes[27:34]) <= 1.3 * max(sizes[5:12])
    assert sizes[30] <= 1.3 * sizes[8]


@pytest.mark.parametrize("persona", TALKATIVE)
def test_most_of_a_prompt_is_the_same_as_the_one_before(persona: str) -> None:
    """So that a provider's cache of the prefix hits; the window moves every fourth turn."""
    pairs = pairwise(prompts(persona))
    shares = [same_from_the_start(before, after) / len(after) for before, after in pairs]

    assert sum(shares) / len(shares) >= 0.6
    assert min(shares) >= 0.4
