"""What the interviewer remembers: notes, claims, open threads and recent turns, all bounded.

The window of recent turns moves in blocks, so most of a prompt is the same from turn to turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from src.models.enums import ThreadKind
from src.models.grades import Grade
from src.models.interview import AskedQuestion, Claim, Thread, Turn

BLOCK = 4
KEPT_TURNS = 4
"""At least so many turns are told word by word; at most KEPT_TURNS + BLOCK - 1."""
KEPT_NOTES = 8
KEPT_CLAIMS = 8
TURN_CHARS = 900
"""Of an earlier turn's text in the prompt; the whole answer is graded all the same."""
NOW_CHARS = 4000
"""Of the message that is replied to."""
CLAIM_CHARS = 140


@dataclass(frozen=True)
class Memory:
    """Notes on what lies back, what was claimed, and the turns that are told word by word."""

    notes: str
    claims: tuple[str, ...]
    threads: tuple[str, ...]
    recent: tuple[Turn, ...]


def remember(
    turns: Sequence[Turn],
    notes: str,
    claims: Sequence[Claim] = (),
    threads: Sequence[Thread] = (),
) -> Memory:
    """Return the bounded memory of an interview; `turns` are the finished ones, by number."""
    start = max(0, (len(turns) - KEPT_TURNS) // BLOCK * BLOCK)
    first_told = turns[start].no if start < len(turns) else 0
    older = [c for c in claims if c.turn_no is not None and c.turn_no < first_told]
    told = dict.fromkeys(shorten(c.quote, CLAIM_CHARS) for c in older)
    return Memory(
        notes=notes,
        claims=tuple(told)[-KEPT_CLAIMS:],
        threads=tuple(_thread(t) for t in threads if _is_told(t)),
        recent=tuple(turns[start:]),
    )


def _is_told(thread: Thread) -> bool:
    """Say whether a prompt names it; what a résumé left open is asked by its option alone."""
    return not thread.probed and thread.kind is not ThreadKind.RESUME


def _thread(thread: Thread) -> str:
    where = "the résumé" if thread.from_resume else "an earlier answer"
    before = f" beside “{shorten(thread.before, CLAIM_CHARS)}”" if thread.before else ""
    quote = shorten(thread.quote, CLAIM_CHARS)
    return f"{thread.label}: “{quote}”{before} ({where})"


def reflect(asked: AskedQuestion, grade: Grade) -> str:
    """Return a line on a question so far: what was said, what stayed open."""
    said = ", ".join(grade.covered) or "nothing of what was expected"
    left = ", ".join(grade.missed) or "nothing"
    return f"{asked.position}. {asked.question.skill}: said {said}; left open: {left}."


def note_down(notes: str, asked: AskedQuestion, grade: Grade) -> str:
    """Return the notes with the reflection on a question that closes, for the next prompts."""
    line = reflect(asked, grade)
    lines = [old for old in notes.splitlines() if not old.startswith(f"{asked.position}. ")]
    return "\n".join([*lines, line][-KEPT_NOTES:])


def shorten(text: str, most: int = TURN_CHARS) -> str:
    """Return a text as a prompt carries it, cut between words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
