"""A turn read aloud: audio with its captions, or the reason why the browser reads."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import InputError, ModelBusyError, NotFoundError
from src.models.speech import MOST_PASSAGES, SpeechKind, SpeechStatus
from src.ports import Sound
from src.speech.aloud import Shelf
from src.text import passages
from tests.doubles import QueueSpeaker
from tests.factory import setup
from tests.stores import ME, OTHER

Build = Callable[..., Application]


def begun(app: Application) -> tuple[str, str]:
    """Return an interview and the words of its greeting."""
    interview = app.interviews.begin(ME, setup())
    reply = app.interviews.room(ME, interview.id).turns[0].reply
    assert reply is not None
    return interview.id, reply.content


def test_a_turn_is_read_once_and_kept_for_a_while(build: Build) -> None:
    """The second time its sound comes from memory; the task says how it went."""
    speaker = QueueSpeaker()
    app = build(speaker=speaker)
    interview_id, said = begun(app)

    first = app.aloud.read(ME, interview_id, 0, "plain", 1.5)
    again = app.aloud.read(ME, interview_id, 0, "plain", 1.5)

    assert first == again
    assert (first.audio, first.media_type, first.captions) == (b"ID3sound", "audio/mpeg", said)
    assert [w.speed for w in speaker.spoken] == [1.5]
    with app.store.unit() as unit:
        (task,) = unit.speech.list(ME, interview_id)
    assert (task.kind, task.status, task.progress) == (SpeechKind.TTS, SpeechStatus.COMPLETED, 1.0)
    assert not app.dictation.waiting(ME, interview_id)


def test_where_it_fails_the_browser_reads(build: Build) -> None:
    """The captions stay, and a sentence says why; another try is another attempt."""
    speaker = QueueSpeaker(ModelBusyError())
    app = build(speaker=speaker)
    interview_id, said = begun(app)

    failed = app.aloud.read(ME, interview_id, 0, "plain")
    speaker.given = b"ID3sound"
    mended = app.aloud.read(ME, interview_id, 0, "plain")

    assert failed.audio is None
    assert failed.captions == said
    assert failed.notice == "The AI service is busy. Your browser's voice reads instead."
    assert mended.audio == b"ID3sound"
    with app.store.unit() as unit:
        (task,) = unit.speech.list(ME, interview_id)
    assert (task.attempt, task.error) == (2, None)


def test_without_a_voice_there_are_captions_only(build: Build) -> None:
    """Nothing is claimed to have failed."""
    app = build()
    interview_id, said = begun(app)

    reading = app.aloud.read(ME, interview_id, 0, "any")

    assert app.aloud.voices(ME) == ()
    assert (reading.audio, reading.notice, reading.captions) == (None, None, said)


@pytest.mark.parametrize(("voice", "speed"), [("other", 1.0), ("plain", 0.4), ("plain", 2.1)])
def test_a_voice_or_speed_that_is_not_there_is_refused(
    build: Build, voice: str, speed: float
) -> None:
    """Before anything is asked."""
    speaker = QueueSpeaker()
    app = build(speaker=speaker)
    interview_id, _ = begun(app)

    with pytest.raises(InputError):
        app.aloud.read(ME, interview_id, 0, voice, speed)
    assert not speaker.spoken


def test_nobody_hears_another_persons_interview(build: Build) -> None:
    """Not theirs is not there."""
    app = build(speaker=QueueSpeaker())
    interview_id, _ = begun(app)

    with pytest.raises(NotFoundError):
        app.aloud.read(OTHER, interview_id, 0, "plain")


def test_the_shelf_keeps_the_latest_sounds() -> None:
    """It holds so many bytes and no more."""
    shelf = Shelf(10)
    for text in ("a", "b", "c"):
        shelf.put(("me", text, "v", 1.0), Sound(b"12345", "mp3"))  # type: ignore[arg-type]

    assert shelf.get(("me", "a", "v", 1.0)) is None
    assert shelf.get(("me", "b", "v", 1.0)) is not None
    assert shelf.get(("me", "c", "v", 1.0)) is not None


def test_a_question_is_read_once_it_was_asked(build: Build) -> None:
    """With its own words as captions; one still to come is not there, like a stranger's."""
    speaker = QueueSpeaker()
    app = build(speaker=speaker)
    interview_id, _ = begun(app)
    current = app.interviews.room(ME, interview_id).current
    assert current is not None

    reading = app.aloud.read_question(ME, interview_id, current.position, "plain", 0.5)

    assert (reading.audio, reading.captions) == (b"ID3sound", current.question.text)
    assert [(w.text, w.speed) for w in speaker.spoken] == [(current.question.text, 0.5)]
    with pytest.raises(NotFoundError):
        app.aloud.read_question(ME, interview_id, current.position + 1, "plain")
    with pytest.raises(NotFoundError):
        app.aloud.read_question(OTHER, interview_id, current.position, "plain")


def test_a_message_is_read_passage_by_passage(build: Build) -> None:
    """Each once, together the message; each is a task, and one too many is not there."""
    speaker = QueueSpeaker()
    app = build(speaker=speaker)
    interview_id, said = begun(app)
    cuts = passages(said, MOST_PASSAGES)

    read = [app.aloud.read(ME, interview_id, 0, "plain", part=n) for n in range(len(cuts))]
    app.aloud.read(ME, interview_id, 0, "plain", part=0)
    app.aloud.read_question(ME, interview_id, 1, "plain", part=0)

    assert len(cuts) > 1
    assert tuple(r.captions for r in read) == cuts
    assert [w.text for w in speaker.spoken][: len(cuts)] == list(cuts)
    assert len(speaker.spoken) == len(cuts) + 1
    with app.store.unit() as unit:
        assert len(unit.speech.list(ME, interview_id)) == len(cuts) + 1
    with pytest.raises(NotFoundError):
        app.aloud.read(ME, interview_id, 0, "plain", part=len(cuts))
