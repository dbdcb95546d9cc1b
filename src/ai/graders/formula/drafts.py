"""Hidden sheets: the visible one with other values, of one kind each, the same for one seed."""

from collections.abc import Callable, Sequence
from random import Random

from src.ai.graders.formula.outline import FEWEST_ROWS, Line, Outline
from src.ai.graders.formula.sheet import Cells
from src.ai.graders.formula.values import Scalar, fold, number_text
from src.models.enums import SheetKind

MOST_DECIMALS = 4
MORE_DECIMALS = 2
"""Where the formula rounds, half of the sheets have something to round."""
LEAST_SPAN = 5
MOST_SHUFFLES = 20
STRANGER = "Zq-none"
STRANGE_NUMBER = 987_654.0
"""What no sheet holds, so that nothing is found."""
_LETTERS, _CAPITALS = "abdeiklmnorstu", "ABDEKLMNRST"


class Draft:
    """One hidden sheet while it is made."""

    def __init__(self, outline: Outline, seed: str, number: int = 0) -> None:
        self.outline = outline
        self.number = number
        self.random = Random(seed)  # noqa: S311 - the same sheets each time, not a secret
        self.cells: Cells = dict(outline.cells)
        for line in outline.data:
            self._write(line, self._fresh(line))
        for line in outline.singles:
            self.cells[line.places[0]] = self._single(line)

    def _write(self, line: Line, values: Sequence[Scalar]) -> None:
        for place, value in zip(line.places, values, strict=True):
            self.cells[place] = value

    def _fresh(self, line: Line) -> list[Scalar]:
        """Return other values of a line's kind; blanks stay, and what stood in order does."""
        if line.is_numeric:
            if self._is_key(line):
                return self._moved(line.values)
            keeps = self.keeps_order(line)
            made = [self._number(line) if isinstance(v, float) else v for v in line.values]
            floats = sorted(value for value in made if isinstance(value, float))
            ordered = iter(floats)
            return [
                next(ordered) if keeps and isinstance(value, float) else value for value in made
            ]
        if line.texts:
            return self._texts(line)
        return [self._flipped(value) for value in line.values]

    def keeps_order(self, line: Line) -> bool:
        """Say whether a line must go on rising."""
        return self.outline.has_steps and line.rises

    def _is_key(self, line: Line) -> bool:
        """Say whether its numbers name rows, one of which is looked for."""
        wanted = {*self.outline.limits, *(s.values[0] for s in self.outline.singles)}
        found = set(line.numbers)
        asked = self.outline.looks_up and not self.outline.has_steps
        return asked and line.is_distinct and not line.is_single and bool(found & wanted)

    def _number(self, line: Line) -> float:
        found = line.numbers
        places = max(_decimals(value) for value in found)
        if self.outline.rounds and self.number % 2 and not line.are_days:
            places += MORE_DECIMALS
        low, high = min(found), max(found)
        if high - low < LEAST_SPAN / 10**places:
            low, high = low - abs(low) / 2, high + abs(high) / 2 + LEAST_SPAN / 10**places
        margin = (high - low) / 4
        start = max(0.0, low - margin) if low >= 0 else low - margin
        value = round(self.random.uniform(start, high + margin), places)
        return value if low <= 0 <= high or value else round(high, places)

    def _texts(self, line: Line) -> list[Scalar]:
        if (line.is_distinct or self.outline.looks_up) and len(line.texts) > 1:
            kept = self._moved(line.values)
            swaps = {self.random.randrange(len(kept))} if not self.outline.words else set()
            return [self._like(v) if i in swaps else v for i, v in enumerate(kept)]
        pool = self._pool(line)
        made: list[Scalar] = [
            None if value is None else self.random.choice(pool) for value in line.values
        ]
        return self._with_word(made, line)

    def _moved(self, values: Sequence[Scalar]) -> list[Scalar]:
        """Return values in another order, none where it was."""
        order = list(range(len(values)))
        for _ in range(MOST_SHUFFLES):
            self.random.shuffle(order)
            if all(place != at for at, place in enumerate(order)):
                return [values[place] for place in order]
        return [*values[1:], values[0]]

    def _with_word(self, made: list[Scalar], line: Line) -> list[Scalar]:
        """Put a word that the formula names at one end or both: a range that is too short shows."""
        held = {fold(text) for text in line.texts}
        words = [word for word in self.outline.words if fold(word) in held]
        if words:
            for at in self.random.choice(((0,), (0, -1), (0, -1), (-1,))):
                made[at] = self.random.choice(words)
        return made

    def _pool(self, line: Line) -> list[str]:
        pool = [*line.texts, *(w for w in self.outline.words if self._belongs(w, line))]
        return [*pool, str(self._like(self.random.choice(line.texts)))]

    def _belongs(self, word: str, line: Line) -> bool:
        """Say whether a word of the formula may stand in a line: no other line holds it."""
        others = [other for other in self.outline.lines if other is not line]
        return not any(fold(word) == fold(text) for o in others for text in o.texts)

    def _like(self, value: Scalar) -> Scalar:
        """Return a text of the same build: letters for letters, digits for digits."""
        if not isinstance(value, str):
            return value
        made, before = "", ""
        for sign in value:
            made += self._sign_like(sign)
            if (sign.islower() and not before.isalpha()) or (before.isupper() and sign.islower()):
                made += self.random.choice(("", "a", "el", "ona", "ito"))
            before = sign
        return made

    def _sign_like(self, sign: str) -> str:
        if sign.isdigit():
            return str(self.random.randrange(10))
        if not sign.isalpha():
            return sign
        return self.random.choice(_LETTERS if sign.islower() else _CAPITALS)

    def _flipped(self, value: Scalar) -> Scalar:
        return self.random.choice((True, False)) if isinstance(value, bool) else value

    def _single(self, line: Line) -> Scalar:
        """Return another value of a single cell; one that stood in the data does so again."""
        value = line.values[0]
        home = self.home(value)
        if home is not None:
            there = [self.cells[place] for place in home.places]
            same = [found for found in there if type(found) is type(value)]
            return self.random.choice(same) if same else value
        if isinstance(value, float):
            return self._number(line)
        beside = self._headings_with(line, value)
        if beside:
            return self.random.choice(beside)
        if isinstance(value, str):
            return self.random.choice(
                [text for text in self._pool(line) if text != value] or [value]
            )
        return self._flipped(value)

    def _headings_with(self, line: Line, value: Scalar) -> list[str]:
        """Return the texts of the row in which a value stands as a heading."""
        here = line.places[0]
        cells = {place: v for place, v in self.outline.cells.items() if place != here}
        rows = {place[0] for place, v in cells.items() if isinstance(v, str) and v == value}
        changed = {place for each in self.outline.lines for place in each.places}
        row = next((r for r in sorted(rows)), None)
        texts = [v for p, v in cells.items() if p[0] == row and p not in changed]
        found = [text for text in texts if isinstance(text, str)]
        return found if self.outline.looks_up else []

    def home(self, value: Scalar) -> Line | None:
        """Return the line of data that holds a value."""
        if value is None or isinstance(value, bool):
            return None
        told = fold(value) if isinstance(value, str) else value
        return next(
            (
                line
                for line in self.outline.data
                if any((fold(v) if isinstance(v, str) else v) == told for v in line.values)
            ),
            None,
        )

    def is_wanted(self, value: Scalar) -> bool:
        """Say whether the formula looks for a text, by name or by a single cell."""
        singles = [self.cells[single.places[0]] for single in self.outline.singles]
        wanted = {fold(w) for w in (*self.outline.words, *singles) if isinstance(w, str)}
        return isinstance(value, str) and fold(value) in wanted

    def numeric(self) -> list[Line]:
        """Return the lines of numbers; where there are none, the single numbers."""
        found = [line for line in self.outline.data if line.is_numeric]
        return found or [line for line in self.outline.singles if line.is_numeric]

    def put(self, line: Line, at: int, value: Scalar) -> None:
        """Write one cell of a line."""
        self.cells[line.places[at]] = value

    def value(self, line: Line, at: int) -> Scalar:
        """Return one cell of a line as it is now."""
        return self.cells[line.places[at]]


