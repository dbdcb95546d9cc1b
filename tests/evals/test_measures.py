"""Figures of agreement: right on lists small enough to work out by hand."""

import math

import pytest

from src.evals.measures import centred, pearson, rmse, thirds


def test_lists_that_rise_together_agree_fully() -> None:
    """A line up is 1, a line down is -1, and no spread is not a number."""
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert math.isnan(pearson([1, 1], [1, 2]))


def test_centring_leaves_what_varies_within_a_group() -> None:
    """Each group's mean is taken off its own values."""
    assert centred([1, 3, 10, 20], ["a", "a", "b", "b"]) == [-1, 1, -5, 5]


def test_the_error_weighs_large_misses_more() -> None:
    """Misses of 3 and 4 make the root of 12.5."""
    assert rmse([3, 0], [0, 4]) == pytest.approx(math.sqrt(12.5))


def test_thirds_are_cut_by_confidence() -> None:
    """The most confident errors come first, in parts of equal size."""
    errors = [0.6, 0.1, 0.3, 0.2, 0.5, 0.4]
    confidences = [0.1, 0.9, 0.5, 0.8, 0.2, 0.4]

    assert thirds(errors, confidences) == [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]
