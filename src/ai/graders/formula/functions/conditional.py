"""Counts, sums and means of the cells that meet criteria."""

import math
from collections.abc import Callable, Sequence

from src.ai.graders.formula.criteria import criterion_of
from src.ai.graders.formula.functions.base import MANY, Function, cells, grid, over
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
)

Total = Callable[[list[Scalar]], float]
Pairs = Sequence[Argument]


def _each_criterion(budget: Budget, pairs: Pairs, run: Callable[[list[bool]], float]) -> Value:
    """Run on the cells that meet all criteria, once for each cell of a criterion."""
    if len(pairs) % 2:
        raise CellError(ErrorCode.VALUE)
    ranges = [grid(area) for area in pairs[::2]]
    wanted = [Grid(((None,),)) if isinstance(c, Missing) else grid(c) for c in pairs[1::2]]
    if len({(g.height, g.width) for g in ranges}) > 1:
        raise CellError(ErrorCode.VALUE)
    height, width = max(g.height for g in wanted), max(g.width for g in wanted)

    def one(row: int, column: int) -> Scalar:
        asked = [g.rows[row % g.height][column % g.width] for g in wanted]
        try:
            return run(_meets(budget, ranges, asked))
        except CellError as problem:
            return problem.code

    if height == width == 1:
        return one(0, 0)
    budget.area(height, width)
    return Grid(tuple(tuple(one(r, c) for c in range(width)) for r in range(height)))


def _meets(budget: Budget, ranges: Sequence[Grid], asked: Sequence[Scalar]) -> list[bool]:
    found = [True] * (ranges[0].height * ranges[0].width)
    for area, value in zip(ranges, asked, strict=True):
        criterion = criterion_of(value)
        budget.step(len(found))
        found = [
            met and criterion.fits(cell, budget)
            for met, cell in zip(found, area.flat(), strict=True)
        ]
    return found


def _summed(found: list[Scalar]) -> float:
    return math.fsum(_numbers(found))


def _mean(found: list[Scalar]) -> float:
    values = _numbers(found)
    if not values:
        raise CellError(ErrorCode.DIV0)
    return math.fsum(values) / len(values)


def _numbers(found: list[Scalar]) -> list[float]:
    wrong = next((cell for cell in found if isinstance(cell, ErrorCode)), None)
    if wrong is not None:
        raise CellError(wrong)
    return [cell for cell in found if isinstance(cell, float)]


def _if(total: Total) -> Callable[..., Value]:
    """Return SUMIF or AVERAGEIF: range, criterion, and what is totalled when it isn't the range."""

    def run(
        budget: Budget, area: Argument, criterion: Argument, totalled: Argument = None
    ) -> Value:
        tested = grid(area)
        values = tested if totalled is None else _shaped(grid(totalled), tested)
        kept = list(values.flat())
        return _each_criterion(budget, (area, criterion), lambda met: total(_picked(kept, met)))

    return run


def _shaped(values: Grid, like: Grid) -> Grid:
    """Return the cells that stand where the tested ones do; beyond the range they are blank."""
    return Grid(
        tuple(
            tuple(
                values.rows[r][c] if r < values.height and c < values.width else None
                for c in range(like.width)
            )
            for r in range(like.height)
        )
    )


def _ifs(total: Total) -> Callable[..., Value]:
    """Return SUMIFS and its like: what is totalled, then ranges with their criteria."""

    def run(budget: Budget, totalled: Argument, *pairs: Argument) -> Value:
        kept, shape = cells(totalled), grid(totalled)
        tested = grid(pairs[0])
        if (shape.height, shape.width) != (tested.height, tested.width):
            raise CellError(ErrorCode.VALUE)
        return _each_criterion(budget, pairs, lambda met: total(_picked(kept, met)))

    return run


def count_ifs(budget: Budget, *pairs: Argument) -> Value:
    """Return how many cells meet their criteria."""
    return _each_criterion(budget, pairs, lambda met: float(sum(met)))


def _picked(kept: list[Scalar], met: list[bool]) -> list[Scalar]:
    return [cell for cell, fits in zip(kept, met, strict=True) if fits]


FUNCTIONS: dict[str, Function] = {
    "COUNTIF": over(count_ifs, 2),
    "COUNTIFS": over(count_ifs, 2, MANY),
    "SUMIF": over(_if(_summed), 2, 3),
    "SUMIFS": over(_ifs(_summed), 3, MANY),
    "AVERAGEIF": over(_if(_mean), 2, 3),
    "AVERAGEIFS": over(_ifs(_mean), 3, MANY),
    "MAXIFS": over(_ifs(lambda found: max(_numbers(found), default=0.0)), 3, MANY),
    "MINIFS": over(_ifs(lambda found: min(_numbers(found), default=0.0)), 3, MANY),
}
