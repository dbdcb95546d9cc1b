"""What the signs of a formula do with one value or two."""

from collections.abc import Callable, Mapping

from src.ai.graders.formula.limits import check_text
from src.ai.graders.formula.values import (
    CellError,
    ErrorCode,
    Scalar,
    compare,
    finite,
    number,
    text,
)


def divide(left: Scalar, right: Scalar) -> float:
    """Return a quotient, #DIV/0! for nothing below."""
    above, below = number(left), number(right)
    if below == 0:
        raise CellError(ErrorCode.DIV0)
    return above / below


def power(left: Scalar, right: Scalar) -> float:
    """Return a power; 0^0 is #NUM! in Excel."""
    base, exponent = number(left), number(right)
    if base == 0 and exponent <= 0:
        raise CellError(ErrorCode.NUM if exponent == 0 else ErrorCode.DIV0)
    return finite(base**exponent)


def join(left: Scalar, right: Scalar) -> str:
    """Return two values as one text."""
    one, other = text(left), text(right)
    check_text(len(one) + len(other))
    return one + other


AFTER: Mapping[str, Callable[[Scalar], Scalar]] = {
    "-": lambda value: -number(value),
    "+": lambda value: value,
    "%": lambda value: number(value) / 100,
}
BETWEEN: Mapping[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "/": divide,
    "^": power,
    "&": join,
    "=": lambda left, right: compare(left, right) == 0,
    "<>": lambda left, right: compare(left, right) != 0,
    "<": lambda left, right: compare(left, right) < 0,
    ">": lambda left, right: compare(left, right) > 0,
    "<=": lambda left, right: compare(left, right) <= 0,
    ">=": lambda left, right: compare(left, right) >= 0,
}
