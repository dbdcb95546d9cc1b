"""A sheet as a formula sees it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from src.ai.graders.formula.calendar import serial_of_text
from src.ai.graders.formula.nodes import Area, Node
from src.ai.graders.formula.parser import tree_of
from src.ai.graders.formula.values import Scalar
from src.models.cells import place_of

Place = tuple[int, int]
Cells = dict[Place, Scalar]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Sheet:
    """Cells by place, formulas among them read, and how far they go."""

    cells: Mapping[Place, Scalar]
    formulas: Mapping[Place, Node] = field(default_factory=dict)
    height: int = 1
    width: int = 1

    def clip(self, area: Area) -> tuple[range, range]:
        """Return an area's rows and columns; whole rows and columns end where the sheet does."""
        top, left = area.top or 0, area.left or 0
        bottom = max(self.height - 1, top) if area.bottom is None else area.bottom
        right = max(self.width - 1, left) if area.right is None else area.right
        return range(top, bottom + 1), range(left, right + 1)


def sheet_of(cells: Cells) -> Sheet:
    """Return the sheet of cells by place; a text that begins with "=" is a formula."""
    formulas = {
        place: tree_of(value)
        for place, value in cells.items()
        if isinstance(value, str) and value.startswith("=")
    }
    return Sheet(
        {place: value for place, value in cells.items() if place not in formulas},
        formulas,
        max((row for row, _ in cells), default=0) + 1,
        max((column for _, column in cells), default=0) + 1,
    )


def cells_of(visible: Mapping[str, bool | float | str | None]) -> Cells:
    """Return cells by place from cells by address, as if they were typed in: dates are days."""
    return {place_of(address): _typed(value) for address, value in visible.items()}


def _typed(value: bool | float | str | None) -> Scalar:  # noqa: FBT001 - a cell's value
    if isinstance(value, str):
        if not value:
            return None
        return serial_of_text(value) if _DAY.fullmatch(value) else value
    return value if value is None or isinstance(value, bool) else float(value)
