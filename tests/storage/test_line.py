"""People write before the engine, each in turn, and nobody waits for good."""

import asyncio
import threading
import time

import pytest

from src.storage import line as lines
from src.storage.line import Line, Ticket


def waiting(line: Line, told: list[str], name: str, *, person: bool) -> threading.Thread:
    """Let somebody wait in the line, and tell when it was their turn."""

    def wait() -> None:
        assert line.enter(5, person=person)
        told.append(name)
        line.leave(person=person)

    thread = threading.Thread(target=wait)
    before = len(line._people) + len(line._engine)
    thread.start()
    while len(line._people) + len(line._engine) == before:
        time.sleep(0.001)
    return thread


def test_people_pass_the_engine_and_keep_their_order() -> None:
    """The engine's writes come after theirs, in order too."""
    line, told = Line(), list[str]()
    assert line.enter(1, person=True)
    who = {"engine 1": False, "engine 2": False, "ann": True, "bob": True}
    threads = [waiting(line, told, name, person=person) for name, person in who.items()]

    line.leave(person=True)

    for thread in threads:
        thread.join(5)
    assert told == ["ann", "bob", "engine 1", "engine 2"]


def test_the_engine_is_not_passed_for_good() -> None:
    """What has waited long goes first."""
    line, told = Line(), list[str]()
    assert line.enter(1, person=True)
    threads = [waiting(line, told, name, person=name == "ann") for name in ("engine", "ann")]
    line._engine[0].came -= lines.LONGEST_PASSED_S + 1

    line.leave(person=True)

    for thread in threads:
        thread.join(5)
    assert told == ["engine", "ann"]


def test_who_waits_too_long_gives_up_and_holds_nobody_up() -> None:
    """The line goes on without them."""
    line = Line()
    assert line.enter(1, person=False)

    assert not line.enter(0.01, person=True)

    line.leave(person=False)
    assert line.enter(0.01, person=True)
    assert line._present == 1
    line.leave(person=True)
    assert line._present == 0


async def test_the_engine_waits_for_people_for_a_moment() -> None:
    """Not at all where nobody is there, and never for long."""
    line = Line()
    await asyncio.wait_for(line.calm(), 0.05)
    assert line.enter(1, person=True)

    began = time.monotonic()
    await line.calm()

    assert time.monotonic() - began >= lines.LONGEST_CALM_S
    line.leave(person=True)


def test_a_turn_that_comes_as_the_wait_ends_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given up there, the line would be held by nobody, and nobody would ever write again."""
    line = Line()
    line.enter(0.0, person=True)

    class Late(threading.Event):
        """Set just after its wait is over."""

        def wait(self, timeout: float | None = None) -> bool:
            """Let the holder leave, and come back without the news."""
            del timeout
            line.leave(person=True)
            return False

    class LateTicket(Ticket):
        """A ticket that is called too late to be heard."""

        def __init__(self) -> None:
            super().__init__(called=Late())

    monkeypatch.setattr(lines, "Ticket", LateTicket)

    assert line.enter(0.0, person=False)
    line.leave(person=False)
    assert line.enter(0.0, person=True)
