"""Addresses such as B7 or $A$2:C9 and back; rows and columns count from 0."""

from src.ai.graders.formula.nodes import Area

LETTERS = 26


def area_of(text: str) -> Area:
    """Return the area of an address; the name of a sheet is left out, for there is only one."""
    plain = text.rpartition("!")[2].replace("$", "").upper()
    first, _, last = plain.partition(":")
    top, left = _corner(first)
    bottom, right = _corner(last or first)
    top, bottom = _in_order(top, bottom)
    left, right = _in_order(left, right)
    return Area(top, left, bottom, right)


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of one cell."""
    row, column = _corner(address.replace("$", "").upper())
    if row is None or column is None:
        raise ValueError(f"{address} is no cell")
    return row, column


def address_of(row: int, column: int) -> str:
    """Return a cell's address."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _corner(text: str) -> tuple[int | None, int | None]:
    """Return row and column of a corner; None for the one that isn't given."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return (int(digits) - 1 if digits else None), (column - 1 if letters else None)


def _in_order(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    if one is None or other is None:
        return one, other
    return min(one, other), max(one, other)
