"""Real files made on the spot, and one warm child for all tests."""

from collections.abc import Iterator

import pytest

from src.documents import FileDocuments
from src.documents.checks import format_of
from src.documents.limits import MEGABYTE
from src.documents.processors import processor_for
from src.models.documents import Extract


@pytest.fixture(scope="session")
def documents() -> Iterator[FileDocuments]:
    """The real thing, with its child."""
    made = FileDocuments()
    yield made
    made.close()


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
