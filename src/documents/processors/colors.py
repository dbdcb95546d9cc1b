"""Colours of text and of what lies behind it, as three bytes; and when one is lost on the other."""

Color = bytes
WHITE: Color = b"\xff\xff\xff"
BLACK: Color = b"\x00\x00\x00"
UNKNOWN: Color = b""
"""A picture, a gradient, or a program's own choice: nothing is lost on it, and it is never lost."""
NEAR_WHITE = 0xEB
LOST_ON_PAPER = 20
"""Levels of 255: what lies no further from white can't be seen on paper."""
LOST = 12
"""The same on a ground of any other colour, where the eye is keener."""
_CHANNELS = 3


def is_lost(ink: Color, ground: Color) -> bool:
    """Say whether text of one colour can't be seen on a ground of another."""
    if not ink or not ground:
        return False
    apart = max(abs(a - b) for a, b in zip(ink, ground, strict=True))
    return apart <= (LOST_ON_PAPER if min(ground) >= NEAR_WHITE else LOST)


def from_hex(text: str | None) -> Color | None:
    """Return the colour of six hexadecimal digits, or None."""
    try:
        found = bytes.fromhex((text or "").lstrip("#"))
    except ValueError:
        return None
    return found if len(found) == _CHANNELS else None


def mixed(color: Color, other: Color, share: float) -> Color:
    """Return a colour with a share of another in it."""
    return bytes(round(a * (1 - share) + b * share) for a, b in zip(color, other, strict=True))
