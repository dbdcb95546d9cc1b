"""What every `Reports` promises: a file of a good name, or one sentence; and JSON read back."""

from collections.abc import Iterator

import pytest

from src.documents import Sandbox
from src.errors import ReportError
from src.models.enums import WorkState
from src.models.grades import Report
from src.models.reports import ReportFile, ReportFormat
from src.ports import Reports
from src.reports import JOBS, FileReports, PlainReports
from tests.factory import NOON, setup
from tests.reports.samples import report_file

SIGNS = {
    ReportFormat.PDF: b"%PDF-",
    ReportFormat.WORD: b"PK\x03\x04",
    ReportFormat.MARKDOWN: b"# Backend engineer",
    ReportFormat.JSON: b"{",
    ReportFormat.TRANSCRIPT: b"Backend engineer",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """The child that draws."""
    made = Sandbox(modules=JOBS)
    yield made
    made.close()


@pytest.fixture(params=[FileReports, PlainReports])
def reports(request: pytest.FixtureRequest, sandbox: Sandbox) -> Reports:
    """Each twin in turn."""
    made: Reports = FileReports(sandbox) if request.param is FileReports else PlainReports()
    return made


def test_each_format_is_a_file_with_name_and_type(reports: Reports) -> None:
    """By role and day, in letters that every system takes."""
    for form in reports.formats:
        made = reports.write(report_file(2), form)

        assert made.data.startswith(SIGNS[form])
        assert made.name.startswith("backend-engineer-2026-11-26")
        assert made.name.rpartition(".")[2] in {"pdf", "docx", "md", "json", "txt"}
        assert "/" in made.media_type


def test_json_and_transcript_are_always_there(reports: Reports) -> None:
    """They need nothing but Python."""
    assert {ReportFormat.JSON, ReportFormat.TRANSCRIPT} <= set(reports.formats)


def test_what_was_written_is_read_back(reports: Reports) -> None:
    """Equal to what it was."""
    file = report_file(3)

    assert reports.read(reports.write(file, ReportFormat.JSON).data) == file


def test_a_name_is_never_empty_or_a_path(reports: Reports) -> None:
    """Whatever somebody calls the role."""
    names = [
        reports.write(report_file(1, setup=setup(role=role)), ReportFormat.JSON).name
        for role in ("../../etc/passwd", "会计", "A" * 120)
    ]

    assert names[0] == "etc-passwd-2026-11-26.json"
    assert names[1] == "interview-2026-11-26.json"
    assert len(names[2]) < 60


@pytest.mark.parametrize("state", [WorkState.GENERATING, WorkState.ERROR])
def test_before_the_report_is_written_there_is_its_transcript(
    reports: Reports, state: WorkState
) -> None:
    """The other formats say so."""
    file = ReportFile(setup=setup(), created_at=NOON, report=Report(state=state))

    assert b"Nothing was said." in reports.write(file, ReportFormat.TRANSCRIPT).data
    for form in set(reports.formats) - {ReportFormat.TRANSCRIPT}:
        with pytest.raises(ReportError) as caught:
            reports.write(file, form)
        assert caught.value.code == "unfinished"


def test_what_cannot_be_read_or_written_is_a_sentence(reports: Reports) -> None:
    """With a code for programs."""
    with pytest.raises(ReportError, match=r"^This is not a report of this app\."):
        reports.read(b"words")
    for form in set(ReportFormat) - set(reports.formats):
        with pytest.raises(ReportError, match=r"\.$"):
            reports.write(report_file(1), form)
