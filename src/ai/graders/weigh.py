"""How far an answer says an expected text: words weighed by what they tell, and runs of letters.

Words that the question itself holds count little; no word list of how rare words are is needed:
on human-scored answers their length did as well (recall r .396 within questions, against .397).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from src.ai.graders.tuned import COVERED, PARTLY
from src.models.enums import Coverage
from src.text import grams, recall, sentences, stems

OTHERS = 0.9
"""How much all of a point's other usual words together would add to the share."""
DEMOTED = 0.25
"""Weight of a word that the question itself contains: repeating it shows little."""
LONGEST = 8
"""Letters from which a stem counts as fully telling; length stands in for rarity."""
CLEARLY = 0.04
"""By how much a wider window must say more than the best narrower one to count: a sentence that
happens to share some letters adds nothing."""


@dataclass(frozen=True)
class Window:
    """A sentence of the answer, or some neighbours."""

    text: str
    width: int
    terms: Mapping[str, float]
    grams: Mapping[str, float]


@dataclass(frozen=True)
class Match:
    """The best window for a point and how far it says it, from 0 to 1."""

    share: float
    quote: str | None

    @property
    def coverage(self) -> Coverage:
        """Return the share as covered, partly or missed."""
        if self.share >= COVERED:
            return Coverage.COVERED
        return Coverage.PARTLY if self.share >= PARTLY else Coverage.MISSED


def weights(text: str, demoted: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the telling weight of each stem of a text."""
    counted = Counter(stems(text))
    return {
        term: (1 + math.log(count))
        * (DEMOTED if term in demoted else 1.0)
        * min(len(term), LONGEST)
        / LONGEST
        for term, count in counted.items()
    }


def _share(
    window: Window,
    wanted: Mapping[str, float],
    also: Mapping[str, float],
    shapes: Mapping[str, float],
) -> float:
    share = (recall(wanted, window.terms) + recall(shapes, window.grams)) / 2
    return min(1.0, share + OTHERS * recall(also, window.terms))


def parts(point: str) -> tuple[str, str]:
    """Return a point's statement, and the other usual words that stand in square brackets."""
    said, _, rest = point.partition("[")
    return said.strip(), rest.rstrip("] ")


def windows(answer: str, widest: int = 2) -> list[Window]:
    """Return each sentence of an answer and each run of up to `widest` neighbours."""
    said = sentences(answer)
    runs = [
        (size, " ".join(said[start : start + size]))
        for size in range(1, widest + 1)
        for start in range(len(said) - size + 1)
    ]
    return [Window(text=run, width=n, terms=weights(run), grams=grams(run)) for n, run in runs]


def match(point: str, found: Sequence[Window], demoted: frozenset[str]) -> Match:
    """Return how far the windows say the point, with the words that do.

    Other usual words in square brackets lift the share: an answer needs some of them, never all.
    """
    statement, others = parts(point)
    wanted, also, shapes = weights(statement, demoted), weights(others, demoted), grams(statement)
    best, quote = 0.0, None
    for _, group in groupby(found, key=lambda window: window.width):
        shares = [(_share(window, wanted, also, shapes), window) for window in group]
        share, window = max(shares, key=lambda pair: pair[0])
        if share > best + CLEARLY:
            best, quote = share, window.text
    return Match(share=best, quote=quote if best >= PARTLY else None)
