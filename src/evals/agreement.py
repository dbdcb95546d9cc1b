"""`python -m src.evals.agreement DATA.jsonl`: the lexical grader beside human scores.

Rows hold `question, answer, reference` (or `points`), `score` from 0 to 1 and, to group them,
`qid`. Nothing is fitted here: the grader is run as it ships. Rows of fewer than four words ("No
response.") are placeholders, so every figure stands with and without them.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from src.errors import InputError
from src.evals.cases import LineError, Row, case_of, read_rows
from src.evals.grade import grade_case
from src.evals.measures import centred, pearson, rmse, thirds

FEWEST_WORDS = 4
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


def table(rows: Sequence[Judged]) -> str:
    """Return the figures, with placeholder rows and without them."""
    without = [row for row in rows if not row.placeholder]
    told = [_block("without placeholder rows", without), _block("with placeholder rows", rows)]
    return "\n".join(told) + "\n"


def _block(title: str, rows: Sequence[Judged]) -> str:
    if len(rows) < ENOUGH:
        return f"{title}: only {len(rows)} rows"
    given, human = [r.given for r in rows], [r.human for r in rows]
    groups = [r.group for r in rows]
    errors = [abs(r.given - r.human) for r in rows]
    within = pearson(centred(given, groups), centred(human, groups))
    bias = fmean(given) - fmean(human)
    lines = [
        f"{title}: n {len(rows)}, questions {len(set(groups))}",
        f"  r {pearson(given, human):.3f}   within questions {within:.3f}",
        f"  RMSE {rmse(given, human):.3f}   MAE {fmean(errors):.3f}   bias {bias:+.3f}",
        f"  MAE by confidence third, guards left out: {_by_third(rows)}",
        f"  guards fired on {sum(r.guarded for r in rows)}, {_guarded(rows)}",
    ]
    return "\n".join(lines)


def _by_third(rows: Sequence[Judged]) -> str:
    free = [r for r in rows if not r.guarded]
    if len(free) < ENOUGH:
        return f"only {len(free)} rows"
    parts = thirds([abs(r.given - r.human) for r in free], [r.confidence for r in free])
    return " / ".join(f"{fmean(part):.3f} (n {len(part)})" for part in parts)


def _guarded(rows: Sequence[Judged]) -> str:
    fired = [r for r in rows if r.guarded]
    if not fired:
        return "no mean"
    return (
        f"mean given {fmean(r.given for r in fired):.2f}, human {fmean(r.human for r in fired):.2f}"
    )


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
    sys.stdout.write(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
