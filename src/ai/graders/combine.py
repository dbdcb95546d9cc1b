"""Pure arithmetic on grades: hints, the overall, the skills. Unscored ones are never counted in."""

from collections.abc import Iterable, Mapping, Sequence

from src.models.enums import QuestionState
from src.models.grades import Grade, GradeRecord, Overall, SkillScore
from src.models.interview import AskedQuestion

HINT_PRICE = 1.0


def apply_hints(grade: Grade, hints_used: int, price: float = HINT_PRICE) -> Grade:
    """Return the grade with what its hints cost taken off, not below 0; unscored stays unscored."""
    if grade.score is None or hints_used == 0:
        return grade
    deduction = min(grade.score, hints_used * price)
    return grade.model_copy(
        update={"score": round(grade.score - deduction, 1), "deduction": deduction}
    )


def overall(asked: Sequence[AskedQuestion], records: Mapping[int, GradeRecord]) -> Overall:
    """Return the mean over graded questions, and on how many it rests."""
    closed = [q for q in asked if q.state is QuestionState.CLOSED]
    grades = [records[q.position].grade for q in closed if q.position in records]
    scored = _scored(grades)
    return Overall(
        score=_mean(score for score, _ in scored),
        confidence=_mean(confidence for _, confidence in scored) or 0.0,
        graded=len(scored),
        ungraded=len(closed) - len(scored),
        skipped=sum(q.state is QuestionState.SKIPPED for q in asked),
    )


def by_skill(
    asked: Sequence[AskedQuestion],
    records: Mapping[int, GradeRecord],
    levels: Mapping[str, int],
) -> tuple[SkillScore, ...]:
    """Return each skill's mean over its graded questions, in the order they were asked."""
    skills = dict.fromkeys(q.question.skill for q in asked if q.state is QuestionState.CLOSED)
    found = []
    for skill in skills:
        of_skill = [q for q in asked if q.question.skill == skill]
        part = overall(of_skill, records)
        found.append(
            SkillScore(
                skill=skill,
                score=part.score,
                confidence=part.confidence,
                graded=part.graded,
                ungraded=part.ungraded,
                level=levels.get(skill),
            )
        )
    return tuple(found)


def _scored(grades: Iterable[Grade]) -> list[tuple[float, float]]:
    return [(g.score, g.confidence) for g in grades if g.score is not None]


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 2) if listed else None
