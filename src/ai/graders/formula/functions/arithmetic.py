"""Sums, roots, rounding."""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import reduce

from src.ai.graders.formula.functions.base import MANY, Function, cells, each, grid, numbers, over
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.signs import divide, power
from src.ai.graders.formula.values import (
    DIGITS,
    Argument,
    CellError,
    ErrorCode,
    Scalar,
    number,
    whole,
)

MOST_FACTORIAL = 170
MOST_CHOSEN = 1029
"""Above it numbers of combinations leave what a number can hold."""
MOST_PLACES = 300
NEAR = 1e-9
"""So near to a whole multiple, a quotient is one: 0.6 / 0.2 is 3."""


def sum_of(_: Budget, *values: Argument) -> float:
    """Return the sum."""
    return math.fsum(numbers(values))


def product(_: Budget, *values: Argument) -> float:
    """Return the product; of no numbers at all it is 0."""
    found = numbers(values)
    return math.prod(found) if found else 0.0


def sum_of_squares(_: Budget, *values: Argument) -> float:
    """Return the sum of squares."""
    return math.fsum(value * value for value in numbers(values))


def sum_of_products(_: Budget, *values: Argument) -> float:
    """Return the sum of products of arrays of one shape; what is no number counts as 0."""
    grids = [grid(value) for value in values]
    if len({(g.height, g.width) for g in grids}) > 1:
        raise CellError(ErrorCode.VALUE)
    rows = zip(*(cells(g) for g in grids), strict=True)
    return math.fsum(math.prod(_factor(cell) for cell in row) for row in rows)


def _factor(cell: Scalar) -> float:
    if isinstance(cell, ErrorCode):
        raise CellError(cell)
    return cell if isinstance(cell, float) else 0.0


def rounded(value: Scalar, places: Scalar = 0.0, *, how: str = ROUND_HALF_UP) -> float:
    """Return a number rounded to decimal places; below 0 places, to tens, hundreds and so on."""
    figure, digits = number(value), whole(places)
    if abs(digits) > MOST_PLACES or figure == 0:
        return figure if digits > 0 else 0.0
    exact = Decimal(f"{figure:.{DIGITS}g}")
    if digits > -exact.adjusted() + DIGITS + 1:
        return figure
    step = Decimal(1).scaleb(-digits)
    return float((exact / step).to_integral_value(rounding=how) * step)


def rounded_up(value: Scalar, places: Scalar = 0.0) -> float:
    """Return a number rounded away from 0."""
    return rounded(value, places, how=ROUND_UP)


def rounded_down(value: Scalar, places: Scalar = 0.0) -> float:
    """Return a number rounded towards 0."""
    return rounded(value, places, how=ROUND_DOWN)


def modulo(value: Scalar, divisor: Scalar) -> float:
    """Return what is left of a division; it has the divisor's sign."""
    above, below = number(value), number(divisor)
    if below == 0:
        raise CellError(ErrorCode.DIV0)
    return above - below * math.floor(above / below)


def ceiling(value: Scalar, step: Scalar = 1.0) -> float:
    """Return the next multiple of a step, upwards (away from 0 when both are below it)."""
    return _multiple(number(value), number(step), math.ceil)


def floor(value: Scalar, step: Scalar = 1.0) -> float:
    """Return the next multiple of a step, downwards (towards 0 when both are below it)."""
    if number(step) == 0 and number(value) != 0:
        raise CellError(ErrorCode.DIV0)
    return _multiple(number(value), number(step), math.floor)


def to_multiple(value: Scalar, step: Scalar) -> float:
    """Return the nearest multiple of a step; both have one sign."""
    figure, each_step = number(value), number(step)
    if figure * each_step < 0:
        raise CellError(ErrorCode.NUM)
    return _multiple(figure, each_step, lambda share: math.floor(share + 0.5))


