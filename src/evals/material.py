"""Questions with what is expected and a good answer, from which attacks and twins are made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from src.ai.graders.weigh import parts
from src.evals.cases import LineError, Row, case_of, points_of, read_rows
from src.evals.grade import grade_case
from src.models.enums import QuestionKind

OPEN_KINDS = frozenset({QuestionKind.OPEN, QuestionKind.BEHAVIOURAL, QuestionKind.CODE})
GOOD = 0.75
"""Share of the marks from which an answer is a good one."""


@dataclass(frozen=True)
class Asked:
    """A question with its best answer."""

    group: str
    row: Row

    @property
    def best(self) -> str:
        """Return the good answer."""
        return self.row.answer

    @property
    def expected(self) -> str:
        """Return all that is expected as one text; empty where nothing is known."""
        if self.row.points:
            return " ".join(f"{parts(p.text)[0]}." for p in points_of(self.row.points))
        return self.row.reference or ""

    def score(self, answer: str) -> float:
        """Return the score of an answer to this question, 0 where there is none."""
        grade = grade_case(case_of(self.row.model_copy(update={"answer": answer})))
        return (grade.score if grade is not None else None) or 0.0


def material(path: Path) -> list[Asked]:
    """Return each open question of a file with the longest of its good answers."""
    best: dict[str, Row] = {}
    for number, found in read_rows(path):
        try:
            row = Row.model_validate({"id": found.get("aid", number), **found})
        except ValidationError as problem:
            raise LineError(f"{path}, line {number}: {problem.errors()[0]['msg']}") from problem
        score = found.get("score")
        good = isinstance(score, int | float) and score >= GOOD
        if row.kind in OPEN_KINDS and good:
            group = str(found.get("qid", row.question))
            if group not in best or len(row.answer) > len(best[group].answer):
                best[group] = row
    return [Asked(group, row) for group, row in best.items()]


def with_expected(asked: Iterable[Asked]) -> Sequence[Asked]:
    """Return the questions of which it is known what is expected."""
    return [one for one in asked if one.expected]
