"""`python -m src.evals.agreement DATA.jsonl`: the lexical grader beside human scores.

Rows hold `question, answer, reference` (or `points`), `score` from 0 to 1 and, to group them,
`qid`. Nothing is fitted here: the grader is run as it ships. Rows of fewer than four words ("No
response.") are placeholders, so every figure stands with and without them.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from src.errors import InputError
from src.evals.cases import LineError, Row, case_of, read_rows
from src.evals.grade import grade_case
from src.evals.lines import Line, as_text, bootstrapped, mean_line
from src.evals.measures import centred, pearson, rmse, thirds

FEWEST_WORDS = 4
R_AIM, CONFIDENT_AIM = 0.55, 0.09
ENOUGH = 6
"""Rows below which no figure is worth printing."""
_SHARE = TypeAdapter(Annotated[float, Field(ge=0, le=1, strict=False)])


@dataclass(frozen=True)
class Judged:
    """One answer as people and the grader scored it, both from 0 to 1."""

    group: str
    human: float
    given: float
    confidence: float
    guarded: bool
    placeholder: bool


def judge(path: Path) -> list[Judged]:
    """Grade every row that has a human score, or raise `LineError` that names the line."""
    found = []
    for number, row in read_rows(path):
        try:
            named = Row.model_validate({"id": row.get("aid", number), **row})
            human = _SHARE.validate_python(row.get("score"))
            grade = grade_case(case_of(named))
        except ValidationError as problem:
            first = problem.errors(include_input=False, include_url=False)[0]
            raise LineError(f"{path}, line {number}: {first['loc']} {first['msg']}") from problem
        if grade is None or grade.score is None:
            continue
        judged = Judged(
            group=str(row.get("qid", named.question)),
            human=human,
            given=grade.score / 10,
            confidence=grade.confidence,
            guarded=grade.reason != "",
            placeholder=len(named.answer.split()) < FEWEST_WORDS,
        )
        found.append(judged)
    return found


def agreement(rows: Sequence[Judged], name: str) -> list[Line]:
    """Return the figures without placeholder rows and with them; none for fewer than six rows."""
    without = [row for row in rows if not row.placeholder]
    return [
        *_lines(without, f"{name}, without placeholders", R_AIM),
        *(_lines(rows, f"{name}, with placeholders") if len(rows) > len(without) else []),
    ]


def table(rows: Sequence[Judged], name: str = "agreement") -> str:
    """Return the figures as a table, or why there are none."""
    lines = agreement(rows, name)
    return as_text(lines) if lines else f"{name}: only {len(rows)} rows\n"


def _lines(rows: Sequence[Judged], group: str, least: float | None = None) -> list[Line]:
    if len(rows) < ENOUGH:
        return []
    told: list[tuple[str, Callable[[Sequence[Judged]], float], float | None]] = [
        ("r", _r, least),
        ("r within questions", _within, least),
        ("RMSE", lambda found: rmse(_given(found), _human(found)), None),
        ("bias", lambda found: fmean(_given(found)) - fmean(_human(found)), None),
        ("MAE", lambda found: fmean(_errors(found)), None),
    ]
    lines = [
        Line(group, name, figure(rows), len(rows), bootstrapped(rows, figure), least=aim)
        for name, figure, aim in told
    ]
    return [*lines, *_by_third(rows, group), *_guarded(rows, group)]


def _r(rows: Sequence[Judged]) -> float:
    return pearson(_given(rows), _human(rows))


def _within(rows: Sequence[Judged]) -> float:
    groups = [row.group for row in rows]
    return pearson(centred(_given(rows), groups), centred(_human(rows), groups))


def _given(rows: Sequence[Judged]) -> list[float]:
    return [row.given for row in rows]


def _human(rows: Sequence[Judged]) -> list[float]:
    return [row.human for row in rows]


def _errors(rows: Sequence[Judged]) -> list[float]:
    return [abs(row.given - row.human) for row in rows]


def _by_third(rows: Sequence[Judged], group: str) -> list[Line]:
    """Return the errors by confidence, most confident first; rows with a guard are left out."""
    free = [row for row in rows if not row.guarded]
    if len(free) < ENOUGH:
        return []
    parts = thirds(_errors(free), [row.confidence for row in free])
    names = ("MAE, most confident third", "MAE, middle third", "MAE, least confident third")
    aims = (CONFIDENT_AIM, None, None)
    return [
        mean_line(group, name, part, most=aim)
        for name, part, aim in zip(names, parts, aims, strict=True)
    ]


def _guarded(rows: Sequence[Judged], group: str) -> list[Line]:
    fired = [row for row in rows if row.guarded]
    share = mean_line(group, "a guard fired, share", [float(row.guarded) for row in rows])
    if not fired:
        return [share]
    return [
        share,
        mean_line(group, "people's mean where a guard fired", _human(fired)),
        mean_line(group, "our mean where a guard fired", _given(fired)),
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the table of one file."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m src.evals.agreement DATA.jsonl\n")
        return 2
    try:
        rows = judge(Path(arguments[0]))
    except (InputError, OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(table(rows, Path(arguments[0]).name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
