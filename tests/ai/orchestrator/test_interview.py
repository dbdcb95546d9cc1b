"""A whole interview through the orchestrator, without a model."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import InputError, NotFoundError, StateError
from src.models.enums import (
    EventKind,
    InterviewStatus,
    Mode,
    QuestionState,
    ResponseType,
    TurnKind,
    WorkState,
)
from src.models.interview import Interview
from src.models.progress import HistoryQuery
from src.models.reports import ReportFormat
from tests.doubles import FakeClock
from tests.factory import PARTIAL, STRONG, setup

OWNER = "owner-1"
Build = Callable[..., Application]


def begin(app: Application, **fields: object) -> Interview:
    """Start an interview of three questions."""
    return app.interviews.begin(OWNER, setup(**fields))


def say(app: Application, interview_id: str, text: str) -> None:
    """Answer as the page would."""
    room = app.interviews.room(OWNER, interview_id)
    app.interviews.accept(OWNER, interview_id, room.next_no, text, f"key-{room.next_no}")


def to_the_end(app: Application, interview_id: str, text: str = STRONG, most: int = 12) -> None:
    """Answer until the interview is over."""
    for _ in range(most):
        if app.interviews.room(OWNER, interview_id).interview.status is not InterviewStatus.ACTIVE:
            return
        say(app, interview_id, text)


def test_an_interview_begins_with_a_greeting_and_an_open_question(build: Build) -> None:
    """Turn 0 is the greeting, and the first question's clock runs."""
    app = build()

    interview = begin(app)

    room = app.interviews.room(OWNER, interview.id)
    assert room.turns[0].kind is TurnKind.START
    assert room.turns[0].reply is not None
    assert room.turns[0].reply.response_type is ResponseType.INTRODUCTION
    assert room.current is not None
    assert room.current.state is QuestionState.OPEN
    assert room.next_no == 1
    assert room.waiting is None


def test_a_partial_answer_gets_a_follow_up_on_what_was_missing(build: Build) -> None:
    """The follow-up names a missed point and stays on the question."""
    app = build()
    interview = begin(app)

    say(app, interview.id, PARTIAL)

    room = app.interviews.room(OWNER, interview.id)
    reply = room.turns[1].reply
    assert reply is not None
    assert reply.response_type is ResponseType.FOLLOW_UP
    assert reply.metadata["label"] in {"fix", "prevention"}
    assert room.interview.position == 1


def test_follow_ups_end_and_never_repeat(build: Build) -> None:
    """After two on different points the interview moves on."""
    app = build()
    interview = begin(app)

    for text in (PARTIAL, "It depends on quite a few other things here.", "I am not so sure now."):
        say(app, interview.id, text)

    turns = app.interviews.room(OWNER, interview.id).turns
    kinds = [t.reply.response_type for t in turns if t.reply]
    labels = [t.reply.metadata.get("label") for t in turns[1:3] if t.reply]
    assert kinds[1:] == [ResponseType.FOLLOW_UP, ResponseType.FOLLOW_UP, ResponseType.QUESTION]
    assert len(set(labels)) == 2


def test_a_strong_answer_moves_on_at_once(build: Build) -> None:
    """Nothing is left to probe, and the question is graded with its evidence."""
    app = build()
    interview = begin(app)

    say(app, interview.id, STRONG)

    room = app.interviews.room(OWNER, interview.id)
    assert room.interview.position == 2
    assert room.questions[0].state is QuestionState.CLOSED
    (record,) = room.grades
    assert record.grade.score is not None
    assert record.grade.score >= 9
    assert record.grade.evidence


def test_the_last_answer_ends_the_interview_with_a_report(build: Build) -> None:
    """The report rests on three graded answers and quotes the candidate."""
    app = build()
    interview = begin(app)

    to_the_end(app, interview.id)

    view = app.interviews.report(OWNER, interview.id)
    assert view.interview.status is InterviewStatus.COMPLETED
    assert view.report is not None
    assert view.report.state is WorkState.COMPLETED
    assert view.report.overall.graded == 3
    assert view.report.strengths[0].quote is not None
    assert view.report.strengths[0].quote in STRONG
    assert view.report.engine == "embedded"


def test_practice_mode_has_notes_and_exam_mode_none(build: Build) -> None:
    """The coach is silent in an exam."""
    app = build()
    practice, exam = begin(app), begin(app, mode=Mode.EXAM)

    for interview in (practice, exam):
        say(app, interview.id, PARTIAL)

    assert len(app.interviews.room(OWNER, practice.id).notes) == 1
    assert app.interviews.room(OWNER, exam.id).notes == ()
    assert app.interviews.room(OWNER, exam.id).hint_price is None


