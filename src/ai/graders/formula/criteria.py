"""What COUNTIF and its like ask of a cell, and wildcards, without regular expressions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from src.ai.graders.formula.limits import LETTERS_A_STEP, Budget
from src.ai.graders.formula.values import (
    ErrorCode,
    Scalar,
    compare,
    fold,
    number_in,
    same_number,
)

SIGNS_A_STEP = 8
"""Of a piece with a ?, which is compared sign by sign."""
_SIGNS = ("<=", ">=", "<>", "<", ">", "=")
_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


@dataclass(frozen=True)
class Criterion:
    """A condition such as ">=10", "a*" or 5 on single cells."""

    sign: str
    wanted: Scalar
    pattern: "Pattern | None" = None

    def fits(self, cell: Scalar, budget: Budget) -> bool:
        """Say whether a cell meets it."""
        if self.sign in {"=", "<>"}:
            return self._equals(cell, budget) == (self.sign == "=")
        if (
            cell is None
            or isinstance(cell, ErrorCode)
            or isinstance(cell, str) != isinstance(self.wanted, str)
        ):
            return False
        if isinstance(cell, bool) != isinstance(self.wanted, bool):
            return False
        return _ORDERS[self.sign](compare(cell, self.wanted))

    def _equals(self, cell: Scalar, budget: Budget) -> bool:
        wanted = self.wanted
        if wanted is None:
            return cell is None
        if isinstance(wanted, float):
            found = number_in(cell) if isinstance(cell, str) else cell
            return isinstance(found, float) and same_number(wanted, found)
        if not isinstance(wanted, str):
            return wanted is cell
        if not wanted:
            return cell is None or cell == ""
        if self.pattern is not None:
            return isinstance(cell, str) and self.pattern.matches(cell, budget)
        return isinstance(cell, str) and fold(cell) == fold(wanted)


def criterion_of(value: Scalar) -> Criterion:
    """Return the condition that a criterion argument means; a blank cell means 0."""
    if value is None:
        return Criterion("=", 0.0)
    if not isinstance(value, str):
        return Criterion("=", value)
    sign = next((each for each in _SIGNS if value.startswith(each)), "")
    rest = value[len(sign) :]
    if sign in {"=", "<>"} and not rest:
        return Criterion(sign, None)
    return _typed(sign or "=", rest)


def _typed(sign: str, rest: str) -> Criterion:
    figure = number_in(rest)
    if figure is not None:
        return Criterion(sign, figure)
    if rest.upper() in {"TRUE", "FALSE"}:
        return Criterion(sign, rest.upper() == "TRUE")
    code = next((each for each in ErrorCode if each.value == rest.upper()), None)
    if code is not None:
        return Criterion(sign, code)
    return Criterion(sign, rest, pattern_of(rest) if sign in {"=", "<>"} else None)


@dataclass(frozen=True)
class Pattern:
    """A text with wildcards: the pieces between stars; None in a piece is any one character."""

    pieces: tuple[tuple[str | None, ...], ...]

    def matches(self, text: str, budget: Budget) -> bool:
        """Say whether a whole text fits."""
        folded = fold(text)
        head, *rest = self.pieces
        if not rest:
            return len(folded) == len(head) and _fits(head, folded, 0, budget)
        if not _fits(head, folded, 0, budget):
            return False
        *middle, tail = rest
        at = len(head)
        for piece in middle:
            found = _find(piece, folded, at, budget)
            if found is None:
                return False
            at = found + len(piece)
        begin = len(folded) - len(tail)
        return begin >= at and _fits(tail, folded, begin, budget)

    def find(self, text: str, start: int, budget: Budget) -> int | None:
        """Return where a text first fits from `start` on, whatever follows."""
        folded = fold(text)
        first, *rest = self.pieces
        begin = _find(first, folded, start, budget)
        if begin is None:
            return None
        at = begin + len(first)
        for piece in rest:
            found = _find(piece, folded, at, budget)
            if found is None:
                return None
            at = found + len(piece)
        return begin


def pattern_of(text: str) -> Pattern | None:
    """Return the pattern of a text with * or ?, a tilde before one taking its power; else None."""
    if not any(sign in text for sign in "*?~"):
        return None
    pieces: list[list[str | None]] = [[]]
    signs = iter(fold(text))
    for sign in signs:
        if sign == "*":
            pieces.append([])
        elif sign == "?":
            pieces[-1].append(None)
        elif sign == "~":
            pieces[-1].append(next(signs, "~"))
        else:
            pieces[-1].append(sign)
    return Pattern(tuple(tuple(piece) for piece in pieces))


def _fits(piece: Sequence[str | None], text: str, at: int, budget: Budget) -> bool:
    if at + len(piece) > len(text):
        return False
    budget.step(1 + len(piece) // SIGNS_A_STEP)
    return all(sign is None or text[at + i] == sign for i, sign in enumerate(piece))


def _find(piece: Sequence[str | None], text: str, at: int, budget: Budget) -> int | None:
    if None not in piece:
        budget.step(1 + len(text) // LETTERS_A_STEP)
        found = text.find("".join(sign or "" for sign in piece), at)
        return None if found < 0 else found
    places = range(at, len(text) - len(piece) + 1)
    return next((place for place in places if _fits(piece, text, place, budget)), None)
