"""Means, ranks, spread."""

import math
import statistics
from collections import Counter
from collections.abc import Callable

from src.ai.graders.formula.functions.arithmetic import sum_of
from src.ai.graders.formula.functions.base import (
    MANY,
    Function,
    cells,
    figure,
    grid,
    numbers,
    over,
)
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    grid_of,
    number,
    number_in,
)


def mean(_: Budget, *values: Argument) -> float:
    """Return the mean of the numbers; of none #DIV/0!."""
    return _mean(numbers(values))


def _mean(found: list[float]) -> float:
    if not found:
        raise CellError(ErrorCode.DIV0)
    return math.fsum(found) / len(found)


def mean_of_all(_: Budget, *values: Argument) -> float:
    """Return the mean of all cells that hold something; a text counts as 0."""
    found = [cell for value in values for cell in cells(value) if cell is not None]
    return _mean([0.0 if isinstance(cell, str) else number(cell) for cell in found])


def count(_: Budget, *values: Argument) -> float:
    """Return how many numbers there are."""
    found = 0
    for value in values:
        if isinstance(value, Grid):
            found += sum(isinstance(cell, float) for cell in value.flat())
        elif isinstance(value, str):
            found += number_in(value) is not None
        else:
            found += not isinstance(value, ErrorCode)
    return float(found)


def count_all(_: Budget, *values: Argument) -> float:
    """Return how many cells hold something."""
    missing = sum(isinstance(value, Missing) for value in values)
    return float(missing + sum(c is not None for value in values for c in cells(value)))


def count_blank(_: Budget, value: Argument) -> float:
    """Return how many cells hold nothing or an empty text."""
    return float(sum(cell is None or cell == "" for cell in cells(value)))


def greatest(_: Budget, *values: Argument) -> float:
    """Return the greatest number; of none 0."""
    return max(numbers(values), default=0.0)


def least(_: Budget, *values: Argument) -> float:
    """Return the least number; of none 0."""
    return min(numbers(values), default=0.0)


def median(_: Budget, *values: Argument) -> float:
    """Return the middle number."""
    return float(statistics.median(_some(values)))


def _some(values: tuple[Argument, ...], fewest: int = 1) -> list[float]:
    found = numbers(values)
    if len(found) < fewest:
        raise CellError(ErrorCode.NUM if fewest == 1 else ErrorCode.DIV0)
    return found


def mode(_: Budget, *values: Argument) -> float:
    """Return the number that comes most often, the first of several; #N/A if none comes twice."""
    found = Counter(numbers(values))
    best, times = found.most_common(1)[0] if found else (0.0, 0)
    if times <= 1:
        raise CellError(ErrorCode.NA)
    return best


def large(budget: Budget, values: Argument, places: Argument) -> Value:
    """Return the k-th greatest number."""
    return _at_places(budget, sorted(numbers([values]), reverse=True), places)


def small(budget: Budget, values: Argument, places: Argument) -> Value:
    """Return the k-th least number."""
    return _at_places(budget, sorted(numbers([values])), places)


def _at_places(budget: Budget, ordered: list[float], places: Argument) -> Value:
    wanted = grid(places)
    budget.area(wanted.height, wanted.width)
    found = tuple(tuple(_at(ordered, number(cell)) for cell in row) for row in wanted.rows)
    return found[0][0] if wanted.is_single else Grid(found)


def _at(ordered: list[float], place: float) -> float | ErrorCode:
    at = math.ceil(place)
    return ordered[at - 1] if 1 <= at <= len(ordered) else ErrorCode.NUM


def rank(budget: Budget, value: Argument, among: Argument, ascending: Argument = 0.0) -> Value:
    """Return a number's place among others; equals share the better place."""
    return _ranked(budget, value, among, ascending, shared=0.0)


def rank_mean(budget: Budget, value: Argument, among: Argument, ascending: Argument = 0.0) -> Value:
    """Return a number's place among others; equals share the mean of their places."""
    return _ranked(budget, value, among, ascending, shared=0.5)


def _ranked(
    budget: Budget, value: Argument, among: Argument, ascending: Argument, *, shared: float
) -> Value:
    wanted, found, up = grid(value), numbers([among]), figure(ascending) != 0

    def place(cell: Scalar) -> Scalar:
        if isinstance(cell, ErrorCode):
            return cell
        budget.step(len(found))
        one = number(cell)
        if one not in found:
            return ErrorCode.NA
        before = sum(each < one if up else each > one for each in found)
        return before + 1 + (found.count(one) - 1) * shared

    if wanted.is_single:
        return place(figure(value))
    return Grid(tuple(tuple(place(cell) for cell in row) for row in wanted.rows))


