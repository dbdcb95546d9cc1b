"""Ranges such as $A$2:C9, A:A or 2:3."""

from src.ai.graders.formula.nodes import Area
from src.models.cells import corner_of


def area_of(text: str) -> Area:
    """Return the area of an address; the name of a sheet is left out, for there is only one."""
    plain = text.rpartition("!")[2].replace("$", "").upper()
    first, _, last = plain.partition(":")
    top, left = corner_of(first)
    bottom, right = corner_of(last or first)
    top, bottom = _in_order(top, bottom)
    left, right = _in_order(left, right)
    return Area(top, left, bottom, right)


def _in_order(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    if one is None or other is None:
        return one, other
    return min(one, other), max(one, other)
