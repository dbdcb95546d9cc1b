"""Texts: cut, join, find, replace."""

from src.ai.graders.formula.criteria import pattern_of
from src.ai.graders.formula.formats import formatted
from src.ai.graders.formula.functions.base import (
    MANY,
    Function,
    cells,
    each,
    over,
    scalar,
)
from src.ai.graders.formula.limits import MOST_TEXT, Budget, check_text
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    fold,
    number,
    number_in,
    text,
    truth,
    whole,
)

LAST_CODE = 255
_CODES = "cp1252"


def _count(value: Scalar) -> int:
    found = whole(value)
    if found < 0:
        raise CellError(ErrorCode.VALUE)
    return found


def left(value: Scalar, count: Scalar = 1.0) -> str:
    """Return the first characters."""
    return text(value)[: _count(count)]


def right(value: Scalar, count: Scalar = 1.0) -> str:
    """Return the last characters."""
    found = text(value)
    return found[max(0, len(found) - _count(count)) :]


def middle(value: Scalar, start: Scalar, count: Scalar) -> str:
    """Return characters from a place on."""
    begin = whole(start) - 1
    if begin < 0:
        raise CellError(ErrorCode.VALUE)
    return text(value)[begin : begin + _count(count)]


def trimmed(value: Scalar) -> str:
    """Return a text without blanks around it, and single ones inside."""
    return " ".join(part for part in text(value).split(" ") if part)


def proper(value: Scalar) -> str:
    """Return a text with a capital at the beginning of each word."""
    found, before = [], ""
    for sign in text(value):
        found.append(sign.lower() if before.isalpha() else sign.upper())
        before = sign
    return "".join(found)


def clean(value: Scalar) -> str:
    """Return a text without characters that can't be printed."""
    return "".join(sign for sign in text(value) if ord(sign) >= ord(" "))


def concatenated(_: Budget, *values: Argument) -> str:
    """Return all cells as one text."""
    return _joined([text(cell) for value in values for cell in cells(value)], "")


def joined(_: Budget, delimiter: Argument, skip_empty: Argument, *values: Argument) -> str:
    """Return all cells as one text with a delimiter between them."""
    between = text(scalar(delimiter, ""))
    skips = truth(scalar(skip_empty, True))  # noqa: FBT003 - Excel's default
    parts = [text(cell) for value in values for cell in cells(value)]
    return _joined([part for part in parts if part or not skips], between)


def _joined(parts: list[str], between: str) -> str:
    check_text(sum(map(len, parts)) + len(between) * max(0, len(parts) - 1))
    return between.join(parts)


def repeated(value: Scalar, times: Scalar) -> str:
    """Return a text several times over."""
    part, count = text(value), _count(times)
    check_text(len(part) * count)
    return part * count


def substituted(value: Scalar, old: Scalar, new: Scalar, which: Scalar = None) -> str:
    """Return a text with one part put in place of another, everywhere or at its n-th place."""
    found, before, after = text(value), text(old), text(new)
    if not before:
        return found
    if which is None:
        check_text(len(found) + found.count(before) * max(0, len(after) - len(before)))
        return found.replace(before, after)
    if whole(which) < 1:
        raise CellError(ErrorCode.VALUE)
    at = -1
    for _turn in range(min(whole(which), len(found) + 1)):
        at = found.find(before, at + 1 if at < 0 else at + len(before))
        if at < 0:
            return found
    check_text(len(found) + len(after))
    return found[:at] + after + found[at + len(before) :]


def replaced(value: Scalar, start: Scalar, count: Scalar, new: Scalar) -> str:
    """Return a text with other characters from a place on."""
    found, begin, put = text(value), whole(start) - 1, text(new)
    if begin < 0:
        raise CellError(ErrorCode.VALUE)
    check_text(len(found) + len(put))
    return found[:begin] + put + found[begin + _count(count) :]


def find(part: Scalar, value: Scalar, start: Scalar = 1.0) -> float:
    """Return where a part begins, cases told apart."""
    within, begin = text(value), whole(start) - 1
    at = within.find(text(part), begin) if 0 <= begin <= len(within) else -1
    if at < 0:
        raise CellError(ErrorCode.VALUE)
    return at + 1.0


