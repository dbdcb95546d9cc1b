"""What the job asks for and what the résumé shows: by layout and lexicon, without a model. Pure.

A résumé is data here like everywhere: nothing in it can change what is asked or how it is graded.
"""

import re
from collections.abc import Sequence

from src.ai.profile.matching import Evidence, Line, lines_of
from src.ai.profile.requirements import requirements_of
from src.models.documents import Profile

MOST_SKILLS = 20
MOSTLY = 0.6
LONGEST_WORD = 40
_PERIOD = re.compile(
    r"\b(19|20)\d\d\s*[-–—]\s*((19|20)\d\d|present|now|today|current)\b", re.IGNORECASE
)


def read_profile(resume_text: str, job_text: str) -> Profile:
    """Return requirements with the résumé line that shows each, and the skills that match."""
    lines = lines_of(resume_text)
    evidence = Evidence(lines)
    asked = requirements_of(job_text)
    return Profile(
        requirements=tuple(evidence.match(each) for each in asked),
        skills=evidence.skills(asked, MOST_SKILLS),
        quality=_quality(lines),
    )


def _quality(lines: Sequence[Line]) -> float:
    """Return the share of lines that read like words, not debris; 1 without a résumé."""
    if not lines:
        return 1.0
    return round(sum(_reads_well(line.text) for line in lines) / len(lines), 2)


def _reads_well(text: str) -> bool:
    """Say whether a line is words; letters with gaps, glued words and foreign signs are debris."""
    if "\ufffd" in text:
        return False
    if _PERIOD.search(text) or "@" in text[1:-1]:
        return True
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single > len(words) / 2 and len(words) > 3:  # noqa: PLR2004 - "A B C" may be grades
        return False
    if max(map(len, words)) > LONGEST_WORD and "/" not in text:
        return False
    return sum(c.isalpha() or c.isspace() for c in text) / len(text) >= MOSTLY
