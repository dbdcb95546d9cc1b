"""What a cell can hold, and how Excel turns one kind into another."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from src.ai.graders.formula.calendar import serial_of_text

DIGITS = 15
"""Significant digits that Excel keeps."""
LEAST_PLAIN = 1e-9
"""Below it a number turned into text is written with an exponent."""
MOST_NUMBER_LETTERS = 40


class ErrorCode(Enum):
    """Excel's error values. Not texts: a text that reads #N/A is no error."""

    NA = "#N/A"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NULL = "#NULL!"
    CALC = "#CALC!"


Scalar = float | str | bool | ErrorCode | None
"""None is a blank cell."""


class CellError(Exception):
    """An Excel error on its way to the cell that shows it."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class Grid:
    """Rows of equal width; `origin` (row, column from 0) when they were read from the sheet."""

    rows: tuple[tuple[Scalar, ...], ...]
    origin: tuple[int, int] | None = None

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def is_single(self) -> bool:
        """Say whether it is one cell."""
        return self.height == 1 and self.width == 1

    def flat(self) -> Iterator[Scalar]:
        """Yield the cells, row by row."""
        for row in self.rows:
            yield from row


class Missing(Enum):
    """An argument that was left out between two separators."""

    ARGUMENT = ""


Value = Scalar | Grid
Argument = Value | Missing


def grid_of(value: Value) -> Grid:
    """Return a value as rows."""
    return value if isinstance(value, Grid) else Grid(((value,),))


def single(value: Value) -> Scalar:
    """Return the first cell of a value."""
    if isinstance(value, Grid):
        return value.rows[0][0] if value.rows and value.rows[0] else ErrorCode.CALC
    return value


def number(value: Scalar) -> float:
    """Return a number as arithmetic takes it, or raise #VALUE!."""
    if isinstance(value, ErrorCode):
        raise CellError(value)
    if value is None:
        return 0.0
    if isinstance(value, str):
        found = number_in(value)
        if found is None:
            raise CellError(ErrorCode.VALUE)
        return found
    return float(value)


def whole(value: Scalar) -> int:
    """Return a number without its fraction."""
    return math.trunc(number(value))


def number_in(text: str) -> float | None:
    """Return the number that a text reads as: 12, 1,234.5, 5%, 2024-01-31; None for others."""
    plain = text.strip().replace("−", "-")
    if not plain or len(plain) > MOST_NUMBER_LETTERS:
        return None
    share = plain.endswith("%")
    figure = _plain_number(plain.removesuffix("%").strip())
    if figure is not None:
        return figure / 100 if share else figure
    return serial_of_text(plain)


def _plain_number(text: str) -> float | None:
    digits = text.lstrip("+-$€£ ")
    if not digits or digits[0] not in "0123456789." or "_" in text or not text.isascii():
        return None
    head, *groups = digits.partition(".")[0].split(",")
    if groups and (not head or any(len(group) != 3 for group in groups)):  # noqa: PLR2004
        return None
    try:
        found = float(text.replace(",", "").replace("$", "").strip())
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def text(value: Scalar) -> str:
    """Return a value as text, as & writes it; errors go on."""
    if isinstance(value, ErrorCode):
        raise CellError(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else number_text(value)


def number_text(value: float) -> str:
    """Return a number with at most 15 digits, without an exponent where Excel writes none."""
    written = f"{value:.{DIGITS}g}"
    if "e" not in written:
        return written
    if LEAST_PLAIN <= abs(value) < 1:
        return f"{value:.20f}".rstrip("0")[: DIGITS + 8]
    digits, _, power = written.partition("e")
    return f"{digits}E{power[0]}{power[1:].zfill(2)}"


def truth(value: Scalar) -> bool:
    """Return a value as a condition; the texts TRUE and FALSE count, others are #VALUE!."""
    if isinstance(value, ErrorCode):
        raise CellError(value)
    if isinstance(value, str):
        word = value.casefold()
        if word not in {"true", "false"}:
            raise CellError(ErrorCode.VALUE)
        return word == "true"
    return bool(value)


def fold(value: str) -> str:
    """Return a text for comparing: Excel doesn't tell cases apart."""
    return value.casefold()


def finite(value: complex) -> float:
    """Return a result, or raise #NUM! where it is none."""
    if isinstance(value, complex) or not math.isfinite(value):
        raise CellError(ErrorCode.NUM)
    return float(value)


def compare(left: Scalar, right: Scalar) -> int:
    """Return -1, 0 or 1: numbers before texts before truth values; a blank is what it meets."""
    left, right = _met(left, right), _met(right, left)
    ranks = (_rank(left), _rank(right))
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(left, str) and isinstance(right, str):
        one, other = fold(left), fold(right)
        return (one > other) - (one < other)
    one_number, other_number = number(left), number(right)
    if same_number(one_number, other_number):
        return 0
    return 1 if one_number > other_number else -1


def same_number(left: float, right: float) -> bool:
    """Say whether two numbers agree in the digits that Excel keeps."""
    return left == right or abs(left - right) <= 1e-15 * max(abs(left), abs(right))


def _met(value: Scalar, other: Scalar) -> Scalar:
    if isinstance(value, ErrorCode):
        raise CellError(value)
    if value is not None:
        return value
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0.0


def _rank(value: Scalar) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0
