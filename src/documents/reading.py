"""The documents port: checks in the parent, parsing in the child; and its twin in memory."""

from src.documents import limits
from src.documents.checks import format_of
from src.documents.processors import PROCESSORS
from src.documents.processors.plain import TextProcessor
from src.documents.sandbox import Sandbox
from src.documents.scanner import NoScanner, Scanner
from src.documents.sentences import error
from src.models.documents import Extract


class FileDocuments:
    """Reads files in a bounded child process."""

    def __init__(
        self,
        max_bytes: int = 10 * limits.MEGABYTE,
        sandbox: Sandbox | None = None,
        scanner: Scanner | None = None,
    ) -> None:
        self._max_bytes = max_bytes
        self._scanner = scanner or NoScanner()
        self._sandbox = sandbox or Sandbox()
        self._sandbox.warm_up()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that can be read."""
        return tuple(suffix for processor in PROCESSORS for suffix in processor.suffixes)

    def read(self, name: str, data: bytes) -> Extract:
        """Return a file's text, or raise `DocumentError` with what to do."""
        kind = format_of(name, data, self._max_bytes)
        self._scanner.check(data)
        return self._sandbox.parse(kind, data)

    def close(self) -> None:
        """End the child."""
        self._sandbox.close()


class PlainDocuments:
    """The twin: text files only, read in place."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that can be read."""
        return ("txt",)

    def read(self, name: str, data: bytes) -> Extract:
        """Return a text file's text."""
        if format_of(name, data, 10 * limits.MEGABYTE) != "text":
            raise error("wrong_type")
        return TextProcessor().read(data)

    def close(self) -> None:
        """Do nothing: there is no child."""
