"""Which choices an answer names: by text, by letter or number, one or several, or in a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase

from src.models.content import Choice
from src.text import normalise

_BULLET = re.compile(r"^\s*[-*•]\s+")
_FRAME = re.compile(
    r"^(so |i (choose|pick|think( it'?s)?|would (choose|pick|say)) )?(the |my )?"
    r"((right |correct )?(answers?|options?|choices?|letters?)( (is|are))?:? *)+"
)
_BETWEEN = re.compile(r"\s*(?:[,;&+/]|\band\b)\s*")
_LABELLED = re.compile(r"^[(\[]?([a-z]|\d{1,2})[)\].:]+\s*(.*)$")
_AROUND = " .,;:!\"'()[]"
_DENIED = re.compile(r"\b(not|never|nor|neither|except|without|wrong)\b|n't\b")


def picked(choices: Sequence[Choice], answer: str) -> list[Choice] | None:
    """Return the choices that an answer names, none for a blank one, or None for an unknown one."""
    found: list[Choice] = []
    for line in answer.splitlines():
        if line.strip():
            named = _of_line(choices, normalise(_BULLET.sub("", line)))
            if named is None:
                return None
            found += named
    return list(dict.fromkeys(found))


def labelled(choices: Sequence[Choice], label: str) -> Choice | None:
    """Return the choice by its letter or number, unless the choices' own texts are such labels."""
    key = normalise(label).strip(_AROUND)
    if any(len(c.text.strip()) == 1 or c.text.strip().isdigit() for c in choices):
        return None
    if len(key) == 1 and key in ascii_lowercase:
        at = ascii_lowercase.index(key)
    else:
        at = int(key) - 1 if key.isascii() and key.isdigit() and len(key) < FEW_DIGITS else -1
    return choices[at] if 0 <= at < len(choices) else None


FEW_DIGITS = 3


def _of_line(choices: Sequence[Choice], line: str) -> list[Choice] | None:
    whole = _one(choices, line)
    if whole is not None:
        return [whole]
    plain = _FRAME.sub("", line)
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip(_AROUND)]
    named = [_one(choices, piece) for piece in pieces]
    if named and None not in named:
        return [one for one in named if one is not None]
    return _in_sentence(choices, line)


def _one(choices: Sequence[Choice], piece: str) -> Choice | None:
    """Return the choice whose text or label a piece is; of both together the text counts."""
    by_text = {normalise(c.text).strip(_AROUND): c for c in choices}
    found = by_text.get(piece.strip(_AROUND)) or labelled(choices, piece)
    if found is not None:
        return found
    both = _LABELLED.match(piece)
    return by_text.get(both[2].strip(_AROUND)) if both else None


def _in_sentence(choices: Sequence[Choice], line: str) -> list[Choice] | None:
    """Return the choices whose texts a sentence holds; one that denies anything names none."""
    if _DENIED.search(line):
        return None
    spans = sorted(_spans(choices, line), key=lambda span: (span[0], -span[1]))
    free = [span for before, span in pairwise([(-1, -1, None), *spans]) if span[0] >= before[1]]
    return [choice for _, _, choice in free if choice is not None] or None


def _spans(choices: Sequence[Choice], line: str) -> Iterator[tuple[int, int, Choice | None]]:
    for choice in choices:
        text = re.escape(normalise(choice.text).strip(_AROUND))
        if len(text) < FEW_DIGITS:
            continue
        for found in re.finditer(rf"(?<!\w){text}(?!\w)", line):
            yield (*found.span(), choice)
