"""Rows of JSON lines as graded cases. A malformed line is an error that names it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from src.ai.graders.picks import labelled
from src.errors import InputError
from src.models.content import Choice, Point, Question, Table
from src.models.enums import QuestionKind

LABEL_LETTERS, POINT_LETTERS, TEXT_LETTERS = 40, 600, 1200
SHORTEST_TEXT = 8


class LineError(InputError):
    """A line that can't be read; the message names the file and the line."""


def _holds_words(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Words = Annotated[str, AfterValidator(_holds_words)]


class Columns(BaseModel):
    """A table without its name, which is the field that it stands in."""

    model_config = ConfigDict(extra="ignore")

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...] = ()


class Row(BaseModel):
    """One line: a question, an answer, and what is expected; further fields are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    kind: QuestionKind = QuestionKind.OPEN
    question: Words
    answer: str
    points: list[Words | Point] = Field(default_factory=list)
    reference: str | None = None
    expected: JsonValue = None
    unit: str = ""
    tolerance: float = 0.01
    choices: list[Words | Choice] = Field(default_factory=list)
    sheet: dict[str, JsonValue] = Field(default_factory=dict)
    tables: dict[str, Columns] | list[Table] = Field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """What a grader takes."""

    id: str | int
    question: Question
    answer: str
    reference: str | None


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    """Yield the number and the object of each line that isn't blank, or raise `LineError`."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except json.JSONDecodeError as problem:
                raise LineError(f"{path}, line {number}: not JSON: {problem.msg}") from problem
            if not isinstance(found, dict):
                raise LineError(f"{path}, line {number}: not an object")
            yield number, found


def read_cases(path: Path) -> Iterator[Case]:
    """Yield each line as a case, or raise `LineError` that names the line."""
    for number, found in read_rows(path):
        try:
            yield case_of(Row.model_validate(found))
        except ValidationError as problem:
            first = problem.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            said = f"{where}: {first['msg']}" if where else first["msg"]
            raise LineError(f"{path}, line {number}: {said}") from problem


def case_of(row: Row) -> Case:
    """Return the row as a question and an answer."""
    reference = row.reference.strip() if row.reference and not row.points else None
    return Case(row.id, _question(row), row.answer, reference or None)


def _question(row: Row) -> Question:
    return Question.model_validate(
        {
            "id": str(row.id),
            "skill": "evaluation",
            "kind": row.kind,
            "level": 3,
            "text": row.question[:TEXT_LETTERS].ljust(SHORTEST_TEXT),
            "points": points_of(row.points),
            "choices": [Choice(text=c) if isinstance(c, str) else c for c in row.choices],
            "expected": _expected(row),
            "unit": row.unit,
            "tolerance": row.tolerance,
            "sheet": {address.replace("$", "").upper(): v for address, v in row.sheet.items()},
            "tables": _tables(row),
        }
    )


def _tables(row: Row) -> list[Table]:
    if isinstance(row.tables, list):
        return row.tables
    return [Table(name=n, columns=t.columns, rows=t.rows) for n, t in row.tables.items()]


def points_of(points: list[str | Point]) -> tuple[Point, ...]:
    """Return points from texts or whole points; a text is labelled by how it begins."""
    found: dict[str, Point] = {}
    for no, point in enumerate(points, 1):
        made = point if isinstance(point, Point) else _point(point)
        label = made.label if made.label not in found else f"{made.label[:36]} {no}"
        found[label] = made.model_copy(update={"label": label})
    return tuple(found.values())


def _point(text: str) -> Point:
    label = text if len(text) <= LABEL_LETTERS else f"{text[: LABEL_LETTERS - 1]}…"
    return Point(label=label, text=text[:POINT_LETTERS].ljust(3))


def _expected(row: Row) -> JsonValue | float:
    """Return a number, the list of right choices, a reference formula or query, else nothing."""
    if row.kind is QuestionKind.NUMBER:
        whole = isinstance(row.expected, int) and not isinstance(row.expected, bool)
        return float(row.expected) if whole else row.expected  # type: ignore[arg-type]
    if row.kind is QuestionKind.CHOICE:
        return _right(row)
    return row.expected if row.kind.is_keyed else None


def _right(row: Row) -> JsonValue:
    """Return the right choices by their texts; each may be given by its letter."""
    listed = [row.expected] if isinstance(row.expected, str) else row.expected
    if not isinstance(listed, list):
        return listed
    choices = [Choice(text=c) if isinstance(c, str) else c for c in row.choices]
    texts = {c.text for c in choices}
    return [_text_of(choices, one) if one not in texts else one for one in listed]


def _text_of(choices: list[Choice], one: JsonValue) -> JsonValue:
    found = labelled(choices, one) if isinstance(one, str) else None
    return found.text if found else one
