"""What of a visible sheet may change: its lines of data, its single cells, and its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.ai.graders.formula.addresses import area_of
from src.ai.graders.formula.evaluate import evaluate
from src.ai.graders.formula.nodes import Area, Call, Literal, Node, walk
from src.ai.graders.formula.sheet import Cells, Place, sheet_of
from src.ai.graders.formula.values import Scalar, number_in
from src.models.content import Variation

FEWEST_ROWS = 3
"""From so many on, cells below one another are a line of data."""
_FINDS = ("LOOKUP", "MATCH", "IF", "IFS", "FILTER", "UNIQUE", "SWITCH")
_LOOKS_UP = ("LOOKUP", "MATCH")
_CATCHES = frozenset({"IFERROR", "IFNA", "ISERROR", "ISNA"})
_ROUNDS = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "MROUND", "TEXT"})
_SIGNS = "<>="
FIRST_DAY, LAST_DAY = 30_000, 60_000
"""Whole numbers between them may be days of 1982 to 2064."""


@dataclass(frozen=True)
class Line:
    """Cells below (or beside) one another that hold one thing; a single cell is a line too."""

    places: tuple[Place, ...]
    values: tuple[Scalar, ...]

    @property
    def is_single(self) -> bool:
        """Say whether it is one cell."""
        return len(self.places) == 1

    @property
    def numbers(self) -> list[float]:
        """The numbers in it."""
        return [value for value in self.values if isinstance(value, float)]

    @property
    def texts(self) -> list[str]:
        """The texts in it."""
        return [value for value in self.values if isinstance(value, str)]

    @property
    def is_numeric(self) -> bool:
        """Say whether numbers are what it holds."""
        return bool(self.numbers) and len(self.numbers) >= len(self.texts)

    @property
    def rises(self) -> bool:
        """Say whether its numbers stand in rising order, as a lookup of steps needs them."""
        found = self.numbers
        return len(found) >= FEWEST_ROWS and found == sorted(found)

    @property
    def are_days(self) -> bool:
        """Say whether its numbers may be dates."""
        found = self.numbers
        return bool(found) and all(FIRST_DAY <= v <= LAST_DAY and v == int(v) for v in found)

    @property
    def is_distinct(self) -> bool:
        """Say whether no value comes twice."""
        return len(set(map(str, self.values))) == len(self.values)


@dataclass(frozen=True)
class Outline:
    """A visible sheet with what may change in it, and what the formula compares with.

    `finds`: rows are chosen by what they hold; `looks_up`: one row is; `has_steps`: among values in
    rising order; `catches`: the formula says what to do when nothing is found; `rounds`: decimals
    are cut.
    """

    cells: Cells
    lines: tuple[Line, ...]
    limits: tuple[float, ...]
    words: tuple[str, ...]
    finds: bool
    looks_up: bool
    has_steps: bool
    catches: bool
    rounds: bool

    @property
    def data(self) -> tuple[Line, ...]:
        """The lines of several cells."""
        return tuple(line for line in self.lines if not line.is_single)

    @property
    def singles(self) -> tuple[Line, ...]:
        """The single cells."""
        return tuple(line for line in self.lines if line.is_single)


def outline_of(cells: Cells, reference: Node, variation: Variation) -> Outline:
    """Return what may change: what is named, or else what the reference reads."""
    parts = walk(reference)
    areas = [part for part in parts if isinstance(part, Area)]
    named = [area_of(text) for text in variation.change]
    places, apart = _places(cells, named or areas), set[Place]()
    if not named:
        ranges = [area for area in areas if not area.is_cell]
        places -= _headings(cells, _places(cells, ranges))
        apart = places - _places(cells, ranges) if ranges else set()
    calls = [part for part in parts if isinstance(part, Call)]
    names = {call.name for call in calls}
    return Outline(
        cells,
        tuple(_lines(cells, places, apart, sideways=_is_sideways(areas, names))),
        tuple(_limits(parts)),
        tuple(_words(parts)),
        finds=any(name.endswith(_FINDS) for name in names),
        looks_up=any(name.endswith(_LOOKS_UP) for name in names),
        has_steps=any(_goes_by_steps(call) for call in calls),
        catches=bool(names & _CATCHES),
        rounds=bool(names & _ROUNDS),
    )


def _goes_by_steps(call: Call) -> bool:
    """Say whether a lookup takes the nearest value below, so that order matters."""
    if call.name == "LOOKUP":
        return True
    at = {"VLOOKUP": 3, "HLOOKUP": 3, "MATCH": 2, "XLOOKUP": 4, "XMATCH": 2}.get(call.name)
    if at is None:
        return False
    if len(call.arguments) <= at:
        return not call.name.startswith("X")
    how = call.arguments[at]
    return isinstance(how, Literal) and bool(how.value)


def _places(cells: Cells, areas: Sequence[Area]) -> set[Place]:
    sheet = sheet_of({place: value for place, value in cells.items() if not _is_formula(value)})
    found: set[Place] = set()
    for area in areas:
        rows, columns = sheet.clip(area)
        shown = [p for p in cells if p[0] in rows and p[1] in columns]
        found.update(place for place in shown if not _is_formula(cells[place]))
    return found


def _is_formula(value: Scalar) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _headings(cells: Cells, places: set[Place]) -> set[Place]:
    """Return the cells of a first row that holds texts alone above something else."""
    top = min((row for row, _ in places), default=0)
    first = {place for place in places if place[0] == top}
    below = [cells[place] for place in places if place[0] > top]
    heads = all(isinstance(cells[place], str) for place in first)
    told = any(isinstance(value, float) for value in below) or top == 0
    return first if heads and below and told else set()


def _is_sideways(areas: Sequence[Area], calls: set[str]) -> bool:
    wide = [area for area in areas if not area.is_cell]
    flat = bool(wide) and all(a.top == a.bottom and a.top is not None for a in wide)
    return "HLOOKUP" in calls or flat


def _lines(cells: Cells, places: set[Place], apart: set[Place], *, sideways: bool) -> list[Line]:
    """Return the cells by column (or by row), each run without a gap a line of its own.

    Cells `apart` are read one by one and are lines for themselves.
    """
    along = 1 if sideways else 0
    ordered = sorted(places, key=lambda place: (place[1 - along], place[along]))
    runs: list[list[Place]] = []
    for place in ordered:
        last = runs[-1][-1] if runs else None
        alone = place in apart or last in apart
        if last and not alone and _follows(last, place, along):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [Line(tuple(run), tuple(cells[place] for place in run)) for run in runs]


def _follows(last: Place, place: Place, along: int) -> bool:
    return last[1 - along] == place[1 - along] and place[along] - last[along] == 1


def _limits(parts: Sequence[Node]) -> list[float]:
    """Return the numbers that the formula names, also in criteria such as ">=50" and in dates."""
    found = [
        v for part in parts if isinstance(part, Literal) and isinstance(v := part.value, float)
    ]
    texts = [text.lstrip(_SIGNS) for text in _texts(parts)]
    found += [value for value in map(number_in, texts) if value is not None]
    dates = [part for part in parts if isinstance(part, Call) and part.name == "DATE"]
    for date in dates:
        if all(isinstance(argument, Literal) for argument in date.arguments):
            value = evaluate(date, sheet_of({}))
            found += [value] if isinstance(value, float) else []
    return sorted(set(found))


def _words(parts: Sequence[Node]) -> list[str]:
    """Return the words that the formula names."""
    texts = {text.lstrip(_SIGNS) for text in _texts(parts)}
    return sorted(t for t in texts if len(t) > 1 and t[0].isalpha() and number_in(t) is None)


def _texts(parts: Sequence[Node]) -> list[str]:
    return [v for part in parts if isinstance(part, Literal) and isinstance(v := part.value, str)]
