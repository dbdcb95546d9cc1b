"""Agreement with people in figures: pure, on lists of equal length."""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean


def pearson(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the correlation; not a number where one side doesn't vary."""
    a, b = fmean(left), fmean(right)
    shared = sum((x - a) * (y - b) for x, y in zip(left, right, strict=True))
    spread = math.sqrt(sum((x - a) ** 2 for x in left) * sum((y - b) ** 2 for y in right))
    return shared / spread if spread else math.nan


def centred(values: Sequence[float], groups: Sequence[str]) -> list[float]:
    """Return the values less their group's mean: what is left within a question."""
    by_group: dict[str, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        by_group[group].append(value)
    means = {group: fmean(found) for group, found in by_group.items()}
    return [value - means[group] for value, group in zip(values, groups, strict=True)]


def rmse(given: Sequence[float], wanted: Sequence[float]) -> float:
    """Return the root of the mean squared error."""
    return math.sqrt(fmean((g - w) ** 2 for g, w in zip(given, wanted, strict=True)))


def thirds(errors: Sequence[float], confidences: Sequence[float]) -> list[list[float]]:
    """Return the errors in three parts of equal size, the most confident first."""
    order = sorted(range(len(errors)), key=lambda at: -confidences[at])
    cuts = [round(part * len(order) / 3) for part in range(4)]
    return [[errors[at] for at in order[cuts[i] : cuts[i + 1]]] for i in range(3)]


def same_from_the_start(before: str, after: str) -> int:
    """Return how many characters two texts have in common from the beginning."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
