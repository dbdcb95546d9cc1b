"""What a PDF's glyphs stand for, mended so that words are found, copied and read aloud.

MuPDF maps a ligature to one sign ("ﬁ") and writes signs above U+FFFF in a form that readers cut;
seen in 1.28.
"""

import re
import unicodedata
from typing import Any

_ENTRY = re.compile(
    rb"^<([0-9a-f]{4})>(?: <([0-9a-f]{4})>)? <(f[ab][0-9a-f]{2}|[0-9a-f]{5,6})>$", re.MULTILINE
)
"""Entries that may need mending: near the ligatures, and above U+FFFF."""
_LIGATURES = range(0xFB00, 0xFB07)
_BASIC = 0xFFFF


def mend(document: Any) -> None:  # noqa: ANN401
    """Rewrite the maps of all fonts."""
    for xref in sorted({font[0] for page in document for font in page.get_fonts()}):
        kind, found = document.xref_get_key(xref, "ToUnicode")
        if kind == "xref":
            place = int(found.split()[0])
            document.update_stream(place, _ENTRY.sub(_mended, document.xref_stream(place)))


def _mended(found: re.Match[bytes]) -> bytes:
    first, last, to = found[1], found[2], int(found[3], 16)
    many = int(last, 16) - int(first, 16) + 1 if last else 1
    signs = range(to, to + many)
    if signs[-1] <= _BASIC and not any(sign in _LIGATURES for sign in signs):
        return found[0]
    told = [b"<" + _utf16(sign) + b">" for sign in signs]
    if last is None:
        return b"<" + first + b"> " + told[0]
    return b"<" + first + b"> <" + last + b"> [" + b" ".join(told) + b"]"


def _utf16(sign: int) -> bytes:
    text = chr(sign)
    letters = unicodedata.normalize("NFKC", text) if sign in _LIGATURES else text
    return letters.encode("utf-16-be", "replace").hex().encode()
