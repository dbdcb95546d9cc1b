"""The grader that needs no model: how far the answer says what was expected, in its own words.

It sees words, not truth: a contradiction looks like agreement. That is said beside its score.
"""

from collections.abc import Sequence

from src.ai.graders.guards import Guarded, guard
from src.ai.graders.star import star
from src.ai.graders.weigh import COVERED, Match, match, weights, windows
from src.models.content import Point, Question
from src.models.enums import Coverage, GraderName, QuestionKind
from src.models.grades import Criterion, Grade
from src.text import recall, sentences, stems, words

NAME = GraderName.LEXICAL
RATIONALE = "Graded by words, without a model: it sees what is said, not whether it is right."
NEAR = 0.05
"""A share this close to the threshold could fall on either side."""
PARTLY_WORTH = 0.5
BONUS_WORTH = 0.5
STORY_WINDOW = 3
"""Sentences that together may say a point of a story."""
FULL_WORDS = 60
"""An answer without points to check counts fully from here on."""


class LexicalGrader:
    """Grades open, behavioural and code questions."""

    @property
    def name(self) -> GraderName:
        """Say "lexical"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade over all answers; without points relevance and substance decide."""
        guarded = guard(question, answers)
        points = question.points
        demoted = frozenset(stems(question.text))
        told = question.kind is QuestionKind.BEHAVIOURAL
        found = windows(guarded.text, STORY_WINDOW if told else 2)
        matches = [(p, match(p.text, found, demoted)) for p in points]
        criteria = tuple(_criterion(p, m) for p, m in matches)
        raw = _score(matches) if points else _substance(question, guarded.text)
        return Grade(
            score=round(min(raw, guarded.cap), 1),
            confidence=_confidence(raw, guarded, matches),
            criteria=criteria,
            evidence=tuple(dict.fromkeys(c.quote for c in criteria if c.quote)),
            flags=guarded.flags,
            reason=guarded.reason,
            rationale=RATIONALE,
            grader=NAME,
        )


def _criterion(point: Point, found: Match) -> Criterion:
    return Criterion(
        label=point.label, coverage=found.coverage, weight=point.weight, quote=found.quote
    )


def _worth(found: Match) -> float:
    """Return what a point earns: all when covered, up to half when touched."""
    if found.coverage is Coverage.COVERED:
        return 1.0
    return PARTLY_WORTH * found.share / COVERED if found.coverage is Coverage.PARTLY else 0.0


def _score(matches: Sequence[tuple[Point, Match]]) -> float:
    """Return the weighted share of points, of 10; bonus points lift and never sink."""
    needed = [(p, m) for p, m in matches if not p.bonus] or list(matches)
    total = sum(p.weight for p, _ in needed)
    earned = sum(p.weight * _worth(m) for p, m in needed)
    extra = sum(BONUS_WORTH * p.weight * _worth(m) for p, m in matches if p.bonus)
    return 10 * min(1.0, (earned + extra) / total)


def _substance(question: Question, text: str) -> float:
    """Return a careful score where nothing is known of what was expected: never above 8."""
    own = weights(text)
    relevant = min(1.0, 2 * recall(weights(question.text), own))
    length = min(1.0, len(words(text)) / FULL_WORDS)
    if question.kind is QuestionKind.BEHAVIOURAL:
        parts = star(text)
        shape = sum(p.quote is not None for p in parts) / len(parts)
    else:
        shape = min(1.0, len(sentences(text)) / 4)
    return 8 * relevant * (0.2 + 0.4 * length + 0.4 * shape) if own else 0.0


def _confidence(raw: float, guarded: Guarded, matches: Sequence[tuple[Point, Match]]) -> float:
    """Return one minus the expected error: high at the ends, lower in the middle and near a bar."""
    if "no_answer" in guarded.flags:
        return 0.95
    if guarded.cap < raw:
        return 0.85
    if not matches:
        return 0.4
    near = sum(abs(m.share - COVERED) < NEAR for _, m in matches) / len(matches)
    middle = 1 - abs(raw - 5) / 5
    return round(max(0.3, 0.85 - 0.25 * middle - 0.25 * near), 2)
