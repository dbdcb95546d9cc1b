"""Answers by microphone from the recording to the graded turn."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from src.app import Application
from src.engine import InlineJobs
from src.errors import (
    ModelConnectionError,
    NotFoundError,
    SpeechError,
    StateError,
)
from src.models.enums import TurnKind
from src.models.interview import Interview
from src.models.speech import Basis, Said, SpeechKind, SpeechStatus, SpeechTask, Transcript, Word
from tests.doubles import FakeClock, QueueTranscriber
from tests.factory import setup
from tests.speech_server import tone
from tests.stores import ME, OTHER

Build = Callable[..., Application]
SOUND = tone(0.8, 0.6, 0.7, noise=0.002)
HEARD = "I would read the query plan."


def spoken_to(app: Application) -> Interview:
    """Return an interview of somebody who agreed to recordings."""
    app.dictation.consents.give(ME)
    return app.interviews.begin(ME, setup())


def recorded(app: Application, interview: Interview, audio: bytes = SOUND) -> SpeechTask:
    """Record an answer to the open question, and return its task as it ended."""
    number = app.interviews.room(ME, interview.id).next_no
    made = app.dictation.record(ME, interview.id, number, audio)
    return app.dictation.task(ME, made.id)


def audio_of(app: Application, task: SpeechTask) -> bytes | None:
    """Return the recording that is still kept."""
    with app.store.unit() as unit:
        return unit.speech.audio(ME, task.id)


def test_a_recording_becomes_a_text_and_is_deleted(build: Build) -> None:
    """Its figures stay: how long, how much of it talk, which pauses."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD, confidence=0.9)))
    interview = spoken_to(app)

    task = recorded(app, interview)

    assert (task.status, task.kind, task.text) == (
        SpeechStatus.COMPLETED,
        SpeechKind.STT_BATCH,
        HEARD,
    )
    assert (task.confidence, task.progress) == (0.9, 1.0)
    assert audio_of(app, task) is None
    assert task.measured is not None
    assert task.measured.duration_s == pytest.approx(2.1)
    assert task.measured.pauses == 1
    assert task.measured.basis is Basis.RECORDING
    assert app.dictation.waiting(ME, interview.id) == (task,)


def test_it_is_sent_as_an_ordinary_answer(build: Build) -> None:
    """With how it came to be; then it waits no longer."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD, confidence=0.9)))
    interview = spoken_to(app)
    task = recorded(app, interview)

    turn = app.interviews.accept(
        ME, interview.id, task.turn_no, task.shown, "key", Said(task_id=task.id)
    )

    assert turn.kind is TurnKind.ANSWER
    assert turn.spoken is not None
    assert turn.spoken.measured == task.measured
    assert (turn.spoken.edited, turn.spoken.confirmed) == (False, False)
    assert not app.dictation.waiting(ME, interview.id)
    assert app.dictation.task(ME, task.id).sent_as == turn.no


def test_a_second_submit_gets_the_first_back(build: Build) -> None:
    """A double click, or another tab with the same transcript."""
    app = build(transcriber=QueueTranscriber())
    interview = spoken_to(app)
    task = recorded(app, interview)
    said = Said(task_id=task.id)
    first = app.interviews.accept(ME, interview.id, task.turn_no, task.shown, "one", said)

    again = app.interviews.accept(ME, interview.id, task.turn_no, task.shown, "two", said)

    assert again.no == first.no
    number = app.interviews.room(ME, interview.id).next_no
    with pytest.raises(StateError):
        app.interviews.accept(ME, interview.id, number, task.shown, "three", said)


def test_the_same_recording_is_transcribed_once(build: Build) -> None:
    """By a double click as from a second tab."""
    transcriber = QueueTranscriber()
    app = build(transcriber=transcriber)
    interview = spoken_to(app)

    first, again = recorded(app, interview), recorded(app, interview)

    assert first == again
    assert len(transcriber.recordings) == 1


def test_a_transcript_in_doubt_is_asked_about_before_it_counts(build: Build) -> None:
    """As it stands it can't be sent; a yes or a mended word is enough."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD, confidence=0.4)))
    interview = spoken_to(app)
    task = recorded(app, interview)

    with pytest.raises(SpeechError) as told:
        app.interviews.accept(
            ME, interview.id, task.turn_no, f" {task.shown}\n", "a", Said(task_id=task.id)
        )
    sure = Said(task_id=task.id, confirmed=True)
    turn = app.interviews.accept(ME, interview.id, task.turn_no, task.shown, "b", sure)

    assert told.value.code == "in_doubt"
    assert turn.spoken is not None
    assert (turn.spoken.confirmed, turn.spoken.edited) == (True, False)


