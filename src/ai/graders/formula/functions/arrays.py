"""Functions whose result is an array."""

import math
from collections.abc import Sequence
from functools import cmp_to_key
from typing import TypeVar

from src.ai.graders.formula.functions.base import MANY, Function, figure, grid, over, scalar
from src.ai.graders.formula.functions.lookup import turned
from src.ai.graders.formula.limits import MOST_CELLS, Budget, Limit, Refused
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    compare,
    fold,
    truth,
)

Row = tuple[Scalar, ...]
T = TypeVar("T")


def unique(_: Budget, area: Argument, by_column: Argument = False, once: Argument = False) -> Value:  # noqa: FBT002 - Excel's defaults
    """Return each different row once, or those alone that come once."""
    sideways = truth(scalar(by_column, False))  # noqa: FBT003 - Excel's default
    rows = turned(grid(area)).rows if sideways else grid(area).rows
    keys = [tuple(fold(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    counts: dict[tuple[object, ...], int] = {}
    firsts: dict[tuple[object, ...], Row] = {}
    for key, row in zip(keys, rows, strict=True):
        told = tuple((type(cell).__name__, cell) for cell in key)
        counts[told] = counts.get(told, 0) + 1
        firsts.setdefault(told, row)
    alone = truth(scalar(once, False))  # noqa: FBT003 - Excel's default
    found = Grid(tuple(row for key, row in firsts.items() if not alone or counts[key] == 1))
    return turned(found) if sideways and found.rows else found


def filtered(
    _: Budget, area: Argument, kept: Argument, otherwise: Argument = Missing.ARGUMENT
) -> Value:
    """Return the rows (or columns) that a condition keeps; of none what was told, else #CALC!."""
    table, held = grid(area), grid(kept)
    if held.width == 1 and held.height == table.height:
        rows = [row for row, (cell,) in zip(table.rows, held.rows, strict=True) if truth(cell)]
        found = Grid(tuple(rows))
    elif held.height == 1 and held.width == table.width:
        columns = zip(turned(table).rows, held.rows[0], strict=True)
        found = Grid(tuple(column for column, cell in columns if truth(cell)))
        found = turned(found) if found.rows else found
    else:
        raise CellError(ErrorCode.VALUE)
    if found.rows:
        return found
    return ErrorCode.CALC if isinstance(otherwise, Missing) else otherwise


def ordered(
    budget: Budget,
    area: Argument,
    column: Argument = 1.0,
    order: Argument = 1.0,
    by_column: Argument = False,  # noqa: FBT002 - Excel's default
) -> Value:
    """Return the rows in order of one column."""
    sideways = truth(scalar(by_column, False))  # noqa: FBT003 - Excel's default
    table = turned(grid(area)) if sideways else grid(area)
    place = int(figure(column, 1.0))
    if not 1 <= place <= table.width:
        raise CellError(ErrorCode.VALUE)
    keys = [(row[place - 1],) for row in table.rows]
    found = _sorted(budget, table.rows, keys, [figure(order, 1.0) < 0])
    return turned(found) if sideways else found


def ordered_by(budget: Budget, area: Argument, *keys: Argument) -> Value:
    """Return the rows in order of other cells: ranges, each with 1 or -1 after it."""
    table = grid(area)
    columns = [list(grid(key).flat()) for key in keys[::2]]
    falls = [figure(order, 1.0) < 0 for order in keys[1::2]]
    falls += [False] * (len(columns) - len(falls))
    if any(len(column) != table.height for column in columns):
        raise CellError(ErrorCode.VALUE)
    return _sorted(budget, table.rows, list(zip(*columns, strict=True)), falls)


def _sorted(
    budget: Budget, rows: Sequence[Row], keys: Sequence[Row], falls: Sequence[bool]
) -> Grid:
    """Return rows in order, equals as they stood; blanks come last whatever the order."""

    def order(one: int, other: int) -> int:
        budget.step()
        for left, right, down in zip(keys[one], keys[other], falls, strict=True):
            if (left is None) != (right is None):
                return 1 if left is None else -1
            found = 0 if left is None else _compare(left, right)
            if found:
                return -found if down else found
        return 0

    places = sorted(range(len(rows)), key=cmp_to_key(order))
    return Grid(tuple(rows[place] for place in places))


def _compare(left: Scalar, right: Scalar) -> int:
    """Compare two cells; errors come after all else."""
    if isinstance(left, ErrorCode) or isinstance(right, ErrorCode):
        return isinstance(left, ErrorCode) - isinstance(right, ErrorCode)
    return compare(left, right)


def sequence(
    _: Budget,
    rows: Argument,
    columns: Argument = 1.0,
    start: Argument = 1.0,
    step: Argument = 1.0,
) -> Value:
    """Return numbers at even distances."""
    height, width = math.trunc(figure(rows, 1.0)), math.trunc(figure(columns, 1.0))
    if height < 1 or width < 1:
        raise CellError(ErrorCode.CALC)
    if height * width > MOST_CELLS:
        raise Refused(Limit.CELLS)
    first, by = figure(start, 1.0), figure(step, 1.0)
    return Grid(
        tuple(
            tuple(first + by * (row * width + column) for column in range(width))
            for row in range(height)
        )
    )


def product_of_matrices(budget: Budget, one: Argument, other: Argument) -> Value:
    """Return the product of two matrices of numbers."""
    left, right = grid(one), turned(grid(other))
    if left.width != right.width or not all(
        isinstance(cell, float) for side in (left, right) for cell in side.flat()
    ):
        raise CellError(ErrorCode.VALUE)
    budget.step(left.height * right.height * left.width)
    return Grid(tuple(tuple(_dot(row, column) for column in right.rows) for row in left.rows))


def _dot(row: Row, column: Row) -> float:
    pairs = zip(row, column, strict=True)
    return math.fsum(a * b for a, b in pairs if isinstance(a, float) and isinstance(b, float))


def taken(_: Budget, area: Argument, rows: Argument, columns: Argument = Missing.ARGUMENT) -> Value:
    """Return the first rows and columns, or the last ones below 0."""
    table = grid(area)
    kept = _cut(table.rows, rows)
    return Grid(tuple(tuple(_cut(row, columns)) for row in kept))


def _cut(items: Sequence[T], count: Argument) -> Sequence[T]:
    if isinstance(count, Missing):
        return items
    many = math.trunc(figure(count))
    return items[:many] if many >= 0 else items[many:]


FUNCTIONS: dict[str, Function] = {
    "UNIQUE": over(unique, 1, 3),
    "FILTER": over(filtered, 2, 3),
    "SORT": over(ordered, 1, 4),
    "SORTBY": over(ordered_by, 2, MANY),
    "SEQUENCE": over(sequence, 1, 4),
    "MMULT": over(product_of_matrices, 2),
    "TAKE": over(taken, 2, 3),
}
