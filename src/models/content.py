"""Kits and their questions: what `data/kits/<id>.yaml` holds."""

import re
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, FiniteFloat, StrictBool, StringConstraints, model_validator

from src.models.base import Frozen
from src.models.cells import place_of
from src.models.enums import QuestionKind, SheetKind

LANGUAGE = r"^[a-zA-Z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$"
"""Language, script, region; the tag stands in a prompt, so that nothing else may be said in it."""
MOST_CELLS = 2000
"""Of a visible sheet or a visible table; more can't be read while somebody waits."""

Address = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[1-9]\d{0,3}$")]
Area = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,2}[1-9]\d{0,3}(:[A-Z]{1,2}[1-9]\d{0,3})?$")
]
_NAME = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
Cell = StrictBool | FiniteFloat | str | None


class Point(Frozen):
    """One checkable statement that a good answer contains.

    `text` may end with other usual words for it in square brackets: graders count them, people are
    shown the statement alone.
    """

    label: str = Field(min_length=1, max_length=40, description="The only thing a prompt may say")
    text: str = Field(min_length=3, max_length=600)
    weight: float = Field(default=1.0, ge=0.5, le=3.0)
    bonus: bool = Field(default=False, description="Lifts an answer, never sinks it")

    @property
    def statement(self) -> str:
        """The statement alone, without the other usual words."""
        return self.text.partition("[")[0].strip()


class FollowUp(Frozen):
    """An open question tied to a point by its label, never by its text."""

    to: str
    text: str = Field(min_length=5, max_length=300)


class Choice(Frozen):
    """One thing to choose, with the reason why it is wrong (or right)."""

    text: str
    why: str | None = None


