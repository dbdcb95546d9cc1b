"""A formula's result on a few cells, for tests."""

from collections.abc import Mapping

from src.ai.graders.formula.evaluate import evaluate
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.parser import tree_of
from src.ai.graders.formula.sheet import cells_of, sheet_of
from src.ai.graders.formula.values import ErrorCode, Grid, Scalar

Shown = bool | float | str | None
Plain = Shown | list[list[Shown]]


def result_of(
    formula: str, cells: Mapping[str, Shown] | None = None, budget: Budget | None = None
) -> Plain:
    """Return what a formula gives; an error as the text of its code, an array as rows."""
    found = evaluate(tree_of(formula), sheet_of(cells_of(cells or {})), budget)
    if isinstance(found, Grid):
        return [[_plain(cell) for cell in row] for row in found.rows]
    return _plain(found)


def _plain(cell: Scalar) -> Shown:
    return cell.value if isinstance(cell, ErrorCode) else cell