def search(budget: Budget, part: Argument, value: Argument, start: Argument = 1.0) -> Value:
    """Return where a part begins, cases not told apart, with wildcards."""
    if any(isinstance(a, Grid) and not a.is_single for a in (part, value, start)):
        from src.ai.graders.formula.lifting import lift

        plain: list[Value] = [None if isinstance(a, Missing) else a for a in (part, value, start)]
        return lift(budget, lambda p, v, s: _searched(budget, p, v, s), plain)
    return _searched(budget, scalar(part), scalar(value), scalar(start, 1.0))


def _searched(budget: Budget, part: Scalar, value: Scalar, start: Scalar) -> float:
    within, begin, wanted = text(value), whole(start) - 1, text(part)
    if not 0 <= begin <= len(within):
        raise CellError(ErrorCode.VALUE)
    pattern = pattern_of(wanted)
    if pattern is None:
        at: int | None = fold(within).find(fold(wanted), begin)
    else:
        at = pattern.find(within, begin, budget)
    if at is None or at < 0:
        raise CellError(ErrorCode.VALUE)
    return at + 1.0


def value_of(value: Scalar) -> float:
    """Return the number that a text reads as."""
    if isinstance(value, bool):
        raise CellError(ErrorCode.VALUE)
    return number(value)


def number_value(value: Scalar, decimal: Scalar = ".", group: Scalar = ",") -> float:
    """Return the number in a text with its own separators."""
    point, part = text(decimal)[:1], text(group)[:1]
    plain = text(value).replace(" ", "")
    if part:
        plain = plain.replace(part, "")
    found = number_in(plain.replace(point, ".")) if plain else 0.0
    if found is None:
        raise CellError(ErrorCode.VALUE)
    return found


def character(code: Scalar) -> str:
    """Return the character of a code."""
    found = whole(code)
    if not 1 <= found <= LAST_CODE:
        raise CellError(ErrorCode.VALUE)
    return bytes([found]).decode(_CODES, errors="replace")


def code_of(value: Scalar) -> float:
    """Return the code of a text's first character."""
    found = text(value)
    if not found:
        raise CellError(ErrorCode.VALUE)
    return float(found[0].encode(_CODES, errors="replace")[0])


def before(value: Scalar, delimiter: Scalar, which: Scalar = 1.0) -> str:
    """Return what stands before a delimiter; -1 means its last place."""
    found, at = _parted(value, delimiter, which)
    return found[:at]


def after(value: Scalar, delimiter: Scalar, which: Scalar = 1.0) -> str:
    """Return what stands after a delimiter; -1 means its last place."""
    found, at = _parted(value, delimiter, which)
    return found[at + len(text(delimiter)) :]


def _parted(value: Scalar, delimiter: Scalar, which: Scalar) -> tuple[str, int]:
    found, part, times = text(value), text(delimiter), whole(which)
    if not part or not times or abs(times) > MOST_TEXT:
        raise CellError(ErrorCode.VALUE)
    at = -1 if times > 0 else len(found)
    for _turn in range(abs(times)):
        at = found.find(part, at + 1) if times > 0 else found.rfind(part, 0, max(at, 0))
        if at < 0:
            raise CellError(ErrorCode.NA)
    return found, at


def exactly(one: Scalar, other: Scalar) -> bool:
    """Say whether two texts are the same, cases told apart."""
    return text(one) == text(other)


FUNCTIONS: dict[str, Function] = {
    "LEFT": each(left, 1, 2),
    "RIGHT": each(right, 1, 2),
    "MID": each(middle, 3),
    "LEN": each(lambda value: float(len(text(value)))),
    "TRIM": each(trimmed),
    "CLEAN": each(clean),
    "UPPER": each(lambda value: text(value).upper()),
    "LOWER": each(lambda value: text(value).lower()),
    "PROPER": each(proper),
    "CONCAT": over(concatenated, 1, MANY),
    "CONCATENATE": over(concatenated, 1, MANY),
    "TEXTJOIN": over(joined, 3, MANY),
    "REPT": each(repeated, 2),
    "SUBSTITUTE": each(substituted, 3, 4),
    "REPLACE": each(replaced, 4),
    "FIND": each(find, 2, 3),
    "SEARCH": over(search, 2, 3),
    "VALUE": each(value_of),
    "NUMBERVALUE": each(number_value, 1, 3),
    "TEXT": each(formatted, 2),
    "CHAR": each(character),
    "CODE": each(code_of),
    "TEXTBEFORE": each(before, 2, 3),
    "TEXTAFTER": each(after, 2, 3),
    "EXACT": each(exactly, 2),
}
