"""Answers in words of a candidate's own: a kit's sample answers, or sentences made from points.

No sentence holds more than 40 % of a point's content words, as the kits demand of their own sample
answers: a grader that only finds copies would not find these.
"""

from collections.abc import Iterator, Sequence
from random import Random

from src.ai.graders.weigh import match, parts, windows
from src.models.content import Point, Question
from src.text import sentences, stems, words

MOST_SHARE = 0.4
SPOKEN = (
    "I'd begin with {0}.",
    "After that comes {0}.",
    "For me that also means {0}.",
    "The other part is {0}.",
    "I'd have a look at {0}, too.",
    "And I wouldn't leave out {0}.",
    "What helped us there was {0}.",
)
PLAIN = "And then {0}, too."
"""Holds no word that carries meaning, so it fits round everything."""


def own_words(point: Point, others: Sequence[Point], rng: Random, share: float = 1.0) -> str:
    """Return sentences that together say a share of a point; at most 40 % of it in each."""
    said, also = parts(point.text)
    wanted = _content(said)
    chosen = wanted[: max(1, round(len(wanted) * share))]
    spare = [w for w in _content(also) if w not in wanted][: 2 if share < 1 else 4]
    limits = [set(stems(parts(p.text)[0])) for p in others]
    groups = list(_groups([*chosen, *spare], limits))
    start = rng.randrange(len(SPOKEN))
    return " ".join(_said(group, start + i, limits) for i, group in enumerate(groups))


def _said(group: Sequence[str], turn: int, limits: Sequence[set[str]]) -> str:
    """Return a sentence round the words, whose own words don't bring it nearer to a point."""
    told = [SPOKEN[(turn + i) % len(SPOKEN)].format(_listed(group)) for i in range(len(SPOKEN))]
    return next((s for s in told if not _too_much([s], limits)), PLAIN.format(_listed(group)))


def _content(text: str) -> list[str]:
    """Return the words that carry meaning, each once."""
    return list(dict.fromkeys(word for word in words(text) if stems(word)))


def _groups(content: Sequence[str], limits: Sequence[set[str]]) -> Iterator[list[str]]:
    """Yield the words in groups none of which holds too much of any point."""
    group: list[str] = []
    for word in content:
        if group and _too_much([*group, word], limits):
            yield group
            group = []
        if not _too_much([word], limits):
            group.append(word)
    if group:
        yield group


def _too_much(group: Sequence[str], limits: Sequence[set[str]]) -> bool:
    held = set(stems(" ".join(group)))
    return any(len(held & limit) > MOST_SHARE * len(limit) for limit in limits)


def _listed(group: Sequence[str]) -> str:
    return group[0] if len(group) == 1 else f"{', '.join(group[:-1])} and {group[-1]}"


def sample(question: Question, level: str, rng: Random) -> str:
    """Return an answer at a level: the kit's own, or one made from the points."""
    if question.answers is not None:
        return str(getattr(question.answers, level))
    points = question.points
    if level == "strong":
        return " ".join(own_words(p, points, rng) for p in points)
    if level == "medium":
        return " ".join(own_words(p, points, rng) for p in points[: max(1, len(points) // 2)])
    return "I would probably try something and see whether it gets any better."


def without(answer: str, point: Point, question: Question) -> tuple[str, str]:
    """Return an answer without the sentences that say a point, and these sentences."""
    demoted = frozenset(stems(question.text))
    left_out = [
        s for s in sentences(answer) if match(point.text, windows(s, 1), demoted).quote is not None
    ]
    kept = [s for s in sentences(answer) if s not in left_out]
    return " ".join(kept), " ".join(left_out)
