"""What both listeners promise; only the live one waits."""

import threading
import time

import pytest

from src.engine import LiveListeners, RecordedListeners
from src.engine.listeners import MOST_KEYS
from src.ports import Listeners, Piece, PieceKind

DONE = Piece(kind=PieceKind.DONE)
RESTART = Piece(kind=PieceKind.RESTART)


def text(words: str) -> Piece:
    """Return a piece of text."""
    return Piece(kind=PieceKind.TEXT, text=words)


@pytest.fixture(params=[LiveListeners, RecordedListeners])
def listeners(request: pytest.FixtureRequest) -> Listeners:
    """Each kind, silent."""
    made: Listeners = request.param()
    return made


def heard(listeners: Listeners, key: str = "turn/a/1") -> str:
    """Return the text that a late follower hears."""
    return "".join(piece.text for piece in listeners.follow(key, 1))


def test_a_late_follower_hears_it_whole(listeners: Listeners) -> None:
    """From the first word to the end."""
    for piece in (text("Good "), text("morning."), DONE):
        listeners.publish("turn/a/1", piece)

    assert heard(listeners) == "Good morning."
    assert heard(listeners) == "Good morning."


def test_after_a_restart_only_the_new_words_count(listeners: Listeners) -> None:
    """What was taken back is not heard by those who come late."""
    for piece in (text("Wrong"), RESTART, text("Right"), DONE):
        listeners.publish("turn/a/1", piece)

    assert heard(listeners) == "Right"


@pytest.mark.parametrize("first", [RESTART, text("Second ")])
def test_after_the_end_a_new_attempt_begins_anew(listeners: Listeners, first: Piece) -> None:
    """A failed turn that is tried again is heard without what came before, to its own end."""
    for piece in (text("First"), DONE, first, text("try"), DONE):
        listeners.publish("turn/a/1", piece)

    assert heard(listeners) == f"{first.text}try"


def test_a_second_end_takes_nothing_away(listeners: Listeners) -> None:
    """Words are heard whole however often their end is told."""
    for piece in (text("Good morning."), DONE, DONE):
        listeners.publish("turn/a/1", piece)

    assert heard(listeners) == "Good morning."


def test_keys_are_kept_apart(listeners: Listeners) -> None:
    """Nobody hears another interview."""
    listeners.publish("turn/a/1", text("mine"))
    listeners.publish("turn/b/1", text("yours"))
    listeners.publish("turn/a/1", DONE)

    assert heard(listeners) == "mine"


def test_words_are_heard_while_they_come() -> None:
    """A follower who is there early gets each piece, restart included."""
    listeners = LiveListeners()
    pieces: list[Piece] = []
    follower = threading.Thread(
        target=lambda: pieces.extend(listeners.follow("turn/a/1", 10)), daemon=True
    )
    follower.start()
    for piece in (text("Wro"), RESTART, text("Right"), DONE):
        time.sleep(0.01)
        listeners.publish("turn/a/1", piece)
    follower.join(10)

    assert [p.kind for p in pieces][-1] is PieceKind.DONE
    assert "".join(p.text for p in pieces).endswith("Right")


def test_following_ends_when_nobody_speaks() -> None:
    """The limit without a piece, or the word that it is over."""
    listeners = LiveListeners()

    assert list(listeners.follow("turn/a/1", 0.05)) == []
    assert list(listeners.follow("turn/a/1", 60, still=lambda: False)) == []


def test_memory_is_bounded() -> None:
    """The oldest keys make room."""
    listeners = LiveListeners()

    for number in range(MOST_KEYS + 10):
        listeners.publish(f"turn/{number}/1", text("x"))

    assert len(listeners._streams) <= MOST_KEYS


def test_a_new_attempt_is_not_forgotten_while_it_goes_on() -> None:
    """However long ago the attempt before it ended."""
    listeners = LiveListeners()
    listeners.publish("turn/a/1", DONE)
    listeners._streams["turn/a/1"].done_at = time.monotonic() - 60
    listeners.publish("turn/a/1", RESTART)

    listeners.publish("turn/b/1", text("x"))

    assert "turn/a/1" in listeners._streams


def test_what_ended_a_while_ago_is_forgotten() -> None:
    """A finished key stays for half a minute."""
    listeners = LiveListeners()
    listeners.publish("turn/a/1", DONE)
    listeners._streams["turn/a/1"].done_at = time.monotonic() - 60

    listeners.publish("turn/b/1", text("x"))

    assert "turn/a/1" not in listeners._streams
