"""The interviewer's memory is bounded and mostly the same from turn to turn."""

from src.ai.memory import BLOCK, KEPT_NOTES, KEPT_TURNS, note_down, remember, shorten
from tests.factory import asked, grade, turn


def test_recent_turns_are_bounded_however_long_the_interview_is() -> None:
    """At turn 60 no more is told word by word than at turn 8."""
    turns = [turn(no) for no in range(60)]

    sizes = [len(remember(turns[:n], "").recent) for n in range(1, 60)]

    assert max(sizes) < KEPT_TURNS + BLOCK
    assert min(sizes[KEPT_TURNS:]) >= KEPT_TURNS


def test_the_window_moves_in_blocks() -> None:
    """Within a block the earliest turn told stays, so that caches hit."""
    turns = [turn(no) for no in range(20)]

    starts = [remember(turns[:n], "").recent[0].no for n in range(8, 16)]

    assert starts == [4, 4, 4, 4, 8, 8, 8, 8]


def test_a_closed_question_leaves_one_line() -> None:
    """The line tells what was said and what stayed open, by label."""
    notes = note_down("", asked(), grade())

    assert notes == "1. databases: said plan; left open: fix, prevention."


def test_a_second_note_on_a_question_replaces_the_first() -> None:
    """A repeated step writes no line twice."""
    notes = note_down(note_down("", asked(), grade()), asked(), grade())

    assert len(notes.splitlines()) == 1


def test_notes_are_bounded() -> None:
    """The oldest lines go first."""
    notes = ""
    for position in range(1, KEPT_NOTES + 5):
        notes = note_down(notes, asked(position), grade())

    lines = notes.splitlines()
    assert len(lines) == KEPT_NOTES
    assert lines[0].startswith("5. ")


def test_a_long_answer_is_shortened_for_the_prompt_only() -> None:
    """The cut falls between words."""
    text = "word " * 1000

    short = shorten(text)

    assert len(short) <= 1502
    assert short.endswith("word …")
    assert shorten("short") == "short"
