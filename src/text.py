"""Pure text work: normalise, split, stem, weigh, compare, and find a quote. Knows no file."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_TYPOGRAPHY = str.maketrans("‘’‚‛“”„‟«»–—−‐‑…", '\'\'\'\'""""""-----.')
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that people search without their stroke and that Unicode doesn't take apart."""
_WORD = re.compile(r"[^\W_]+(?:['’.+#/-][^\W_]+)*[+#]*")
_JOINT, _LETTER = re.compile(r"[/.-]"), re.compile(r"[^\W\d]")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "mr.", "mrs.", "ms.", "dr.", "no.", "approx.")
_END = re.compile(r"(?<=[.!?。！？])[\"')\]]*\s+(?=\S)|\n+|(?<=;)\s+|(?<!\s)\s+[•·▪◦*]\s+")
_CLOSE = re.compile(r"[.!?][\"'”’)\]]*\s+|[。！？]+\s*|\n+")
_BREATH = 20
"""Characters that are said in one breath and no pause is heard after."""
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦*o]|\(?\d{1,2}[.)])\s+")

_INITIALS = {"apis": "APIs", "api": "API", "sql": "SQL", "ci": "CI", "hr": "HR"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English, whatever the machine's locale says."""
STOPWORDS = frozenset(
    # One word a line would be two hundred lines.
    """
    a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing done down each else even ever every
    few for from further get gets got had has have having he her here hers him his how i if in
    into is it its itself just let like made make makes many may me might more most much must my
    no nor not of off on once one only onto or other our ours out over own quite rather really
    same she should so some somebody something such than that the their theirs them then there
    these they thing things this those through to too under until up upon us use used uses using
    very was way we well were what when where whether which while who whom whose why will with
    within without would you your yours yes ok okay maybe actually basically kind sort lot don't
    it's i'd i'm i've i'll that's there's we'd we're you're they're isn't wasn't doesn't didn't
    can't won't let's
    """.split()  # noqa: SIM905
)

_SUFFIXES = (
    ("ational", "ate"),
    ("ization", "ize"),
    ("isation", "ize"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ically", "ic"),
    ("ments", ""),
    ("ment", ""),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ities", "ity"),
    ("ingly", ""),
    ("edly", ""),
    ("ness", ""),
    ("tions", "t"),
    ("tion", "t"),
    ("sions", "s"),
    ("sion", "s"),
    ("ises", "ize"),
    ("ised", "ize"),
    ("ise", "ize"),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("er", ""),
    ("ors", "or"),
    ("ed", ""),
    ("es", "e"),
    ("ly", ""),
    ("s", ""),
)
_SHORTEST_STEM = 3
_LONGEST_WORD = 60
SHORTEST_RUN, LONGEST_RUN = 3, 5
_IRREGULAR = {
    "ran": "run",
    "wrote": "write",
    "written": "write",
    "told": "tell",
    "said": "say",
    "found": "find",
    "built": "build",
    "broke": "break",
    "broken": "break",
    "chose": "choose",
    "chosen": "choose",
    "gave": "give",
    "given": "give",
    "grew": "grow",
    "grown": "grow",
    "kept": "keep",
    "led": "lead",
    "lost": "lose",
    "meant": "mean",
    "sent": "send",
    "spent": "spend",
    "spoke": "speak",
    "spoken": "speak",
    "took": "take",
    "taken": "take",
    "taught": "teach",
    "thought": "think",
    "understood": "understand",
    "went": "go",
    "gone": "go",
    "indices": "index",
    "queries": "query",
    "analyses": "analysis",
    "people": "person",
    "children": "child",
    "criteria": "criterion",
}


def strip_invisible(text: str) -> str:
    """Return the text without zero-width, tag, direction and control characters."""
    return _INVISIBLE.sub("", text)


def normalise(text: str) -> str:
    """Return the text folded for comparing: compatible forms, plain quotes, one blank, no case."""
    folded = unicodedata.normalize("NFKC", strip_invisible(text)).translate(_TYPOGRAPHY)
    return " ".join(folded.casefold().split())


def fold(text: str) -> str:
    """Return the text folded for finding: as `normalise` does it, and without accents."""
    apart = unicodedata.normalize("NFKD", normalise(text).translate(_STROKES))
    return "".join(char for char in apart if not unicodedata.combining(char))


def sentences(text: str) -> list[str]:
    """Return the sentences of prose, of a list, or of text without full stops."""
    pieces: list[str] = []
    for piece in _END.split(strip_invisible(text)):
        clean = _BULLET.sub("", piece).strip()
        if not clean:
            continue
        if pieces and pieces[-1].lower().split()[-1].lstrip("([") in _ABBREVIATIONS:
            pieces[-1] = f"{pieces[-1]} {clean}"
        else:
            pieces.append(clean)
    return pieces


def passages(text: str, most: int) -> tuple[str, ...]:
    """Return a text cut after sentences into at most so many pieces that are the text together.

    What is shorter than a breath goes with what follows it.
    """
    ends = [found.end() for found in _CLOSE.finditer(text)]
    cuts: list[str] = []
    begun = 0
    for end in (*ends, len(text)):
        piece = text[begun:end].strip()
        is_short = len(piece) < _BREATH or piece.lower().split()[-1] in _ABBREVIATIONS
        if end == len(text) or (not is_short and text[end:].strip() and len(cuts) < most - 1):
            cuts.append(text[begun:end])
            begun = end
    return tuple(cut for cut in cuts if cut)


def words(text: str) -> list[str]:
    """Return the words in lower case; "c++", "ci/cd" and "don't" are one each."""
    return _WORD.findall(normalise(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a light stem: close enough that forms of one English word meet."""
    base = _IRREGULAR.get(word, word).removesuffix("'s")
    if len(base) <= _SHORTEST_STEM or not base.isalpha() or base.endswith("ss"):
        return base
    for suffix, instead in _SUFFIXES:
        if base.endswith(suffix) and len(base) - len(suffix) >= _SHORTEST_STEM:
            base = base[: -len(suffix)] + instead
            break
    if base[-1] == base[-2] and base[-1] not in "aeiouls":
        base = base[:-1]
    return base.removesuffix("e") if len(base) > _SHORTEST_STEM else base


def stems(text: str) -> list[str]:
    """Return the stems of the words that carry meaning; compounds give their parts too."""
    found = []
    for word in words(text):
        is_compound = not word.isalpha() and _LETTER.search(word)
        parts = _JOINT.split(word) if is_compound else [word]
        found += [stem(part) for part in parts if part and part not in STOPWORDS]
    return found


def grams(text: str, demoted: frozenset[str] = frozenset(), share: float = 1.0) -> dict[str, float]:
    """Return the runs of 3 to 5 characters within the content words of a text, with counts.

    Runs of a demoted stem count by `share`.
    """
    counted: dict[str, float] = {}
    for word in stems(text):
        worth = share if word in demoted else 1.0
        for run in _runs(word):
            counted[run] = counted.get(run, 0.0) + worth
    return counted


@lru_cache(maxsize=50_000)
def _runs(word: str) -> tuple[str, ...]:
    padded = f" {word[:_LONGEST_WORD]} "
    return tuple(
        padded[start : start + size]
        for size in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for start in range(len(padded) - size + 1)
    )


def recall(wanted: Mapping[str, float], given: Mapping[str, float]) -> float:
    """Return the share of the wanted weight that is given, from 0 to 1."""
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in given) / total if total else 0.0


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the cosine of two weighted bags, from 0 to 1."""
    dot = sum(weight * right[term] for term, weight in left.items() if term in right)
    norm = math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return dot / norm if norm else 0.0


def similarity(left: str, right: str) -> float:
    """Return how alike two texts are in their content words, from 0 to 1."""
    return cosine(Counter(stems(left)), Counter(stems(right)))


def find_quote(quote: str, text: str) -> str | None:
    """Return the text's own span for a quote, or None if it isn't there.

    Case, blanks and typography may differ; words may not. A quote of no words is never found.
    """
    wanted = [re.escape(w) for w in words(quote)]
    if not wanted:
        return None
    plain, places = _with_places(text)
    pattern = r"(?<!\w)" + r"\W+".join(wanted) + r"(?!\w)"
    found = re.search(pattern, plain)
    if found is None:
        return None
    return text[places[found.start()] : places[found.end() - 1] + 1]


@lru_cache(maxsize=4)  # the quotes of one answer are looked for one after the other
def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the text folded character by character, and where each came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", char)).translate(_TYPOGRAPHY)
        for piece in plain.casefold():
            folded.append(piece)
            places.append(place)
    return "".join(folded), places


def skill_words(skill: str) -> str:
    """Return a skill as it stands in a sentence: as kits write it, initials as such."""
    return " ".join(_INITIALS.get(word, word) for word in skill.split())


def zone_of(name: str | None, minutes_behind: int | None = None) -> tzinfo:
    """Return a time zone by its name, else by how far it lies behind UTC, else UTC itself."""
    try:
        return ZoneInfo(name or "")
    except (LookupError, ValueError, OSError):  # a folder of zones is an OSError
        pass
    behind = timedelta(minutes=minutes_behind or 0)
    return timezone(-behind) if behind and abs(behind) < timedelta(days=1) else UTC