class Table(Frozen):
    """A small visible table; cells are text, numbers or empty."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]

    @property
    def flaw(self) -> str:
        """Say why no query can read this table; empty when one can."""
        if not all(_NAME.fullmatch(name) for name in (self.name, *self.columns)):
            return "needs plain words as names: letters, digits and _"
        if len({column.casefold() for column in self.columns}) != len(self.columns):
            return "has two columns of one name"
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            return "needs as many cells in each row as it has columns"
        if len(self.rows) * len(self.columns) > MOST_CELLS:
            return f"holds more than {MOST_CELLS} cells"
        return ""


class Variation(Frozen):
    """How hidden sheets are made from a visible one.

    `change` names the cells that take other values ("A2:C9"); empty: what the reference reads,
    without its headings. `sheets` are the kinds to try; empty: all that fit the formula.
    """

    change: tuple[Area, ...] = ()
    sheets: tuple[SheetKind, ...] = ()


class SampleAnswers(Frozen):
    """What strong, medium and weak sound like; tests grade them, nobody copies them."""

    strong: str
    medium: str
    weak: str


class Question(Frozen):
    """One question with everything that interviewer, grader and coach need to know of it.

    `minutes` is the time a good answer takes. A number question carries `expected`, `unit` and a
    relative `tolerance`; a choice question carries `choices` and `expected` (the right texts). A
    formula question carries the visible `sheet` (cells by address), `expected` (the reference, with
    its "=") and a `variation`; a SQL question carries `tables` and `expected` (the reference query,
    whose ORDER BY says that the order counts).
    """

    id: str
    skill: str
    kind: QuestionKind = QuestionKind.OPEN
    level: int = Field(ge=1, le=5)
    minutes: float = Field(default=3, gt=0, le=30)
    text: str = Field(min_length=8, max_length=1200)
    points: tuple[Point, ...] = ()
    hints: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    anchors: dict[int, str] = Field(default_factory=dict)
    answers: SampleAnswers | None = None
    tags: tuple[str, ...] = ()
    competence: str | None = None
    situation: str | None = Field(default=None, description="What a behavioural story must contain")
    code: str | None = Field(default=None, max_length=2000, description="Read, never run")
    language: str | None = Field(default=None, description="Of the code, for highlighting")
    tables: tuple[Table, ...] = ()
    choices: tuple[Choice, ...] = ()
    sheet: dict[Address, Cell] = Field(default_factory=dict, max_length=MOST_CELLS)
    variation: Variation = Variation()
    expected: FiniteFloat | tuple[str, ...] | str | None = Field(
        default=None, union_mode="left_to_right"
    )
    unit: str = ""
    tolerance: float = Field(default=0.01, ge=0, le=1)

    @model_validator(mode="after")
    def _keys_fit_the_kind(self) -> Self:
        """A question that can't be graded is refused when it is read; each flaw is a line."""
        flaws = [f"question {self.id}: {flaw}" for flaw in self._flaws()]
        if flaws:
            raise ValueError("\n".join(flaws))
        return self

    def _flaws(self) -> Iterator[str]:
        if self.kind is QuestionKind.NUMBER and not isinstance(self.expected, float):
            yield "a number question needs a number as `expected`"
        if self.kind is QuestionKind.CHOICE:
            yield from self._flaws_of_choices()
        if self.kind is QuestionKind.FORMULA:
            yield from self._flaws_of_formula()
        if self.kind is QuestionKind.SQL:
            yield from self._flaws_of_query()
        labels = {point.label for point in self.points}
        stray = dict.fromkeys(f.to for f in self.follow_ups if f.to not in labels)
        yield from (f"follow-up to unknown point {label!r}" for label in stray)

    def _flaws_of_choices(self) -> Iterator[str]:
        texts = {choice.text for choice in self.choices}
        if len(texts) < 2 or len(texts) != len(self.choices):  # noqa: PLR2004 - two make a choice
            yield "`choices` needs at least two different texts"
        right = self.expected if isinstance(self.expected, tuple) else ()
        if not right or not set(right) <= texts:
            yield "`expected` must list some of the `choices`"

    def _flaws_of_formula(self) -> Iterator[str]:
        if not isinstance(self.expected, str) or not re.match(r"=\s*\S", self.expected.strip()):
            yield "`expected` must be a formula that begins with ="
        if not self.sheet:
            yield "a formula question needs a `sheet` with cells"
            return
        places = [place_of(address) for address in self.sheet]
        height, width = (max(place[side] for place in places) + 1 for side in (0, 1))
        if height * width > MOST_CELLS:
            yield f"the `sheet` reaches over more than {MOST_CELLS:,} cells"

    def _flaws_of_query(self) -> Iterator[str]:
        if not isinstance(self.expected, str) or not _READS.match(self.expected):
            yield "`expected` must be a query (SELECT or WITH)"
        names = [table.name.casefold() for table in self.tables]
        if not names or len(set(names)) != len(names):
            yield "`tables` needs tables with different names"
        for table in self.tables:
            if table.flaw:
                yield f"`tables`: {table.name or 'one'} {table.flaw}"


FROM_THE_WEB = "from the web"


class Resource(Frozen):
    """Something to learn from. `kind`: documentation, book, course, article or video.

    `fields` name the trades that it is for, none where it is for all. What a web search found is of
    the kind `FROM_THE_WEB`, its author is the host, and nobody vouches for it.
    """

    title: str = Field(min_length=2, max_length=200)
    author: str = Field(min_length=1, max_length=120)
    kind: str = Field(max_length=40)
    url: str | None = Field(default=None, max_length=400, pattern=r"^https://")
    free: bool = True
    skills: tuple[str, ...] = Field(min_length=1)
    fields: tuple[str, ...] = ()
    snippet: str = Field(default="", max_length=310)

    @property
    def is_from_web(self) -> bool:
        """Say whether a web search found it."""
        return self.kind == FROM_THE_WEB


class Findings(Frozen):
    """What a search found, best first, and a sentence where not all places could be asked."""

    resources: tuple[Resource, ...] = ()
    notice: str | None = None


class Near(Frozen):
    """The line of a job or résumé that a question is nearest to in meaning, and how near (0-1)."""

    line: str
    share: float = Field(ge=0, le=1)


class Kit(Frozen):
    """A set of questions for one role."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    title: str = Field(min_length=1)
    role: str = Field(min_length=1)
    language: str = Field(default="en", pattern=LANGUAGE)
    version: int = 1
    summary: str = ""
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"question id {question.id} appears twice")
            seen.add(question.id)
        return self
