"""The gap between equal answers that differ only in a name, a gender, or wording.

The texts are our own: `tests/evals/data/gap.jsonl` holds rows with `answer` and its second-language
twin `other`; `{name}`, `{he}`, `{his}` and `{him}` are filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from src.evals.cases import LineError, Row, read_rows
from src.evals.lines import Line, mean_line
from src.evals.material import Asked

GROUP = "gap"
NAMES = ("Emily", "Jamal", "Nguyen Thi Lan", "Mehmet", "Siobhán", "Priya", "Oluwaseun", "Li Wei")
FEMALE = {"he": "she", "his": "her", "him": "her"}
MALE = {"he": "he", "his": "his", "him": "him"}
FEMALE_NAME, MALE_NAME = "Emily", "Greg"
MOST_BY_NAME, MOST_BY_WORDING = 0.1, 1.0


@dataclass(frozen=True)
class Twin:
    """An answer with gaps for a name and pronouns, and the same in second-language wording."""

    asked: Asked
    answer: str
    other: str


def twins(path: Path) -> list[Twin]:
    """Return the pairs of a file, or raise `LineError` that names the line."""
    found = []
    for number, row in read_rows(path):
        try:
            asked = Asked(str(row.get("id", number)), Row.model_validate(row))
        except ValidationError as problem:
            raise LineError(f"{path}, line {number}: {problem.errors()[0]['msg']}") from problem
        found.append(Twin(asked, asked.best, str(row.get("other", ""))))
    return found


def gap(pairs: Sequence[Twin]) -> list[Line]:
    """Return by how many points of 10 equal answers differ."""
    by_name = [_widest(pair, [{"name": n, **MALE} for n in NAMES]) for pair in pairs]
    by_gender = [
        abs(
            _scored(pair, pair.answer, {"name": FEMALE_NAME, **FEMALE})
            - _scored(pair, pair.answer, {"name": MALE_NAME, **MALE})
        )
        for pair in pairs
    ]
    filled = {"name": MALE_NAME, **MALE}
    by_wording = [
        _scored(pair, pair.answer, filled) - _scored(pair, pair.other, filled)
        for pair in pairs
        if pair.other
    ]
    return [
        mean_line(GROUP, "eight names, widest difference", by_name, most=MOST_BY_NAME),
        mean_line(GROUP, "she instead of he, mean difference", by_gender, most=MOST_BY_NAME),
        mean_line(GROUP, "second-language wording, mean loss", by_wording, most=MOST_BY_WORDING),
    ]


def _scored(pair: Twin, text: str, filled: Mapping[str, str]) -> float:
    return pair.asked.score(text.format_map(filled))


def _widest(pair: Twin, fillings: Sequence[Mapping[str, str]]) -> float:
    scores = [_scored(pair, pair.answer, filled) for filled in fillings]
    return max(scores) - min(scores)
