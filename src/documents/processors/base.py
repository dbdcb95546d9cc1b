"""What a format is: its endings, its signs, a check without a parser, and a parser."""

from abc import ABC, abstractmethod
from typing import ClassVar

from src.models.documents import Extract


class Processor(ABC):
    """One format. The parent asks `holds` and `check`; `warm` and `read` run in the child only."""

    format: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def holds(self, head: bytes) -> bool:
        """Say whether a file that begins so can be of this format."""

    @abstractmethod
    def check(self, data: bytes) -> None:
        """Raise `DocumentError` for a file that must not reach the parser."""

    @abstractmethod
    def warm(self) -> None:
        """Load the parser, so that the first file needn't wait for it."""

    @abstractmethod
    def read(self, data: bytes) -> Extract:
        """Return the text, or raise `DocumentError`."""