def test_the_same_submit_twice_is_one_turn(build: Build) -> None:
    """A double click and a second tab get the stored turn back."""
    app = build()
    interview = begin(app)

    first = app.interviews.accept(OWNER, interview.id, 1, PARTIAL, "key")
    again = app.interviews.accept(OWNER, interview.id, 1, PARTIAL, "key")
    other_tab = app.interviews.accept(OWNER, interview.id, 1, "Something else here", "other")

    assert first.text == again.text == other_tab.text == PARTIAL
    assert len(app.interviews.room(OWNER, interview.id).turns) == 2


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_not_accepted(build: Build, text: str) -> None:
    """An empty answer is never a turn."""
    app = build()
    interview = begin(app)

    with pytest.raises(InputError, match="nothing to send"):
        say(app, interview.id, text)


def test_too_much_is_refused_with_the_limit(build: Build) -> None:
    """The message names both numbers."""
    app = build()
    interview = begin(app)

    with pytest.raises(InputError, match="20,000"):
        say(app, interview.id, "x" * 20_001)


def test_a_page_from_before_is_told_so(build: Build) -> None:
    """A turn number that was never on screen is refused."""
    app = build()
    interview = begin(app)

    with pytest.raises(StateError, match="older state"):
        app.interviews.accept(OWNER, interview.id, 7, PARTIAL, "key")


def test_hints_cost_what_they_say(build: Build) -> None:
    """A hint is a turn of its own, and the grade has it taken off."""
    app = build()
    interview = begin(app)

    hint = app.interviews.hint(OWNER, interview.id, 1, "hint-key")
    say(app, interview.id, STRONG)

    room = app.interviews.room(OWNER, interview.id)
    assert hint.reply is not None
    assert hint.reply.response_type is ResponseType.HINT
    assert room.grades[0].grade.deduction == 1.0
    assert room.grades[0].grade.score is not None
    assert room.grades[0].grade.score <= 9.0


def test_hints_end(build: Build) -> None:
    """A question has two; the third press is refused and costs nothing."""
    app = build()
    interview = begin(app)
    for no in (1, 2):
        app.interviews.hint(OWNER, interview.id, no, f"hint-{no}")

    with pytest.raises(StateError, match="no further hint"):
        app.interviews.hint(OWNER, interview.id, 3, "hint-3")
    assert app.interviews.room(OWNER, interview.id).hint_price is None


def test_a_skipped_question_is_not_graded(build: Build) -> None:
    """It counts as skipped, never as 0."""
    app = build()
    interview = begin(app)

    app.interviews.skip(OWNER, interview.id, 1, "skip")
    to_the_end(app, interview.id)

    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert (report.overall.graded, report.overall.skipped) == (2, 1)
    assert report.questions[0].state is QuestionState.SKIPPED
    assert report.questions[0].grade is None


def test_ending_early_keeps_what_was_answered(build: Build) -> None:
    """The open question with an answer is graded, the rest was never asked."""
    app = build()
    interview = begin(app)
    say(app, interview.id, PARTIAL)

    app.interviews.finish(OWNER, interview.id)

    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert report.overall.graded == 1
    assert len(report.questions) == 1


def test_an_interview_without_any_answer_has_no_score(build: Build) -> None:
    """Honest or absent."""
    app = build()
    interview = begin(app)

    app.interviews.finish(OWNER, interview.id)

    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert report.overall.score is None
    assert "no graded answer" in report.headline


def test_a_finished_interview_takes_no_answer(build: Build) -> None:
    """The page is told where the words are."""
    app = build()
    interview = begin(app)
    app.interviews.finish(OWNER, interview.id)

    with pytest.raises(StateError, match="over"):
        say(app, interview.id, PARTIAL)


def test_pauses_and_thinking_stop_the_clocks(build: Build, clock: FakeClock) -> None:
    """A pause stops both clocks, thinking the question's only; an answer sets them going."""
    app = build()
    interview = begin(app)
    clock.advance(10)
    app.interviews.think(OWNER, interview.id)
    clock.advance(20)
    thinking = app.interviews.room(OWNER, interview.id)
    app.interviews.pause(OWNER, interview.id)
    clock.advance(100)
    paused = app.interviews.room(OWNER, interview.id)
    app.interviews.resume(OWNER, interview.id)
    clock.advance(5)
    going = app.interviews.room(OWNER, interview.id)

    assert (thinking.elapsed_s, thinking.question_s) == (30, 10)
    assert (paused.elapsed_s, paused.question_s) == (30, 10)
    assert (going.elapsed_s, going.question_s) == (35, 15)


def test_time_is_up_after_the_answer_never_in_it(build: Build, clock: FakeClock) -> None:
    """When the minutes are over the next reply closes the interview."""
    app = build()
    interview = begin(app, minutes=10)
    clock.advance(11 * 60)

    say(app, interview.id, PARTIAL)

    ended = app.interviews.room(OWNER, interview.id).interview
    assert ended.status is InterviewStatus.COMPLETED


