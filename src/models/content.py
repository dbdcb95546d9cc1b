"""Kits and their questions: what `data/kits/<id>.yaml` holds."""

from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from src.models.base import Frozen
from src.models.enums import QuestionKind


class Point(Frozen):
    """One checkable statement that a good answer contains.

    `text` may end with other usual words for it in square brackets: graders count them, people are
    shown the statement alone.
    """

    label: str = Field(min_length=1, max_length=40, description="The only thing a prompt may say")
    text: str = Field(min_length=3, max_length=600)
    weight: float = Field(default=1.0, ge=0.5, le=3.0)
    bonus: bool = Field(default=False, description="Lifts an answer, never sinks it")


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


class SampleAnswers(Frozen):
    """What strong, medium and weak sound like; tests grade them, nobody copies them."""

    strong: str
    medium: str
    weak: str


class Question(Frozen):
    """One question with everything that interviewer, grader and coach need to know of it.

    `minutes` is the time a good answer takes. A number question carries `expected`, `unit` and a
    relative `tolerance`; a choice question carries `choices` and `expected` (the right texts).
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
    expected: FiniteFloat | tuple[str, ...] | None = None
    unit: str = ""
    tolerance: float = Field(default=0.01, ge=0, le=1)

    @model_validator(mode="after")
    def _keys_fit_the_kind(self) -> Self:
        """A question that can't be graded is refused when it is read."""
        if self.kind is QuestionKind.NUMBER and not isinstance(self.expected, float):
            raise ValueError(f"question {self.id}: a number question needs a number as `expected`")
        if self.kind is QuestionKind.CHOICE:
            self._check_choices()
        labels = {point.label for point in self.points}
        stray = [f.to for f in self.follow_ups if f.to not in labels]
        if stray:
            raise ValueError(f"question {self.id}: follow-up to unknown point {stray[0]!r}")
        return self

    def _check_choices(self) -> None:
        texts = {choice.text for choice in self.choices}
        if len(texts) < 2 or len(texts) != len(self.choices):  # noqa: PLR2004 - two make a choice
            raise ValueError(f"question {self.id}: `choices` needs at least two different texts")
        right = self.expected if isinstance(self.expected, tuple) else ()
        if not right or not set(right) <= texts:
            raise ValueError(f"question {self.id}: `expected` must list some of the `choices`")


class Resource(Frozen):
    """Something to learn from. `kind`: documentation, book, course, article or video."""

    title: str = Field(min_length=2, max_length=200)
    author: str = Field(min_length=1, max_length=120)
    kind: str = Field(max_length=40)
    url: str | None = Field(default=None, max_length=400, pattern=r"^https://")
    free: bool = True
    skills: tuple[str, ...] = Field(min_length=1)


class Kit(Frozen):
    """A set of questions for one role."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    title: str
    role: str
    language: str = "en"
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
