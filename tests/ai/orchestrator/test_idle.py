"""An interview that nobody goes on with is abandoned after a while, and resumed in one click."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.engine import InlineJobs
from src.errors import StateError
from src.models.enums import EventKind, InterviewStatus
from tests.doubles import FakeClock
from tests.factory import PARTIAL, setup

OWNER = "owner-1"
HOUR = 3600.0
Build = Callable[..., Application]


@pytest.fixture
def jobs() -> InlineJobs:
    """An engine whose housekeeping is run by hand."""
    return InlineJobs()


def test_an_interview_without_a_word_for_three_days_is_left_and_gone_on_with(
    build: Build, clock: FakeClock, jobs: InlineJobs
) -> None:
    """The time away is no part of the talk, and nothing said is lost."""
    app = build(jobs=jobs)
    interview = app.interviews.begin(OWNER, setup())
    clock.advance(60)
    app.interviews.accept(OWNER, interview.id, 1, PARTIAL, "k1")
    clock.advance(80 * HOUR)
    jobs.tick()

    left = app.interviews.room(OWNER, interview.id)
    assert left.interview.status is InterviewStatus.ABANDONED
    assert left.interview.is_left
    assert app.interviews.current(OWNER) == left.interview
    with pytest.raises(StateError, match="a while ago"):
        app.interviews.accept(OWNER, interview.id, 2, PARTIAL, "k2")

    app.interviews.resume(OWNER, interview.id)
    app.interviews.accept(OWNER, interview.id, 2, "I would set an alert.", "k2")

    room = app.interviews.room(OWNER, interview.id)
    assert room.interview.status is InterviewStatus.ACTIVE
    assert [t.text for t in room.turns[1:]] == [PARTIAL, "I would set an alert."]
    assert room.elapsed_s == pytest.approx(60, abs=1)
    with app.store.unit() as unit:
        reasons = [
            e.data.get("reason")
            for e in unit.records.events(OWNER, interview.id)
            if e.kind is EventKind.PAUSE
        ]
    assert reasons == ["idle"]


def test_who_said_something_lately_goes_on(
    build: Build, clock: FakeClock, jobs: InlineJobs
) -> None:
    """So does an interview that has just begun; one started over stays filed."""
    app = build(jobs=jobs)
    talking = app.interviews.begin(OWNER, setup())
    filed = app.interviews.begin(OWNER, setup())
    app.interviews.reset(OWNER, filed.id)
    clock.advance(60 * HOUR)
    app.interviews.accept(OWNER, talking.id, 1, PARTIAL, "k1")
    clock.advance(40 * HOUR)
    fresh = app.interviews.begin(OWNER, setup())
    jobs.tick()

    assert app.interviews.room(OWNER, talking.id).interview.status is InterviewStatus.ACTIVE
    assert app.interviews.room(OWNER, fresh.id).interview.status is InterviewStatus.ACTIVE
    assert not app.interviews.room(OWNER, filed.id).interview.is_left