def test_a_mended_transcript_is_the_persons_own(build: Build) -> None:
    """Editing it is a yes to it."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD, confidence=0.4)))
    interview = spoken_to(app)
    task = recorded(app, interview)

    turn = app.interviews.accept(
        ME, interview.id, task.turn_no, f"{HEARD} First.", "a", Said(task_id=task.id)
    )

    assert turn.spoken is not None
    assert (turn.spoken.confirmed, turn.spoken.edited) == (True, True)


def test_another_language_than_the_interviews_is_asked_about(build: Build) -> None:
    """However the server names it; no name is no doubt."""
    heard = Transcript(text="Ich würde lesen.", language="german", confidence=0.99)
    app = build(transcriber=QueueTranscriber(heard, Transcript(text=HEARD, language="en")))
    interview = spoken_to(app)

    german = recorded(app, interview)
    english = recorded(app, interview, tone(0.9))

    assert german.other_language == "german"
    assert german.is_doubtful
    assert not english.is_doubtful


def test_no_confidence_is_no_doubt_and_no_figure(build: Build) -> None:
    """A server that tells none leaves none."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD)))

    task = recorded(app, spoken_to(app))

    assert task.confidence is None
    assert not task.is_doubtful


def test_a_server_that_is_down_loses_nothing(build: Build) -> None:
    """The recording waits, and another try finishes it."""
    transcriber = QueueTranscriber(ModelConnectionError(), Transcript(text=HEARD))
    app = build(transcriber=transcriber)
    interview = spoken_to(app)

    failed = recorded(app, interview)
    kept = audio_of(app, failed)
    app.dictation.retry(ME, failed.id)
    mended = app.dictation.task(ME, failed.id)

    assert failed.status is SpeechStatus.ERROR
    assert failed.error == ModelConnectionError.sentence
    assert kept == SOUND
    assert (mended.status, mended.attempt, mended.text) == (SpeechStatus.COMPLETED, 2, HEARD)
    assert audio_of(app, mended) is None


def test_a_fault_of_ours_is_told_and_can_be_tried_again(build: Build) -> None:
    """No task stays under way for good."""
    transcriber = QueueTranscriber(RuntimeError("boom"), Transcript(text=HEARD))
    app = build(transcriber=transcriber)

    task = recorded(app, spoken_to(app))

    assert task.status is SpeechStatus.ERROR
    assert task.error == "Something went wrong on our side."
    assert audio_of(app, task) == SOUND


def test_nothing_heard_is_said_and_not_kept(build: Build) -> None:
    """Another try would hear nothing again."""
    app = build(transcriber=QueueTranscriber(Transcript(text="")))

    task = recorded(app, spoken_to(app))

    assert task.status is SpeechStatus.ERROR
    assert task.error is not None
    assert task.error.startswith("Nothing was heard")
    assert audio_of(app, task) is None
    with pytest.raises(StateError):
        app.dictation.retry(ME, task.id)


def test_a_crash_leaves_the_recording_to_the_next_start(build: Build) -> None:
    """It was accepted before anything else happened."""
    jobs = InlineJobs(paused=True)
    first = build(transcriber=QueueTranscriber(Transcript(text=HEARD)), jobs=jobs)
    interview = spoken_to(first)
    task = recorded(first, interview)
    assert task.status is SpeechStatus.PROCESSING

    second = build(transcriber=QueueTranscriber(Transcript(text=HEARD)), store=first.store)

    assert second.dictation.task(ME, task.id).text == HEARD


def test_words_that_were_mended_come_back(build: Build) -> None:
    """A refresh shows the text as it was left."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD)))
    task = recorded(app, spoken_to(app))

    app.dictation.keep(ME, task.id, "I would look at it.")

    assert app.dictation.task(ME, task.id).shown == "I would look at it."


def test_what_was_typed_stands_before_what_was_said(build: Build) -> None:
    """Both are one answer."""
    app = build(transcriber=QueueTranscriber(Transcript(text=HEARD)))
    interview = spoken_to(app)

    task = app.dictation.record(ME, interview.id, 1, SOUND, "First of all:")

    assert app.dictation.task(ME, task.id).shown == f"First of all:\n\n{HEARD}"


def test_old_recordings_are_deleted(build: Build, clock: FakeClock) -> None:
    """A day is enough to try again; what was heard by then stays."""
    jobs = InlineJobs()
    app = build(transcriber=QueueTranscriber(ModelConnectionError()), jobs=jobs)
    task = recorded(app, spoken_to(app))

    clock.advance(timedelta(hours=23).total_seconds())
    jobs.tick()
    assert audio_of(app, task) == SOUND
    clock.advance(timedelta(hours=2).total_seconds())
    jobs.tick()

    assert audio_of(app, task) is None
    gone = app.dictation.task(ME, task.id)
    assert (gone.has_audio, gone.error) == (False, "This recording was deleted after a day.")


def test_a_recording_can_be_thrown_away(build: Build) -> None:
    """With all that was heard in it."""
    app = build(transcriber=QueueTranscriber(ModelConnectionError()))
    interview = spoken_to(app)
    task = recorded(app, interview)

    app.dictation.discard(ME, task.id)

    assert audio_of(app, task) is None
    with pytest.raises(NotFoundError):
        app.dictation.task(ME, task.id)


@pytest.mark.parametrize(
    ("audio", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 and so on", "wrong_type"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "damaged"),
        (b"".join((SOUND[:40], b"\xff\xff\xff\x7f", SOUND[44:])), None),
        (b"".join((SOUND[:36], b"junk\xff\xff\xff\x7f", SOUND[44:])), "damaged"),
        (tone(0.1), "empty"),
        (tone(1.0, rate=100) * 1, None),
        (tone(301.0, rate=100), "too_long"),
        (b"ID3" + bytes(11 * 1024 * 1024), "too_big"),
        (b"\x1aE\xdf\xa3 webm", None),
        (b"OggS opus", None),
        (b"fLaC", None),
        (b"\x00\x00\x00\x18ftypM4A ", None),
        (b"\xff\xfb\x90\x64 mp3", None),
        (b"\xff\xd8\xff\xe0 jpeg", "wrong_type"),
        (b"<svg>", "wrong_type"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_a_file_is_known_by_its_content(build: Build, audio: bytes, code: str | None) -> None:
    """What isn't audio, or too much of it, is refused with what to do."""
    app = build(transcriber=QueueTranscriber())
    interview = spoken_to(app)

    if code is None:
        assert app.dictation.record(ME, interview.id, 1, audio).status
    else:
        with pytest.raises(SpeechError) as told:
            app.dictation.record(ME, interview.id, 1, audio)
        assert told.value.code == code


