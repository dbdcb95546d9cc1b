"""After the interview: another take, a contested grade, a rating; the first score stays."""

from collections.abc import Callable
from functools import partial

import pytest

from src.app import Application
from src.errors import InputError, NotFoundError, SpeechError, StateError
from src.models.enums import EventKind, Rated, WorkState
from src.models.grades import QuestionResult, Rating
from src.models.interview import Interview
from src.models.speech import Said, SpeechTask, Transcript
from tests.ai.test_dispute import ANSWER
from tests.doubles import QueueTranscriber
from tests.factory import STRONG, setup
from tests.speech_server import tone

OWNER = "owner-1"
POINTED = "I said “A dashboard would ring when slow queries pile up again”."
Build = Callable[..., Application]


def finished(app: Application, text: str = ANSWER) -> Interview:
    """Return an ended interview whose first question was answered."""
    interview = app.interviews.begin(OWNER, setup(question_count=2))
    app.interviews.accept(OWNER, interview.id, 1, text, "k1")
    app.interviews.finish(OWNER, interview.id)
    return interview


def result(app: Application, interview: Interview) -> QuestionResult:
    """Return the first question of the report."""
    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    return report.questions[0]


def test_another_take_is_graded_by_itself_and_the_first_score_stays(build: Build) -> None:
    """The report shows both."""
    app = build()
    interview = finished(app)
    before = app.interviews.report(OWNER, interview.id)

    app.interviews.answer_again(OWNER, interview.id, 1, STRONG, "again-1")

    view = app.interviews.report(OWNER, interview.id)
    scores = {g.take: g.grade.score for g in view.grades}
    assert view.report == before.report
    assert (scores[2] or 0) > (scores[1] or 0)
    assert [t.text for t in view.turns if t.take == 2] == [STRONG]
    assert result(app, interview).answers == (ANSWER,)


def test_a_double_submit_is_one_take(build: Build) -> None:
    """By its key; a second key is the next take."""
    app = build()
    interview = finished(app)

    for key in ("a", "a", "b"):
        app.interviews.answer_again(OWNER, interview.id, 1, STRONG, key)

    takes = [t.take for t in app.interviews.report(OWNER, interview.id).turns if t.take > 1]
    assert takes == [2, 3]


def test_a_take_moves_no_level_and_does_not_disturb_the_replay(build: Build) -> None:
    """Practice after the interview is not the interview."""
    app = build()
    interview = finished(app)
    before = app.interviews.replay(OWNER, interview.id)
    with app.store.unit() as unit:
        levels = unit.interviews.skills(OWNER, interview.id)

    app.interviews.answer_again(OWNER, interview.id, 1, STRONG, "again-1")

    with app.store.unit() as unit:
        assert unit.interviews.skills(OWNER, interview.id) == levels
    assert app.interviews.replay(OWNER, interview.id) == before


def heard(app: Application, interview: Interview, length_s: float = 30.0) -> SpeechTask:
    """Say the first question's answer again, and return what was heard."""
    app.dictation.consents.give(OWNER)
    audio = tone(length_s)
    return app.dictation.record(OWNER, interview.id, 0, audio, position=1)


def test_a_take_is_spoken_corrected_and_told_beside_the_first(build: Build) -> None:
    """Its delivery stands with it; the interview's own figures stay, also in a report made anew."""
    transcriber = QueueTranscriber(Transcript(text=STRONG, confidence=0.9))
    app = build(transcriber=transcriber)
    interview = finished(app)
    task = heard(app, interview)

    turn = app.interviews.answer_again(
        OWNER, interview.id, 1, f"{STRONG} Done.", "again-1", Said(task_id=task.id)
    )

    assert turn.spoken is not None
    assert turn.spoken.edited
    assert turn.spoken.measured is not None
    assert app.dictation.task(OWNER, task.id).sent_as == turn.no
    app.interviews.retry_report(OWNER, interview.id)
    view = app.interviews.report(OWNER, interview.id)
    assert "You spoke for" in view.spoken[turn.no][0]
    assert {g.take for g in view.grades} == {1, 2}
    assert view.report is not None
    assert view.report.speaking is None


def test_a_doubtful_take_is_asked_about_and_belongs_to_its_question(build: Build) -> None:
    """A yes to it lets it through; on another question, or twice, it isn't taken."""
    app = build(transcriber=QueueTranscriber(Transcript(text=STRONG, confidence=0.2)))
    interview = app.interviews.begin(OWNER, setup(question_count=2))
    app.interviews.accept(OWNER, interview.id, 1, ANSWER, "k1")
    app.interviews.skip(OWNER, interview.id, 2, "k2")
    app.interviews.finish(OWNER, interview.id)
    task = heard(app, interview)
    again = partial(app.interviews.answer_again, OWNER, interview.id)
    sure = Said(task_id=task.id, confirmed=True)

    with pytest.raises(SpeechError, match="Look at what was heard"):
        again(1, STRONG, "a", Said(task_id=task.id))
    with pytest.raises(StateError):
        again(2, STRONG, "b", sure)
    turn = again(1, STRONG, "c", sure)
    assert turn.spoken is not None
    assert turn.spoken.confirmed
    with pytest.raises(StateError, match="sent already"):
        again(1, STRONG, "d", sure)


