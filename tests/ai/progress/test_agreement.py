"""How well practice agrees with real results."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.progress.agreement import NEEDED, agreement, interval, outcomes_beside, share_of
from src.models.outcomes import RealInterview, RealResult
from src.models.progress import PairedOutcome
from tests.ai.progress.grades import answer, by_model
from tests.factory import NOON


def real(day: int = 0, result: RealResult = RealResult.INVITED) -> RealInterview:
    """Return a real interview some days from noon."""
    on = NOON.date() + timedelta(days=day)
    return RealInterview(id=f"r-{day}", day=on, role="Analyst", result=result, created_at=NOON)


def paired(practice: float | None, result: RealResult, basis: str = "by words") -> PairedOutcome:
    """Return a real interview with practice before it."""
    return PairedOutcome(real=real(0, result), practice=practice, interviews=3, basis=basis)


def test_practice_before_is_the_mean_of_the_last_five() -> None:
    """Of interviews, not of answers; the same day and what lies far back are left out."""
    answers = [answer(-200, 0)]
    answers += [answer(-day, score) for day, score in enumerate((10, 8, 7, 6, 5, 4, 0), 0)][::-1]
    answers.insert(-1, answer(-1, 2))

    (found,) = outcomes_beside([real()], answers).real

    assert found.practice == pytest.approx((5 + 7 + 6 + 5 + 4) / 5)
    assert found.interviews == 5


def test_practice_of_one_grader_is_taken() -> None:
    """That of the latest interview, named."""
    (found,) = outcomes_beside([real()], [answer(-3, 2), by_model(-1, 8)]).real

    assert (found.practice, found.interviews, found.basis) == (8.0, 1, "by rubric · gpt")


def test_without_practice_before_there_is_no_figure() -> None:
    """The real interview is kept all the same."""
    (found,) = outcomes_beside([real()], [answer(0, 9), answer(1, 9), answer(-91, 9)]).real

    assert found.practice is None


def test_few_are_too_few_to_say() -> None:
    """Below five of each no figure is given."""
    few = [paired(9, RealResult.OFFER)] * 20 + [paired(1, RealResult.REJECTED)] * (NEEDED - 1)

    found = agreement(few)

    assert found.share is None
    assert (found.went_on, found.rejected) == (20, NEEDED - 1)


def test_enough_give_the_share_of_pairs_with_its_range() -> None:
    """What has no result, no practice or another grader is left out, and counted."""
    many = [paired(p, RealResult.INVITED) for p in (6, 7, 8, 9, 3)]
    many += [paired(p, RealResult.REJECTED) for p in (5, 4, 3, 2, 6)]
    many += [paired(9, RealResult.NO_ANSWER), paired(9, RealResult.WITHDRAWN)]
    many += [paired(None, RealResult.OFFER), paired(9, RealResult.OFFER, "by rubric")]

    found = agreement(many)

    assert found.share == pytest.approx((4.5 + 5 + 5 + 5 + 1.5) / 25)
    assert (found.went_on, found.rejected, found.left_out) == (5, 5, 4)
    assert found.share is not None
    assert 0.4 < found.low < 0.5 < found.share < found.high < 1


def test_a_perfect_order_of_few_is_not_certain() -> None:
    """Its range doesn't shrink to a point."""
    low, high = interval(1.0, 5, 5)

    assert high == 1
    assert 0.55 < low < 0.75


@given(
    st.lists(st.floats(0, 10), min_size=1, max_size=12),
    st.lists(st.floats(0, 10), min_size=1, max_size=12),
)
def test_a_share_lies_within_its_range(up: list[float], down: list[float]) -> None:
    """And turning the two round turns it round."""
    share = share_of(up, down)
    low, high = interval(share, len(up), len(down))

    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    assert share_of(down, up) == pytest.approx(1 - share)


def test_no_real_interviews_are_no_error() -> None:
    """Nothing logged, nothing said."""
    assert outcomes_beside([], [answer()]).real == ()
    assert real().day == date(2026, 11, 26)
