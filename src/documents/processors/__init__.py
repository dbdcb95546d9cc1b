"""One class a format; adding one is writing it and naming it here. They run in the child only."""

from typing import Protocol

from src.models.documents import Extract


class Processor(Protocol):
    """Turns bytes of its format into text, within the limits."""

    def read(self, data: bytes) -> Extract:
        """Return the text, or raise `DocumentError`."""
        ...


def processor_for(kind: str) -> Processor:
    """Return the processor of a format; its parser is imported here and not before."""
    if kind == "pdf":
        from src.documents.processors.pdf import PdfProcessor

        return PdfProcessor()
    if kind == "docx":
        from src.documents.processors.docx import DocxProcessor

        return DocxProcessor()
    from src.documents.processors.plain import HtmlProcessor, TextProcessor

    return HtmlProcessor() if kind == "html" else TextProcessor()
