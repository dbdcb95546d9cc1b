"""How a function is told: what it takes, and whether it sees single cells or whole ranges."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.nodes import Node
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
    single,
)

MANY = 254


class Style(StrEnum):
    """What a function is handed."""

    EACH = "each"
    """Single cells; run on each cell of an array; an error among them is the result."""
    TAKES_ERRORS = "takes errors"
    """The same, but errors are handed over."""
    WHOLE = "whole"
    """The budget, then whole values."""


@dataclass(frozen=True)
class Function:
    """One function with the least and the most arguments it takes."""

    run: Callable[..., Value]
    least: int
    most: int
    style: Style


@dataclass(frozen=True)
class Lazy:
    """A function that evaluates only the arguments it needs."""

    run: Callable[[Budget, Callable[[Node], Value], Sequence[Node]], Value]
    least: int
    most: int


def each(run: Callable[..., Scalar], least: int = 1, most: int | None = None) -> Function:
    """Return a function on single cells."""
    return Function(run, least, least if most is None else most, Style.EACH)


def asking(run: Callable[..., Scalar], least: int = 1, most: int | None = None) -> Function:
    """Return a function on single cells that takes errors too."""
    return Function(run, least, least if most is None else most, Style.TAKES_ERRORS)


def over(run: Callable[..., Value], least: int = 1, most: int | None = None) -> Function:
    """Return a function on whole values."""
    return Function(run, least, least if most is None else most, Style.WHOLE)


def numbers(values: Iterable[Argument]) -> list[float]:
    """Return the numbers that SUM and its like see.

    Of a range only real numbers; of an argument written out also texts and truth values.
    """
    return list(_numbers(values))


def _numbers(values: Iterable[Argument]) -> Iterator[float]:
    for value in values:
        if isinstance(value, Missing):
            yield 0.0
        elif isinstance(value, Grid):
            for cell in value.flat():
                if isinstance(cell, ErrorCode):
                    raise CellError(cell)
                if isinstance(cell, float):
                    yield cell
        else:
            yield number(value)


def cells(value: Argument) -> list[Scalar]:
    """Return the cells of a value, row by row."""
    return [] if isinstance(value, Missing) else list(grid_of(value).flat())


def scalar(value: Argument, otherwise: Scalar = None) -> Scalar:
    """Return one cell of an argument, or what stands for one that was left out."""
    if isinstance(value, Missing):
        return otherwise
    found = single(value)
    if isinstance(found, ErrorCode):
        raise CellError(found)
    return found


def figure(value: Argument, otherwise: float = 0.0) -> float:
    """Return a number of an argument, or what stands for one that was left out."""
    return number(scalar(value, otherwise))


def grid(value: Argument) -> Grid:
    """Return an argument as rows; one that was left out is #VALUE!."""
    if isinstance(value, Missing):
        raise CellError(ErrorCode.VALUE)
    return grid_of(value)
