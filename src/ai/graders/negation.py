"""Whether a sentence denies a point that it nearly copies; with fewer common words nobody knows."""

import re

from src.ai.graders.weigh import parts
from src.text import normalise, stems

CLOSE = 0.7
"""Share of a point's telling words from which a sentence is read as being about just this."""

LONGER = 1.5
"""A sentence with so many times the point's words says more than the point: a "no" in it may belong
to the rest."""

_NOT = re.compile(
    r"\b(not|never|no|none|neither|nor|without|cannot|false|untrue|incorrect|wrong|hardly|"
    r"opposite|fails? to|refuses? to|avoids?|instead of)\b|n't\b"
)


def is_negated(point: str, said: str) -> bool:
    """Say whether one holds a negation that the other lacks, while the words are the same."""
    statement, _ = parts(point)
    wanted = set(stems(statement))
    given = set(stems(said))
    if not wanted or len(wanted & given) < CLOSE * len(wanted) or _says_more(given, wanted):
        return False
    return bool(_NOT.search(normalise(statement))) != bool(_NOT.search(normalise(said)))


def _says_more(given: set[str], wanted: set[str]) -> bool:
    return len(given) > LONGER * len(wanted) + 1
