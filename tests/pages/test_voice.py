"""Answering by voice on the interview page."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.engine import InlineJobs
from src.errors import ModelConnectionError
from src.kits import MemoryKits
from src.models.speech import SpeechTask, Transcript, Word
from tests.doubles import QueueTranscriber
from tests.factory import kit, sql_question
from tests.pages.conftest import Visit
from tests.speech_server import tone

HEARD = "I would read the query plan."
SOUND = tone(0.6, 0.5, 0.6, noise=0.002)
BOX = "Your answer, as it will be sent"
Build = Callable[..., Application]
VisitOf = Callable[[Application], Visit]


def opened(visit: Visit, *, agreed: bool = True, **fields: object) -> str:
    """Open the page of somebody who agreed to recordings, or not yet; return the interview."""
    if agreed:
        visit.app.dictation.consents.give(visit.owner)
    interview = visit.begin(**fields)
    visit.go("interview", id=interview.id)
    return interview.id


def unfold(visit: Visit, interview_id: str) -> None:
    """Open the fold of the ways to answer by voice."""
    number = visit.app.interviews.room(visit.owner, interview_id).next_no
    visit.page.session_state[f"voice/{interview_id}/{number}"] = True
    visit.page.run()
    assert not visit.page.exception


def record(visit: Visit, interview_id: str) -> SpeechTask:
    """Record an answer, as the answer box does, and draw the page again."""
    number = visit.app.interviews.room(visit.owner, interview_id).next_no
    task = visit.app.dictation.record(visit.owner, interview_id, number, SOUND)
    visit.page.run()
    assert not visit.page.exception
    return visit.app.dictation.task(visit.owner, task.id)


def box(visit: Visit) -> str:
    """Return what stands in the correction box."""
    return str(next(area for area in visit.page.text_area if area.label == BOX).value)


def answers(visit: Visit, interview_id: str) -> list[str]:
    """Return what was sent."""
    turns = visit.app.interviews.room(visit.owner, interview_id).turns
    return [turn.text for turn in turns if turn.text]


def test_without_a_server_the_page_says_so(visit: Visit) -> None:
    """No microphone is shown that would not work."""
    interview_id = opened(visit)

    unfold(visit, interview_id)

    assert "Speech needs a model server" in visit.text()
    assert not visit.page.chat_input[0].proto.accept_audio
    assert not [b for b in visit.page.button if "record" in b.label.lower()]


def test_before_the_first_recording_a_yes_is_asked_for(build: Build, visit_of: VisitOf) -> None:
    """It says where the recording goes; then the answer box has its microphone."""
    visit = visit_of(build(transcriber=QueueTranscriber()))
    interview_id = opened(visit, agreed=False)
    unfold(visit, interview_id)
    assert "is sent to speech.test to be written down" in visit.text()
    assert not visit.page.chat_input[0].proto.accept_audio

    visit.press("Yes, record my answers")

    assert visit.page.chat_input[0].proto.accept_audio
    assert "Press the microphone in the answer box" in visit.text()
    assert visit.page.file_uploader[0].label == "Or choose an audio file"
    assert visit.app.dictation.consents.given(visit.owner)


def test_a_file_is_written_down_too(build: Build, visit_of: VisitOf) -> None:
    """It is stored by the callback, before anything is drawn."""
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD))))
    interview_id = opened(visit)
    unfold(visit, interview_id)

    visit.page.file_uploader[0].upload("answer.wav", SOUND, "audio/wav").run()

    assert not visit.page.exception
    assert box(visit) == HEARD


def test_a_file_that_is_no_audio_says_what_to_do(build: Build, visit_of: VisitOf) -> None:
    """Whatever its name claims."""
    visit = visit_of(build(transcriber=QueueTranscriber()))
    interview_id = opened(visit)
    unfold(visit, interview_id)

    visit.page.file_uploader[0].upload("answer.wav", b"%PDF-1.7", "audio/wav").run()

    assert "This is no audio that can be read." in visit.text()
    assert not visit.app.dictation.waiting(visit.owner, interview_id)


def test_what_was_heard_is_corrected_and_sent(build: Build, visit_of: VisitOf) -> None:
    """The answer is the mended text, and its card says that it was spoken."""
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD, confidence=0.9))))
    interview_id = opened(visit)
    record(visit, interview_id)
    assert box(visit) == HEARD
    assert "90 % sure of these words" in visit.text()
    assert "1 pause (in the recording)" in visit.text()

    area = next(area for area in visit.page.text_area if area.label == BOX)
    area.set_value(f"{HEARD} First.")
    visit.press("Send the answer")

    assert answers(visit, interview_id) == [f"{HEARD} First."]
    assert "corrected by you" in visit.text()
    assert not [area for area in visit.page.text_area if area.label == BOX]


def test_mended_words_survive_a_refresh(build: Build, visit_of: VisitOf) -> None:
    """Another session shows them as they were left."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD)))
    visit = visit_of(app)
    token = visit.page.query_params["resume"]
    interview_id = opened(visit)
    record(visit, interview_id)
    area = next(area for area in visit.page.text_area if area.label == BOX)
    area.set_value("I would look.").run()

    later = visit_of(app)
    later.owner = visit.owner
    later.page.query_params["resume"] = token
    later.go("interview", id=interview_id)

    assert box(later) == "I would look."


