"""An uploaded file as text: what is none is refused with a sentence and a line."""

import pytest

from src.errors import KitError
from src.kits.receiving import text_of


@pytest.mark.parametrize(
    ("data", "words", "line"),
    [
        (b"", "is empty", None),
        (b"  \n \n", "is empty", None),
        (b"\xef\xbb\xbf", "is empty", None),
        (b"id: a\ntitle: \xff\n", "encoding UTF-8", 2),
        ("id: ä\n".encode("utf-16"), "encoding UTF-8", 1),
        (b"PK\x03\x04\n\x00\x00", "no text file", 2),
        (b"a" * 2_000_001, "2 MB", None),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str, line: int | None) -> None:
    """Empty, another encoding, a binary file, too large."""
    with pytest.raises(KitError, match=words) as caught:
        text_of(data)

    assert caught.value.line == line


def test_line_ends_and_the_mark_of_windows_do_not_matter() -> None:
    """Lines are counted the same."""
    assert text_of(b"\xef\xbb\xbfid: a\r\ntitle: b\rrole: c\n") == "id: a\ntitle: b\nrole: c\n"
