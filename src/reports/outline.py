"""A report as blocks in reading order: what PDF, Word and Markdown draw, each in its own way."""

from dataclasses import dataclass
from enum import StrEnum

from src.models.enums import Coverage


class Tone(StrEnum):
    """How a run of words is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    QUOTE = "quote"


@dataclass(frozen=True)
class Run:
    """Some words in one tone; a quote's marks are put round it by whoever draws it."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Title:
    """What interview this was, with its facts."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3."""

    text: str
    level: int = 2
    aside: str = ""


@dataclass(frozen=True)
class Overall:
    """The overall with what it rests on and the sentence that matters."""

    score: str
    rests_on: str
    headline: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `coverage` draws its mark before it."""

    line: Line
    coverage: Coverage | None = None


@dataclass(frozen=True)
class Steps:
    """A numbered list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Points:
    """A list with bullets."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """Somebody's words as they were written, with their line breaks."""

    text: str
    who: str = ""


@dataclass(frozen=True)
class Grid:
    """A small table; the first row is its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Radar:
    """Scores of 10 by skill, for three skills or more; the table beside it says the same."""

    names: tuple[str, ...]
    scores: tuple[float, ...]
    alt: str


@dataclass(frozen=True)
class Bars:
    """Score of 10 and level of 5 by question; None where a question has no score."""

    labels: tuple[str, ...]
    scores: tuple[float | None, ...]
    levels: tuple[int, ...]
    alt: str


Block = Title | Heading | Overall | Text | Steps | Points | Said | Grid | Radar | Bars
