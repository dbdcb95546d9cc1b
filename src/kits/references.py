"""Whether a kit's own right answers can be graded: each is run in the graders' closed evaluators.

A hostile reference ends at the evaluators' bounds; a kit full of them ends at this one's.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.grades import Grade

MOST_RUN = 60
"""Formulas and queries of one kit; more than any interview could ask."""
MOST_S, MOST_EACH_S = 6.0, 1.0
"""For all of one kit, and for one: an honest reference takes milliseconds, and each grade of an
interview runs it again."""
RUN = frozenset({QuestionKind.FORMULA, QuestionKind.SQL})
TOO_MANY = f"a kit can hold {MOST_RUN} formulas and queries at most."
TOO_LONG = "the `expected` answers up to here take too long to run; make them simpler."
UNRUN = "the `expected` answer can't be run."
NAMELESS = "It names a function or a name that isn't known here (#NAME?)."
NOBODY_KNOWS = "=NOBODY_KNOWS_THIS(A1)"
SLOW = "the `expected` answer takes too long to run; make it simpler."


class Grading(Protocol):
    """Grades the answers to a question without a model."""

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade over all answers."""
        ...


class References:
    """Runs the references of a kit's formulas and queries."""

    def __init__(self, grading: Grading, monotonic: Callable[[], float]) -> None:
        self._grading = grading
        self._monotonic = monotonic

    def __call__(self, questions: Sequence[Question]) -> list[tuple[int, str]]:
        """Return which questions can't be graded, by number from 0, each with the reason."""
        run = [(number, q) for number, q in enumerate(questions) if q.kind in RUN]
        faults = [(number, TOO_MANY) for number, _ in run[MOST_RUN : MOST_RUN + 1]]
        until = self._monotonic() + MOST_S
        for number, question in run[:MOST_RUN]:
            began = self._monotonic()
            if began > until:
                return [*faults, (number, TOO_LONG)]
            grade = self._grading.grade(question, [right_of(question)])
            if self._monotonic() - began > MOST_EACH_S:
                faults.append((number, SLOW))
            elif grade.score is None:
                faults.append((number, f"{UNRUN} {_why(grade)}"))
            elif question.kind is QuestionKind.FORMULA and self._is_nameless(question):
                faults.append((number, f"{UNRUN} {NAMELESS}"))
        return faults

    def _is_nameless(self, question: Question) -> bool:
        """Say whether the reference gives #NAME?, as a function does that nobody knows."""
        return bool(self._grading.grade(question, [NOBODY_KNOWS]).score)


def _why(grade: Grade) -> str:
    for before in ("evaluated", "run"):
        said = f"The reference of this question can't be {before}. "
        if grade.reason.startswith(said):
            return grade.reason.removeprefix(said)
    return grade.reason


def right_of(question: Question) -> str:
    """Return the right answer of a keyed question as a candidate would send it."""
    expected = question.expected
    if isinstance(expected, tuple):
        return "\n".join(expected)
    if isinstance(expected, float):
        return f"{expected:.15g} {question.unit}".strip()
    return str(expected)
