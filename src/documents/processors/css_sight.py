"""Whether styles leave an element's text in sight: place, size, and colour on its ground."""

import colorsys
import re
from dataclasses import dataclass

from src.documents.processors.colors import BLACK, UNKNOWN, WHITE, Color, from_hex, is_lost
from src.documents.processors.css import Said, first_size, part_of, size_of

TINY_PX = 2.0
FAINT = 0.05
AWAY_PX = -500.0
_NAMES = {
    "aliceblue": "f0f8ff",
    "azure": "f0ffff",
    "beige": "f5f5dc",
    "black": "000000",
    "blue": "0000ff",
    "darkblue": "00008b",
    "floralwhite": "fffaf0",
    "ghostwhite": "f8f8ff",
    "gray": "808080",
    "green": "008000",
    "grey": "808080",
    "honeydew": "f0fff0",
    "ivory": "fffff0",
    "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3",
    "mintcream": "f5fffa",
    "navy": "000080",
    "red": "ff0000",
    "seashell": "fff5ee",
    "silver": "c0c0c0",
    "snow": "fffafa",
    "white": "ffffff",
    "whitesmoke": "f5f5f5",
    "yellow": "ffff00",
}
_NUMBERS = re.compile(r"-?\d*\.?\d+%?")
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])([0-9a-f])?$")
_LONG = re.compile(r"#([0-9a-f]{6})([0-9a-f]{2})?$")
_OUT = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top", "margin")
_CLIPS = re.compile(r"rect\((0|1px)\D+(0|1px)\b|inset\((50|100)%|circle\(0|polygon\(0 0 ?\)")
_SHRUNK = re.compile(r"scale[xy]?\(0?\.?0*\)")
_MOVED = re.compile(r"translate\w*\(([^)]*)\)")


@dataclass(frozen=True)
class Sight:
    """How text in an element is seen; children take it over, and change what they name."""

    gone: bool = False
    unseen: bool = False
    size_px: float = 16.0
    ink: Color = BLACK
    clear: bool = False
    ground: Color = WHITE

    @property
    def hidden(self) -> bool:
        """Say whether nobody can see such text."""
        if self.gone or self.unseen or self.clear or self.size_px < TINY_PX:
            return True
        return is_lost(self.ink, self.ground)

    def under(self, said: Said) -> "Sight":
        """Return how text is seen in an element of which this is said."""
        color = said.get("-webkit-text-fill-color") or said.get("color")
        ink, clear = (self.ink, self.clear) if color is None else _ink(color, self)
        ground = _ground(said, self.ground)
        painted = "text" in (said.get("background-clip") or said.get("-webkit-background-clip", ""))
        visibility = said.get("visibility")
        return Sight(
            gone=self.gone or _goes(said),
            unseen=self.unseen if visibility is None else visibility in {"hidden", "collapse"},
            size_px=_size(said, self.size_px),
            ink=UNKNOWN if painted else ink,
            clear=clear and not painted,
            ground=ground,
        )


def _ink(color: str, around: Sight) -> tuple[Color, bool]:
    if color in {"inherit", "currentcolor", "unset"}:
        return around.ink, around.clear
    found, opacity = color_of(color)
    return found, opacity <= FAINT


def _ground(said: Said, around: Color) -> Color:
    """Return the ground that a block paints; a picture's colours aren't known."""
    short, plain = said.get("background", ""), said.get("background-color", "")
    if "url(" in short or "gradient(" in short:
        return UNKNOWN
    if said.get("background-image", "none") != "none":
        return UNKNOWN
    for text in (plain, short):
        if text and text not in {"none", "transparent", "inherit", "initial", "unset"}:
            found, opacity = color_of(text)
            return around if opacity <= FAINT else found
    return around


def _size(said: Said, around: float) -> float:
    plain, short = said.get("font-size"), said.get("font")
    found = size_of(plain, of=around) if plain is not None else None
    if found is None and short is not None:
        found = first_size(short)
    return around if found is None else found


def _goes(said: Said) -> bool:
    """Say whether an element goes out of sight with all that is in it."""
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        return True
    opacity = part_of(said.get("opacity", ""))
    if opacity is not None and opacity <= FAINT:
        return True
    filtered = re.search(r"opacity\((\d*\.?\d+%?)\)", said.get("filter", ""))
    if filtered is not None and (part_of(filtered[1]) or 0.0) <= FAINT:
        return True
    return _is_away(said) or _is_cut(said)


def _is_away(said: Said) -> bool:
    moves = _MOVED.search(said.get("transform", ""))
    places = [said[name] for name in _OUT if name in said]
    places += moves[1].split(",") if moves is not None else []
    sizes = (size_of(word, of=6.0) for text in places for word in text.split())
    return any(size is not None and size <= AWAY_PX for size in sizes)


def _is_cut(said: Said) -> bool:
    if _CLIPS.search(said.get("clip", "") + said.get("clip-path", "")):
        return True
    if _SHRUNK.search(said.get("transform", "")):
        return True
    sides = (said.get(f"{most}{side}", "") for most in ("", "max-") for side in ("width", "height"))
    least = min((s for s in map(size_of, sides) if s is not None), default=TINY_PX)
    return said.get("overflow", "").startswith(("hidden", "clip")) and least < TINY_PX


def color_of(text: str) -> tuple[Color, float]:
    """Return a colour and how solid it is; one that isn't understood is unknown."""
    text = text.strip()
    if text == "transparent":
        return UNKNOWN, 0.0
    short, long = _SHORT.match(text), _LONG.match(text)
    if short is not None:
        digits = "".join(2 * digit for digit in short.groups()[:3])
        return from_hex(digits) or UNKNOWN, int(2 * (short[4] or "f"), 16) / 255
    if long is not None:
        return from_hex(long[1]) or UNKNOWN, int(long[2] or "ff", 16) / 255
    if text.startswith(("rgb", "hsl")):
        return _by_numbers(text)
    first = text.partition(" ")[0]
    if first != text and first.startswith("#"):
        return color_of(first)
    return from_hex(_NAMES.get(first)) or UNKNOWN, 1.0


def _by_numbers(text: str) -> tuple[Color, float]:
    numbers = _NUMBERS.findall(text)
    if len(numbers) < 3:  # noqa: PLR2004 - red, green, blue, or hue, saturation, lightness
        return UNKNOWN, 1.0
    solid = (part_of(numbers[3]) or 0.0) if len(numbers) > 3 else 1.0  # noqa: PLR2004 - the fourth
    if text.startswith("hsl"):
        hue, saturation, light = (float(number.rstrip("%")) for number in numbers[:3])
        parts = colorsys.hls_to_rgb(hue % 360 / 360, light / 100, saturation / 100)
        return bytes(min(255, max(0, round(255 * part))) for part in parts), solid
    levels = (float(n[:-1]) * 2.55 if n.endswith("%") else float(n) for n in numbers[:3])
    return bytes(min(255, max(0, round(level))) for level in levels), solid
