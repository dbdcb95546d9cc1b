"""One class a format; adding one is writing it and naming it here."""

from src.documents.processors.base import Processor
from src.documents.processors.docx import DocxProcessor
from src.documents.processors.html import HtmlProcessor
from src.documents.processors.pdf import PdfProcessor
from src.documents.processors.plain import MarkdownProcessor, TextProcessor

__all__ = ["PROCESSORS", "Processor", "processor_for"]

PROCESSORS: tuple[Processor, ...] = (
    PdfProcessor(),
    DocxProcessor(),
    TextProcessor(),
    MarkdownProcessor(),
    HtmlProcessor(),
)


def processor_for(name: str) -> Processor:
    """Return the processor of a format by the format's name."""
    return next(processor for processor in PROCESSORS if processor.format == name)
