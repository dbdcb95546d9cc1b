"""Words on one line, set letter by letter: a story takes thirty times as long for them.

The fonts are those that a story takes for the same words, so that a file holds each once. What they
have no letter for, or what has to be shaped or broken, is left to a story.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pymupdf import mupdf

RISE, LEADING = 0.975, 1.35
"""Of the size: from a line's top to where letters stand, and to its end, as stories have it."""
SHAPED = 0x0300
"""From here on scripts and marks begin that are shaped; signs such as dashes come apart."""
SIGNS = frozenset("–—‘’“”•…✓✗\u00a0")


class Face(StrEnum):
    """A font by the name that MuPDF has for it."""

    TEXT = "Helvetica"
    BOLD = "Helvetica-Bold"
    MARK = "ZapfDingbats"


class Ink(StrEnum):
    """A colour of text."""

    TEXT = "131917"
    QUIET = "5F6663"
    QUOTE = "0B6B5D"
    GOOD = "2E7D4F"
    FAIR = "B4650B"


@dataclass(frozen=True)
class Words:
    """Words of one look."""

    text: str
    size: float = 9.5
    ink: Ink = Ink.TEXT
    face: Face = Face.TEXT


@lru_cache
def _font(face: Face) -> Any:  # noqa: ANN401 - PyMuPDF has no types
    return mupdf.fz_new_base14_font(str(face))


@lru_cache(maxsize=2048)
def _advance(face: Face, sign: str) -> float | None:
    """Return how wide a sign is at size 1; None where a story has to draw it."""
    if not sign.isprintable() and sign not in SIGNS:
        return None
    if ord(sign) >= SHAPED and sign not in SIGNS:
        return None
    glyph = mupdf.fz_encode_character(_font(face), ord(sign))
    return float(mupdf.fz_advance_glyph(_font(face), glyph, 0)) if glyph else None


def width_of(line: Sequence[Words]) -> float | None:
    """Return how wide a line is; None where it can't be set by hand."""
    wide = 0.0
    for words in line:
        for sign in words.text:
            advance = _advance(words.face, sign)
            if advance is None:
                return None
            wide += advance * words.size
    return wide


def composed(text: str) -> str:
    """Return text on one line in composed letters, as a story shows it."""
    return unicodedata.normalize("NFC", text)


def set_line(device: Any, line: Sequence[Words], left: float, top: float) -> None:  # noqa: ANN401
    """Draw a line that can be set by hand."""
    x = left
    for words in line:
        text = mupdf.fz_new_text()
        place = mupdf.FzMatrix(words.size, 0, 0, -words.size, x, top + words.size * RISE)
        end = mupdf.fz_show_string(
            text, _font(words.face), place, words.text, 0, 0, mupdf.FZ_BIDI_LTR, 0
        )
        color = tuple(int(words.ink[i : i + 2], 16) / 255 for i in (0, 2, 4))
        mupdf.fz_fill_text(
            device, text, mupdf.FzMatrix(), mupdf.fz_device_rgb(), color, 1.0, mupdf.FzColorParams()
        )
        x = end.e