def test_doubt_is_marked_and_asked_about(build: Build, visit_of: VisitOf) -> None:
    """Sent as it stands it stays; a yes sends it."""
    words = (Word(text="I", confidence=0.9), Word(text="wood", confidence=0.2))
    heard = Transcript(text="I wood", words=words, confidence=0.5)
    visit = visit_of(build(transcriber=QueueTranscriber(heard)))
    interview_id = opened(visit)
    record(visit, interview_id)
    assert "Is this what you said?" in visit.text()
    assert "I **wood\N{NO-BREAK SPACE}(?)**" in visit.text()

    visit.press("Send the answer")
    assert answers(visit, interview_id) == []
    assert "Look at what was heard first" in visit.text()
    visit.page.checkbox[0].check()
    visit.press("Send the answer")

    assert answers(visit, interview_id) == ["I wood"]
    assert "confirmed by you" in visit.text()


def test_where_most_is_doubtful_no_single_word_is_marked(build: Build, visit_of: VisitOf) -> None:
    """Marks everywhere would mark nothing."""
    words = tuple(Word(text=text, confidence=0.2) for text in HEARD.split())
    heard = Transcript(text=HEARD, words=words, confidence=0.2)
    visit = visit_of(build(transcriber=QueueTranscriber(heard)))

    record(visit, opened(visit))

    assert "Most of the words may be wrong." in visit.text()
    assert "(?)" not in visit.text()


def test_no_confidence_is_said_to_be_none(build: Build, visit_of: VisitOf) -> None:
    """No figure is made up."""
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD))))

    record(visit, opened(visit))

    assert "The server gave no confidence." in visit.text()
    assert "Is this what you said?" not in visit.text()


def test_a_failure_keeps_the_recording_and_offers_another_try(
    build: Build, visit_of: VisitOf
) -> None:
    """It says what is safe."""
    transcriber = QueueTranscriber(ModelConnectionError(), Transcript(text=HEARD))
    visit = visit_of(build(transcriber=transcriber))
    interview_id = opened(visit)
    record(visit, interview_id)
    assert "No connection to the AI service" in visit.text()
    assert "Your recording is kept for a day." in visit.text()

    visit.press("Try again")

    assert box(visit) == HEARD


def test_a_recording_can_be_deleted(build: Build, visit_of: VisitOf) -> None:
    """With what was heard in it."""
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD))))
    interview_id = opened(visit)
    record(visit, interview_id)

    visit.press("Delete it")

    assert not visit.app.dictation.waiting(visit.owner, interview_id)
    assert HEARD not in visit.text()


def test_what_is_under_way_is_shown(build: Build, visit_of: VisitOf) -> None:
    """The page looks for its end by itself."""
    jobs = InlineJobs()
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD)), jobs=jobs))
    interview_id = opened(visit)
    jobs.paused = True

    record(visit, interview_id)
    texts = [bar.proto.text for bar in visit.page.get("progress")]
    assert "Writing down what you said. The recording is saved." in texts
    jobs.paused = False
    jobs.run_pending()
    visit.page.run()

    assert box(visit) == HEARD


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_it_works_in_both_modes(build: Build, visit_of: VisitOf, mode: str) -> None:
    """An exam is only silent about the grade."""
    visit = visit_of(build(transcriber=QueueTranscriber(Transcript(text=HEARD))))
    interview_id = opened(visit, mode=mode)
    record(visit, interview_id)

    visit.press("Send the answer")

    assert answers(visit, interview_id) == [HEARD]


def test_a_query_is_not_spoken(build: Build, visit_of: VisitOf) -> None:
    """Formulas and queries keep their own inputs."""
    kits = MemoryKits([kit().model_copy(update={"questions": (sql_question("SELECT 1"),)})])
    visit = visit_of(build(transcriber=QueueTranscriber(), kits=kits))

    opened(visit, question_count=1)

    assert not [e for e in visit.page.expander if e.label == "Answer by voice"]
    assert not visit.page.chat_input
