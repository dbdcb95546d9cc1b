"""Whether a sentence denies a point that it nearly copies; with fewer common words nobody knows."""

import re

from src.ai.graders.weigh import parts
from src.text import normalise, stems

CLOSE = 0.7
"""Share of a point's telling words from which a sentence is read as being about just this."""

HALF_CLOSE = 0.5
"""The same for a sentence that opens by calling what follows untrue."""

LONGER = 1.5
"""A sentence with so many times the point's words says more than the point: a "no" in it may belong
to the rest."""

_DENIES = re.compile(
    r"\b(it is|it's|that is|that's) (simply |just |also )?(not true|not the case|untrue|"
    r"false|wrong|incorrect) that\b"
)
_UNSURE = re.compile(
    r"^.{0,20}\b(don't|do not|can't|cannot|can not|am not|i'm not) (\w+ )?"
    r"(know|remember|recall|sure|certain)\b.{0,60}?\bbut\b"
)
"""What somebody doesn't know says nothing of what they go on to say."""
_NOT = re.compile(
    r"\b(not|never|no|none|neither|nor|without|cannot|false|untrue|incorrect|wrong|hardly|"
    r"opposite|fails? to|refuses? to|avoids?|instead of)\b|n't\b"
)


def is_negated(point: str, said: str) -> bool:
    """Say whether one holds a negation that the other lacks, while the words are the same."""
    statement, _ = parts(point)
    wanted, given = set(stems(statement)), set(stems(said))
    line, model = _UNSURE.sub(" ", normalise(said)), normalise(statement)
    denies = bool(_DENIES.search(line)) and not _DENIES.search(model)
    close = HALF_CLOSE if denies else CLOSE
    if not wanted or len(wanted & given) < close * len(wanted) or _says_more(given, wanted):
        return False
    return denies or bool(_NOT.search(model)) != bool(_NOT.search(line))


def _says_more(given: set[str], wanted: set[str]) -> bool:
    return len(given) > LONGER * len(wanted) + 1
