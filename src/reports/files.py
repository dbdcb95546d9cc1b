"""The reports port: each format by its writer, the PDF in the sandbox; and its twin in memory."""

import re
from collections.abc import Callable
from datetime import datetime

from src.errors import DocumentError, ReportError
from src.models.reports import Exported, ReportFile, ReportFormat
from src.ports import Sandbox
from src.reports.exchange import from_json, to_json
from src.reports.markdown import to_markdown, to_transcript

JOB = "report"
JOBS = {JOB: "src.reports.pdf"}
"""What the sandbox's child loads for us."""

Writer = Callable[[ReportFile], bytes]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {
    ReportFormat.PDF: (".pdf", "application/pdf"),
    ReportFormat.WORD: (".docx", _WORD),
    ReportFormat.MARKDOWN: (".md", "text/markdown"),
    ReportFormat.JSON: (".json", "application/json"),
    ReportFormat.TRANSCRIPT: ("-transcript.txt", "text/plain"),
}
UNFINISHED = "The report is not written yet. Its transcript can be downloaded already."
NOT_DRAWN = {
    "busy": "Other files are being made just now. Try again in a moment.",
    "too_complex": "This report is too long for a PDF. Download it as Word or Markdown.",
}
_ELSE = "The PDF could not be made. Download the report as Word or Markdown."


class PlainReports:
    """The twin: formats that are text, written in place."""

    @property
    def formats(self) -> tuple[ReportFormat, ...]:
        """The formats that can be written."""
        return tuple(self._writers())

    def write(self, report: ReportFile, form: ReportFormat) -> Exported:
        """Return the file, or raise `ReportError` with what to do."""
        if form is not ReportFormat.TRANSCRIPT and not report.is_finished:
            raise ReportError(UNFINISHED, code="unfinished")
        writer = self._writers().get(form)
        if writer is None:
            raise ReportError("This format can't be written here.", code="not_drawn")
        name, media_type = name_of(report.setup.role, report.when, form)
        return Exported(name=name, media_type=media_type, data=writer(report))

    def read(self, data: bytes) -> ReportFile:
        """Return the report of an exported JSON file, or raise `ReportError`."""
        return from_json(data)

    def _writers(self) -> dict[ReportFormat, Writer]:
        return {
            ReportFormat.MARKDOWN: to_markdown,
            ReportFormat.JSON: to_json,
            ReportFormat.TRANSCRIPT: to_transcript,
        }


class FileReports(PlainReports):
    """Every format: Word in place, the PDF drawn in the warm child."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def _writers(self) -> dict[ReportFormat, Writer]:
        return {ReportFormat.PDF: self._pdf, ReportFormat.WORD: _word, **super()._writers()}

    def _pdf(self, report: ReportFile) -> bytes:
        try:
            return self._sandbox.run(JOB, report.model_dump_json().encode())
        except DocumentError as problem:
            sentence = NOT_DRAWN.get(problem.code, _ELSE)
            raise ReportError(sentence, code="not_drawn") from problem


def _word(report: ReportFile) -> bytes:
    from src.reports.word import to_word

    return to_word(report)


def name_of(role: str, when: datetime, form: ReportFormat) -> tuple[str, str]:
    """Return a file's name, in letters that every system takes, and its media type."""
    stem = re.sub(r"[^a-z0-9]+", "-", role.lower())[:40].strip("-") or "interview"
    ending, media_type = ENDINGS[form]
    return f"{stem}-{when:%Y-%m-%d}{ending}", media_type
