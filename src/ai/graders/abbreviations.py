"""Abbreviations that meet their words: "DQDB" says "Distributed Queue Dual Buses", and back."""

import re
from collections.abc import Iterator
from functools import lru_cache

from src.text import STOPWORDS, strip_invisible

FEWEST, MOST = 3, 6
"""Letters of an abbreviation; two letters stand for too much by chance."""
_WORD = re.compile(r"[^\W\d_]+")


def unfolded(text: str, known: str) -> str:
    """Return a text followed by what its abbreviations mean, or how its words are abbreviated.

    Both only where `known` holds the other form.
    """
    ours, theirs = _runs(text), _runs(known)
    meant = [theirs[short] for short in _short(text) if short in theirs]
    shortened = [short for short in _short(known) if short in ours]
    return "\n".join([text, *dict.fromkeys(meant + shortened)])


def _short(text: str) -> list[str]:
    """Return the words with two capitals or more, in small letters, without a plural's end."""
    found = [word.removesuffix("s") for word in _WORD.findall(strip_invisible(text))]
    return [
        word.casefold()
        for word in dict.fromkeys(found)
        if FEWEST <= len(word) <= MOST and sum(letter.isupper() for letter in word) > 1
    ]


@lru_cache(maxsize=64)
def _runs(text: str) -> dict[str, str]:
    """Return runs of neighbouring words by their initials, with and without the small words."""
    spelled = [word.casefold() for word in _WORD.findall(strip_invisible(text))]
    telling = [word for word in spelled if word not in STOPWORDS]
    return {
        "".join(word[0] for word in run): " ".join(run)
        for words in (telling, spelled)
        for run in _neighbours(words)
    }


def _neighbours(words: list[str]) -> Iterator[list[str]]:
    for size in range(FEWEST, MOST + 1):
        yield from (words[start : start + size] for start in range(len(words) - size + 1))
