"""DOCX: what the parent may know of it; the parser is in `word`."""

import re

from src.documents.archive import check_zip
from src.documents.processors.base import Processor
from src.documents.sentences import error
from src.models.documents import Extract

MAGIC = b"PK\x03\x04"
BODY = re.compile(r"word/document\d*\.xml")
"""Word for the web numbers the part that others call document.xml."""


class DocxProcessor(Processor):
    """Reads DOCX in one linear pass over its XML."""

    format = "docx"
    suffixes = ("docx",)

    def holds(self, head: bytes) -> bool:
        """Look for the mark of a zip archive."""
        return head.startswith(MAGIC)

    def check(self, data: bytes) -> None:
        """Refuse archives that are bombs, protected, or hold no text document."""
        if not any(BODY.fullmatch(name) for name in check_zip(data)):
            raise error("mislabelled")

    def warm(self) -> None:
        """Load lxml."""
        import src.documents.processors.word  # noqa: F401

    def read(self, data: bytes) -> Extract:
        """Return the text; runs that nobody can see are quoted in a warning."""
        from src.documents.processors.word import read_docx

        return read_docx(data)
