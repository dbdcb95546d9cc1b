"""Text out of uploaded files: checked before any parser, parsed in a bounded child, text only."""

from src.documents.reading import FileDocuments, PlainDocuments
from src.documents.sandbox import Sandbox

__all__ = ["FileDocuments", "PlainDocuments", "Sandbox"]
