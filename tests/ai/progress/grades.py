"""Graded answers for the tests on progress."""

from datetime import timedelta

from src.models.enums import GraderName
from src.models.progress import GradedAnswer
from tests.factory import NOON


def answer(day: int = 0, score: float = 5.0, **fields: object) -> GradedAnswer:
    """Return a graded answer in the interview of a day, counted from noon."""
    values: dict[str, object] = {
        "interview_id": f"iv-{day}",
        "at": NOON + timedelta(days=day),
        "role": "Backend engineer",
        "kit_id": "backend",
        "skill": "databases",
        "question_id": "q-1",
        "level": 3,
        "score": score,
        "confidence": 0.8,
        "grader": GraderName.LEXICAL,
    }
    return GradedAnswer.model_validate(values | fields)


def by_model(day: int, score: float, **fields: object) -> GradedAnswer:
    """Return an answer that a model graded."""
    return answer(day, score, **({"grader": GraderName.RUBRIC, "model": "gpt"} | fields))
