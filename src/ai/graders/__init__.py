"""Graders behind one contract: a score has evidence, or it is absent with a reason."""

from collections.abc import Sequence

from src.ai.graders.base import Grader
from src.ai.graders.choice import ChoiceGrader
from src.ai.graders.combine import apply_hints, by_skill, overall
from src.ai.graders.formula import FormulaGrader
from src.ai.graders.lexical import LexicalGrader
from src.ai.graders.number import NumberGrader
from src.ai.graders.rubric import Case, RubricGrader
from src.ai.graders.sql import SqlGrader
from src.ai.graders.star import star
from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.grades import Grade

__all__ = [
    "Case",
    "ChoiceGrader",
    "FormulaGrader",
    "Grader",
    "LexicalGrader",
    "NumberGrader",
    "QuickGraders",
    "RubricGrader",
    "SqlGrader",
    "apply_hints",
    "by_skill",
    "overall",
    "star",
]


class QuickGraders:
    """Picks the grader that needs no model by the question's kind."""

    def __init__(self) -> None:
        self._lexical = LexicalGrader()
        self._keyed: dict[QuestionKind, Grader] = {
            QuestionKind.NUMBER: NumberGrader(),
            QuestionKind.CHOICE: ChoiceGrader(),
            QuestionKind.FORMULA: FormulaGrader(),
            QuestionKind.SQL: SqlGrader(),
        }

    def is_open(self, question: Question) -> bool:
        """Say whether words are judged, so that a model may grade too."""
        return question.kind not in self._keyed

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade over all answers."""
        return self._keyed.get(question.kind, self._lexical).grade(question, answers)
