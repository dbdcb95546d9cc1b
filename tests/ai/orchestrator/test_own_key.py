"""Interviews with a visitor's own key: who answers, what is on the record, where the key isn't."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from src.app import Application, Settings, build_application
from src.models.enums import EventKind, GraderName, InterviewStatus, WorkState
from src.models.interview import Event, Interview
from src.models.reports import ReportFormat
from tests.factory import PARTIAL, STRONG, setup
from tests.model_server import ModelServer

KEY = "sk-visitor-0123456789abcdef"
OWNER = "owner-1"


@pytest.fixture
def app(build: Callable[..., Application], server: ModelServer) -> Application:
    """An embedded application whose visitors may use the local server."""
    server.behaviour.accepts = {KEY}
    return build(changed={"visitor_base_urls": (server.url,)})


def enter(app: Application) -> None:
    """Bring the key."""
    app.keys.enter(OWNER, KEY, place=1)


def say(app: Application, interview: Interview, text: str = PARTIAL) -> None:
    """Answer as the page would."""
    room = app.interviews.room(OWNER, interview.id)
    app.interviews.accept(OWNER, interview.id, room.next_no, text, f"key-{room.next_no}")


def events(app: Application, interview: Interview, kind: EventKind) -> list[Event]:
    """Return the events of a kind."""
    with app.store.unit() as unit:
        return [e for e in unit.records.events(OWNER, interview.id) if e.kind is kind]


def test_an_interview_begun_embedded_goes_on_with_the_key_and_says_so(app: Application) -> None:
    """From the next reply on, with an event; the badge follows, and so do grades."""
    interview = app.interviews.begin(OWNER, setup())
    say(app, interview)
    assert app.interviews.room(OWNER, interview.id).engine == "embedded"

    enter(app)
    say(app, interview, STRONG)

    room = app.interviews.room(OWNER, interview.id)
    (event,) = events(app, interview, EventKind.AGENT_LOAD)
    assert [turn.engine for turn in room.turns] == ["embedded", "embedded", "test-model"]
    assert event.data == {"engine": "test-model", "before": "embedded", "own_key": True}
    assert room.engine == "test-model"
    assert room.interview.notice is None
    assert any(g.grade.grader is GraderName.RUBRIC for g in room.grades)


def test_a_key_revoked_in_the_middle_hands_over_and_says_so(
    app: Application, server: ModelServer
) -> None:
    """The answer is kept, the reason is shown, the key is let go, and no call follows."""
    enter(app)
    interview = app.interviews.begin(OWNER, setup())
    say(app, interview)
    server.behaviour.accepts = set()

    say(app, interview, STRONG)
    room = app.interviews.room(OWNER, interview.id)
    asked = len(server.behaviour.asked_with)
    say(app, interview, STRONG)

    assert room.interview.notice == "The AI service did not accept the key."
    assert room.turns[-1].engine == "embedded"
    assert room.turns[-1].text == STRONG
    assert room.engine == "embedded"
    assert app.info(OWNER).key_refused
    assert app.info(OWNER).own_key is None
    assert len(server.behaviour.asked_with) == asked
    assert events(app, interview, EventKind.FALLBACK)


def test_without_its_key_an_interview_goes_on_embedded_until_it_is_back(app: Application) -> None:
    """Forgotten, or lost with the process: the notice says it, and another key mends it."""
    enter(app)
    interview = app.interviews.begin(OWNER, setup())
    app.keys.forget(OWNER)

    say(app, interview)
    without = app.interviews.room(OWNER, interview.id)
    enter(app)
    say(app, interview, STRONG)

    assert without.interview.notice == "Your own key is no longer here, so no model was asked."
    assert without.engine == "embedded"
    (note,) = without.notes
    assert note.engine == "embedded"
    assert app.interviews.room(OWNER, interview.id).turns[-1].engine == "test-model"
    assert app.interviews.room(OWNER, interview.id).interview.notice is None


def test_the_operators_model_never_takes_over_what_was_begun_with_a_key(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Its text would go where its owner was not told; other interviews are asked as usual."""
    operator = {"openai_base_url": server.url, "openai_model": "operators-model"}
    app = build(changed=operator)
    app.keys.enter(OWNER, KEY)
    interview = app.interviews.begin(OWNER, setup())
    app.keys.forget(OWNER)

    say(app, interview)
    other = app.interviews.begin(OWNER, setup())

    room = app.interviews.room(OWNER, interview.id)
    assert [t.engine for t in room.turns] == ["test-model", "embedded"]
    assert room.engine == "embedded"
    assert app.interviews.room(OWNER, other.id).turns[0].engine == "operators-model"
    assert app.interviews.room(OWNER, other.id).engine == "operators-model"


