"""Numbers in words, fractions and powers as plain digits; read by a table, never evaluated."""

import re
import unicodedata
from collections.abc import Sequence

SMALLEST, LARGEST = 1e-30, 1e30
_ONES = tuple(
    # One word a line would be twenty lines.
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """.split()  # noqa: SIM905
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES = {
    **{word: at for at, word in enumerate(_ONES)},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
}
_BIG = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SMALL = "|".join(sorted(_VALUES, key=len, reverse=True))
_COUNT = rf"(?:{_SMALL}|{'|'.join(_BIG)})"
_SPELLED = re.compile(rf"\b(?:an? (?={'|'.join(_BIG)}))?{_COUNT}(?:(?:[ -]| and ){_COUNT})*\b")
_PART = re.compile(rf"\b(\d+|an?) ({'|'.join(_PARTS)})s?\b(?! past)")
_AND_A_PART = re.compile(
    rf"\b(\d+)( \w+)? and (?:an? )?(?:1 )?({'|'.join(_PARTS)})\b|\ban? (\w+) and (?:a )?(half)\b"
)
_VULGAR = re.compile(r"(\d*)\s?([¼½¾⅐-⅞])")
_RAISED = re.compile("([⁺⁻]?[⁰¹²³⁴-⁹]+)")
_POWER = re.compile(
    r"(?<![\w.])(?:(\d[\d.,]{0,15})\s?(?:[x×*·]|times)\s?)?(\d{1,3})\s?(?:\^|\*\*)\s?([-+]?\d{1,2})\b"
)
_RATIO = re.compile(
    r"(?<![\w./,])(\d{1,9}(?:\.\d+)?)\s?(?:/|out of|over)\s?(\d{1,9})(?![\w/]|\.\d)"
)
_MINUS = re.compile(r"\b(?:minus|negative) (?=[\d.])")
_DIGIT, _DEGREES = re.compile(r"\d"), re.compile(r"\bdegrees? (celsius|c)\b")
_DENIED = re.compile(r"\b(?:not|rather than|instead of) [$€£]?\d[\d.,]*\d?\s?%?")


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits: "two and a half", "½", "3 × 10^-4", "minus 5".

    A number that is denied ("not 43") is left out.
    """
    line = _VULGAR.sub(lambda found: f" {_vulgar(found)} ", text)
    line = _RAISED.sub(lambda found: "^" + unicodedata.normalize("NFKC", found[0]), line)
    line = _DEGREES.sub("°c", line.replace("−", "-").casefold().replace("per cent", "percent"))
    if not _DIGIT.search(line):  # beside digits "one" is rarely a number
        line = _SPELLED.sub(lambda found: _count(re.split(r"[ -]", found[0])), line)
    line = _AND_A_PART.sub(_with_part, line)
    line = _PART.sub(_part, line)
    line = _POWER.sub(_power, line)
    line = _RATIO.sub(_ratio, line)
    return _DENIED.sub(" ", _MINUS.sub("-", line))


def _vulgar(found: re.Match[str]) -> str:
    return f"{int(found[1] or 0) + unicodedata.numeric(found[2]):.12g}"


def _count(spelled: Sequence[str]) -> str:
    """Return the value of words such as "two", "hundred", "and", "five"."""
    total = here = 0
    for word in spelled:
        if word in _VALUES:
            here += _VALUES[word]
        elif word == "hundred":
            here = max(1, here) * _BIG[word]
        elif word in _BIG:
            total, here = total + max(1, here) * _BIG[word], 0
    return str(total + here)


def _with_part(found: re.Match[str]) -> str:
    if found[4]:
        return f"1.5 {found[4]}"
    return f"{int(found[1]) + 1 / _PARTS[found[3]]:.12g}{found[2] or ''}"


def _part(found: re.Match[str]) -> str:
    count = int(found[1]) if found[1].isdigit() else 1
    return f"{count / _PARTS[found[2]]:.12g}"


def _power(found: re.Match[str]) -> str:
    """Return a power in digits; its parts are of three and two digits at most."""
    factor = (found[1] or "1").replace(",", ".")
    if not int(found[2]) or factor.count(".") > 1 or not factor.strip("."):
        return found[0]
    value = float(factor) * float(found[2]) ** int(found[3])
    return f"{value:.12g}" if SMALLEST < abs(value) < LARGEST else found[0]


def _ratio(found: re.Match[str]) -> str:
    below = int(found[2])
    return f"{float(found[1]) / below:.12g}" if below else found[0]
