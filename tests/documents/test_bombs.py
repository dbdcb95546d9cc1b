"""Files made to harm end in a sentence, soon, and neither child nor parent is worse for it."""

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from src.documents import FileDocuments, limits
from src.documents.archive import check_zip
from src.documents.checks import format_of
from src.documents.limits import Bounds
from src.documents.sandbox import Sandbox
from src.errors import DocumentError
from src.evals.documents.bombs import DOCX_BOMBS, PDF_BOMBS, many_parts, unclosed_tags, wide_table
from src.models.documents import Extract

BOMBS = [("cv.pdf", *pair) for pair in PDF_BOMBS.items()]
BOMBS += [("cv.docx", *pair) for pair in DOCX_BOMBS.items()]


@pytest.fixture(scope="module")
def quick() -> Iterator[Sandbox]:
    """The sandbox with its limits of memory, but less patience than people get."""
    made = Sandbox(Bounds(wall_s=2))
    made.parse("text", b"warm")
    yield made
    made.close()


def read(sandbox: Sandbox, name: str, data: bytes) -> Extract:
    """Check and parse, as the application does."""
    return sandbox.parse(format_of(name, data, 10 * limits.MEGABYTE), data)


def resident_mb() -> float:
    """Return the memory that this process holds, in megabytes; 0 where it isn't told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024


@pytest.mark.parametrize(
    ("name", "make", "codes"), BOMBS, ids=[make.__name__ for _, make, _ in BOMBS]
)
def test_a_bomb_ends_in_a_sentence(
    quick: Sandbox, name: str, make: Callable[[], bytes], codes: set[str]
) -> None:
    """The parent's memory stays, and the next file is read."""
    data = make()
    memory, began = resident_mb(), time.monotonic()

    with pytest.raises(DocumentError) as caught:
        read(quick, name, data)

    assert caught.value.code in codes
    assert time.monotonic() - began < 12
    assert resident_mb() - memory < 50
    assert read(quick, "cv.txt", b"still here").text == "still here"


def test_a_directory_too_long_is_never_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listing it would cost the parent its memory."""

    def list_it(*_: object) -> None:
        raise AssertionError

    data = many_parts()
    monkeypatch.setattr(zipfile, "ZipFile", list_it)

    with pytest.raises(DocumentError) as caught:
        check_zip(data)

    assert caught.value.code == "too_complex"


@pytest.mark.parametrize(("name", "make"), [("cv.docx", wide_table), ("cv.html", unclosed_tags)])
def test_what_is_only_clumsy_is_read(
    documents: FileDocuments, name: str, make: Callable[[], bytes]
) -> None:
    """In linear time, up to the limits."""
    text = documents.read(name, make()).text

    assert text.split()[0] in {"0", "words"}