def test_nothing_is_taken_without_a_server_or_a_yes(build: Build) -> None:
    """The typed way is always there."""
    silent, asking = build(), build(transcriber=QueueTranscriber())
    interviews = [app.interviews.begin(ME, setup()) for app in (silent, asking)]

    codes = []
    for app, interview in zip((silent, asking), interviews, strict=True):
        with pytest.raises(SpeechError) as told:
            app.dictation.record(ME, interview.id, 1, SOUND)
        codes.append(told.value.code)

    assert codes == ["no_server", "no_consent"]
    assert "speech.test" in asking.dictation.consent_text(ME)


def test_a_yes_is_for_one_server(build: Build) -> None:
    """Another one is another sentence."""
    first = build(transcriber=QueueTranscriber(host="one.test"))
    first.dictation.consents.give(ME)

    second = build(transcriber=QueueTranscriber(host="two.test"), store=first.store)

    assert first.dictation.consents.given(ME)
    assert not second.dictation.consents.given(ME)


def test_so_many_recordings_wait_and_no_more(build: Build) -> None:
    """One that is known already is no further one."""
    app = build(transcriber=QueueTranscriber())
    interview = spoken_to(app)
    for length in range(5):
        recorded(app, interview, tone(0.4 + length / 10))

    with pytest.raises(SpeechError) as told:
        recorded(app, interview, tone(1.5))
    recorded(app, interview, tone(0.4))

    assert told.value.code == "too_many"


def test_nobody_sees_another_persons_recording(build: Build) -> None:
    """Not theirs is not there."""
    app = build(transcriber=QueueTranscriber())
    interview = spoken_to(app)
    task = recorded(app, interview)
    app.dictation.consents.give(OTHER)
    doors: list[Callable[[], object]] = [
        lambda: app.dictation.task(OTHER, task.id),
        lambda: app.dictation.keep(OTHER, task.id, "x"),
        lambda: app.dictation.retry(OTHER, task.id),
        lambda: app.dictation.discard(OTHER, task.id),
        lambda: app.dictation.record(OTHER, interview.id, 1, SOUND),
    ]

    for door in doors:
        with pytest.raises(NotFoundError):
            door()
    mine = app.interviews.begin(OTHER, setup())
    with pytest.raises(NotFoundError):
        app.interviews.accept(OTHER, mine.id, 1, HEARD, "k", Said(task_id=task.id))


def test_pauses_come_from_the_words_where_the_file_cannot_be_read(build: Build) -> None:
    """Compressed audio isn't decoded here; without times of words nothing is claimed."""
    words = tuple(Word(text=t, start_s=s, end_s=s + 0.4) for t, s in (("I", 0.2), ("would", 1.6)))
    timed = Transcript(text="I would", words=words, duration_s=2.5)
    app = build(transcriber=QueueTranscriber(timed, Transcript(text=HEARD)))
    interview = spoken_to(app)

    told = recorded(app, interview, b"\x1aE\xdf\xa3 one").measured
    untold = recorded(app, interview, b"\x1aE\xdf\xa3 two").measured

    assert told is not None
    assert (told.basis, told.pauses, told.longest_pause_s) == (Basis.WORD_TIMES, 1, 1.0)
    assert untold is None


def test_a_recording_goes_to_no_other_server_than_was_agreed(build: Build) -> None:
    """Where the server changed meanwhile it stays here, and says so."""
    jobs = InlineJobs(paused=True)
    first = build(transcriber=QueueTranscriber(host="one.test"), jobs=jobs)
    task = recorded(first, spoken_to(first))
    other = QueueTranscriber(host="two.test")

    second = build(transcriber=other, store=first.store)

    assert not other.recordings
    assert second.dictation.task(ME, task.id).error == (
        "This recording was made for one.test, which is not used any more."
    )
