"""What processors share: cutting at the limits and telling of hidden text."""

import re

from src.documents import limits
from src.documents.sentences import error
from src.models.documents import Extract
from src.text import strip_invisible

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " "})
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad]\n(?=[a-zà-ÿ])")


def finish(
    text: str, kind: str, pages: int = 1, hidden: str = "", warnings: tuple[str, ...] = ()
) -> Extract:
    """Return the extract: cleaned, cut at the limits, with sentences about what was left out."""
    told = list(warnings)
    clean = strip_invisible(_BROKEN_WORD.sub("", text.translate(_LIGATURES)))
    clean = re.sub(r"[ \t]+", " ", clean)
    clean = re.sub(r" ?\n ?", "\n", clean)
    clean = re.sub(r"\n{3,}", "\n\n", clean).strip()
    if len(clean) > limits.MOST_CHARS:
        clean = clean[: limits.MOST_CHARS]
        told.append(f"Only the first {limits.MOST_CHARS:,} characters were read.")
    quote = " ".join(strip_invisible(hidden).split())
    if quote:
        shown = quote[: limits.LONGEST_QUOTE] + ("…" if len(quote) > limits.LONGEST_QUOTE else "")
        told.append(f"This text is invisible in your file; we ignore it: “{shown}”")
    if not clean:
        raise error("no_text")
    return Extract(text=clean, pages=max(1, pages), format=kind, warnings=tuple(told))
