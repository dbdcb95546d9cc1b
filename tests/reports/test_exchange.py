"""JSON: out and in again unchanged; what isn't ours, or isn't whole, is refused in a sentence."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.errors import ReportError
from src.models.reports import ReportFile
from src.reports.exchange import MOST_BYTES, from_json, to_json
from tests.reports.samples import HOSTILE, empty_file, report_file

words = st.text(max_size=80)
scores = st.floats(0, 10) | st.none()


def changed(change: Callable[[Any], object]) -> bytes:
    """Return a file that somebody wrote in."""
    body = json.loads(to_json(report_file(2)))
    change(body)
    return json.dumps(body).encode()


def code_of(data: bytes) -> str:
    """Return the code that reading ends in; its words are a sentence."""
    with pytest.raises(ReportError) as caught:
        from_json(data)
    assert str(caught.value)[0].isupper()
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize("file", [report_file(), empty_file(), report_file(1, HOSTILE)])
def test_it_comes_back_as_it_went(file: ReportFile) -> None:
    """Every field, also texts that try to be something else."""
    assert from_json(to_json(file)) == file
    assert to_json(from_json(to_json(file))) == to_json(file)


@settings(deadline=None)
@given(answer=words, score=scores, confidence=st.floats(0, 1), reply=words | st.none())
def test_any_words_and_scores_come_back(
    answer: str, score: float | None, confidence: float, reply: str | None
) -> None:
    """To the last bit."""
    file = report_file(1, answer)
    overall = file.report.overall.model_copy(update={"score": score, "confidence": confidence})
    report = file.report.model_copy(update={"overall": overall, "headline": answer})
    said = file.transcript[1].model_copy(update={"reply": reply})
    file = file.model_copy(update={"report": report, "transcript": (said,)})

    assert from_json(to_json(file)) == file


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """They are refused like any other file that isn't ours."""
    assert code_of(data) in {"empty", "foreign"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"x" * (MOST_BYTES + 1), "too_big"),
        (b"%PDF-1.7", "foreign"),
        (b"[]", "foreign"),
        (b'{"format": "rehearse/interview", "version": 1}', "foreign"),
        (b"[" * 100_000, "foreign"),
        (b"9" * 5000, "foreign"),
        (b'{"format": "rehearse/report"}', "damaged"),
        (b'{"format": "rehearse/report", "version": true}', "damaged"),
        (b'{"format": "rehearse/report", "version": 0}', "damaged"),
        (b'{"format": "rehearse/report", "version": "2"}', "damaged"),
        (b'{"format": "rehearse/report", "version": 2, "new": {}}', "newer"),
        (changed(lambda b: b["report"].update(state="generating")), "unfinished"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    """Each with what to do about it."""
    assert code_of(data) == code


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.update(extra=1),
        lambda b: b.pop("report"),
        lambda b: b["report"]["overall"].update(score=11),
        lambda b: b["report"]["overall"].update(score=float("nan")),
        lambda b: b["report"]["overall"].update(confidence=2),
        lambda b: b["report"]["skills"][0].update(score=-1),
        lambda b: b["report"]["skills"][0].update(level=9),
        lambda b: b["report"]["questions"][0].update(level=10**9),
        lambda b: b["report"].update(questions=b["report"]["questions"] * 40),
        lambda b: b["report"].update(attempt=10**30),
        lambda b: b["report"]["statistics"].update(response_s=float("inf")),
        lambda b: b["report"]["statistics"].update(cost_usd="NaN"),
        lambda b: b["report"].update(at="0001-01-01T00:00:00Z"),
        lambda b: b.update(created_at="2026-11-26T12:00:00"),
        lambda b: b.update(created_at="9999-12-31T23:59:59Z"),
        lambda b: b["setup"].update(resume_id="somebody-elses"),
        lambda b: b["setup"].update(language="en' onload='x"),
        lambda b: b["transcript"][0].update(no=-1),
        lambda b: b["transcript"][0].update(no=2**70),
        lambda b: b["transcript"][0].update(reply="x" * 60_001),
        lambda b: b["transcript"].extend(b["transcript"] * 500),
    ],
)
def test_what_was_changed_out_of_bounds_is_refused(change: Callable[[Any], object]) -> None:
    """Numbers that no page draws, times that no database holds, fields that nobody knows."""
    assert code_of(changed(change)) == "damaged"


def test_ids_of_documents_and_secrets_are_not_in_it() -> None:
    """It may be sent to somebody."""
    body = json.loads(to_json(report_file()))

    assert body["setup"]["resume_id"] is body["setup"]["job_id"] is None
    assert "secret" not in str(body)
