"""Plain text and Markdown in the usual encodings."""

import re
from typing import ClassVar

from src.documents.processors.base import Processor
from src.documents.processors.common import finish
from src.documents.processors.encodings import decode, has_mark, wide_encoding
from src.documents.sentences import error
from src.models.documents import Extract

_FOREIGN = (b"PK\x03\x04", b"{\\rtf", b"%PDF-1", b"%PDF-2")
_TAB, _RETURN, _BLANK = 9, 13, 32
_BINARY_SHARE = 0.05
_LOOKED_AT = 65_536
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def is_binary(data: bytes) -> bool:
    """Say whether bytes that claim to be text hold what no text has."""
    head = data[:_LOOKED_AT]
    if has_mark(head) or wide_encoding(head):
        return False
    odd = sum(byte < _TAB or _RETURN < byte < _BLANK for byte in head)
    return b"\x00" in head or odd > _BINARY_SHARE * len(head)


class TextProcessor(Processor):
    """Reads plain text as it is."""

    format = "text"
    suffixes: ClassVar[tuple[str, ...]] = ("txt",)

    def holds(self, head: bytes) -> bool:
        """Say no to other formats under a text's name."""
        return not head.startswith(_FOREIGN)

    def check(self, data: bytes) -> None:
        """Refuse binary files."""
        if is_binary(data):
            raise error("mislabelled")

    def warm(self) -> None:
        """Do nothing: there is no parser."""

    def read(self, data: bytes) -> Extract:
        """Return the text."""
        return finish(_lines(data), self.format)


class MarkdownProcessor(TextProcessor):
    """Reads Markdown as it is written, apart from comments, which nobody sees."""

    format = "markdown"
    suffixes = ("md", "markdown")

    def read(self, data: bytes) -> Extract:
        """Return the text; comments are quoted in a warning."""
        text = _lines(data)
        return finish(_COMMENT.sub("", text), self.format, hidden=_COMMENT.findall(text))


def _lines(data: bytes) -> str:
    return decode(data).replace("\r\n", "\n").replace("\r", "\n")
