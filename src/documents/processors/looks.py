"""How a DOCX's text looks: runs over styles over defaults, on the ground that lies behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from lxml import etree  # type: ignore[attr-defined, unused-ignore]  # lxml has no types

NEAR_WHITE = 0xEB
TINY_HALF_POINTS = 3
DEEPEST = 12
_OFF = {"0", "false", "off", "none"}
_PALE_THEMES = {"background1", "light1", "bg1", "lt1"}


@dataclass(frozen=True)
class Look:
    """Properties that decide whether text can be seen; None is "not said here"."""

    pale: bool | None = None
    tiny: bool | None = None
    vanished: bool | None = None
    dark_ground: bool | None = None

    def over(self, below: "Look") -> "Look":
        """Return this look where it says something, else the one below."""
        mine = ((f.name, getattr(self, f.name)) for f in fields(self))
        return Look(**{name: getattr(below, name) if own is None else own for name, own in mine})

    @property
    def hidden(self) -> bool:
        """Say whether nobody can see such text."""
        return bool(self.vanished or self.tiny or (self.pale and not self.dark_ground))


@dataclass(frozen=True)
class Style:
    """A named style: what it builds on, how it looks, whether it makes list entries."""

    based_on: str | None = None
    look: Look = field(default_factory=Look)
    listed: bool = False
    dark: bool = False


@dataclass
class Styles:
    """The styles of a document by id."""

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

    def dark(self, style_id: str | None) -> bool:
        """Say whether a table's style paints dark cells."""
        return any(style.dark for style in self._chain(style_id))

    def _chain(self, style_id: str | None) -> Iterator[Style]:
        for _ in range(DEEPEST):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: there are a strict and a usual one."""
    return str(element.tag).rpartition("}")[2]


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of any namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of a name."""
    return next((c for c in element if local(c) == name), None)


def look_of(properties: etree._Element | None) -> Look:
    """Return what run properties say."""
    found: dict[str, bool | None] = {}
    for each in properties if properties is not None else ():
        name, said = local(each), value(each)
        if name == "vanish":
            found["vanished"] = said not in _OFF
        elif name == "color":
            found["pale"] = is_pale(said) or value(each, "themeColor") in _PALE_THEMES
        elif name == "sz" and (said or "").isdigit():
            found["tiny"] = int(said or "") <= TINY_HALF_POINTS
        elif name == "shd":
            found["dark_ground"] = is_dark(value(each, "fill"))
        elif name == "highlight":
            found["dark_ground"] = said not in {"white", "none"}
    return Look(**found)


def is_pale(color: str | None) -> bool:
    """Say whether a colour can't be told from white paper."""
    rgb = _rgb(color)
    return rgb is not None and min(rgb) >= NEAR_WHITE


def is_dark(color: str | None) -> bool | None:
    """Say whether a colour makes white text readable; None where it isn't one."""
    rgb = _rgb(color)
    return None if rgb is None else min(rgb) < NEAR_WHITE


def _rgb(color: str | None) -> bytes | None:
    try:
        rgb = bytes.fromhex((color or "").lstrip("#"))
    except ValueError:
        return None
    return rgb if len(rgb) == 3 else None  # noqa: PLR2004 - red, green, blue


def add_style(styles: Styles, element: etree._Element) -> None:
    """Note a style or the document's defaults."""
    if local(element) == "rPrDefault":
        styles.default = look_of(child(element, "rPr"))
        return
    style_id = value(element, "styleId") or ""
    paragraph = child(element, "pPr")
    names = {local(each) for each in paragraph} if paragraph is not None else set()
    shaded = child(paragraph, "shd") if paragraph is not None else None
    ground = Look(dark_ground=is_dark(value(shaded, "fill")))
    styles.by_id[style_id] = Style(
        based_on=value(child(element, "basedOn")),
        look=look_of(child(element, "rPr")).over(ground),
        listed="numPr" in names and "outlineLvl" not in names,
        dark=any(is_dark(value(e, "fill")) for e in element.iter("{*}shd")),
    )
    if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true"}:
        styles.paragraph = style_id
