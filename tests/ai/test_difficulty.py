"""Adaptive difficulty is pure, bounded and calm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.difficulty import decide, start_level
from src.models.enums import Difficulty
from src.models.interview import SkillState
from tests.factory import grade

SCORES = st.floats(min_value=0, max_value=10, allow_nan=False)
LEVELS = st.integers(min_value=1, max_value=5)


def state(level: int = 3) -> SkillState:
    """Return a skill's state."""
    return SkillState(skill="databases", level=level)


def level_after(level: int, score: float, confidence: float = 0.9) -> int:
    """Return the level after one grade."""
    return decide(state(level), grade(score, confidence=confidence)).level


@pytest.mark.parametrize(
    ("difficulty", "level"),
    [(Difficulty.EASY, 2), (Difficulty.MEDIUM, 3), (Difficulty.HARD, 4)],
)
def test_the_start_level_is_as_promised(difficulty: Difficulty, level: int) -> None:
    """Easy, medium, hard are 2, 3, 4 of 5."""
    assert start_level(difficulty) == level


@given(LEVELS, SCORES, SCORES)
def test_a_better_score_never_leads_to_a_lower_level(level: int, one: float, two: float) -> None:
    """Monotone in the score."""
    low, high = sorted((one, two))

    assert level_after(level, low) <= level_after(level, high)


@given(LEVELS, SCORES, st.floats(min_value=0, max_value=1))
def test_a_level_moves_one_step_at_most_and_stays_within_bounds(
    level: int, score: float, confidence: float
) -> None:
    """Whatever the grade is."""
    after = level_after(level, score, confidence)

    assert 1 <= after <= 5
    assert abs(after - level) <= 1


@given(LEVELS, SCORES, st.floats(min_value=0, max_value=0.49))
def test_an_unsure_grade_moves_nothing(level: int, score: float, confidence: float) -> None:
    """Low confidence is no reason."""
    assert level_after(level, score, confidence) == level


@given(st.integers(min_value=2, max_value=4), SCORES, SCORES)
def test_alternating_noise_does_not_swing_the_level(level: int, one: float, two: float) -> None:
    """Two scores by turns move it once at most, unless both point the same way."""
    now, levels = state(level), [level]
    for score in (one, two) * 5:
        now = decide(now, grade(score))
        levels.append(now.level)
    turns = [b - a for a, b in pairwise(levels) if a != b]

    assert len({step > 0 for step in turns}) <= 1
    if level_after(3, one) != level_after(3, two):
        assert len(turns) <= 1


@pytest.mark.parametrize(
    ("scores", "levels"),
    [
        ((9, 9, 9), [4, 5, 5]),
        ((9, 3, 9, 3), [4, 4, 4, 4]),
        ((9, 3, 3), [4, 4, 3]),
        ((6, 9, 9), [3, 3, 4]),
    ],
)
def test_a_change_of_direction_takes_two_in_a_row(
    scores: tuple[float, ...], levels: list[int]
) -> None:
    """The first grade of a skill counts at once."""
    now, found = state(3), []
    for score in scores:
        now = decide(now, grade(score))
        found.append(now.level)

    assert found == levels


def test_the_reason_is_in_words() -> None:
    """With the score and what followed."""
    up = decide(state(3), grade(8.2))
    stuck = decide(state(5), grade(9))
    down = decide(state(1), grade(1))

    assert up.reason == "8.2 of 10, one level up"
    assert "5 is the highest level" in stuck.reason
    assert "1 is the lowest level" in down.reason


def test_an_unscored_grade_is_told_and_counts_for_nothing() -> None:
    """The number of asked stays."""
    after = decide(state(), grade(None))

    assert (after.level, after.asked) == (3, 0)
    assert after.reason.startswith("not graded")


def test_confidence_gathers_over_grades() -> None:
    """The first is taken whole, later ones weigh in."""
    once = decide(state(), grade(6, confidence=0.8))
    twice = decide(once, grade(6, confidence=0.3))

    assert (once.confidence, once.asked) == (0.8, 1)
    assert 0.3 < twice.confidence < 0.8
