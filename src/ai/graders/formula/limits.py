"""What one formula may cost. Each limit is counted, so an attack ends early on any machine."""

from collections.abc import Iterable
from enum import StrEnum

from src.ai.graders.formula.values import Grid, Value
from src.errors import InputError

MOST_CHARACTERS = 2000
MOST_TOKENS = 400
MOST_DEPTH = 64
MOST_CELLS = 20_000
MOST_STEPS = 200_000
MOST_TEXT = 32_767
"""Characters in one text, as in Excel."""
MOST_LETTERS = 1_000_000
"""Characters in all texts that one formula makes."""
LETTERS_A_STEP = 128


class Limit(StrEnum):
    """What ran out."""

    CHARACTERS = f"{MOST_CHARACTERS:,} characters"
    TOKENS = f"{MOST_TOKENS} parts"
    DEPTH = f"{MOST_DEPTH} levels of nesting"
    CELLS = f"{MOST_CELLS:,} cells in one range"
    STEPS = f"{MOST_STEPS:,} steps"
    TEXT = f"{MOST_TEXT:,} characters in one text"
    LETTERS = f"{MOST_LETTERS:,} characters of text"


class Refused(InputError):  # noqa: N818 - it reads as what happened
    """A formula that asks for more than a limit; `limit` says which."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(f"The formula asks for more than {limit}.")
        self.limit = limit


class Budget:
    """Counts what one evaluation uses and refuses what is too much, before it is done."""

    def __init__(self) -> None:
        self.steps = 0
        self.letters = 0
        self.cells = 0

    def step(self, count: int = 1) -> None:
        """Count steps."""
        self.steps += count
        if self.steps > MOST_STEPS:
            raise Refused(Limit.STEPS)

    def area(self, rows: int, columns: int) -> None:
        """Count the cells of a range or an array, each a step."""
        cells = rows * columns
        if cells > MOST_CELLS:
            raise Refused(Limit.CELLS)
        self.cells += cells
        self.step(cells)

    def text(self, length: int) -> None:
        """Count the characters of a text that is made."""
        check_text(length)
        self.letters += length
        if self.letters > MOST_LETTERS:
            raise Refused(Limit.LETTERS)

    def read(self, values: Iterable[Value]) -> None:
        """Count values that are looked at: a step a cell, and more for long texts."""
        for value in values:
            if isinstance(value, Grid):
                self.step(value.height * value.width)
                self.read(cell for row in value.rows for cell in row if isinstance(cell, str))
            elif isinstance(value, str):
                self.step(len(value) // LETTERS_A_STEP)


def check_text(length: float) -> None:
    """Refuse a text before it is built."""
    if length > MOST_TEXT:
        raise Refused(Limit.TEXT)
