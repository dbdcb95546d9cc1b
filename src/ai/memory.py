"""What the interviewer remembers: running notes and the recent turns, so prompts stay bounded.

The window of recent turns moves in blocks, so most of a prompt is the same from turn to turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from src.models.grades import Grade
from src.models.interview import AskedQuestion, Turn

BLOCK = 4
KEPT_TURNS = 4
"""At least so many turns are told word by word; at most KEPT_TURNS + BLOCK - 1."""
KEPT_NOTES = 12
TURN_CHARS = 1500
"""Of a turn's text in the prompt; the whole answer is graded all the same."""


@dataclass(frozen=True)
class Memory:
    """Notes on what lies back, and the turns that are told word by word."""

    notes: str
    recent: tuple[Turn, ...]


def remember(turns: Sequence[Turn], notes: str) -> Memory:
    """Return the bounded memory of an interview; `turns` are the finished ones, by number."""
    start = max(0, (len(turns) - KEPT_TURNS) // BLOCK * BLOCK)
    return Memory(notes=notes, recent=tuple(turns[start:]))


def note_down(notes: str, asked: AskedQuestion, grade: Grade) -> str:
    """Return the notes with a line on a question that closes: what was said, what stayed open."""
    said = ", ".join(grade.covered) or "nothing of what was expected"
    left = ", ".join(grade.missed) or "nothing"
    line = f"{asked.position}. {asked.question.skill}: said {said}; left open: {left}."
    lines = [old for old in notes.splitlines() if not old.startswith(f"{asked.position}. ")]
    return "\n".join([*lines, line][-KEPT_NOTES:])


def shorten(text: str) -> str:
    """Return a turn's text as a prompt carries it."""
    return text if len(text) <= TURN_CHARS else text[:TURN_CHARS].rsplit(" ", 1)[0] + " …"
