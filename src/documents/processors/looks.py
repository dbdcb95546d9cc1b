"""How a DOCX's text looks: runs over styles over defaults, on the ground that lies behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types

from src.documents.processors.colors import UNKNOWN, WHITE, Color, from_hex, is_lost
from src.documents.processors.theme import Theme
from src.documents.processors.xml import child, local, value

TINY_HALF_POINTS = 3
SQUEEZED_PER_CENT = 5
CLEAR = 95_000
"""Of 100,000: a transparency that leaves nothing to see."""
DEEPEST = 12
_OFF = {"0", "false", "off", "none"}
_MARKERS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}


class Look(NamedTuple):
    """Properties that decide whether text can be seen; None is "not said here"."""

    ink: Color | None = None
    ground: Color | None = None
    tiny: bool | None = None
    squeezed: bool | None = None
    clear: bool | None = None
    vanished: bool | None = None

    def over(self, below: "Look") -> "Look":
        """Return this look where it says something, else the one below."""
        return Look._make(b if a is None else a for a, b in zip(self, below, strict=True))

    @property
    def hidden(self) -> bool:
        """Say whether nobody can see such text; a colour that isn't named suits its ground."""
        if self.vanished or self.tiny or self.squeezed or self.clear:
            return True
        ground = WHITE if self.ground is None else self.ground
        return self.ink is not None and is_lost(self.ink, ground)


@dataclass(frozen=True)
class Style:
    """A named style: what it builds on, how it looks, whether it makes list entries.

    `cells` is the ground of a table's cells.
    """

    based_on: str | None = None
    look: Look = field(default_factory=Look)
    listed: bool = False
    cells: Color | None = None


@dataclass
class Styles:
    """The styles of a document by id, and its theme."""

    theme: Theme = field(default_factory=Theme)
    by_id: dict[str, Style] = field(default_factory=dict)
    default: Look = field(default_factory=Look)
    paragraph: str | None = None

    def look(self, style_id: str | None) -> Look:
        """Return how a style looks with all it builds on."""
        found = Look()
        for style in self._chain(style_id):
            found = found.over(style.look)
        return found

    def listed(self, style_id: str | None) -> bool:
        """Say whether a style makes list entries."""
        return any(style.listed for style in self._chain(style_id))

    def cells(self, style_id: str | None) -> Color | None:
        """Return the ground that a table's style gives its cells."""
        return next((s.cells for s in self._chain(style_id) if s.cells is not None), None)

    def _chain(self, style_id: str | None) -> Iterator[Style]:
        for _ in range(DEEPEST):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on


Said = dict[str, Color | bool | None]


def look_of(properties: etree._Element | None, theme: Theme) -> Look:
    """Return what run properties say."""
    found: Said = {}
    for each in properties if properties is not None else ():
        read = _READERS.get(local(each))
        if read is not None:
            found |= read(each, theme)
    return Look(**found)  # type: ignore[arg-type]  # each reader names its own fields


def _vanish(element: etree._Element, _: Theme) -> Said:
    return {"vanished": value(element) not in _OFF}


def _color(element: etree._Element, theme: Theme) -> Said:
    return {"ink": theme.color(element)}


def _size(element: etree._Element, _: Theme) -> Said:
    said = value(element) or ""
    return {"tiny": int(said) <= TINY_HALF_POINTS} if said.isdigit() else {}


def _width(element: etree._Element, _: Theme) -> Said:
    said = (value(element) or "").rstrip("%")
    return {"squeezed": int(said) <= SQUEEZED_PER_CENT} if said.isdigit() else {}


def _shade(element: etree._Element, theme: Theme) -> Said:
    ground = theme.fill(element)
    return {} if ground is None else {"ground": ground}


def _marker(element: etree._Element, _: Theme) -> Said:
    color = from_hex(_MARKERS.get(value(element) or ""))
    return {} if color is None else {"ground": color}


def _filling(element: etree._Element, _: Theme) -> Said:
    """Read the newer way to fill letters, which wins over the colour."""
    if child(element, "noFill") is not None:
        return {"clear": True}
    alpha = next((value(e) or "" for e in element.iter("{*}alpha")), "")
    color = next((from_hex(value(e)) for e in element.iter("{*}srgbClr")), None)
    found: Said = {"clear": alpha.isdigit() and int(alpha) >= CLEAR}
    return found | ({"ink": color} if color is not None else {})


def _outline(element: etree._Element, _: Theme) -> Said:
    """Letters with an outline can be seen whatever fills them."""
    return {} if child(element, "noFill") is not None else {"clear": False, "ink": UNKNOWN}


_READERS: dict[str, Callable[[etree._Element, Theme], Said]] = {
    "vanish": _vanish,
    "color": _color,
    "sz": _size,
    "w": _width,
    "shd": _shade,
    "highlight": _marker,
    "textFill": _filling,
    "textOutline": _outline,
}


def add_style(styles: Styles, element: etree._Element) -> None:
    """Note a style or the document's defaults."""
    if local(element) == "rPrDefault":
        styles.default = look_of(child(element, "rPr"), styles.theme)
        return
    style_id = value(element, "styleId") or ""
    paragraph = child(element, "pPr")
    names = {local(each) for each in paragraph} if paragraph is not None else set()
    shaded = child(paragraph, "shd") if paragraph is not None else None
    ground = Look(ground=styles.theme.fill(shaded))
    styles.by_id[style_id] = Style(
        based_on=value(child(element, "basedOn")),
        look=look_of(child(element, "rPr"), styles.theme).over(ground),
        listed="numPr" in names and "outlineLvl" not in names,
        cells=_cells(element, styles.theme),
    )
    if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true"}:
        styles.paragraph = style_id


def _cells(style: etree._Element, theme: Theme) -> Color | None:
    """Return the ground of a table style's cells; unknown where it differs from row to row."""
    if any(
        theme.fill(e) is not None
        for part in style.iter("{*}tblStylePr")
        for e in part.iter("{*}shd")
    ):
        return UNKNOWN
    own = (child(style, name) for name in ("tcPr", "tblPr"))
    fills = (theme.fill(child(each, "shd")) for each in own if each is not None)
    return next((fill for fill in fills if fill is not None), None)
