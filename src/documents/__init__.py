"""Text out of uploaded files: checked before any parser, parsed in a bounded child, text only."""

from src.documents.reading import FileDocuments, PlainDocuments
from src.documents.sandbox import Sandbox
from src.documents.scanner import ClamScanner, scanner_at

__all__ = ["ClamScanner", "FileDocuments", "PlainDocuments", "Sandbox", "scanner_at"]