def test_somebody_elses_interview_is_not_found(build: Build) -> None:
    """Every door answers alike."""
    app = build()
    interview = begin(app)
    doors = (
        lambda: app.interviews.room("other", interview.id),
        lambda: app.interviews.accept("other", interview.id, 1, PARTIAL, "k"),
        lambda: app.interviews.hint("other", interview.id, 1, "k"),
        lambda: app.interviews.skip("other", interview.id, 1, "k"),
        lambda: app.interviews.pause("other", interview.id),
        lambda: app.interviews.resume("other", interview.id),
        lambda: app.interviews.think("other", interview.id),
        lambda: app.interviews.finish("other", interview.id),
        lambda: app.interviews.report("other", interview.id),
        lambda: app.interviews.export("other", interview.id, ReportFormat.TRANSCRIPT),
        lambda: app.interviews.everything("other", interview.id),
        lambda: app.interviews.preparation("other", interview.id),
        lambda: app.interviews.start("other", interview.id),
        lambda: app.interviews.reset("other", interview.id),
        lambda: app.interviews.retry("other", interview.id, 1),
        lambda: app.interviews.retry_report("other", interview.id),
        lambda: app.interviews.regrade("other", interview.id, 1),
        lambda: app.interviews.delete("other", interview.id),
    )

    for door in doors:
        with pytest.raises(NotFoundError):
            door()
    assert app.interviews.history("other").lines == ()


def test_starting_over_files_the_earlier_run(build: Build) -> None:
    """The same set-up begins anew, and what was said before is still there."""
    app = build()
    interview = begin(app)
    say(app, interview.id, PARTIAL)

    fresh = app.interviews.reset(OWNER, interview.id)

    earlier = app.interviews.room(OWNER, interview.id)
    assert earlier.interview.status is InterviewStatus.ABANDONED
    assert earlier.turns[1].text == PARTIAL
    assert fresh.setup == interview.setup
    assert fresh.earlier_run_of == interview.id


def test_deleting_leaves_nothing(build: Build) -> None:
    """It is gone from the list and by its address."""
    app = build()
    interview = begin(app)
    to_the_end(app, interview.id)

    app.interviews.delete(OWNER, interview.id)

    assert app.interviews.history(OWNER).lines == ()
    with pytest.raises(NotFoundError):
        app.interviews.room(OWNER, interview.id)


def test_every_step_is_an_event_once(build: Build) -> None:
    """Sequence numbers have no gaps, and plan, observation, tool and grade are there."""
    app = build()
    interview = begin(app)
    to_the_end(app, interview.id)

    with app.store.unit() as unit:
        events = unit.records.events(OWNER, interview.id)
    kinds = {event.kind for event in events}
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert kinds >= {
        EventKind.SESSION_START,
        EventKind.USER_MESSAGE,
        EventKind.OBSERVATION,
        EventKind.PLAN,
        EventKind.TOOL,
        EventKind.AGENT_RESPONSE,
        EventKind.GRADE,
        EventKind.DIFFICULTY,
        EventKind.SESSION_END,
    }


def test_history_finds_by_role_company_and_words_said(build: Build) -> None:
    """Every word must be found somewhere in the interview."""
    app = build()
    one = begin(app, company="Northwind")
    begin(app, company="Contoso")
    say(app, one.id, PARTIAL)

    assert len(app.interviews.history(OWNER).lines) == 2
    assert [
        line.interview.id
        for line in app.interviews.history(OWNER, HistoryQuery(search="northwind")).lines
    ] == [one.id]
    assert [
        line.interview.id
        for line in app.interviews.history(OWNER, HistoryQuery(search="query plan")).lines
    ] == [one.id]
    assert app.interviews.history(OWNER, HistoryQuery(search="zebra")).lines == ()


def test_the_first_pages_figures_rest_on_reports(build: Build) -> None:
    """Nothing is invented before the first report."""
    app = build()
    assert app.interviews.at_home(OWNER)[0].overall is None
    interview = begin(app)
    assert app.interviews.current(OWNER) is not None

    to_the_end(app, interview.id)

    practice, _ = app.interviews.at_home(OWNER)
    assert practice.interviews == 1
    assert practice.overall is not None
    assert practice.strongest is not None
    assert app.interviews.current(OWNER) is None


def test_ending_during_a_pause_does_not_count_the_pause(build: Build, clock: FakeClock) -> None:
    """The report's duration is the time of the interview, as the page showed it."""
    app = build()
    interview = begin(app)
    clock.advance(30)
    say(app, interview.id, STRONG)
    app.interviews.pause(OWNER, interview.id)
    clock.advance(3600)

    app.interviews.finish(OWNER, interview.id)

    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert report.statistics.duration_s == 30


def test_text_that_is_no_text_is_stored_as_far_as_it_can_be(build: Build) -> None:
    """Half a surrogate pair can't be written or sent; it must not stop the turn."""
    app = build()
    interview = begin(app)

    say(app, interview.id, f"{PARTIAL} \ud83d")

    turn = app.interviews.room(OWNER, interview.id).turns[-1]
    assert turn.text == f"{PARTIAL} ?"
    assert turn.text.encode()
