"""JSON out and in again: what is read may come from anywhere, so it is checked whole."""

import json

from pydantic import ValidationError

from src.errors import ReportError
from src.models.reports import FORMAT, VERSION, ReportFile

MOST_BYTES = 8 * 1024 * 1024

SENTENCES = {
    "empty": "This file is empty. Choose the JSON file of a report.",
    "too_big": "This file is larger than 8 MB. A report of this app is never that long.",
    "foreign": "This is not a report of this app. Choose the JSON file of its Download menu.",
    "newer": "This report was written by a newer version. Update the program to read it.",
    "unfinished": "This report was not finished when it was saved. Download it again.",
    "damaged": "This report is damaged or was changed by hand, so it is not shown. "
    "Download it again.",
}


def to_json(report: ReportFile) -> bytes:
    """Return a report as JSON that `from_json` reads back to an equal one."""
    body = report.model_dump(mode="json")
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(data: bytes) -> ReportFile:
    """Return the report of a file, or raise `ReportError` with one sentence."""
    if not data.strip():
        raise _error("empty")
    if len(data) > MOST_BYTES:
        raise _error("too_big")
    _check_kind(_parsed(data))
    try:
        found = ReportFile.model_validate_json(data)
    except ValidationError as problem:
        raise _error("damaged") from problem
    if not found.is_finished:
        raise _error("unfinished")
    return found


def _error(code: str) -> ReportError:
    return ReportError(SENTENCES[code], code=code)


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise _error("foreign") from problem


def _check_kind(body: object) -> None:
    """Refuse what isn't ours, and what a newer version wrote, before anything else is looked at."""
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise _error("foreign")
    version = body.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _error("damaged")
    if version > VERSION:
        raise _error("newer")
