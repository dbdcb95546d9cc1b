"""The colours of a DOCX by the names that its theme gives them, with tints and shades."""

from dataclasses import dataclass, field

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types

from src.documents.processors.colors import BLACK, UNKNOWN, WHITE, Color, from_hex, mixed
from src.documents.processors.xml import child, local, value

_SAME = {
    "background1": "lt1",
    "light1": "lt1",
    "bg1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "tx1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "bg2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "tx2": "dk2",
}
_FULL = 255
_PER_CENT = "pct"


@dataclass(frozen=True)
class Theme:
    """Colours by name; paper is white and ink black where the document doesn't say."""

    colors: dict[str, Color] = field(default_factory=dict)

    def named(self, name: str | None) -> Color | None:
        """Return the colour of a name of the theme."""
        plain = _SAME.get(name or "", name or "")
        return self.colors.get(plain) or {"lt1": WHITE, "dk1": BLACK}.get(plain)

    def color(self, element: etree._Element) -> Color:
        """Return the colour that an element of text names; what is automatic suits its ground."""
        return self._said(element, "val", "theme", "Color") or UNKNOWN

    def fill(self, shade: etree._Element | None) -> Color | None:
        """Return what a shading paints; None where it paints nothing."""
        if shade is None:
            return None
        below = self._said(shade, "fill", "theme", "Fill")
        pattern = value(shade) or "clear"
        above = self._said(shade, "color", "theme", "Color")
        if pattern == "solid":
            return BLACK if above is None else above
        if pattern.startswith(_PER_CENT) and pattern[3:].isdigit():
            return mixed(below or WHITE, above or BLACK, int(pattern[3:]) / 100)
        return below if pattern in {"clear", "nil"} else UNKNOWN

    def _said(self, element: etree._Element, plain: str, prefix: str, kind: str) -> Color | None:
        """Return a colour by the theme's name for it, or else by its digits."""
        found = self.named(value(element, f"{prefix}{kind}"))
        if found is None:
            return from_hex(value(element, plain))
        end = "" if kind == "Color" else kind
        tint = _part(value(element, f"{prefix}{end}Tint"))
        shade = _part(value(element, f"{prefix}{end}Shade"))
        return mixed(mixed(found, WHITE, 1 - tint), BLACK, 1 - shade)


def _part(text: str | None) -> float:
    """Return two hexadecimal digits as a part of one."""
    try:
        return int(text or "FF", 16) / _FULL
    except ValueError:
        return 1.0


def theme_of(scheme: etree._Element) -> Theme:
    """Return the theme of a colour scheme."""
    found = {}
    for each in scheme:
        said = child(each, "srgbClr"), child(each, "sysClr")
        color = from_hex(value(said[0])) or from_hex(value(said[1], "lastClr"))
        if color is not None:
            found[local(each)] = color
    return Theme(found)
