"""The door `python -m src.evals.grade`: rows in, rows out, nothing half written."""

import json
from pathlib import Path

import pytest

from src.evals import grade

QUESTION = "What is the difference between a stack and a queue?"
REFERENCE = "A stack returns the element added last, a queue the one added first."


def graded(tmp_path: Path, *rows: dict[str, object]) -> list[dict[str, object]]:
    """Run the command on rows and return what it writes."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")

    assert grade.main(["--in", str(source), "--out", str(target)]) == 0

    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_each_row_gets_all_fields_in_order(tmp_path: Path) -> None:
    """Score, confidence, points, evidence, flags, reason and grader, by id."""
    said = "The stack gives back what was added last, the queue what was added first."
    base = {"kind": "open", "question": QUESTION, "answer": said}
    rows = graded(
        tmp_path,
        {"id": "p", **base, "points": ["last in, first out", "first in, first out"]},
        {"id": 7, **base, "reference": REFERENCE},
        {"id": "bare", **base},
    )

    assert [row["id"] for row in rows] == ["p", 7, "bare"]
    assert all(
        set(row)
        == {
            *("id", "score", "confidence", "covered", "missed"),
            *("evidence", "flags", "reason", "grader"),
        }
        for row in rows
    )
    assert rows[1]["score"] == pytest.approx(9, abs=1)
    assert rows[1]["evidence"]
    assert rows[1]["grader"] == "lexical"


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ({"kind": "number", "expected": 15, "unit": "%", "answer": "15 %"}, 10),
        ({"kind": "number", "expected": 15, "answer": "none"}, None),
        (
            {"kind": "choice", "choices": ["a", "b", "c"], "expected": ["a", "b"], "answer": "a"},
            5,
        ),
        ({"kind": "behavioural", "answer": "I would talk."}, 0),
        ({"kind": "code", "reference": "It prints 3.", "answer": "It prints 3."}, 10),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_every_kind_is_graded_by_its_own_rule(
    tmp_path: Path, row: dict[str, object], score: float | None
) -> None:
    """Or left unscored with the reason, never given a middle score."""
    (found,) = graded(tmp_path, {"id": 1, "question": "What comes out of this?", **row})

    assert found["score"] == score
    assert found["reason"]


def test_right_choices_may_be_given_by_their_letters(tmp_path: Path) -> None:
    """As tests on paper have them."""
    base = {"question": "Which of these are prime?", "kind": "choice"}
    choices = ["two", "four", "five"]
    rows = graded(
        tmp_path,
        {"id": 1, **base, "choices": choices, "expected": ["A", "C"], "answer": "a and c"},
        {"id": 2, **base, "choices": choices, "expected": "B", "answer": "two"},
    )

    assert [row["score"] for row in rows] == [10, 0]


def test_a_score_above_nothing_has_evidence_from_the_answer(tmp_path: Path) -> None:
    """Each quote stands in the answer."""
    answer = "A stack works from the top: last in, first out."
    (found,) = graded(
        tmp_path, {"id": 1, "question": QUESTION, "reference": REFERENCE, "answer": answer}
    )
    evidence = found["evidence"]

    assert isinstance(evidence, list)
    assert evidence
    assert all(quote in answer for quote in evidence)


def test_an_answer_in_another_language_is_no_keyword_soup(tmp_path: Path) -> None:
    """Small words of other languages aren't known, so their absence says nothing."""
    (found,) = graded(
        tmp_path,
        {
            "id": 1,
            "question": "Was ist der Unterschied zwischen einem Stapel und einer Schlange?",
            "reference": "Beim Stapel kommt das zuletzt abgelegte Element zuerst heraus.",
            "answer": "Das Element, das zuletzt abgelegt wurde, kommt beim Stapel zuerst heraus.",
        },
    )

    assert found["flags"] == []
    assert isinstance(found["score"], float)
    assert found["score"] >= 8


def test_a_line_that_cannot_be_read_stops_it_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line is named and nothing is written."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "question": "What?", "answer": "a"}\n{"id": 2}\n', "utf-8")

    assert grade.main(["--in", str(source), "--out", str(target)]) == 2
    assert "line 2" in capsys.readouterr().err
    assert not target.exists()
