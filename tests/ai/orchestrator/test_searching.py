"""A web search in the interview and in the report, by settings alone."""

from collections.abc import Callable, Iterator

import pytest

from src.app import Application
from src.models.enums import EventKind, InterviewStatus
from src.search.mixed import FAILED
from tests.factory import PARTIAL, setup
from tests.search_server import SearchServer

OWNER = "owner-1"


@pytest.fixture
def web() -> Iterator[SearchServer]:
    """A search server."""
    with SearchServer() as running:
        yield running


@pytest.fixture
def app(build: Callable[..., Application], web: SearchServer) -> Application:
    """An embedded application with a web search."""
    return build(changed={"search_provider": "searxng", "search_url": web.url})


def ask(app: Application, interview_id: str, text: str) -> None:
    """Say something as the page would."""
    room = app.interviews.room(OWNER, interview_id)
    app.interviews.accept(OWNER, interview_id, room.next_no, text, f"key-{room.next_no}")


def test_the_interviewer_names_what_the_web_found(app: Application, web: SearchServer) -> None:
    """With the source on the record, and nothing of the person in the query."""
    interview = app.interviews.begin(OWNER, setup(company="Northwind Jane Doe"))

    ask(app, interview.id, "What should I read to learn more about this?")

    reply = app.interviews.room(OWNER, interview.id).turns[-1].reply
    assert reply is not None
    found = reply.metadata["found"]
    assert isinstance(found, list)
    assert {"db.example.org", "use-the-index-luke.com"} & {r["author"] for r in found}  # type: ignore[index, call-overload]
    assert "search_notice" not in reply.metadata
    (path,) = web.asked
    assert "q=learn+apis&" in path
    with app.store.unit() as unit:
        events = unit.records.events(OWNER, interview.id)
    assert [e for e in events if e.kind is EventKind.TOOL and "query" in e.data]


def test_a_web_that_fails_is_said_in_the_interview(app: Application, web: SearchServer) -> None:
    """And the list's own titles are named."""
    web.mode = "error"
    interview = app.interviews.begin(OWNER, setup())

    ask(app, interview.id, "What should I read to learn more about this?")

    reply = app.interviews.room(OWNER, interview.id).turns[-1].reply
    assert reply is not None
    assert reply.metadata["search_notice"] == FAILED
    assert reply.metadata["found"]


@pytest.mark.parametrize(("mode", "notice"), [("ok", None), ("html", FAILED)])
def test_the_reports_steps_have_one_of_the_web_beside_the_lists(
    app: Application, web: SearchServer, mode: str, notice: str | None
) -> None:
    """Or say that the web did not answer."""
    web.mode = mode
    interview = app.interviews.begin(OWNER, setup())
    for _ in range(8):
        if app.interviews.room(OWNER, interview.id).interview.status is InterviewStatus.ACTIVE:
            ask(app, interview.id, PARTIAL)
    app.interviews.finish(OWNER, interview.id)

    report = app.interviews.report(OWNER, interview.id).report

    assert report is not None
    assert report.search_notice == notice
    step = next(s for s in report.next_steps if s.skill)
    assert [r.is_from_web for r in step.resources].count(True) == (mode == "ok")
    assert not step.resources[0].is_from_web
