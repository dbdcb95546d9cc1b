"""Scores in time, and what may be claimed of them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.progress.estimating import basis, estimate, moved
from src.ai.progress.trend import trend
from src.models.enums import GraderName
from src.models.progress import Estimate, Move
from tests.ai.progress.grades import answer, by_model


def test_a_line_has_two_points_or_more() -> None:
    """A skill with one is named apart."""
    found = trend([answer(0, 4), answer(1, 6), answer(1, 9, skill="apis")])

    assert [(line.skill, len(line.points)) for line in found.lines] == [(None, 2), ("databases", 2)]
    assert found.single == ("apis",)
    assert found.interviews == 2


def test_a_point_is_the_mean_of_an_interview_and_says_of_how_many() -> None:
    """Overall over all its answers."""
    found = trend([answer(0, 4), answer(0, 8, skill="apis"), answer(1, 6)])

    overall = found.lines[0]
    assert [(p.estimate.score, p.estimate.answers) for p in overall.points] == [(6.0, 2), (6.0, 1)]


def test_graders_are_never_one_line() -> None:
    """Words and a model each have their own, named; one point of a model is no line."""
    found = trend([answer(0, 4), answer(1, 6), by_model(2, 9), by_model(3, 9)])

    assert [(line.skill, line.basis) for line in found.lines] == [
        (None, "by words"),
        (None, "by rubric · gpt"),
        ("databases", "by words"),
        ("databases", "by rubric · gpt"),
    ]
    mixed = trend([answer(0, 4), by_model(1, 9)])
    assert mixed.lines == ()
    assert mixed.single == ("databases",)


def test_a_key_sets_nobody_apart() -> None:
    """It gives the same score under every engine."""
    keyed = answer(0, 10, grader=GraderName.SQL)

    assert basis([keyed]) == "by key"
    assert basis([keyed, answer()]) == "by words"


def test_no_answers_give_no_trend() -> None:
    """And no error."""
    assert trend([]).lines == ()


def test_more_answers_narrow_the_interval() -> None:
    """By the root of their number; one answer alone leaves nearly everything open."""
    one, four = estimate([answer(0, 5)]), estimate([answer(0, 5)] * 4)

    assert (one.low, one.high, one.answers) == (0.0, 10.0, 1)
    assert four.high - four.low == pytest.approx(1.96 * 2 * math.sqrt(math.pi / 2), abs=0.02)
    assert four.answers == 4


def test_answers_that_lie_apart_widen_it() -> None:
    """However sure the grader was of each."""
    apart = [answer(0, s, confidence=1.0) for s in (1, 5, 9)]

    assert estimate(apart).high - estimate(apart).low > 8
    assert estimate([answer(0, 5, confidence=1.0)] * 3).low == 5


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 1)), min_size=1, max_size=30))
def test_a_score_lies_within_its_interval(told: list[tuple[float, float]]) -> None:
    """And the interval within the scale."""
    found = estimate([answer(0, score, confidence=sure) for score, sure in told])

    assert 0 <= found.low <= found.score + 0.01
    assert found.score - 0.01 <= found.high <= 10


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [((2, 4), (5, 7), Move.UP), ((5, 7), (2, 4), Move.DOWN), ((2, 5), (5, 7), Move.CHANCE)],
)
def test_nothing_is_claimed_where_intervals_touch(
    before: tuple[float, float], after: tuple[float, float], move: Move
) -> None:
    """Only a gap is a move."""
    one, two = (Estimate(score=sum(e) / 2, low=e[0], high=e[1], answers=3) for e in (before, after))

    assert moved(one, two) is move
