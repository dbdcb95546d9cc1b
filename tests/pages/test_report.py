"""The report page in each of its states."""

from collections.abc import Callable

from src.app import Application
from src.engine import InlineJobs
from src.errors import ModelTimeoutError
from src.models.enums import WorkState
from src.models.grades import Report
from src.models.interview import Interview
from src.models.reports import ReportFormat
from src.models.speech import Transcript
from src.storage import MemoryStore
from tests.doubles import FakeClock, QueueGateway, QueueTranscriber
from tests.factory import PARTIAL, STRONG
from tests.pages.conftest import FullStore, Visit
from tests.speech_server import tone

Build = Callable[..., Application]
VisitOf = Callable[[Application], Visit]


def finished(visit: Visit, *answers: str) -> Interview:
    """Answer, end, and return the interview."""
    interview = visit.begin(company="Northwind")
    for text in answers:
        room = visit.app.interviews.room(visit.owner, interview.id)
        visit.app.interviews.accept(
            visit.owner, interview.id, room.next_no, text, f"k{room.next_no}"
        )
    visit.app.interviews.finish(visit.owner, interview.id)
    return interview


def downloads(visit: Visit) -> list[str]:
    """Return what the menu offers."""
    return [button.proto.label for button in visit.page.get("download_button")]


def under_way(visit: Visit) -> str:
    """Return what the page says of work that goes on."""
    return "\n".join(str(found.proto) for found in visit.page.get("bidi_component"))


def test_without_an_interview_the_page_says_when_one_comes(visit: Visit) -> None:
    """The empty state."""
    visit.go("report")

    assert "No report yet" in visit.text()


def test_an_interview_that_goes_on_has_no_report_yet(visit: Visit) -> None:
    """The way back is offered."""
    interview = visit.begin()
    visit.go("report", id=interview.id)

    assert "The interview goes on" in visit.text()
    visit.press("Continue")


def test_a_report_shows_score_evidence_and_what_it_rests_on(visit: Visit) -> None:
    """No score stands alone, and praise quotes."""
    interview = finished(visit, STRONG, STRONG, STRONG)
    visit.go("report", id=interview.id)

    text = visit.text()
    assert "Rests on 3 graded answers." in text
    assert "What worked" in text
    assert "*“" in text
    assert "graded by words" in str([b.proto for b in visit.page.get("badge")]) + text
    assert "AI-generated, can be wrong." in text
    assert "Northwind" in text


def test_missing_points_and_next_steps_are_named(visit: Visit, clock: FakeClock) -> None:
    """One button starts the weakest skill."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)
    assert "” was missing." in visit.text()
    clock.advance(60)
    label = next(b.label for b in visit.page.button if b.label.startswith("Practise "))

    visit.press(label)

    newest = visit.app.interviews.history(visit.owner).lines[0].interview
    assert newest.id != interview.id
    assert newest.setup.minutes == 10
    assert newest.setup.question_count is None


def test_nothing_answered_is_not_graded(visit: Visit) -> None:
    """A score is absent, with the reason."""
    interview = finished(visit)
    visit.go("report", id=interview.id)

    assert visit.page.metric[0].value == "not graded"
    assert "Nothing was answered" in visit.text()


def test_a_report_under_way_says_so(build: Build, visit_of: VisitOf) -> None:
    """The page stays usable."""
    jobs = InlineJobs()
    visit = visit_of(build(jobs=jobs))
    interview = visit.begin()
    jobs.paused = True
    visit.app.interviews.finish(visit.owner, interview.id)

    visit.go("report", id=interview.id)

    assert "You can leave this page" in visit.text()


def test_a_report_that_failed_can_be_written_again(build: Build, visit_of: VisitOf) -> None:
    """What is safe is said, and one click tries again."""
    store = MemoryStore()
    visit = visit_of(build(store=store))
    interview = finished(visit, STRONG)
    with store.unit(write=True) as unit:
        broken = Report(state=WorkState.ERROR, error="Something went wrong on our side.")
        unit.records.save_report(visit.owner, interview.id, broken)
        unit.commit()
    visit.go("report", id=interview.id)
    assert "Your answers and grades are saved." in visit.text()

    visit.press("Write it again")

    report = visit.app.interviews.report(visit.owner, interview.id).report
    assert report is not None
    assert report.state is WorkState.COMPLETED


def test_an_ungraded_answer_can_be_graded_again(build: Build, visit_of: VisitOf) -> None:
    """Not graded with the reason; the overall says how many."""
    visit = visit_of(build(gateway=QueueGateway(ModelTimeoutError())))
    interview = finished(visit, STRONG)
    visit.go("report", id=interview.id)
    text = visit.text()
    assert "1 answer could not be graded" in text
    assert "took too long" in text

    visit.press("Grade again")

    with visit.app.store.unit() as unit:
        (record,) = unit.records.grades(visit.owner, interview.id)
    assert record.attempt == 2


def test_the_report_can_be_downloaded(visit: Visit) -> None:
    """One menu with every format that can be written; a file is made when it is chosen."""
    interview = finished(visit, STRONG)
    visit.go("report", id=interview.id)

    assert downloads(visit) == ["Markdown", "JSON, to import again", "Transcript"]
    assert b"rehearse/interview" in visit.app.interviews.everything(visit.owner, interview.id)


def test_before_the_report_is_there_its_transcript_is(build: Build, visit_of: VisitOf) -> None:
    """What was said is kept, whatever becomes of the report."""
    jobs = InlineJobs()
    visit = visit_of(build(jobs=jobs))
    interview = visit.begin()
    jobs.paused = True
    visit.app.interviews.finish(visit.owner, interview.id)

    visit.go("report", id=interview.id)

    assert downloads(visit) == ["Transcript"]


def test_an_imported_report_can_be_read_and_not_changed(build: Build, visit_of: VisitOf) -> None:
    """It says where it comes from; nothing on it grades anew."""
    visit = visit_of(build(gateway=QueueGateway(ModelTimeoutError())))
    own = finished(visit, STRONG)
    data = visit.app.interviews.export(visit.owner, own.id, ReportFormat.JSON).data
    kept = visit.app.interviews.read_in(visit.owner, data)

    visit.go("report", id=kept.id)

    assert "Imported from a file on 26 Nov 2026." in visit.text()
    assert "took too long" in visit.text()
    assert "Grade again" not in [b.label for b in visit.page.button]
    assert len(downloads(visit)) == 3


def test_a_run_that_was_started_over_has_no_report(visit: Visit) -> None:
    """The page says so instead of waiting for one."""
    interview = visit.begin()
    visit.app.interviews.reset(visit.owner, interview.id)

    visit.go("report", id=interview.id)

    assert "You started this run over" in visit.text()
    visit.press("Start practising")


def test_grading_again_is_waited_for(build: Build, visit_of: VisitOf) -> None:
    """Until the report is renewed the page says what is under way."""
    jobs = InlineJobs()
    visit = visit_of(build(jobs=jobs, gateway=QueueGateway(ModelTimeoutError())))
    interview = finished(visit, STRONG)
    visit.go("report", id=interview.id)
    jobs.paused = True

    visit.press("Grade again")

    assert "Grading the answer again" in under_way(visit)
    jobs.run_pending()
    visit.page.run()
    assert "Grading the answer again" not in under_way(visit)


def test_what_fails_behind_a_button_is_told(build: Build, visit_of: VisitOf) -> None:
    """The page stays as it is, with a sentence."""
    store = FullStore()
    visit = visit_of(build(store=store))
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)
    store.full = True

    visit.press(next(b.label for b in visit.page.button if b.label.startswith("Practise ")))

    assert "the disk is full" in visit.text()
    assert len(visit.app.interviews.history(visit.owner).lines) == 1


def test_a_question_is_answered_again_beside_the_first_take(visit: Visit) -> None:
    """With the change in score and by criterion."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)

    visit.page.text_area(key="again/1").set_value(STRONG).run()
    visit.page.button(key="again/1/send").click().run()

    text = visit.text()
    assert "Take 2" in text
    assert "beside the first" in text
    assert "not mentioned → **said**" in text