def test_a_grade_without_the_key_is_by_words_and_says_why(app: Application) -> None:
    """Not left open: the key may never come back."""
    enter(app)
    interview = app.interviews.begin(OWNER, setup())
    app.keys.forget(OWNER)
    for _ in range(8):
        if app.interviews.room(OWNER, interview.id).interview.status is InterviewStatus.ACTIVE:
            say(app, interview, STRONG)

    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    grade = report.questions[0].grade
    assert grade is not None
    assert grade.grader is GraderName.LEXICAL
    assert "own key is no longer here" in grade.reason
    assert report.notice is not None
    assert "own key" in report.notice


def test_the_limits_hold_whoever_pays(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Calls in an hour are counted with a key of one's own as without."""
    app = build(changed={"visitor_base_urls": (server.url,), "model_calls_per_hour": 2})
    app.keys.enter(OWNER, KEY, place=1)
    interview = app.interviews.begin(OWNER, setup())

    say(app, interview)
    say(app, interview, STRONG)

    notice = app.interviews.room(OWNER, interview.id).interview.notice
    assert notice == "The hourly limit of AI calls is reached."


def test_a_role_without_a_kit_is_written_with_the_key(app: Application) -> None:
    """What needs a model is there for whoever brought one."""
    free = setup(role="Night porter", kit_id=None)
    enter(app)

    mine = app.interviews.prepare(OWNER, free)
    theirs = app.interviews.prepare("owner-2", free)

    assert app.interviews.preparation(OWNER, mine.interview.id).plan[0].question.id == "written-1"
    assert theirs.plan[0].question.id == "beh-1"
    assert theirs.interview.engine == "embedded"


def wait_for(report: Callable[[], WorkState | None]) -> None:
    """Wait until a report is finished."""
    until = time.monotonic() + 60
    while report() is not WorkState.COMPLETED:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_key_is_nowhere_after_a_whole_interview(
    settings: Settings, server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the database, the engine's tables, the logs, or anything that can be taken away."""
    caplog.set_level(logging.DEBUG)
    server.behaviour.accepts = {KEY}
    real = build_application(settings.model_copy(update={"visitor_base_urls": (server.url,)}))
    iv = real.interviews
    try:
        real.keys.enter(OWNER, KEY, place=1)
        taken = iv.begin(OWNER, setup(kit_id="backend-engineer", question_count=2))
        until = time.monotonic() + 60
        while (room := iv.room(OWNER, taken.id)).interview.status is InterviewStatus.ACTIVE:
            if room.waiting is None:
                iv.accept(OWNER, taken.id, room.next_no, STRONG, f"key-{room.next_no}")
            assert time.monotonic() < until
            time.sleep(0.02)
        wait_for(lambda: getattr(iv.report(OWNER, taken.id).report, "state", None))
        exported = [iv.export(OWNER, taken.id, form).data for form in ReportFormat]
        exported.append(iv.everything(OWNER, taken.id))
        engines = {turn.engine for turn in iv.room(OWNER, taken.id).turns}
        server.behaviour.accepts = set()
        refused = iv.begin(OWNER, setup(kit_id="backend-engineer", question_count=2))
        while iv.room(OWNER, refused.id).waiting is not None:
            time.sleep(0.02)
    finally:
        real.close()

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "test-model" in engines
    assert KEY in server.behaviour.asked_with
    assert len(files) > 1
    for told in (*exported, *(path.read_bytes() for path in files), caplog.text.encode()):
        assert KEY.encode() not in told
        assert KEY[3:20].encode() not in told
