"""The child's loop, the command, the twin, the library."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from src.app import Application
from src.documents import PlainDocuments, child
from src.documents.__main__ import main
from src.documents.library import MOST_KEPT, Library
from src.documents.processors import processor_for
from src.documents.sandbox import Sandbox
from src.errors import DocumentError, InputError, LimitError, NotFoundError
from src.evals.documents.making import docx, pdf
from src.models.enums import DocumentKind
from src.storage import MemoryStore
from tests.documents.conftest import library_of
from tests.doubles import FakeClock

RESUME, JOB = DocumentKind.RESUME, DocumentKind.JOB
ROOT = Path(__file__).parents[2]


def test_the_child_answers_line_by_line() -> None:
    """Ready first, then one line for each request."""
    asked = io.BytesIO()
    for data in (b"one", b"two"):
        asked.write(json.dumps({"format": "text", "size": len(data)}).encode() + b"\n" + data)
    asked.seek(0)
    told = io.BytesIO()

    child.serve(asked, told)

    ready, one, two = (json.loads(line) for line in told.getvalue().splitlines())
    assert ready == {"ready": True}
    assert (one["text"], two["text"]) == ("one", "two")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_parsers_error_is_a_damaged_file(kind: str) -> None:
    """Whatever it raises."""
    assert json.loads(child.answer(kind, b"\x00\x01"))["code"] == "damaged"


def test_formats_are_read_by_their_processors() -> None:
    """In this process, as the child does it."""
    assert "Mercy" in processor_for("pdf").read(pdf()).text
    assert "Mercy" in processor_for("docx").read(docx()).text
    assert processor_for("html").read(b"<p>x</p>").format == "html"


def test_running_out_of_memory_is_too_complex(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of the child is met inside it."""

    def burst(_: str) -> object:
        raise MemoryError

    monkeypatch.setattr(child, "processor_for", burst)

    assert json.loads(child.answer("pdf", b"x"))["code"] == "too_complex"


def test_a_fork_that_dies_was_too_complex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed by its limits, it says nothing."""
    monkeypatch.setattr(child, "answer", lambda _kind, _data: b"half a line")

    assert json.loads(child.in_a_fork("text", b"x"))["code"] == "too_complex"


def test_too_many_waiting_are_sent_away() -> None:
    """Others are read first."""
    sandbox = Sandbox()
    while sandbox._places.acquire(blocking=False):
        pass

    with pytest.raises(DocumentError, match="Other files are being read"):
        sandbox.parse("text", b"x")


def test_the_command_prints_text_or_the_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0 or 2."""
    good, bad = tmp_path / "cv.txt", tmp_path / "cv.pdf"
    good.write_text("words")
    bad.write_bytes(b"no pdf")

    codes = [main([str(good)]), main([str(bad)]), main([str(tmp_path / "none.txt")]), main([])]

    told = capsys.readouterr().out
    assert codes == [0, 2, 2, 2]
    assert '"text": "words"' in told
    assert '"mislabelled"' in told


def test_the_command_runs_as_a_module(tmp_path: Path) -> None:
    """As others call it."""
    file = tmp_path / "cv.txt"
    file.write_text("words")

    done = subprocess.run(
        [sys.executable, "-m", "src.documents", str(file)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == {"text": "words", "pages": 1, "warnings": []}


def test_the_twin_reads_text_and_nothing_else() -> None:
    """Its suffixes say so."""
    twin = PlainDocuments()

    assert twin.suffixes == ("txt",)
    assert twin.read("a.txt", b"words").text == "words"
    with pytest.raises(DocumentError):
        twin.read("a.html", b"<p>x</p>")
    twin.close()


@pytest.fixture
def library(build: Callable[..., Application]) -> Library:
    """The library of an application of twins."""
    return build().library


def test_an_upload_needs_consent(library: Library) -> None:
    """The yes is asked for first, and is stored by the sentence that was read."""
    with pytest.raises(InputError, match="Say yes"):
        library.upload("me", RESUME, "cv.txt", b"words")
    library.consents.give("me")

    assert library.upload("me", RESUME, "cv.txt", b"words").text == "words"
    assert library.get("me", library.list("me", RESUME)[0].id).text == "words"


def test_a_yes_to_staying_here_is_no_yes_to_a_server() -> None:
    """Another host, another question."""
    store, clock = MemoryStore(), FakeClock()
    here = library_of(store, clock)
    there = library_of(store, clock, "api.example.test")
    here.consents.give("me")

    assert here.consents.given("me")
    assert not there.consents.given("me")
    assert "api.example.test" in there.consent_text("me")


def test_the_same_text_is_one_document(library: Library) -> None:
    """A job is named by its first line, a résumé never."""
    one = library.paste("me", JOB, "# Backend engineer\nPython")
    again = library.paste("me", JOB, "# Backend engineer\nPython")
    resume = library.paste("me", RESUME, "Jane Doe\nNurse")

    assert one == again
    assert one.title == "Backend engineer"
    assert "Jane" not in resume.title


def test_pastes_are_bounded(library: Library) -> None:
    """Empty, too long, too many."""
    with pytest.raises(DocumentError):
        library.paste("me", JOB, "  ")
    with pytest.raises(DocumentError, match="100,000"):
        library.paste("me", JOB, "x" * 100_001)
    for number in range(MOST_KEPT):
        library.paste("me", JOB, f"job {number}")
    with pytest.raises(LimitError):
        library.paste("me", JOB, "one more")


def test_documents_are_their_owners(library: Library) -> None:
    """Others find nothing."""
    kept = library.paste("me", JOB, "words")

    assert library.list("other", JOB) == ()
    with pytest.raises(NotFoundError):
        library.get("other", kept.id)
    with pytest.raises(NotFoundError):
        library.delete("other", kept.id)
    library.delete("me", kept.id)
    assert library.list("me", JOB) == ()


def test_the_sample_is_there(library: Library) -> None:
    """For demos."""
    resume, job = library.sample()

    assert "Backend engineer" in resume
    assert "Nice to have" in job