def variance(_: Budget, *values: Argument) -> float:
    """Return the variance of a sample."""
    return _spread(_some(values, 2), 1)


def variance_of_all(_: Budget, *values: Argument) -> float:
    """Return the variance of a whole population."""
    found = numbers(values)
    if not found:
        raise CellError(ErrorCode.DIV0)
    return _spread(found, 0)


def _spread(found: list[float], less: int) -> float:
    middle = _mean(found)
    return math.fsum((value - middle) ** 2 for value in found) / (len(found) - less)


def deviation(budget: Budget, *values: Argument) -> float:
    """Return the standard deviation of a sample."""
    return math.sqrt(variance(budget, *values))


def deviation_of_all(budget: Budget, *values: Argument) -> float:
    """Return the standard deviation of a whole population."""
    return math.sqrt(variance_of_all(budget, *values))


def percentile(_: Budget, values: Argument, share: Argument) -> float:
    """Return the number below which a share of all lies, both ends counted."""
    return _percentile(_some((values,)), figure(share))


def quartile(_: Budget, values: Argument, quarter: Argument) -> float:
    """Return a quartile, 0 to 4."""
    return _percentile(_some((values,)), math.trunc(figure(quarter)) / 4)


def _percentile(found: list[float], share: float) -> float:
    if not 0 <= share <= 1:
        raise CellError(ErrorCode.NUM)
    ordered = sorted(found)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def correlation(_: Budget, one: Argument, other: Argument) -> float:
    """Return the correlation of pairs; a pair that isn't two numbers is left out."""
    left, right = grid(one), grid(other)
    if (left.height, left.width) != (right.height, right.width):
        raise CellError(ErrorCode.NA)
    pairs = [
        (a, b)
        for a, b in zip(left.flat(), right.flat(), strict=True)
        if isinstance(a, float) and isinstance(b, float)
    ]
    if len(pairs) < 2 or any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):  # noqa: PLR2004 - a line needs two
        raise CellError(ErrorCode.DIV0)
    return statistics.correlation([a for a, _b in pairs], [b for _a, b in pairs])


def geometric_mean(_: Budget, *values: Argument) -> float:
    """Return the geometric mean of numbers above 0."""
    found = _some(values)
    if any(value <= 0 for value in found):
        raise CellError(ErrorCode.NUM)
    return math.exp(_mean([math.log(value) for value in found]))


_TOTALS: dict[int, Callable[..., float]] = {
    1: mean,
    2: count,
    3: count_all,
    4: greatest,
    5: least,
    7: deviation,
    8: deviation_of_all,
    9: sum_of,
}
_HIDDEN_TOO = 100


def subtotal(budget: Budget, kind: Argument, *values: Argument) -> float:
    """Return the total that a number names: 9 sums, 1 means and so on; no row is hidden here."""
    total = _TOTALS.get(int(figure(kind)) % _HIDDEN_TOO)
    if total is None:
        raise CellError(ErrorCode.VALUE)
    return total(
        budget, *(grid_of(value) if not isinstance(value, Missing) else value for value in values)
    )


FUNCTIONS: dict[str, Function] = {
    "AVERAGE": over(mean, 1, MANY),
    "AVERAGEA": over(mean_of_all, 1, MANY),
    "COUNT": over(count, 1, MANY),
    "COUNTA": over(count_all, 1, MANY),
    "COUNTBLANK": over(count_blank),
    "MAX": over(greatest, 1, MANY),
    "MIN": over(least, 1, MANY),
    "MEDIAN": over(median, 1, MANY),
    "MODE": over(mode, 1, MANY),
    "MODE.SNGL": over(mode, 1, MANY),
    "LARGE": over(large, 2),
    "SMALL": over(small, 2),
    "RANK": over(rank, 2, 3),
    "RANK.EQ": over(rank, 2, 3),
    "RANK.AVG": over(rank_mean, 2, 3),
    "STDEV": over(deviation, 1, MANY),
    "STDEV.S": over(deviation, 1, MANY),
    "STDEVP": over(deviation_of_all, 1, MANY),
    "STDEV.P": over(deviation_of_all, 1, MANY),
    "VAR": over(variance, 1, MANY),
    "VAR.S": over(variance, 1, MANY),
    "VARP": over(variance_of_all, 1, MANY),
    "VAR.P": over(variance_of_all, 1, MANY),
    "PERCENTILE": over(percentile, 2),
    "PERCENTILE.INC": over(percentile, 2),
    "QUARTILE": over(quartile, 2),
    "QUARTILE.INC": over(quartile, 2),
    "CORREL": over(correlation, 2),
    "GEOMEAN": over(geometric_mean, 1, MANY),
    "SUBTOTAL": over(subtotal, 2, MANY),
}