def limits(draft: Draft) -> bool:
    """Put values at, near and on both sides of what the formula compares with."""
    done = False
    for line in draft.numeric():
        near = [x for x in _limits_for(draft, line) if any(_is_near(x, v) for v in line.numbers)]
        if not near or draft.keeps_order(line):
            continue
        for at in range(len(line.places)):
            if at % 2 == 0 or line.is_single:
                draft.put(line, at, _beside(draft, draft.random.choice(near), line, at))
                done = True
    return done or _on_steps(draft)


def _beside(draft: Draft, limit: float, line: Line, at: int) -> float:
    """Return a limit, or what lies just beside it or a little off, by turns."""
    step = min(map(_step, line.numbers), default=1.0)
    off = round(abs(limit) * draft.random.uniform(0.04, 0.25) / step) * step
    turns = (0.0, -step, -off, step, off)
    return limit + turns[(draft.number + at) % len(turns)]


def _limits_for(draft: Draft, line: Line) -> list[float]:
    singles = [s for s in draft.outline.singles if s is not line]
    found = [draft.value(single, 0) for single in singles]
    return [*draft.outline.limits, *(value for value in found if isinstance(value, float))]


def _on_steps(draft: Draft) -> bool:
    """Let a single number be one of the steps that stand in rising order."""
    steps = [line for line in draft.outline.data if line.is_numeric and draft.keeps_order(line)]
    singles = [s for s in draft.outline.singles if s.is_numeric and not draft.home(s.values[0])]
    for single in singles if steps else ():
        line = draft.random.choice(steps)
        step = draft.value(line, draft.random.randrange(len(line.places)))
        if isinstance(step, float):
            draft.put(single, 0, _beside(draft, step, single, 0))
    return bool(steps and singles)


