"""24 frozen answers with the band that each should score in: what moves them is noticed."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from src.evals.cases import LineError, Row, case_of, read_rows
from src.evals.grade import grade_case
from src.evals.lines import Line, mean_line

GROUP = "canary"


class CanaryRow(Row):
    """A frozen answer; `low` and `high` are the ends of its band, of 10."""

    low: float = Field(ge=0, le=10)
    high: float = Field(ge=0, le=10)


@dataclass(frozen=True)
class Canary:
    """A frozen answer's score beside its band."""

    id: str
    score: float
    low: float
    high: float

    @property
    def outside(self) -> float:
        """Return by how much the score leaves the band, 0 inside."""
        return max(0.0, self.low - self.score, self.score - self.high)


def canaries(path: Path) -> list[Canary]:
    """Grade the frozen answers of a file, or raise `LineError` that names the line."""
    found = []
    for number, line in read_rows(path):
        try:
            row = CanaryRow.model_validate(line)
        except ValidationError as problem:
            raise LineError(f"{path}, line {number}: {problem.errors()[0]['msg']}") from problem
        grade = grade_case(case_of(row))
        score = grade.score if grade is not None and grade.score is not None else 0.0
        found.append(Canary(str(row.id), score, row.low, row.high))
    return found


def canary(found: list[Canary]) -> list[Line]:
    """Return how many answers leave their bands, and by how much on average."""
    return [
        mean_line(
            GROUP, "outside its band, share", [float(c.outside > 0) for c in found], most=0.0
        ),
        mean_line(GROUP, "outside its band, points", [c.outside for c in found], most=0.0),
        mean_line(GROUP, "mean score", [c.score for c in found]),
    ]
