"""The PDF that can't be drawn: another format is named."""

import pytest

from src.errors import DocumentError, ReportError
from src.models.reports import ReportFormat
from src.reports import FileReports
from tests.reports.samples import report_file


class Refusing:
    """A sandbox that refuses everything for one reason."""

    def __init__(self, code: str) -> None:
        self._code = code

    def run(self, job: str, data: bytes) -> bytes:  # noqa: ARG002
        """Refuse."""
        raise DocumentError("This file is damaged.", code=self._code)

    def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("code", "words"),
    [("busy", "Try again in a moment."), ("too_complex", "too long"), ("damaged", "as Word")],
)
def test_a_pdf_that_cannot_be_drawn_says_what_to_do(code: str, words: str) -> None:
    """The sentence is about the report, not about somebody's file."""
    with pytest.raises(ReportError) as caught:
        FileReports(Refusing(code)).write(report_file(1), ReportFormat.PDF)

    assert words in str(caught.value)
    assert caught.value.code == "not_drawn"
