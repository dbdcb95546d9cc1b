"""PDF: what the parent may know of it; the parser is in `pages`."""

from src.documents.processors.base import Processor
from src.models.documents import Extract

MAGIC = b"%PDF-"


class PdfProcessor(Processor):
    """Reads PDF by PyMuPDF."""

    format = "pdf"
    suffixes = ("pdf",)

    def holds(self, head: bytes) -> bool:
        """Look for the mark, which may stand behind a few bytes."""
        return MAGIC in head

    def check(self, data: bytes) -> None:
        """Leave everything else to the child: a PDF tells nothing without a parser."""

    def warm(self) -> None:
        """Load PyMuPDF."""
        import src.documents.processors.pages  # noqa: F401

    def read(self, data: bytes) -> Extract:
        """Return the text, or say that the file is encrypted, scanned or damaged."""
        from src.documents.processors.pages import read_pdf

        return read_pdf(data)
