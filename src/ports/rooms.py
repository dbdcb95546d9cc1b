"""What ai, pages and api need of the rooms behind files, parsing and search."""

from typing import Protocol

from src.models.content import Findings, Kit
from src.models.documents import Extract
from src.models.reports import Exported, ReportFile, ReportFormat


class Search(Protocol):
    """Something to learn from: best first, empty is valid, its text is untrusted."""

    async def find(
        self, query: str, limit: int = 3, trade: str = "", owner_id: str = ""
    ) -> Findings:
        """Return what fits the query and the trade, if one is named; nothing found is no error.

        `limit` is for curated resources. Searches of the web are counted by owner.
        """
        ...


class Consents(Protocol):
    """What owners said yes to, of one sentence as it stands now."""

    def given(self, owner_id: str) -> bool:
        """Say whether the owner agreed."""
        ...

    def give(self, owner_id: str) -> None:
        """Store the owner's yes."""
        ...


class ShippedKits(Protocol):
    """The question sets that come with the program, the same for everybody."""

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title."""
        ...

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        ...


class Kits(Protocol):
    """The question sets of one person: the shipped ones, and their own.

    An own kit with the id of a shipped one stands in its place, for its owner alone.
    """

    def all(self, owner_id: str) -> tuple[Kit, ...]:
        """Return every kit that this person can use, by title."""
        ...

    def get(self, owner_id: str, kit_id: str) -> Kit:
        """Return a kit of this person's or raise `NotFoundError`."""
        ...

    def own(self, owner_id: str) -> frozenset[str]:
        """Return the ids of those that are this person's own."""
        ...

    def shipped(self) -> tuple[Kit, ...]:
        """Return the shipped kits alone, by title."""
        ...


class Documents(Protocol):
    """Text out of files, parsed in a bounded child process."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that can be read, such as "pdf"."""
        ...

    def read(self, name: str, data: bytes) -> Extract:
        """Return a file's text, or raise `DocumentError` with a sentence that says what to do."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...


class Sandbox(Protocol):
    """A bounded child process that works on bytes."""

    def run(self, job: str, data: bytes) -> bytes:
        """Return what a job, by its name, makes of the bytes; raises `DocumentError` if it can't.

        The code says why: busy, too_complex, damaged.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...


class Reports(Protocol):
    """A report as a file, and back."""

    @property
    def formats(self) -> tuple[ReportFormat, ...]:
        """The formats that can be written."""
        ...

    def write(self, report: ReportFile, form: ReportFormat) -> Exported:
        """Return the file, or raise `ReportError` with what to do."""
        ...

    def read(self, data: bytes) -> ReportFile:
        """Return the report of an exported JSON file, or raise `ReportError` with what is wrong."""
        ...
