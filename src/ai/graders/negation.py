"""Whether a sentence denies a point that it nearly copies; with fewer common words nobody knows."""

import re

from src.ai.graders.weigh import parts
from src.text import normalise, stems

CLOSE = 0.7
"""Share of a point's telling words from which a sentence is read as being about just this."""

_NOT = re.compile(
    r"\b(not|never|no|none|neither|nor|without|cannot|false|untrue|incorrect|wrong|hardly|"
    r"opposite|fails? to|refuses? to|avoids?|instead of)\b|n't\b"
)


def is_negated(point: str, said: str) -> bool:
    """Say whether one holds a negation that the other lacks, while the words are the same."""
    statement, _ = parts(point)
    wanted = set(stems(statement))
    if not wanted or len(wanted & set(stems(said))) < CLOSE * len(wanted):
        return False
    return bool(_NOT.search(normalise(statement))) != bool(_NOT.search(normalise(said)))