def ties(draft: Draft) -> bool:
    """Let the greatest and the least number come twice."""
    lines = [line for line in draft.numeric() if len(line.places) >= FEWEST_ROWS]
    for line in lines:
        values = [draft.value(line, at) for at in range(len(line.places))]
        found = [value for value in values if isinstance(value, float)]
        places = draft.random.sample(range(len(values)), 2)
        for at, value in zip(places, (max(found), min(found)), strict=True):
            if not draft.keeps_order(line):
                draft.put(line, at, value)
            elif at:
                draft.put(line, at, draft.value(line, at - 1))
    return bool(lines)


def negatives(draft: Draft) -> bool:
    """Let some numbers fall below 0."""
    lines = [x for x in draft.numeric() if not draft.keeps_order(x) and not x.are_days]
    for line in lines:
        for at in range(len(line.places)):
            value = draft.value(line, at)
            if isinstance(value, float) and (line.is_single or draft.random.random() < 1 / 2):
                draft.put(line, at, -value)
    return bool(lines)


def duplicates(draft: Draft) -> bool:
    """Let a text come several times, so that several rows answer to it."""
    lines = [line for line in draft.outline.data if line.texts and not line.is_numeric]
    for line in lines:
        order = draft.random.sample(range(len(line.places)), len(line.places))
        order.sort(key=lambda at: not draft.is_wanted(draft.value(line, at)))
        source, *targets = order
        for at in targets[: len(order) // 2]:
            draft.put(line, at, draft.value(line, source))
    for single in draft.outline.singles:
        draft.cells[single.places[0]] = draft._single(single)  # noqa: SLF001 - the same room
    return bool(lines)


def no_match(draft: Draft) -> bool:
    """Let what is looked for stand nowhere."""
    done = False
    for line in draft.outline.singles:
        if draft.home(line.values[0]) is not None:
            strange = STRANGER if isinstance(line.values[0], str) else STRANGE_NUMBER
            draft.put(line, 0, strange)
            done = True
    for line in draft.outline.data:
        for at in range(len(line.places)):
            if draft.is_wanted(draft.value(line, at)):
                draft.put(line, at, STRANGER)
                done = True
    return done and draft.outline.finds


def one_row(draft: Draft) -> bool:
    """Leave one row of the data, the rest blank."""
    lines = [line for line in draft.outline.data if len(line.places) >= FEWEST_ROWS]
    for line in lines:
        for at in range(1, len(line.places)):
            draft.put(line, at, None)
    return bool(lines)


def blanks(draft: Draft) -> bool:
    """Leave some cells blank."""
    lines = [line for line in draft.outline.data if len(line.places) >= FEWEST_ROWS]
    for line in lines:
        share = len(line.places) // 3 if line.is_numeric else 1
        for at in draft.random.sample(range(len(line.places)), max(1, share)):
            if not draft.keeps_order(line):
                draft.put(line, at, None)
    singles = [line for line in draft.outline.singles if draft.home(line.values[0]) is None]
    if not lines and singles:
        draft.put(draft.random.choice(singles), 0, None)
    return bool(lines or singles)


def text_numbers(draft: Draft) -> bool:
    """Let some numbers be texts."""
    lines = [line for line in draft.numeric() if len(line.places) >= FEWEST_ROWS]
    for line in lines:
        at = draft.random.randrange(len(line.places))
        value = draft.value(line, at)
        if isinstance(value, float) and not draft.keeps_order(line):
            draft.put(line, at, number_text(value))
    return any(not draft.keeps_order(line) for line in lines)


def other(draft: Draft) -> bool:
    """Leave the other values as they are."""
    return bool(draft.outline.lines)


KINDS: dict[SheetKind, Callable[[Draft], bool]] = {
    SheetKind.OTHER: other,
    SheetKind.LIMITS: limits,
    SheetKind.TIES: ties,
    SheetKind.NEGATIVES: negatives,
    SheetKind.DUPLICATES: duplicates,
    SheetKind.NO_MATCH: no_match,
    SheetKind.ONE_ROW: one_row,
    SheetKind.BLANKS: blanks,
    SheetKind.TEXT_NUMBERS: text_numbers,
}
"""Each changes a draft and says whether it could."""


def _decimals(value: float) -> int:
    return min(len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]), MOST_DECIMALS)


def _step(value: float) -> float:
    """Return the least step that a number as exact as this takes."""
    return 1.0 / float(10 ** _decimals(value))


def _is_near(limit: float, value: float) -> bool:
    """Say whether a number of the formula may be of the same measure as a value."""
    return limit != 0 and value != 0 and 1 / 5 <= abs(limit / value) <= LEAST_SPAN
