"""A formula in pieces, read one at a time, so that words after it are never looked at."""

import re
from dataclasses import dataclass
from enum import StrEnum

from src.ai.graders.formula.limits import MOST_CHARACTERS, MOST_TOKENS, Limit, Refused


class Kind(StrEnum):
    """What a piece is."""

    NUMBER = "number"
    TEXT = "text"
    AREA = "area"
    NAME = "name"
    ERROR = "error"
    SIGN = "sign"
    PERCENT = "percent"
    OPEN = "open"
    CLOSE = "close"
    BRACE = "brace"
    UNBRACE = "unbrace"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    BACKSLASH = "backslash"
    COLON = "colon"
    END = "end"


class Dialect(StrEnum):
    """How arguments are parted: SUM(1.5,2) or, in much of Europe, SUM(1,5;2)."""

    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True)
class Token:
    """A piece with its text and where it begins and ends."""

    kind: Kind
    text: str
    start: int
    end: int


_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_AREA = (
    r"(?:(?:'[^'\n]{1,60}'|[A-Za-z_]\w{0,60})!)?"
    rf"(?:{_CELL}(?::{_CELL})?(?![\w.(!])"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!])|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}(?![\w.(!]))"
)
_SHARED = (
    (Kind.AREA, _AREA),
    (Kind.TEXT, r'"(?:[^"]|"")*"'),
    (Kind.ERROR, r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|CALC!)"),
    (Kind.NAME, r"[A-Za-z_][\w.]*"),
    (Kind.SIGN, r"<=|>=|<>|[-+*/^&=<>@]"),
    (Kind.PERCENT, r"%"),
    (Kind.OPEN, r"\("),
    (Kind.CLOSE, r"\)"),
    (Kind.BRACE, r"\{"),
    (Kind.UNBRACE, r"\}"),
    (Kind.COMMA, r","),
    (Kind.SEMICOLON, r";"),
    (Kind.BACKSLASH, r"\\"),
    (Kind.COLON, r":"),
)
_NUMBERS = {
    Dialect.POINT: r"(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,4})?",
    Dialect.COMMA: r"(?:\d{1,40}(?:[,.]\d{0,40})?|,\d{1,40})(?:[eE][-+]?\d{1,4})?",
}
_PATTERNS = {
    dialect: re.compile(
        "|".join(
            f"(?P<{kind}>{pattern})"
            for kind, pattern in (_SHARED[0], (Kind.NUMBER, numbers), *_SHARED[1:])
        ),
        re.ASCII,
    )
    for dialect, numbers in _NUMBERS.items()
}
_LOOKS = str.maketrans("“”„−–\u00a0\u202f\u200b", '"""--   ')


def plain(text: str) -> str:
    """Return a text with the signs that a formula has, character by character."""
    return text.translate(_LOOKS)


class Tokens:
    """The pieces of `text` from `start`; `here` is the next one, END where nothing fits."""

    def __init__(self, text: str, start: int, dialect: Dialect) -> None:
        self._text = text
        self._start = start
        self._pattern = _PATTERNS[dialect]
        self._taken = 0
        self.last_end = start
        self.here = self._scan(start)

    def take(self) -> Token:
        """Return the next piece and go on."""
        token = self.here
        self._taken += 1
        if self._taken > MOST_TOKENS:
            raise Refused(Limit.TOKENS)
        if token.end - self._start > MOST_CHARACTERS:
            raise Refused(Limit.CHARACTERS)
        self.last_end = token.end
        self.here = self._scan(token.end)
        return token

    def _scan(self, at: int) -> Token:
        while at < len(self._text) and self._text[at].isspace():
            at += 1
            if at - self._start > MOST_CHARACTERS:
                return Token(Kind.END, "", at, at)
        found = self._pattern.match(self._text, at)
        if found is None or found.lastgroup is None:
            return Token(Kind.END, "", at, at)
        return Token(Kind(found.lastgroup), found[0], at, found.end())

    @property
    def is_at_end(self) -> bool:
        """Say whether nothing is left of the text."""
        return self.here.kind is Kind.END and self.here.start >= len(self._text)
