"""The contract of every grader."""

from collections.abc import Sequence
from typing import Protocol

from src.models.content import Question
from src.models.enums import GraderName
from src.models.grades import Grade


class Grader(Protocol):
    """Grades all answers to one question, in milliseconds and without a model.

    Returns a score with evidence, or unscored with the reason; never a made-up middle score, and
    never raises for a poor answer.
    """

    @property
    def name(self) -> GraderName:
        """The name that stands beside every score."""
        ...

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade over all answers, in the order they were given."""
        ...
