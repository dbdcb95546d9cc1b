"""The counts of one interview."""

from datetime import timedelta

from src.ai.orchestrator.counting import response_times, statistics_of
from src.models.calls import Spend
from src.models.enums import EventKind, QuestionState, TurnKind, TurnState
from src.models.interview import Event, Turn
from tests.factory import NOON, asked, interview, turn


def said(no: int, at: float, done: float, **fields: object) -> Turn:
    """Return a turn that was accepted and replied to at so many seconds."""
    times = {"accepted_at": NOON + timedelta(seconds=at), "done_at": NOON + timedelta(seconds=done)}
    return turn(no, **(times | {"state": TurnState.DONE} | fields))


def event(kind: EventKind, at: float, **data: object) -> Event:
    """Return an event at so many seconds."""
    key = f"{kind}/{at}"
    moment = NOON + timedelta(seconds=at)
    return Event.model_validate({"key": key, "kind": kind, "at": moment, "data": data})


START = said(0, 0, 2, kind=TurnKind.START, text="")


def test_response_times_run_from_the_reply_to_the_answer() -> None:
    """A hint begins them anew; a skip is no answer."""
    turns = [
        START,
        said(1, 32, 34),
        said(2, 50, 50, kind=TurnKind.HINT, text=""),
        said(3, 70, 71),
        said(4, 80, 81, kind=TurnKind.SKIP, text=""),
    ]

    assert response_times(turns, ()) == [30, 20]


def test_pauses_are_left_out_and_thinking_is_not() -> None:
    """To the resume, or to the answer that came without one."""
    turns = [START, said(1, 102, 103), said(2, 203, 204)]
    events = [
        event(EventKind.PAUSE, 12),
        event(EventKind.RESUME, 72),
        event(EventKind.THINK, 80),
        event(EventKind.PAUSE, 123),
    ]

    assert response_times(turns, events) == [40, 20]


def test_time_away_without_a_word_is_left_out() -> None:
    """The clock stands since the last word, not since somebody noticed."""
    turns = [START, said(1, 500, 501)]
    events = [event(EventKind.PAUSE, 300, reason="idle"), event(EventKind.RESUME, 480)]

    assert response_times(turns, events) == [20]


def test_the_counts_are_of_first_takes() -> None:
    """What was answered again came after the end."""
    turns = [START, said(1, 12, 13), said(2, 43, 44), said(3, 3000, 3000, take=2)]
    plan = [asked(1), asked(2, state=QuestionState.WAITING)]
    spend = Spend(calls=3, input_tokens=900, cached_tokens=600, output_tokens=40)
    over = interview(started_at=NOON, ended_at=NOON + timedelta(seconds=60), paused_s=10)

    found = statistics_of(over, plan, turns, spend)

    assert (found.questions_asked, found.answers, found.duration_s) == (1, 2, 50)
    assert (found.response_s, found.median_response_s, found.longest_response_s) == (20, 20, 30)
    assert (found.model_calls, found.input_tokens, found.cached_tokens) == (3, 900, 600)


def test_nothing_answered_has_no_times() -> None:
    """And no error."""
    found = statistics_of(interview(), [asked(1)], [START], Spend())

    assert (found.answers, found.median_response_s, found.longest_response_s) == (0, 0, 0)
