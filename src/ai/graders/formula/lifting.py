"""Runs what is written for one cell on each cell of an array."""

from collections.abc import Callable, Sequence

from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.values import (
    CellError,
    ErrorCode,
    Grid,
    Scalar,
    Value,
    finite,
    single,
)

STEPS_A_CELL = 5
"""A cell of an array takes so much longer than one that is only read."""
Each = Callable[..., Value]


def lift(
    budget: Budget, run: Each, arguments: Sequence[Value], *, takes_errors: bool = False
) -> Value:
    """Return one result, or an array of them where an argument holds several cells."""
    grids = [a for a in arguments if isinstance(a, Grid) and not a.is_single]
    budget.read(arguments)
    if not grids:
        return _one(budget, run, [single(a) for a in arguments], takes_errors=takes_errors)
    height, width = max(g.height for g in grids), max(g.width for g in grids)
    budget.area(height, width)
    return Grid(
        tuple(
            tuple(
                _one(budget, run, [_cell(a, r, c) for a in arguments], takes_errors=takes_errors)
                for c in range(width)
            )
            for r in range(height)
        )
    )


def _one(budget: Budget, run: Each, cells: Sequence[Scalar], *, takes_errors: bool) -> Scalar:
    budget.step(STEPS_A_CELL)
    if not takes_errors:
        wrong = next((cell for cell in cells if isinstance(cell, ErrorCode)), None)
        if wrong is not None:
            return wrong
    try:
        found = single(run(*cells))
        if isinstance(found, float | int) and not isinstance(found, bool):
            return finite(found)
    except CellError as problem:
        return problem.code
    except (ArithmeticError, ValueError):
        return ErrorCode.NUM
    if isinstance(found, str):
        budget.text(len(found))
    return found


def _cell(value: Value, row: int, column: int) -> Scalar:
    """Return the cell of a value that meets this place; one row or column meets all."""
    if not isinstance(value, Grid):
        return value
    row = 0 if value.height == 1 else row
    column = 0 if value.width == 1 else column
    if row >= value.height or column >= value.width:
        return ErrorCode.NA
    return value.rows[row][column]
