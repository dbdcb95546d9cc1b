"""A mean of graded answers with its interval, and what may be claimed of two of them."""

import math
from collections.abc import Sequence
from statistics import fmean

from src.models.enums import GraderName
from src.models.progress import Estimate, GradedAnswer, Move

Z = 1.96
ERROR_TO_SD = math.sqrt(math.pi / 2)
"""A normal error's standard deviation over its mean size, which is what a confidence tells."""
TOP = 10.0
SPREAD_FROM = 3
"""Answers from which their own spread says something."""
ANY_SCORE_SD = TOP / math.sqrt(12)
"""Of a score that could be anything: fewer answers, however surely graded, tell no more of the
next."""
KEYED = "by key"
NAMES = {GraderName.LEXICAL: "by words", GraderName.RUBRIC: "by rubric"}


def estimate(answers: Sequence[GradedAnswer]) -> Estimate:
    """Return the mean of one or more answers with its 95 % interval, within 0 to 10.

    The interval is where another set of questions would put the mean: its width comes from how far
    the answers lie apart, or from the grader's expected errors where these are larger, and shrinks
    with the root of their number.
    """
    scores = [a.score for a in answers]
    errors = [_error_sd(a) for a in answers]
    apart = _spread(scores) if len(scores) >= SPREAD_FROM else ANY_SCORE_SD
    deviation = max(apart, math.sqrt(fmean(e * e for e in errors)))
    return _within(fmean(scores), Z * deviation / math.sqrt(len(scores)), len(scores))


def _spread(scores: Sequence[float]) -> float:
    """Return the standard deviation; `statistics.stdev` is exact and a hundred times as slow."""
    mean = fmean(scores)
    return math.sqrt(sum((score - mean) ** 2 for score in scores) / (len(scores) - 1))


def estimate_of_one(answer: GradedAnswer) -> Estimate:
    """Return the score of one answer with the interval of the grader's expected error alone."""
    return _within(answer.score, Z * _error_sd(answer), 1)


def _error_sd(answer: GradedAnswer) -> float:
    """Return a grade's standard error: a confidence is one minus the expected error's share."""
    return TOP * (1 - answer.confidence) * ERROR_TO_SD


def _within(mean: float, half: float, answers: int) -> Estimate:
    low, high = max(0.0, mean - half), min(TOP, mean + half)
    return Estimate(score=round(mean, 2), low=round(low, 2), high=round(high, 2), answers=answers)


def basis(answers: Sequence[GradedAnswer]) -> str:
    """Return who judged: "by words", "by rubric · <model>", "by key" where nothing was judged.

    A key gives the same score under every engine, so it doesn't set answers apart that others
    judged.
    """
    named = dict.fromkeys(_name(a) for a in answers if not a.grader.is_by_key)
    return " and ".join(sorted(named)) or KEYED


def _name(answer: GradedAnswer) -> str:
    name = NAMES[answer.grader]
    return f"{name} · {answer.model}" if answer.model else name


def moved(before: Estimate, after: Estimate) -> Move:
    """Return what may be claimed: nothing where the two intervals overlap.

    Two 95 % intervals that don't touch are a stricter sign than a test at 5 %.
    """
    if after.low > before.high:
        return Move.UP
    return Move.DOWN if after.high < before.low else Move.CHANCE
