"""Real files made on the spot, and one warm child for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from src.accounts.consents import Consents
from src.documents import FileDocuments, PlainDocuments
from src.documents.checks import format_of
from src.documents.library import CONSENT, Library
from src.documents.limits import MEGABYTE
from src.documents.processors import processor_for
from src.documents.uploads import UploadLimits
from src.models.documents import Extract
from src.ports import Clock, Store


@pytest.fixture(scope="session")
def documents() -> Iterator[FileDocuments]:
    """The real thing, with its child."""
    made = FileDocuments()
    yield made
    made.close()


def library_of(
    store: Store, clock: Clock, host: str | None = None, limits: UploadLimits | None = None
) -> Library:
    """Return a library whose texts go to a host, or stay here."""
    consents = Consents(store, clock, CONSENT, lambda _: host)
    sample, bounds = Path(), limits or UploadLimits()
    return Library(store, PlainDocuments(), clock, sample, lambda _: host, consents, bounds)


class InPlace:
    """Reads in this process what the child reads in its own, so that tools can see it."""

    def read(self, name: str, data: bytes) -> Extract:
        """Check and parse."""
        kind = format_of(name, data, 10 * MEGABYTE)
        return processor_for(kind).read(data)


@pytest.fixture(params=["child", "in place"])
def reader(request: pytest.FixtureRequest, documents: FileDocuments) -> FileDocuments | InPlace:
    """Both ways to the same processors."""
    return documents if request.param == "child" else InPlace()
