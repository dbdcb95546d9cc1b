"""What processors share: cleaning, cutting at the limits, and telling of hidden text."""

import re
from collections.abc import Sequence

from src.documents import limits
from src.documents.sentences import error
from src.models.documents import Extract
from src.text import strip_invisible

_PLAIN = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0be", "•")
)
_ICON = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd]")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(?:-|\u00ad)\n([^\W\d_]+)")
_COMPOUNDS = frozenset(
    [
        "all",
        "anti",
        "client",
        "co",
        "cross",
        "data",
        "day",
        "double",
        "e",
        "end",
        "ex",
        "full",
        "hands",
        "half",
        "high",
        "in",
        "large",
        "long",
        "low",
        "mid",
        "month",
        "multi",
        "near",
        "new",
        "non",
        "off",
        "on",
        "one",
        "open",
        "part",
        "post",
        "pre",
        "quarter",
        "real",
        "self",
        "semi",
        "server",
        "short",
        "single",
        "small",
        "state",
        "sub",
        "test",
        "third",
        "time",
        "top",
        "two",
        "up",
        "user",
        "well",
        "wide",
        "year",
        "zero",
    ]
)
_TAGS = re.compile("[\U000e0020-\U000e007e]{8,}")
_TAG_BASE = 0xE0000
RAW = 4
"""Characters before cleaning that are looked at, for each that is kept."""


def finish(
    text: str,
    kind: str,
    *,
    pages: int = 1,
    hidden: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Extract:
    """Return the extract: cleaned, cut at the limits, with sentences about what was left out."""
    told = list(warnings)
    unseen = [*hidden, *(_untagged(found) for found in _TAGS.findall(text))]
    clean = tidy(text[: limits.MOST_CHARS * RAW])
    if not clean:
        raise error("no_text")
    if len(clean) > limits.MOST_CHARS or len(text) > limits.MOST_CHARS * RAW:
        clean = clean[: limits.MOST_CHARS]
        told.append(f"Only the first {limits.MOST_CHARS:,} characters were read.")
    quote = quoted(unseen)
    if quote:
        told.append(f"This text is invisible in your file; we ignore it: “{quote}”")
    return Extract(text=clean, pages=max(1, pages), format=kind, warnings=tuple(told))


def quoted(texts: Sequence[str]) -> str:
    """Return the beginning of what was left out, in one line."""
    quote = tidy(" ".join(texts)[: limits.LONGEST_QUOTE * RAW * RAW]).replace("\n", " ")
    return quote[: limits.LONGEST_QUOTE] + ("…" if len(quote) > limits.LONGEST_QUOTE else "")


def tidy(text: str) -> str:
    """Return text with whole words, plain letters, single blanks and no debris of its layout."""
    plain = _ICON.sub("", text.translate(_PLAIN)).encode("utf-8", "ignore").decode()
    clean = strip_invisible(_whole_words(plain))
    clean = re.sub(r"[ \t]+", " ", clean)
    clean = re.sub(r" ?\n ?", "\n", clean)
    return re.sub(r"\n{3,}", "\n\n", clean).strip()


def _whole_words(text: str) -> str:
    """Join words that a line's end broke, and keep the hyphen of those that have one of their own.

    A compound is known by its first part, or by standing elsewhere in the text with its hyphen.
    """
    if "-\n" not in text and "\u00ad\n" not in text:
        return text
    lowered = text.lower()

    def joined(broken: re.Match[str]) -> str:
        first, rest = broken.groups()
        if not rest[0].islower() or (first.isupper() and len(first) > 1):
            return broken.group().replace("\n", "")
        whole = f"{first}{rest}".lower()
        compound = f"{first}-{rest}".lower()
        own = compound in lowered or (first.lower() in _COMPOUNDS and whole not in lowered)
        return f"{first}-{rest}" if own else f"{first}{rest}"

    return _BROKEN_WORD.sub(joined, text)


def _untagged(found: str) -> str:
    """Return what invisible tag characters spell."""
    return "".join(chr(ord(char) - _TAG_BASE) for char in found)
