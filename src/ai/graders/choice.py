"""Choices: the right ones count, wrong ones count against them."""

from collections.abc import Sequence

from src.ai.graders.picks import picked
from src.models.content import Choice, Question
from src.models.enums import Coverage, GraderName
from src.models.grades import Criterion, Grade

NAME = GraderName.CHOICE


class ChoiceGrader:
    """Grades choice questions; an answer names one or more by text or by label."""

    @property
    def name(self) -> GraderName:
        """Say "choice"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the share of right choices less the wrong ones; unscored for an unknown one."""
        chosen = picked(question.choices, answers[-1] if answers else "")
        if not chosen:
            reason = "This is none of the choices." if chosen is None else "Nothing was chosen."
            return Grade(reason=reason, grader=NAME, confidence=1.0)
        right = set(question.expected) if isinstance(question.expected, tuple) else set()
        good = [c for c in chosen if c.text in right]
        share = max(0.0, (len(good) - (len(chosen) - len(good))) / len(right))
        return Grade(
            score=round(10 * share, 1),
            confidence=1.0,
            criteria=tuple(_criteria(question, chosen, right)),
            evidence=tuple(c.text for c in chosen),
            rationale=_words(chosen, right, question),
            grader=NAME,
        )


def _criteria(question: Question, chosen: Sequence[Choice], right: set[str]) -> list[Criterion]:
    """Return one criterion for each right choice and each wrong one that was picked."""
    texts = {c.text for c in chosen}
    told = [c for c in question.choices if c.text in right or c.text in texts]
    return [
        Criterion(
            label=c.text[:40],
            coverage=Coverage.COVERED if c.text in right and c.text in texts else Coverage.MISSED,
            quote=c.text if c.text in texts else None,
            comment=c.why,
        )
        for c in told
    ]


def _words(chosen: Sequence[Choice], right: set[str], question: Question) -> str:
    wrong = [c for c in chosen if c.text not in right]
    left = [c for c in question.choices if c.text in right and c not in chosen]
    if not wrong and not left:
        return " ".join(["Right.", *(c.why for c in chosen if c.why)])
    told = [f"“{c.text}” isn't right{': ' + c.why if c.why else '.'}" for c in wrong]
    told += [f"“{c.text}” was missing{': ' + c.why if c.why else '.'}" for c in left]
    return " ".join(told)