def test_a_grade_is_contested_and_the_verdict_stands_there(visit: Visit) -> None:
    """With the reason, and what would have helped."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)

    visit.page.text_area(key="contest/1").set_value("I think this deserves more.").run()
    visit.page.button(key="contest/1/send").click().run()

    text = visit.text()
    assert "You contested this grade" in text
    assert "The grade stays" in text
    assert "Quote the words" in text


def test_too_short_a_reason_is_said(visit: Visit) -> None:
    """In a sentence, and nothing is lost."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)

    visit.page.button(key="contest/1/send").click().run()

    assert "Say in a sentence or two why" in visit.text()


def test_a_thumb_is_kept(visit: Visit) -> None:
    """It stands there the next time."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)

    visit.page.feedback[0].set_value(0).run()

    view = visit.app.interviews.report(visit.owner, interview.id)
    assert [(r.position, r.up) for r in view.ratings] == [(1, False)]


def test_who_opens_the_page_anew_sees_the_latest_report(visit: Visit) -> None:
    """A new tab knows no interview, and must not say that there is none."""
    interview = finished(visit, STRONG, STRONG, STRONG)
    visit.begin(company="Tidewater")

    visit.go("report")

    assert "Northwind" in visit.text()
    assert visit.page.query_params["id"] in ([interview.id], interview.id)


def test_a_point_says_in_words_how_it_was_met(visit: Visit) -> None:
    """A mark alone tells an ear nothing."""
    interview = finished(visit, STRONG, STRONG, STRONG)
    visit.go("report", id=interview.id)

    assert ", said: *“" in visit.text()


def test_a_question_is_answered_again_by_voice(build: Build, visit_of: VisitOf) -> None:
    """After a yes it is said, corrected and sent; how it was spoken stands beside it."""
    heard = QueueTranscriber(Transcript(text=STRONG, confidence=0.9))
    visit = visit_of(build(transcriber=heard))
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)
    assert "is sent to speech.test to be written down" in visit.text()
    visit.press("Yes, record my answers")

    visit.page.audio_input[0].upload("said.wav", tone(8.0), "audio/wav").run()
    box = next(a for a in visit.page.text_area if a.label == "Your answer, as it will be sent")
    assert box.value == STRONG
    visit.press("Send the answer")

    assert "Take 2" in visit.text()
    assert "You spoke for 8" in visit.text()
    assert not visit.app.dictation.recordings(visit.owner, interview.id)[0].waits_at(1)


def test_without_a_speech_server_a_question_is_answered_again_by_typing(visit: Visit) -> None:
    """No microphone that would not work."""
    interview = finished(visit, PARTIAL)
    visit.go("report", id=interview.id)

    assert not visit.page.get("audio_input")
    assert "record my answers" not in str([b.label for b in visit.page.button])
