"""The shapes of a DOCX that hold text: what fills each, and whether it is shown at all."""

import re
from dataclasses import dataclass

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types

from src.documents.processors.colors import UNKNOWN, Color, from_hex
from src.documents.processors.theme import Theme
from src.documents.processors.xml import child, local, value

SHAPES = frozenset(["wsp", "shape", "rect", "roundrect", "anchor", "inline"])
OFF_PAGE_EMU = -5_000_000
"""About 14 cm to the left or above of where a shape is anchored."""
_NOT_SHOWN = re.compile(
    r"visibility:hidden|display:none|(margin-)?(left|top):-\d{3,}(\.\d+)?(pt|in|cm|mm)|"
    r"(?<![-\w])(width|height):0(\.0+)?(pt|in|cm|mm|px)?(;|$)"
)
_PAINTED = ("blipFill", "gradFill", "pattFill")


@dataclass
class Box:
    """A shape that is open."""

    fill: Color | None = None
    bare: bool = False
    concealed: bool = False


class Boxes:
    """The stack of open shapes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._open: list[Box] = []

    @property
    def concealed(self) -> bool:
        """Say whether what is written now stands in a shape that isn't shown."""
        return any(box.concealed for box in self._open)

    @property
    def ground(self) -> Color | None:
        """Return what fills the innermost shape."""
        return self._open[-1].fill if self._open else None

    def begin(self, element: etree._Element) -> None:
        """Open a shape; the older kind says everything in its attributes."""
        style = (value(element, "style") or "").replace(" ", "").lower()
        color = value(element, "fillcolor")
        named = from_hex((color or "").partition(" ")[0])
        fill = UNKNOWN if color and named is None else named
        hidden = value(element, "hidden") in {"1", "true", "t"}
        bare = value(element, "filled") in {"f", "false", "0"}
        concealed = hidden or _NOT_SHOWN.search(style) is not None
        self._open.append(Box(None if bare else fill, bare=bare, concealed=concealed))

    def end(self) -> None:
        """Close the innermost shape."""
        if self._open:
            self._open.pop()

    def note(self, element: etree._Element) -> None:
        """Learn from an element inside the innermost shape."""
        if not self._open:
            return
        box, name = self._open[-1], local(element)
        if name == "spPr":
            self._filled(box, element)
        elif name == "style":
            self._styled(box, element)
        elif name == "fill":
            box.fill = UNKNOWN if (value(element, "type") or "solid") != "solid" else box.fill
        elif name == "docPr":
            box.concealed |= value(element, "hidden") in {"1", "true"}
        elif name == "posOffset":
            box.concealed |= _number(element.text) < OFF_PAGE_EMU

    def _filled(self, box: Box, properties: etree._Element) -> None:
        box.bare = child(properties, "noFill") is not None
        solid = child(properties, "solidFill")
        if solid is not None:
            box.fill = self._color(solid)
        elif any(child(properties, name) is not None for name in _PAINTED):
            box.fill = UNKNOWN

    def _styled(self, box: Box, style: etree._Element) -> None:
        """Take a style's filling where the shape has none of its own."""
        reference = child(style, "fillRef")
        used = value(reference, "idx") not in {None, "0"}
        if used and reference is not None and box.fill is None and not box.bare:
            box.fill = self._color(reference)

    def _color(self, holder: etree._Element) -> Color:
        plain = from_hex(value(child(holder, "srgbClr")))
        scheme = child(holder, "schemeClr")
        if plain is not None or scheme is None or len(scheme):
            return plain or UNKNOWN
        return self._theme.named(value(scheme)) or UNKNOWN


def _number(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0
