"""Exports of real interviews, and reports that come back in."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import NotFoundError, ReportError, StateError
from src.models.enums import InterviewStatus, TurnKind
from src.models.interview import Interview
from src.models.reports import ReportFile, ReportFormat
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.factory import PARTIAL, STRONG, setup

Build = Callable[..., Application]
OWNER = "owner"


def practised(app: Application) -> Interview:
    """Answer once, ask for a hint, skip, end."""
    iv = app.interviews
    interview = iv.begin(OWNER, setup(company="Northwind"))
    iv.hint(OWNER, interview.id, 1, "k1")
    iv.accept(OWNER, interview.id, 2, STRONG, "k2")
    room = iv.room(OWNER, interview.id)
    iv.skip(OWNER, interview.id, room.next_no, "k3")
    iv.finish(OWNER, interview.id)
    return iv.room(OWNER, interview.id).interview


def json_of(app: Application, interview_id: str) -> bytes:
    """Return the exported JSON."""
    return app.interviews.export(OWNER, interview_id, ReportFormat.JSON).data


def file_of(app: Application, interview_id: str) -> ReportFile:
    """Return what the exported JSON holds."""
    return ReportFile.model_validate_json(json_of(app, interview_id))


def test_an_export_holds_report_and_transcript(build: Build) -> None:
    """Everything that was said, and the report as its page shows it."""
    app = build()
    interview = practised(app)
    view = app.interviews.report(OWNER, interview.id)

    file = file_of(app, interview.id)

    assert file.report == view.report
    assert [e.said for e in file.transcript] == [t.text for t in view.turns]
    assert [e.reply for e in file.transcript] == [
        t.reply.content if t.reply else None for t in view.turns
    ]
    assert file.transcript[1].kind is TurnKind.HINT
    assert file.started_at == interview.started_at


def test_an_export_holds_no_secret_and_no_document(build: Build) -> None:
    """It may be sent to somebody."""
    app = build()
    interview = practised(app)

    data = json_of(app, interview.id).decode()

    assert interview.secret not in data
    assert OWNER not in data
    assert interview.id not in data


def test_a_report_comes_back_in(build: Build) -> None:
    """Marked, over, and the same when it is exported again."""
    app = build()
    own = practised(app)
    file = file_of(app, own.id)

    kept = app.interviews.read_in("other", json_of(app, own.id))

    assert (kept.status, kept.imported_at) == (InterviewStatus.COMPLETED, app_now(app))
    again = app.interviews.export("other", kept.id, ReportFormat.JSON).data
    back = ReportFile.model_validate_json(again)
    assert back.model_copy(update={"imported_at": None}) == file
    (line,) = app.interviews.history("other").lines
    assert line.overall == file.report.overall
    assert line.answered == 1


def app_now(app: Application) -> object:
    """Return what the application's clock says."""
    return app.interviews._desk.clock.now()


def test_the_same_file_is_kept_once(build: Build, clock: FakeClock) -> None:
    """A second import opens the first; another person has their own."""
    app = build()
    data = json_of(app, practised(app).id)
    first = app.interviews.read_in("other", data)
    clock.advance(60)

    assert app.interviews.read_in("other", data) == first
    assert app.interviews.read_in("third", data).id != first.id
    assert len(app.interviews.history("other").lines) == 1


def test_an_imported_report_cannot_be_changed(build: Build) -> None:
    """Not graded, not written, not started over; it can be deleted."""
    app = build()
    kept = app.interviews.read_in(OWNER, json_of(app, practised(app).id))
    doors = (
        lambda: app.interviews.regrade(OWNER, kept.id, 1),
        lambda: app.interviews.retry_report(OWNER, kept.id),
        lambda: app.interviews.reset(OWNER, kept.id),
    )

    for door in doors:
        with pytest.raises(StateError, match="imported"):
            door()
    with pytest.raises(StateError):
        app.interviews.accept(OWNER, kept.id, 9, PARTIAL, "k")
    app.interviews.delete(OWNER, kept.id)
    with pytest.raises(NotFoundError):
        app.interviews.report(OWNER, kept.id)


def test_nothing_takes_up_an_imported_report(build: Build) -> None:
    """A restart finds no work in it."""
    store = MemoryStore()
    app = build(store=store)
    app.interviews.read_in("other", json_of(app, practised(app).id))

    assert app.interviews.recover() == 0


def test_what_cannot_be_read_leaves_nothing(build: Build) -> None:
    """Neither an interview nor a part of one."""
    app = build()

    with pytest.raises(ReportError):
        app.interviews.read_in(OWNER, b"{}")

    assert app.interviews.history(OWNER).lines == ()


def test_an_interview_that_goes_on_has_a_transcript_only(build: Build) -> None:
    """The report is not written yet."""
    app = build()
    interview = app.interviews.begin(OWNER, setup())

    made = app.interviews.export(OWNER, interview.id, ReportFormat.TRANSCRIPT)

    assert b"Interviewer:" in made.data
    with pytest.raises(ReportError):
        app.interviews.export(OWNER, interview.id, ReportFormat.MARKDOWN)


def test_somebody_elses_report_is_not_found(build: Build) -> None:
    """In every format."""
    app = build()
    interview = practised(app)

    for form in ReportFormat:
        with pytest.raises(NotFoundError):
            app.interviews.export("other", interview.id, form)