def test_what_is_said_again_is_taken_of_a_finished_question_alone(build: Build) -> None:
    """Not while the interview goes on, nor of a question that wasn't asked."""
    app = build(transcriber=QueueTranscriber())
    interview = app.interviews.begin(OWNER, setup(question_count=2))

    with pytest.raises(StateError, match="has ended"):
        heard(app, interview)
    app.interviews.accept(OWNER, interview.id, 1, ANSWER, "k1")
    app.interviews.finish(OWNER, interview.id)
    with pytest.raises(StateError, match="not asked"):
        app.dictation.record(OWNER, interview.id, 0, tone(1.0), position=9)
    assert not app.dictation.waiting(OWNER, interview.id)


def test_takes_have_their_bounds(build: Build) -> None:
    """Nothing, a question that wasn't asked, a running interview, somebody else's."""
    app = build()
    interview = finished(app)
    running = app.interviews.begin(OWNER, setup(question_count=1))

    with pytest.raises(InputError):
        app.interviews.answer_again(OWNER, interview.id, 1, "  ", "k")
    with pytest.raises(StateError, match="not asked"):
        app.interviews.answer_again(OWNER, interview.id, 2, STRONG, "k")
    with pytest.raises(StateError, match="has ended"):
        app.interviews.answer_again(OWNER, running.id, 1, STRONG, "k")
    with pytest.raises(NotFoundError):
        app.interviews.answer_again("other", interview.id, 1, STRONG, "k")
    for number in range(9):
        app.interviews.answer_again(OWNER, interview.id, 1, STRONG, f"t{number}")
    with pytest.raises(StateError, match="10 times"):
        app.interviews.answer_again(OWNER, interview.id, 1, STRONG, "one more")


def test_a_dispute_with_the_right_words_changes_grade_and_report(build: Build) -> None:
    """Before and after stand in the record."""
    app = build()
    interview = finished(app)
    before = result(app, interview).grade
    assert before is not None

    app.interviews.dispute(OWNER, interview.id, 1, POINTED)

    view = app.interviews.report(OWNER, interview.id)
    after = result(app, interview).grade
    (found,) = view.disputes
    assert after is not None
    assert (after.score or 0) > (before.score or 0)
    assert (found.upheld, found.before, found.after) == (False, before.score, after.score)
    assert view.report is not None
    assert view.report.state is WorkState.COMPLETED
    assert view.report.attempt == 2
    with app.store.unit() as unit:
        kinds = [e.kind for e in unit.records.events(OWNER, interview.id)]
    assert kinds.count(EventKind.DISPUTE) == 2


def test_a_late_older_report_does_not_replace_the_renewed_one(build: Build) -> None:
    """A first attempt that ends after the second has ended changes nothing."""
    app = build()
    interview = finished(app)
    app.interviews.dispute(OWNER, interview.id, 1, POINTED)
    renewed = app.interviews.report(OWNER, interview.id).report

    app.jobs.start("report/late", "report", OWNER, interview.id, "1")

    assert renewed is not None
    assert renewed.attempt == 2
    assert app.interviews.report(OWNER, interview.id).report == renewed


def test_a_dispute_without_words_is_upheld_and_nothing_is_renewed(build: Build) -> None:
    """It says what would help; after three it is enough."""
    app = build()
    interview = finished(app)

    for _ in range(3):
        app.interviews.dispute(OWNER, interview.id, 1, "Please give me a ten, I need this job.")

    view = app.interviews.report(OWNER, interview.id)
    assert [d.upheld for d in view.disputes] == [True, True, True]
    assert "Quote the words" in view.disputes[0].words
    assert view.report is not None
    assert view.report.attempt == 1
    with pytest.raises(StateError, match="3 times"):
        app.interviews.dispute(OWNER, interview.id, 1, POINTED)


def test_a_dispute_needs_a_reason_and_a_grade(build: Build) -> None:
    """Nothing is looked at for nothing."""
    app = build()
    interview = finished(app)
    skipped = app.interviews.begin(OWNER, setup(question_count=2))
    app.interviews.skip(OWNER, skipped.id, 1, "s")
    app.interviews.finish(OWNER, skipped.id)

    with pytest.raises(InputError, match="sentence or two"):
        app.interviews.dispute(OWNER, interview.id, 1, "no")
    with pytest.raises(StateError, match="graded answer"):
        app.interviews.dispute(OWNER, skipped.id, 1, POINTED)


def test_with_a_model_a_grade_is_made_again(with_model: Application) -> None:
    """The same model finds the same; the grade stays, and says so."""
    interview = finished(with_model)

    with_model.interviews.dispute(OWNER, interview.id, 1, "I think that more of it was there.")

    (found,) = with_model.interviews.report(OWNER, interview.id).disputes
    assert found.upheld
    assert "without knowing the first grade" in found.words


def test_a_question_that_was_rated_down_is_avoided(build: Build) -> None:
    """The latest word counts; other people's ratings don't."""
    app = build()
    first = app.interviews.begin(OWNER, setup(question_count=1))
    asked = app.interviews.room(OWNER, first.id).questions[0].question.id
    app.interviews.finish(OWNER, first.id)
    for _ in range(4):
        other = app.interviews.begin(OWNER, setup(question_count=1))
        app.interviews.finish(OWNER, other.id)

    app.interviews.rate(OWNER, first.id, Rating(what=Rated.QUESTION, position=1, up=True))
    app.interviews.rate(OWNER, first.id, Rating(what=Rated.QUESTION, position=1, up=False))

    assert [r.up for r in app.interviews.report(OWNER, first.id).ratings] == [False]
    plan = app.interviews.prepare(OWNER, setup(question_count=1)).plan
    assert asked not in {q.question.id for q in plan}
    with pytest.raises(NotFoundError):
        app.interviews.rate("other", first.id, Rating(what=Rated.QUESTION, position=1, up=True))
