"""Which line of a résumé shows what a job asks for: weighted words, other names, neighbours. Pure.

A requirement is a list of units, each a set of tokens of which one is enough. A line's share is the
weight of the units that it has, over the weight of all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from src.ai.profile.lexicon import FILLER, GENERIC, MARK, with_concepts
from src.ai.profile.requirements import Asked
from src.models.documents import Requirement
from src.models.enums import MatchState
from src.text import STOPWORDS, stem, words

SHOWN = 0.5
PARTLY = 0.25
TELLING = 1.6
"""What a concept or a name in capitals weighs beside an ordinary word."""
HALF = 0.5
NEAR = 0.5
"""What a neighbour of the same kind is worth where the job names one of them."""
ALIKE = 0.7
PREFIX = 5
LIST_COMMAS = 3
TWO_LINES_PENALTY = 0.2
"""What asks for two things may be shown by two lines, if these show nearly all of it."""
LIST_PENALTY = 0.06
LONGEST_LINE = 240
Wanted = Sequence[tuple[Mapping[str, float], float]]
"""For each unit: the résumé's tokens that meet it with their worth, and its weight."""
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\w\.\w+\.\w")
_LOOSE = re.compile(r"\b(?:or|such as|e\.g|similar|another|equivalent|any|like)\b")
_OR = re.compile(r"\bor\b|/")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,7}\b")
_CLAUSE = re.compile(r"[,;()]|\band\b")


@dataclass(frozen=True)
class Line:
    """A line of the résumé: its number from 1, its words as they stand, and its tokens."""

    no: int
    text: str
    tokens: Mapping[str, str]

    @property
    def is_list(self) -> bool:
        """Say whether it only lists names: that shows less than what was done with them."""
        return self.text.count(",") >= LIST_COMMAS and not re.search(r"\d", self.text)


@dataclass
class Unit:
    """One thing in a requirement: tokens with what each is worth, and its weight among others."""

    worth: dict[str, float] = field(default_factory=dict)
    weight: float = 1.0

    def add(self, token: str, worth: float) -> None:
        """Add a token, keeping the better worth."""
        self.worth[token] = max(worth, self.worth.get(token, 0.0))


def lines_of(resume_text: str) -> list[Line]:
    """Return the lines that hold words."""
    lines = enumerate(resume_text.split("\n"), start=1)
    return [line_of(no, text) for no, text in lines if text.strip()]


def line_of(no: int, text: str) -> Line:
    """Return a line with its tokens."""
    return Line(no, text.strip(), tokens_of(text))


def tokens_of(text: str) -> dict[str, str]:
    """Return telling stems and concepts of a text, each with the word that it comes from."""
    found: dict[str, str] = {}
    for word in words(with_concepts(text)):
        for part in _parts(word):
            token = part if part.startswith(MARK) else stem(part)
            if part not in STOPWORDS and token not in FILLER and _LETTER.search(part):
                found.setdefault(token, part)
    return found


def _parts(word: str) -> list[str]:
    """Return the parts of a compound; one letter of it tells nothing, as in "A/B" and "B.Sc."."""
    parts = re.split(r"[/.-]", word)
    return parts if len(parts) == 1 else [p for p in parts if len(p) > 1 or p in LANGUAGES]


LANGUAGES = frozenset({"c", "r"})
"""Programming languages with a name of one letter."""


def units_of(text: str) -> list[Unit]:
    """Return the units of a requirement; names joined by "or" are one."""
    loose = _LOOSE.search(text.lower()) is not None
    telling = {stem(name.lower()) for name in _ACRONYM.findall(text)}
    units: list[Unit] = []
    for clause in _CLAUSE.split(with_concepts(text)):
        choices = [tokens_of(choice) for choice in _OR.split(clause)]
        units += _joined([_units(tokens, loose=loose) for tokens in choices])
    for unit in units:
        unit.weight = max(_weight(token, telling) for token in unit.worth)
    return units


def _units(tokens: Mapping[str, str], *, loose: bool) -> list[Unit]:
    """Return one unit a word; a kind belongs to the example that stands before it."""
    units: list[Unit] = []
    for token in tokens:
        if token.startswith(MARK) and units and _is_example(units[-1], token):
            units[-1].add(token, 1.0 if loose else NEAR)
        else:
            units.append(Unit({token: 1.0}))
    return units


def _is_example(unit: Unit, kind: str) -> bool:
    """Say whether a concept is the kind of the word before it."""
    return any(kind in tokens_of(word) for word in unit.worth if not word.startswith(MARK))