def _multiple(figure: float, step: float, to_whole: Callable[[float], int]) -> float:
    if step == 0 or figure == 0:
        return 0.0
    if figure > 0 > step:
        raise CellError(ErrorCode.NUM)
    share = figure / step
    near = round(share)
    exact = near if abs(share - near) < NEAR * max(1.0, abs(share)) else share
    return rounded(to_whole(exact) * step, float(DIGITS - 3))


def to_even(value: Scalar) -> float:
    """Return the next even number away from 0."""
    figure = number(value)
    return math.copysign(2 * math.ceil(abs(figure) / 2), figure)


def to_odd(value: Scalar) -> float:
    """Return the next odd number away from 0."""
    figure = number(value)
    return math.copysign(2 * math.ceil((abs(figure) - 1) / 2) + 1, figure) if figure else 1.0


def logarithm(value: Scalar, base: Scalar = 10.0) -> float:
    """Return a logarithm."""
    figure, root = number(value), number(base)
    if figure <= 0 or root <= 0:
        raise CellError(ErrorCode.NUM)
    if root == 1:
        raise CellError(ErrorCode.DIV0)
    return math.log10(figure) if root == 10 else math.log(figure) / math.log(root)  # noqa: PLR2004


def factorial(value: Scalar) -> float:
    """Return n!."""
    figure = whole(value)
    if not 0 <= figure <= MOST_FACTORIAL:
        raise CellError(ErrorCode.NUM)
    return float(math.factorial(figure))


def combinations(count: Scalar, chosen: Scalar) -> float:
    """Return how many ways there are to choose."""
    total, taken = whole(count), whole(chosen)
    if not 0 <= taken <= total <= MOST_CHOSEN:
        raise CellError(ErrorCode.NUM)
    return float(math.comb(total, taken))


def greatest_divisor(_: Budget, *values: Argument) -> float:
    """Return the greatest common divisor."""
    found = [math.trunc(value) for value in numbers(values)]
    if any(value < 0 for value in found):
        raise CellError(ErrorCode.NUM)
    return float(reduce(math.gcd, found, 0))


def quotient(value: Scalar, divisor: Scalar) -> float:
    """Return the whole part of a division."""
    return float(math.trunc(divide(value, divisor)))


def sign(value: Scalar) -> float:
    """Return -1, 0 or 1."""
    figure = number(value)
    return float((figure > 0) - (figure < 0))


FUNCTIONS: dict[str, Function] = {
    "SUM": over(sum_of, 1, MANY),
    "PRODUCT": over(product, 1, MANY),
    "SUMSQ": over(sum_of_squares, 1, MANY),
    "SUMPRODUCT": over(sum_of_products, 1, MANY),
    "ROUND": each(rounded, 2),
    "ROUNDUP": each(rounded_up, 2),
    "ROUNDDOWN": each(rounded_down, 2),
    "TRUNC": each(rounded_down, 1, 2),
    "INT": each(lambda value: float(math.floor(number(value)))),
    "MROUND": each(to_multiple, 2),
    "CEILING": each(ceiling, 2),
    "CEILING.MATH": each(ceiling, 1, 2),
    "FLOOR": each(floor, 2),
    "FLOOR.MATH": each(floor, 1, 2),
    "EVEN": each(to_even),
    "ODD": each(to_odd),
    "MOD": each(modulo, 2),
    "QUOTIENT": each(quotient, 2),
    "ABS": each(lambda value: abs(number(value))),
    "SIGN": each(sign),
    "SQRT": each(lambda value: math.sqrt(number(value))),
    "POWER": each(power, 2),
    "EXP": each(lambda value: math.exp(number(value))),
    "LN": each(lambda value: math.log(number(value))),
    "LOG": each(logarithm, 1, 2),
    "LOG10": each(logarithm),
    "PI": each(lambda: math.pi, 0),
    "FACT": each(factorial),
    "COMBIN": each(combinations, 2),
    "GCD": over(greatest_divisor, 1, MANY),
}
