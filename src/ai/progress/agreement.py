"""How well practice scores agree with what happened in real interviews: counted, never predicted.

The measure is the share of pairs (one interview that went on, one that was rejected) in which the
practice before the first was higher: the area under the ROC curve, 0.5 by chance. Its interval is
Hanley and McNeil's (Radiology 1982), solved for the true value (R. G. Newcombe, Statistics in
Medicine 2006, method 5), because theirs shrinks to nothing where all pairs agree.
"""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean

from src.ai.progress.estimating import basis
from src.ai.progress.trend import by_interview
from src.models.outcomes import RealInterview
from src.models.progress import Agreement, GradedAnswer, Outcomes, PairedOutcome

LAST = 5
"""Interviews before a real one whose mean stands for the practice before it."""
WITHIN = timedelta(days=90)
"""Practice that lies further back says little of that day."""
NEEDED = 5
"""Of each kind. By chance alone a perfect order comes once in 20 draws of 3 and 3, once in 70 of 4
and 4, once in 252 of 5 and 5; and with fewer the interval of an even share is wider than 60 points.
"""
Z = 1.96
STEPS = 60


def outcomes_beside(real: Sequence[RealInterview], answers: Sequence[GradedAnswer]) -> Outcomes:
    """Return real interviews, in their order, each with the practice before it, and the agreement.

    Answers are oldest first. Practice of the same day is left out: nobody knows which came first.
    """
    groups = list(by_interview(answers).values())
    paired = tuple(_beside(found, groups) for found in real)
    return Outcomes(real=paired, agreement=agreement(paired))


def _beside(real: RealInterview, groups: Sequence[Sequence[GradedAnswer]]) -> PairedOutcome:
    """Return a real interview with the mean of the last practice before it, of one grader."""
    before = [g for g in groups if real.day - WITHIN <= g[0].at.date() < real.day]
    if not before:
        return PairedOutcome(real=real)
    named = basis(before[-1])
    same = [g for g in before if basis(g) == named][-LAST:]
    means = [fmean(a.score for a in group) for group in same]
    return PairedOutcome(
        real=real, practice=round(fmean(means), 2), interviews=len(means), basis=named
    )


def agreement(paired: Sequence[PairedOutcome]) -> Agreement:
    """Return the agreement over the pairs of one grader, the one with most real interviews."""
    told = [p for p in paired if p.practice is not None and p.real.result.went_on is not None]
    counted = Counter(p.basis for p in told)
    most = min(counted, key=lambda name: (-counted[name], name), default="")
    used = [p for p in told if p.basis == most]
    up = [p.practice for p in used if p.practice is not None and p.real.result.went_on]
    down = [p.practice for p in used if p.practice is not None and not p.real.result.went_on]
    counts = Agreement(
        went_on=len(up), rejected=len(down), needed=NEEDED, left_out=len(paired) - len(used)
    )
    if min(len(up), len(down)) < NEEDED:
        return counts
    share = share_of(up, down)
    low, high = interval(share, len(up), len(down))
    changes = {"share": round(share, 3), "low": round(low, 3), "high": round(high, 3)}
    return counts.model_copy(update=changes)


def share_of(up: Sequence[float], down: Sequence[float]) -> float:
    """Return the share of pairs in which the first is higher; a tie counts as half."""
    wins = sum((a > b) + (a == b) / 2 for a in up for b in down)
    return wins / (len(up) * len(down))


def interval(share: float, up: int, down: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of pairs, within 0 to 1."""
    return 1 - _bound(1 - share, up, down), _bound(share, up, down)


def _bound(share: float, up: int, down: int) -> float:
    """Return the largest true value that the share is within reach of, by halving."""
    low, high = share, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        reached = middle - share <= Z * _deviation(middle, up, down)
        low, high = (middle, high) if reached else (low, middle)
    return low


def _deviation(value: float, up: int, down: int) -> float:
    others = (up + down) / 2 - 1
    parts = 1 + others * (1 - value) / (2 - value) + others * value / (1 + value)
    return math.sqrt(value * (1 - value) * parts / (up * down))
