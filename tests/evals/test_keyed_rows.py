"""Rows with a key from the command line: formula, SQL, number, choice."""

import json
from pathlib import Path

import pytest

from src.evals.grade import main

SHEET = {"A1": "Region", "B1": "Units", "A2": "North", "B2": 3, "$a$3": "South", "B3": 4}
ORDERS = {"columns": ["id", "customer"], "rows": [[1, "Ana"], [2, "Bo"], [3, "Ana"], [4, None]]}
ROW: dict[str, object] = {"id": "r-1", "question": "What would you write for that?"}
FORMULA = ROW | {"kind": "formula", "sheet": SHEET, "expected": '=SUMIF(A2:A3,"North",B2:B3)'}
QUERY = ROW | {
    "kind": "sql",
    "tables": {"orders": ORDERS},
    "expected": "SELECT COUNT(customer) FROM orders",
}


def graded(folder: Path, row: dict[str, object]) -> dict[str, object]:
    """Return the line that is written for a row."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text(json.dumps(row), encoding="utf-8")
    assert main(["--in", str(source), "--out", str(target)]) == 0
    found: dict[str, object] = json.loads(target.read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("row", "answer", "grader", "score"),
    [
        (FORMULA, '=SUMIFS(B:B,A:A,"North")', "formula", 10),
        (FORMULA, "=3", "formula", 0),
        (QUERY, "SELECT COUNT(*) FROM orders WHERE customer IS NOT NULL", "sql", 10),
        (QUERY | {"tables": [ORDERS | {"name": "orders"}]}, "SELECT 3", "sql", 0),
        (ROW | {"kind": "number", "expected": "12.5", "unit": "%"}, "12.5 %", "number", 10),
        (ROW | {"kind": "choice", "expected": "b", "choices": ["a", "b"]}, "b", "choice", 10),
    ],
)
def test_a_row_with_a_key_is_graded_by_it(
    tmp_path: Path, row: dict[str, object], answer: str, grader: str, score: float
) -> None:
    """A reference text beside the key changes nothing."""
    line = graded(tmp_path, row | {"answer": answer, "reference": "Some words."})

    assert (line["grader"], line["score"]) == (grader, score)
    assert line["reason"]
    assert (line["evidence"] == [answer]) == (score > 0 or line["flags"] == ["constant"])


def test_covered_and_missed_are_the_kinds_of_sheet(tmp_path: Path) -> None:
    """They say where a formula holds."""
    line = graded(tmp_path, FORMULA | {"answer": '=SUM(B2:B3)*(A2="North")-B3'})

    assert "the sheet shown" in line["covered"]  # type: ignore[operator]
    assert "other values" in line["missed"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FORMULA | {"expected": "SUM"}, "begins with ="),
        (FORMULA | {"sheet": {"B": 1}}, "sheet"),
        (QUERY | {"tables": {"my orders": ORDERS}}, "plain words"),
        (QUERY | {"expected": None}, "must be a query"),
    ],
)
def test_a_row_that_cannot_be_graded_names_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, object], words: str
) -> None:
    """Nothing is written then."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(row | {"answer": "=1"}), encoding="utf-8")

    assert main(["--in", str(source), "--out", str(target)]) == 2
    assert not target.exists()
    told = capsys.readouterr().err
    assert "line 1" in told
    assert words in told
