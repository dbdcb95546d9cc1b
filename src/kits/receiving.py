"""An uploaded file as text: its encoding is settled before anything reads it."""

from src.errors import KitError
from src.kits.bounds import MOST_BYTES, TOO_BIG

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"
EMPTY = "This file is empty."
NO_TEXT = "This is no text file. A kit is written in YAML, in a plain text editor."
OTHER_ENCODING = "This is not text in UTF-8. Save the file again with the encoding UTF-8."


def text_of(data: bytes) -> str:
    """Return a file's text with plain line ends, or raise `KitError` with the line."""
    if len(data) > MOST_BYTES:
        raise KitError(TOO_BIG)
    if data.startswith(_UTF16):
        raise KitError(OTHER_ENCODING, line=1)
    bare = data.removeprefix(_UTF8)
    if not bare.strip():
        raise KitError(EMPTY)
    if b"\0" in bare:
        raise KitError(NO_TEXT, line=bare[: bare.index(b"\0")].count(b"\n") + 1)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = bare[: problem.start].count(b"\n") + 1
        raise KitError(OTHER_ENCODING, line=line) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")
