"""Arithmetic of the lexical grade: what points earn, what substance shows, how sure it is."""

from collections.abc import Sequence
from itertools import pairwise

from src.ai.graders.guards import Guarded
from src.ai.graders.story import told
from src.ai.graders.tuned import COVERED, ERROR_BY_SCORE
from src.ai.graders.weigh import Match, weights
from src.models.content import Point, Question
from src.models.enums import Coverage, QuestionKind
from src.text import recall, sentences, stems, words

NEAR = 0.05
"""A share this close to the threshold could fall on either side."""
PARTLY_WORTH = 0.5
BONUS_WORTH = 0.5
FULL_WORDS = 60
"""An answer without points to check counts fully from here on."""
FULL_SENTENCES = 4
MOST_BARE = 8.0
"""The most that relevance and substance can show where nothing is known of what was expected."""
LEAST_RELEVANT = 0.5
"""A story may share no word with its question and still answer it."""
SURE_OF_NOTHING = 0.95
SURE_OF_CAP = 0.85
BARE = 0.4
LEAST = 0.3


def _worth(found: Match) -> float:
    """Return what a point earns: all when covered, up to half when touched."""
    if found.coverage is Coverage.COVERED:
        return 1.0
    return PARTLY_WORTH * found.share / COVERED if found.coverage is Coverage.PARTLY else 0.0


def points_score(matches: Sequence[tuple[Point, Match]]) -> float:
    """Return the weighted share of points, of 10; bonus points lift and never sink."""
    needed = [(p, m) for p, m in matches if not p.bonus] or list(matches)
    total = sum(p.weight for p, _ in needed)
    earned = sum(p.weight * _worth(m) for p, m in needed)
    extra = sum(BONUS_WORTH * p.weight * _worth(m) for p, m in matches if p.bonus)
    return 10 * min(1.0, (earned + extra) / total)


def substance(question: Question, text: str) -> float:
    """Return a careful score where nothing is known of what was expected: never above 8.

    Sentences that have no word in common with the question or with those that have are left out.
    """
    text = text if question.kind is QuestionKind.BEHAVIOURAL else _connected(question.text, text)
    own = weights(text)
    relevant = min(1.0, 2 * recall(weights(question.text), own))
    length = min(1.0, len(words(text)) / FULL_WORDS)
    if question.kind is QuestionKind.BEHAVIOURAL:
        return MOST_BARE * told(text) * (LEAST_RELEVANT + (1 - LEAST_RELEVANT) * relevant)
    shape = min(1.0, len(sentences(text)) / FULL_SENTENCES)
    return MOST_BARE * relevant * (0.2 + 0.4 * length + 0.4 * shape) if own else 0.0


def _connected(asked: str, text: str) -> str:
    said = [(sentence, frozenset(stems(sentence))) for sentence in sentences(text)]
    theme = frozenset(stems(asked))
    near = theme.union(*(terms for _, terms in said if terms & theme))
    return "\n".join(sentence for sentence, terms in said if terms & near)


def confidence(raw: float, guarded: Guarded, matches: Sequence[tuple[Point, Match]]) -> float:
    """Return one minus the expected error: high at the ends, lower in the middle and near a bar."""
    if "no_answer" in guarded.flags:
        return SURE_OF_NOTHING
    if guarded.cap < raw:
        return SURE_OF_CAP
    if not matches:
        return BARE
    near = sum(abs(m.share - COVERED) < NEAR for _, m in matches) / len(matches)
    return round(max(LEAST, 1 - expected_error(raw) - 0.2 * near), 2)


def expected_error(score: float) -> float:
    """Return the measured absolute error, as a share of the scale, between two bars by line."""
    for (low, before), (high, after) in pairwise(ERROR_BY_SCORE):
        if score <= high:
            return before + (after - before) * (score - low) / (high - low)
    return ERROR_BY_SCORE[-1][1]
