"""When a skill is due again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.progress.spacing import MOST_DAYS, Review, due, reviews_of, schedule_of
from tests.ai.progress.grades import answer

START = date(2026, 11, 1)
SCORES = st.floats(0, 10)
DAYS = st.lists(st.tuples(st.integers(1, 40), SCORES, st.floats(0, 1)), min_size=1, max_size=12)


def reviews(*told: tuple[int, float, float]) -> list[Review]:
    """Return reviews from steps in days, scores and confidences."""
    day, found = START, []
    for step, score, confidence in told:
        day += timedelta(days=step)
        found.append(Review(day, score, confidence, 1))
    return found


@pytest.mark.parametrize(
    ("scores", "days"),
    [
        ((5.9,), 1),
        ((8.0,), 1),
        ((8.0, 8.0), 6),
        ((8.0, 8.0, 8.0), 15),
        ((8.0, 8.0, 8.0, 8.0), 30),
        ((8.0, 8.0, 2.0), 1),
        ((8.0, 8.0, 2.0, 8.0, 8.0), 6),
    ],
)
def test_intervals_grow_with_good_reviews_and_begin_anew(
    scores: tuple[float, ...], days: int
) -> None:
    """A day, six days, then by the factor; a month at most."""
    found = reviews(*((7, score, 0.8) for score in scores))

    assert due(found) == found[-1].day + timedelta(days=days)


def test_an_unsure_grade_lengthens_no_interval() -> None:
    """Nor does it shorten one, unless it is poor."""
    sure = reviews((1, 8, 0.8), (7, 8, 0.8))
    unsure = reviews((1, 8, 0.8), (7, 8, 0.8), (7, 10, 0.3))

    assert schedule_of(unsure) == schedule_of(sure)
    assert schedule_of(reviews((1, 8, 0.8), (7, 8, 0.8), (7, 3, 0.3))).days == 1


def test_answers_of_one_day_are_one_review() -> None:
    """What is crammed counts once."""
    same_day = [answer(0, 8.0), answer(0, 6.0, interview_id="other"), answer(3, 9.0)]

    found = reviews_of(same_day)

    assert [(r.score, r.answers) for r in found] == [(7.0, 2), (9.0, 1)]


@given(DAYS)
def test_nothing_is_due_before_the_day_after(told: list[tuple[int, float, float]]) -> None:
    """And nothing later than a month."""
    found = reviews(*told)

    assert 1 <= (due(found) - found[-1].day).days <= MOST_DAYS


@given(DAYS, st.integers(0, 11), st.floats(0, 10))
def test_a_better_score_never_brings_a_sooner_day(
    told: list[tuple[int, float, float]], at: int, better: float
) -> None:
    """Wherever in the history it stands."""
    place = at % len(told)
    step, score, confidence = told[place]
    lifted = [*told]
    lifted[place] = (step, max(score, better), confidence)

    assert due(reviews(*lifted)) >= due(reviews(*told))
