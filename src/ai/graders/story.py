"""Stories from work: how well one is told, and whether it is about what was asked.

Measured in November 2026 on 20 good stories in other words than the kits' and 612 for another
question of the shipped kits: words shared with points, sample and hints of the question tell the
two apart in nine of ten pairs, matched points alone in three of four. So what is about something
else is found often, never always. The stories' authors knew the points, and the numbers here were
chosen while watching them, so this flatters.
"""

import math
import re
from collections.abc import Sequence

from src.ai.graders.star import FIGURE, OWN_ACT, star
from src.ai.graders.weigh import parts
from src.models.content import Question
from src.text import normalise, sentences, stem, stems, words

TOLD_WORTH = 9.0
"""What a well told story earns at most where it fits and few points are found by their words."""
MOST_UNFIT, UNFIT_SHARE = 3.0, 0.2
"""What a story for another question earns at most, and the share of its telling that it earns."""
A_STORY = 0.5
"""Less than this much of a story earns nothing by its telling alone."""
FITS, FITS_WITHOUT_SAMPLE = 0.145, 0.125
"""Shared words from which a story is more likely to fit than not, with a sample answer known and
without; SOFT is how far from them it is still open."""
SOFT = 0.01
FITS_THIN, THIN, THICK = 0.1, 30, 86
"""The same where no more is known than a question and plain points, of so many different words; it
rises to the one above with the words of a shipped question. At .1 three of ten good stories in
other words fit and 6 % of those for another question, at .125 one and 1 % (10 stories, 690 pairs,
27 November 2026)."""
USUAL_SHARE, SHARE_WORTH = 0.2, 0.1
"""How far points are said by any story, and what more of it adds to the shared words."""
ENOUGH_WORDS, ENOUGH_ACTS, ENOUGH_FIGURES = 90, 6, 3
COMMON_WORTH = 0.3
"""Weight of a word that most stories hold."""
_COMMON = frozenset(
    stem(word)
    for word in """
    another asked back better called came changed colleague come date days decided eight end evening
    first forty four friday gave hundred knew later look mine minutes money month myself near next
    nobody now old ones openly others people plan put ran reason said saw showed since small stay
    still taught three time today told took trust two waited wanted week went worked wrote year
    """.split()  # noqa: SIM905 - one word a line would be sixty lines
)
"""Words of a quarter or more of the kits' sample stories."""
_WOULD = re.compile(r"\b(i|we|you) (would|could|should|will|can|might|usually|always|try to)\b")
_WHO = re.compile(r"\b(i|we|my|our|me|us|he|she|they|it|his|her|their|was|were|had|nobody)\b")
_WEIGHTS = {"length": 0.25, "acts": 0.3, "figures": 0.15, "parts": 0.3}


def story_score(question: Question, answer: str, points: float, shares: Sequence[float]) -> float:
    """Return the score of 10: points or telling, whichever is more, as far as the story fits.

    `points` is the score by points alone, `shares` how far each was said.
    """
    likely, share = _likely(question, answer, shares), told(answer)
    telling = TOLD_WORTH * share
    unfit = min(MOST_UNFIT, max(points, UNFIT_SHARE * telling if share >= A_STORY else 0.0))
    return likely * max(points, telling) + (1 - likely) * unfit


def _likely(question: Question, answer: str, shares: Sequence[float]) -> float:
    """Return how likely it is, from 0 to 1, that the story is one that was asked for."""
    bar = fit_bar(question)
    said = sum(min(0.5, share) for share in shares) / len(shares) if shares else USUAL_SHARE
    near = fit(question, answer) + SHARE_WORTH * (said - USUAL_SHARE)
    return 1 / (1 + math.exp(min(50.0, (bar - near) / SOFT)))


def fit_bar(question: Question) -> float:
    """Return the share of words from which a story is more likely to fit a question than not."""
    if question.answers is not None:
        return FITS
    known = len(frozenset(stems(_about(question))))
    share = min(1.0, max(0.0, (known - THIN) / (THICK - THIN)))
    return FITS_THIN + share * (FITS_WITHOUT_SAMPLE - FITS_THIN)


def told(answer: str) -> float:
    """Return from 0 to 1 how much of a story an answer is: own deeds, parts, figures, length."""
    kept = [sentence for sentence in sentences(answer) if _tells(normalise(sentence))]
    line = normalise(" ".join(kept))
    seen = {
        "length": len(words(line)) / ENOUGH_WORDS,
        "acts": len(OWN_ACT.findall(line)) / ENOUGH_ACTS,
        "figures": sum(bool(FIGURE.search(normalise(s))) for s in kept) / ENOUGH_FIGURES,
        "parts": sum(part.quote is not None for part in star("\n".join(kept))) / 4,
    }
    whole = sum(weight * min(1.0, seen[name]) for name, weight in _WEIGHTS.items())
    return whole * _happened(line)


def _tells(sentence: str) -> bool:
    """Say whether a sentence tells something of somebody: a bare question or an order doesn't."""
    return bool(_WHO.search(sentence)) and not (sentence.endswith("?") and '"' not in sentence)


def fit(question: Question, answer: str) -> float:
    """Return how far story and question share their words, from 0 to 1: about .2 for a good one."""
    asked, given = frozenset(stems(_about(question))), frozenset(stems(answer))
    shared = _weight(asked & given)
    return shared / math.sqrt(_weight(asked) * _weight(given)) if shared else 0.0


def _about(question: Question) -> str:
    """Return all that is known of what a fitting story speaks of."""
    pieces: list[str] = [question.text, question.situation or "", question.competence or ""]
    pieces += [" ".join(parts(point.text)) for point in question.points]
    pieces += [*question.hints, *(f.text for f in question.follow_ups), *question.anchors.values()]
    if question.answers is not None:
        pieces.append(question.answers.strong)
    return "\n".join(pieces)


def _weight(terms: frozenset[str]) -> float:
    return sum(COMMON_WORTH if term in _COMMON else 1.0 for term in terms)


def _happened(line: str) -> float:
    """Return less than 1 where what would be done outweighs what was done."""
    done, would = len(OWN_ACT.findall(line)), len(_WOULD.findall(line))
    return 1.0 if would <= done else (done + 1) / (would + 1)
