"""After a crash: what was accepted and never begun is taken up."""

from collections.abc import Callable
from typing import Any

import pytest

from src.app import Application
from src.engine import InlineJobs
from src.errors import StateError
from src.models.enums import QuestionState, TurnState, WorkState
from src.models.replies import PlanReply
from src.ports import UnitOfWork
from src.storage import MemoryStore
from tests.doubles import QueueGateway
from tests.factory import PARTIAL, STRONG, setup
from tests.model_server import reply_to

OWNER = "owner-1"
Build = Callable[..., Application]


def test_an_accepted_answer_gets_its_reply_in_the_next_process(build: Build) -> None:
    """The page had shown it as saved; the process died before the workflow began."""
    store = MemoryStore()
    jobs = InlineJobs()
    app = build(store=store, jobs=jobs)
    interview = app.interviews.begin(OWNER, setup())
    jobs.paused = True
    app.interviews.accept(OWNER, interview.id, 1, PARTIAL, "key")

    again = build(store=store)

    turn = again.interviews.room(OWNER, interview.id).turns[1]
    assert (turn.state, turn.text) == (TurnState.DONE, PARTIAL)


def test_reports_and_grades_under_way_are_finished(build: Build) -> None:
    """A closed question without a grade, an ended interview without a report."""
    store = MemoryStore()
    jobs = InlineJobs()
    app = build(store=store, jobs=jobs)
    graded, ended = (app.interviews.begin(OWNER, setup()) for _ in range(2))
    jobs.paused = True
    app.interviews.accept(OWNER, graded.id, 1, STRONG, "key")
    app.interviews.finish(OWNER, ended.id)
    with store.unit(write=True) as unit:
        plan = unit.interviews.questions(OWNER, graded.id)
        closed = plan[0].model_copy(update={"state": QuestionState.CLOSED})
        unit.interviews.save_question(OWNER, graded.id, closed)
        unit.commit()

    again = build(store=store)

    report = again.interviews.report(OWNER, ended.id).report
    assert report is not None
    assert report.state is WorkState.COMPLETED
    assert len(again.interviews.room(OWNER, graded.id).grades) == 1


def test_a_plan_under_way_is_written(build: Build) -> None:
    """The process died while the model wrote questions."""
    store = MemoryStore()
    written = QueueGateway(PlanReply.model_validate(reply_to({"messages": []})))
    jobs = InlineJobs(paused=True)
    app = build(store=store, jobs=jobs, gateway=written)
    prepared = app.interviews.prepare(OWNER, setup(role="Night porter", kit_id=None))

    again = build(store=store, gateway=written)

    plan = again.interviews.preparation(OWNER, prepared.interview.id)
    assert plan.interview.planning is WorkState.COMPLETED


def test_a_turn_whose_workflow_is_over_offers_another_try(build: Build) -> None:
    """It ended without a reply and without a word: Retry is shown."""
    store = MemoryStore()
    jobs = InlineJobs()
    app = build(store=store, jobs=jobs)
    interview = app.interviews.begin(OWNER, setup())
    jobs.paused = True
    app.interviews.accept(OWNER, interview.id, 1, PARTIAL, "key")
    jobs.cancel(f"turn/{interview.id}/1/1")

    app.interviews.recover()

    room = app.interviews.room(OWNER, interview.id)
    assert room.failed is not None
    with pytest.raises(StateError, match="still replying"):
        app.interviews.accept(OWNER, interview.id, 2, STRONG, "key-2")


def test_states_that_allow_nothing_say_so(build: Build) -> None:
    """Each refusal is a sentence."""
    app = build()
    prepared = app.interviews.prepare(OWNER, setup())
    begun = app.interviews.begin(OWNER, setup())
    interviews = app.interviews
    refusals: list[tuple[Callable[[], object], str]] = [
        (lambda: interviews.reset(OWNER, prepared.interview.id), "not begun"),
        (lambda: interviews.replan(OWNER, begun.id, setup(company="x")), "has begun"),
        (lambda: interviews.drop_question(OWNER, begun.id, 1), "has begun"),
        (lambda: interviews.retry_report(OWNER, begun.id), "when the interview has ended"),
        (lambda: interviews.regrade(OWNER, begun.id, 1), "Only an answered question"),
        (lambda: interviews.think(OWNER, prepared.interview.id), "No question is open"),
    ]

    for act, words in refusals:
        with pytest.raises(StateError, match=words):
            act()


def test_the_last_question_of_a_plan_stays(build: Build) -> None:
    """A plan can't be emptied; moving beyond its ends changes nothing."""
    app = build()
    prepared = app.interviews.prepare(OWNER, setup(question_count=1))
    identity = prepared.interview.id

    assert app.interviews.move_question(OWNER, identity, 1, up=True).plan == prepared.plan
    with pytest.raises(StateError, match="at least one"):
        app.interviews.drop_question(OWNER, identity, 1)


def test_doing_things_twice_changes_nothing(build: Build) -> None:
    """Start, pause, resume, think, finish, retry, hint."""
    app = build()
    interviews = app.interviews
    begun = interviews.begin(OWNER, setup())
    assert interviews.start(OWNER, begun.id).started_at == begun.started_at
    interviews.resume(OWNER, begun.id)
    for _ in range(2):
        interviews.think(OWNER, begun.id)
        interviews.pause(OWNER, begun.id)
    interviews.resume(OWNER, begun.id)
    first = interviews.hint(OWNER, begun.id, 1, "hint")
    assert interviews.hint(OWNER, begun.id, 1, "hint") == first
    assert interviews.retry(OWNER, begun.id, 1) == first
    interviews.finish(OWNER, begun.id)

    ended = interviews.finish(OWNER, begun.id)

    assert ended.ended_at is not None
    interviews.pause(OWNER, begun.id)
    assert interviews.room(OWNER, begun.id).interview.paused_at is None
    interviews.retry_report(OWNER, begun.id)
    report = interviews.report(OWNER, begun.id).report
    assert report is not None
    assert report.attempt == 2


def test_a_report_of_ours_that_fails_says_so(build: Build) -> None:
    """And is written at the next try."""
    store = FailingReports()
    app = build(store=store)
    begun = app.interviews.begin(OWNER, setup())
    store.fails = True
    app.interviews.finish(OWNER, begun.id)
    report = app.interviews.report(OWNER, begun.id).report
    assert report is not None
    assert report.state is WorkState.ERROR
    assert report.error == "Something went wrong on our side."

    store.fails = False
    app.interviews.retry_report(OWNER, begun.id)

    report = app.interviews.report(OWNER, begun.id).report
    assert report is not None
    assert report.state is WorkState.COMPLETED


class FailingReports(MemoryStore):
    """A store whose workflow reads fail when told so."""

    fails = False

    async def read(self, work: Callable[[UnitOfWork], Any]) -> Any:  # noqa: ANN401 - any result
        """Fail on purpose."""
        if self.fails:
            raise ValueError("on purpose")
        return await super().read(work)
