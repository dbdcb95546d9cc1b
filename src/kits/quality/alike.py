"""Questions that ask the same, by their words and by what they expect."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from src.models.content import Question
from src.text import cosine, stems

SAME = 0.6
"""Likeness of two questions that are one: lightly reworded copies of six lie at .76 to .96, and of
89,000 pairs of different ones the closest at .58. A free paraphrase (.11 to .49) can only show in
its points: no two questions expect things more alike than .47."""

Bag = Counter[str]


def alike(questions: Sequence[Question]) -> list[tuple[str, str]]:
    """Return the pairs, by id, that ask or, where they are told, expect the same."""
    asked = {q.id: asked_of(q) for q in questions}
    expected = {q.id: expected_of(q) for q in questions if q.answers is not None}
    pairs = [*_close(asked), *_close(expected)]
    return list(dict.fromkeys(pairs))


def alike_elsewhere(
    questions: Sequence[Question], others: Sequence[Question]
) -> list[tuple[str, str]]:
    """Return the questions that one of the others asks already, each with its text."""
    there = [(other.text, asked_of(other)) for other in others]
    found = []
    for question in questions:
        mine = asked_of(question)
        twin = next((text for text, bag in there if cosine(mine, bag) > SAME), None)
        if twin is not None:
            found.append((question.id, twin))
    return found


def asked_of(question: Question) -> Bag:
    """Return the telling words of a question, counted."""
    return bag([question.text])


def expected_of(question: Question) -> Bag:
    """Return the telling words of a question's points, counted."""
    return bag(point.statement for point in question.points)


def bag(texts: Iterable[str]) -> Bag:
    """Count the telling words of some texts."""
    return Counter(stem for text in texts for stem in stems(text))


def _close(bags: Mapping[str, Bag]) -> list[tuple[str, str]]:
    return [(i, j) for i, j in combinations(bags, 2) if cosine(bags[i], bags[j]) > SAME]