def _joined(choices: list[list[Unit]]) -> list[Unit]:
    """Join the last unit before an "or" with the first after it."""
    joined: list[Unit] = []
    for choice in choices:
        if joined and choice:
            for token, worth in choice[0].worth.items():
                joined[-1].add(token, worth)
            joined += choice[1:]
        else:
            joined += choice
    return joined


def _weight(token: str, telling: Iterable[str]) -> float:
    if token.startswith(MARK) or token in telling:
        return TELLING
    return HALF if token in GENERIC else 1.0


class Evidence:
    """The résumé's lines, ready to be asked for what shows a requirement."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._alike: dict[str, list[str]] = {}
        for token in {token for line in lines for token in line.tokens}:
            self._alike.setdefault(token[:PREFIX], []).append(token)

    def match(self, asked: Asked) -> Requirement:
        """Return the requirement with the line that shows it best."""
        share, line = self._best(
            [(self._tokens(unit), unit.weight) for unit in units_of(asked.text)]
        )
        state = _state(share)
        shows = line if state is not MatchState.NOT_FOUND else None
        return Requirement(
            text=asked.text,
            must=asked.must,
            match=state,
            resume_line=shows.text[:LONGEST_LINE] if shows else None,
            resume_line_no=(shows.no or None) if shows else None,
        )

    def _best(self, wanted: Wanted) -> tuple[float, Line | None]:
        """Return the line with the greatest share of what is wanted; the first of equals."""
        total = sum(weight for _, weight in wanted)
        share, line = 0.0, None
        meeting = {token for tokens, _ in wanted for token in tokens}
        lines = [x for x in self._lines if total and not meeting.isdisjoint(x.tokens)]
        for each in lines:
            rated = _got([each], wanted) / total - LIST_PENALTY * each.is_list
            if rated > share:
                share, line = rated, each
        if line is not None and PARTLY <= share < SHOWN:
            both = max(_got([line, each], wanted) for each in lines) / total
            share = max(share, both - TWO_LINES_PENALTY)
        return share, line

    def _tokens(self, unit: Unit) -> dict[str, float]:
        """Return the résumé's tokens that meet a unit, with what each is worth."""
        found: dict[str, float] = {}
        for token, worth in unit.worth.items():
            for other in self._alike.get(token[:PREFIX], ()):
                if other == token or _are_alike(token, other):
                    found[other] = max(worth, found.get(other, 0.0))
        return found

    def skills(self, asked: Iterable[Asked], most: int) -> tuple[str, ...]:
        """Return the résumé's own words for what the job asks, those of most lines first."""
        counts: dict[str, int] = {}
        names: dict[str, str] = {}
        wanted = {
            token
            for each in asked
            for unit in units_of(each.text)
            if unit.weight > HALF
            for token in self._tokens(unit)
        }
        for line in self._lines:
            for token in wanted & line.tokens.keys():
                names.setdefault(token, _as_written(line, token))
                counts[token] = counts.get(token, 0) + 1
        ranked = sorted(counts, key=lambda token: (-counts[token], names[token].lower()))
        return tuple(dict.fromkeys(names[token] for token in ranked if names[token]))[:most]


def _got(lines: Sequence[Line], wanted: Wanted) -> float:
    """Return the weight that lines have; words that many lines share are never enough."""
    got = [
        (
            weight,
            max((w for t, w in tokens.items() if any(t in x.tokens for x in lines)), default=0),
        )
        for tokens, weight in wanted
    ]
    telling = any(weight > HALF and worth for weight, worth in got)
    only_common = all(weight <= HALF for weight, _ in got)
    return sum(weight * worth for weight, worth in got) if telling or only_common else 0.0


def _state(share: float) -> MatchState:
    if share < PARTLY:
        return MatchState.NOT_FOUND
    return MatchState.SHOWN if share >= SHOWN else MatchState.PARTLY


def _are_alike(token: str, other: str) -> bool:
    """Say whether two stems are forms of one word that the stemmer keeps apart."""
    if token.startswith(MARK) or other.startswith(MARK):
        return False
    shared = 0
    for left, right in zip(token, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= PREFIX and shared >= ALIKE * max(len(token), len(other))


def _as_written(line: Line, token: str) -> str:
    """Return the line's own spelling of a token; empty for a concept of several words."""
    for word in re.findall(r"[^\W_][\w+#./-]*", line.text):
        if token in tokens_of(word) and not _ADDRESS.search(word):
            return str(word).rstrip("./-")
    return ""
