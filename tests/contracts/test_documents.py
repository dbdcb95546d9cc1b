"""What every `Documents` promises: a text, or one sentence that says what to do."""

from collections.abc import Iterator

import pytest

from src.documents import FileDocuments, PlainDocuments
from src.errors import DocumentError
from src.ports import Documents


@pytest.fixture(scope="module", params=[FileDocuments, PlainDocuments])
def documents(request: pytest.FixtureRequest) -> Iterator[Documents]:
    """Each twin in turn."""
    made: Documents = request.param()
    yield made
    made.close()


def test_text_is_read(documents: Documents) -> None:
    """Whole, with its lines, on one page."""
    extract = documents.read("cv.txt", "Zoë\r\nStaff nurse\n".encode())

    assert (extract.text, extract.pages, extract.format) == ("Zoë\nStaff nurse", 1, "text")
    assert extract.warnings == ()


def test_the_endings_it_names_are_the_ones_it_reads(documents: Documents) -> None:
    """In small letters, without a dot; plain text is always among them."""
    assert "txt" in documents.suffixes
    assert all(suffix.isalnum() and suffix.islower() for suffix in documents.suffixes)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("cv.txt", b"", "empty"),
        ("cv.txt", b"\x00\x01\x02" * 40, "mislabelled"),
        ("cv.txt", b"PK\x03\x04 is no text", "mislabelled"),
        ("cv.exe", b"words", "wrong_type"),
        ("cv", b"words", "wrong_type"),
        ("cv.txt", b"x" * (10 * 1024 * 1024 + 1), "too_big"),
    ],
)
def test_a_bad_file_is_one_sentence(
    documents: Documents, name: str, data: bytes, code: str
) -> None:
    """With a code for programs and the way out for people."""
    with pytest.raises(DocumentError) as caught:
        documents.read(name, data)

    assert caught.value.code == code
    assert str(caught.value)[0].isupper()
    assert str(caught.value).endswith(".")


def test_long_text_is_cut_and_told(documents: Documents) -> None:
    """At a hundred thousand characters."""
    extract = documents.read("cv.txt", b"word " * 30_000)

    assert len(extract.text) == 100_000
    assert extract.warnings == ("Only the first 100,000 characters were read.",)


def test_closing_twice_is_nothing(documents: Documents) -> None:
    """The application may close what a test has closed."""
    twin = type(documents)()

    twin.close()
    twin.close()
