"""How far an answer says a whole reference text, on the scale on which people grade.

Three views, multiplied so that none alone carries: the reference's words (or others that say the
same), its runs of letters, and its four best-said sentences, because a reference lists alternatives
that no single answer needs. Cosines fit these data worse and were left out.
"""

import math
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from src.ai.graders.abbreviations import unfolded
from src.ai.graders.figures import figure_factor
from src.ai.graders.thesaurus import LESS, MORE, canonical
from src.ai.graders.tuned import (
    ABOUT,
    ABOUT_POWER,
    ALIKE,
    BEST_SENTENCES,
    DOUBT_POWER,
    DOUBT_SHARE,
    FLOOR,
    PRIOR_SHARE,
    PRIOR_WORDS,
    SCALE,
    SCALE_POWER,
    TOUCHING,
    VIEWS,
)
from src.ai.graders.weigh import DEMOTED
from src.text import LONGEST_RUN, SHORTEST_RUN, sentences, similarity, stem, stems, words

OPPOSITE_WAY = 0.5
PARTS = "divide divided half halve halved third quarter tenth"
"""Ways to say less that have other meanings elsewhere."""
FEW = 2
USUAL_WORDS, LENGTH_POWER = 25, 0.4
"""Beyond so many different telling words an answer holds more of any reference by chance."""
USUAL_REFERENCE, MOST_LENGTH = 40, 1.5
"""A reference of fewer different words holds fewer of an answer's; beyond so many times as much it
makes no difference."""
FEWEST_TELLING = 4
"""Telling words from which a sentence is judged by how much of it touches the matter."""
SHORT = 15
"""Words up to which a reference is one statement, so that its direction is the answer."""


def agreement(question: str, reference: str, answer: str) -> float:
    """Return the share of the marks, from 0 to 1, that the answer earns by the reference."""
    question = unfolded(question, reference)
    answer = unfolded(answer, f"{question}\n{reference}")
    fitting = _fitting(question, reference, answer)
    near = likeness(question, reference, answer)
    share = said(question, reference, _touching(question, reference, answer))
    longer = len(_meanings(answer)) / USUAL_WORDS
    bar = DOUBT_SHARE * max(1.0, math.pow(longer, LENGTH_POWER))
    doubt = min(1.0, max(share / bar, near / ALIKE)) ** DOUBT_POWER
    earned = doubt * min(1.0, SCALE * math.pow(share, SCALE_POWER))
    earned *= fitting
    earned *= figure_factor(question, reference, answer)
    return earned * (OPPOSITE_WAY if goes_the_other_way(reference, answer) else 1.0)


def said(question: str, reference: str, answer: str) -> float:
    """Return how much of the reference is said, from 0 to about 1; few words say little surely."""
    by_words, telling = _by_words(_meanings(question), _meanings(reference), _meanings(answer))
    by_runs = _by_runs(_runs(question), _runs(reference), _runs(answer))
    views = (
        _shrunk(by_words, telling),
        _shrunk(by_runs, telling),
        _best_sentences(question, reference, answer),
    )
    return math.exp(sum(w * math.log(FLOOR + v) for w, v in zip(VIEWS, views, strict=True)))


def likeness(question: str, reference: str, answer: str) -> float:
    """Return how alike the answer's words are to those of question and reference together.

    An answer of a few words is like them by chance, so it counts for less.
    """
    count = len(stems(answer))
    return similarity(f"{question} {reference}", answer) * count / (count + FEW)


def about(question: str, reference: str, answer: str) -> float:
    """Return the share of the answer's words that question or reference hold, from 0 to 1.

    Whoever speaks of something else says words of a reference by chance; it is what else they say
    that gives them away.
    """
    own = _meanings(answer)
    return len(own & (_meanings(question) | _meanings(reference))) / len(own) if own else 0.0


def _touching(question: str, reference: str, answer: str) -> str:
    """Return the sentences that touch the matter: others say words of it by chance alone."""
    known = _meanings(question) | _meanings(reference)
    least = TOUCHING * _length(reference)
    kept = []
    for sentence in sentences(answer):
        own = _meanings(sentence)
        if len(own) < FEWEST_TELLING or len(own & known) >= least * len(own):
            kept.append(sentence)
    return "\n".join(kept)


def _fitting(question: str, reference: str, answer: str) -> float:
    """Return what is left where the answer speaks of much that nothing was said about."""
    least = ABOUT * _length(reference)
    share = about(question, reference, answer)
    return math.pow(min(1.0, share / least), ABOUT_POWER) if least else 0.0


def _length(reference: str) -> float:
    """Return by how much more a reference of its length holds of an answer's words."""
    return math.sqrt(min(MOST_LENGTH, len(_meanings(reference)) / USUAL_REFERENCE))


def goes_the_other_way(reference: str, answer: str) -> bool:
    """Say whether a short reference speaks of more and the answer only of less, or vice versa."""
    if len(words(reference)) > SHORT:
        return False
    wanted, given = _directions(reference), _directions(answer)
    return len(wanted) == 1 and len(given) == 1 and wanted != given


@lru_cache(maxsize=2)
def _stems_of(group: str) -> frozenset[str]:
    return frozenset(form for word in group.split() for form in (stem(word), word))


def _directions(text: str) -> set[str]:
    found = {form for word in words(text) for form in (word, stem(word))}
    ways = (("less", f"{LESS} {PARTS}"), ("more", MORE))
    return {way for way, group in ways if found & _stems_of(group)}


@lru_cache(maxsize=512)
def _meanings(text: str) -> frozenset[str]:
    return frozenset(canonical(one) for one in stems(text))


@lru_cache(maxsize=128)
def _runs(text: str) -> frozenset[str]:
    """Return the runs of 3 to 5 characters of a text, across its words."""
    line = f" {' '.join(words(text))} "
    sizes = range(SHORTEST_RUN, LONGEST_RUN + 1)
    return frozenset(line[at : at + size] for size in sizes for at in range(len(line) - size + 1))


def _by_words(
    asked: frozenset[str], wanted: frozenset[str], given: Collection[str]
) -> tuple[float, float]:
    """Return the share of the wanted words that is given, and how much they weigh."""
    weights = {word: DEMOTED if word in asked else 1.0 for word in wanted}
    total = sum(weights.values())
    found = sum(weight for word, weight in weights.items() if word in given)
    return (found / total if total else 0.0), total


def _by_runs(asked: frozenset[str], wanted: frozenset[str], given: frozenset[str]) -> float:
    total = _weight(asked, wanted)
    return _weight(asked, wanted & given) / total if total else 0.0


def _weight(asked: frozenset[str], runs: frozenset[str]) -> float:
    common = len(runs & asked)
    return len(runs) - common + DEMOTED * common


def _shrunk(share: float, telling: float) -> float:
    """Draw a share towards what is usual, the more the fewer words it rests on."""
    if share >= 1:
        return 1.0
    return (share * telling + PRIOR_WORDS * PRIOR_SHARE) / (telling + PRIOR_WORDS)


def _best_sentences(question: str, reference: str, answer: str) -> float:
    """Return how far the sentences that are said best are said, each in one or two of his."""
    asked = _meanings(question)
    own = [_meanings(sentence) for sentence in sentences(answer)]
    spans = own + [one | two for one, two in pairwise(own)]
    telling = [m for m in map(_meanings, sentences(reference)) if m - asked]
    shares = [max((_by_words(asked, m, s)[0] for s in spans), default=0.0) for m in telling]
    best = sorted(shares, reverse=True)[:BEST_SENTENCES]
    return sum(best) / len(best) if best else 0.0
