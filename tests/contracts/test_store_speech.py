"""What all stores promise about recordings and what was heard in them."""

from datetime import timedelta

import pytest

from src.errors import NotFoundError
from src.models.calls import LedgerEntry
from src.models.enums import Purpose
from src.models.speech import SpeechKind, SpeechStatus
from src.ports import Store, UnitOfWork
from tests.factory import NOON, speech_task
from tests.stores import ME, OTHER, at_once, write

AUDIO = b"RIFF" + bytes(range(256)) * 40


def test_a_recording_is_kept_beside_its_task(filled: Store) -> None:
    """Bytes come back as they went in."""
    task, added = write(filled, lambda u: u.speech.add(ME, speech_task(), AUDIO))

    with filled.unit() as unit:
        assert added
        assert unit.speech.get(ME, "said-1") == task
        assert unit.speech.list(ME, "iv-1") == (task,)
        assert unit.speech.audio(ME, "said-1") == AUDIO


def test_the_same_recording_is_one_row(filled: Store) -> None:
    """A double click gets the stored task back, whatever its own id."""
    first, _ = write(filled, lambda u: u.speech.add(ME, speech_task(), AUDIO))

    again, added = write(
        filled, lambda u: u.speech.add(ME, speech_task("other", client_key=first.client_key), AUDIO)
    )

    assert (again, added) == (first, False)


def test_of_eight_at_once_one_is_stored(filled: Store) -> None:
    """Two tabs and a double click can't transcribe twice."""

    def add(number: int) -> bool:
        task = speech_task(f"said-{number}", client_key="same")
        return write(filled, lambda u: u.speech.add(ME, task, AUDIO))[1]

    assert sorted(at_once(add)) == [False] * 7 + [True]


def test_the_recording_goes_when_it_is_not_needed(filled: Store) -> None:
    """Only the task stays, with what was heard."""
    write(filled, lambda u: u.speech.add(ME, speech_task(), AUDIO))
    heard = speech_task(status=SpeechStatus.COMPLETED, text="I would", has_audio=False)

    assert write(filled, lambda u: u.speech.save(ME, heard))

    with filled.unit() as unit:
        assert unit.speech.get(ME, "said-1") == heard
        assert unit.speech.audio(ME, "said-1") is None


def test_an_earlier_attempt_changes_nothing(filled: Store) -> None:
    """A workflow that comes late can't write over the one that was started after it."""
    later = speech_task(attempt=2)
    write(filled, lambda u: u.speech.add(ME, later, AUDIO))

    assert not write(filled, lambda u: u.speech.save(ME, speech_task(text="late")))
    assert not write(filled, lambda u: u.speech.save(OTHER, later))

    with filled.unit() as unit:
        assert unit.speech.get(ME, "said-1") == later


def test_a_task_is_deleted_with_its_recording(filled: Store) -> None:
    """And so is one of an interview that is deleted."""
    write(filled, lambda u: u.speech.add(ME, speech_task(), AUDIO))
    write(filled, lambda u: u.speech.add(ME, speech_task("said-2"), AUDIO))

    write(filled, lambda u: u.speech.delete(ME, "said-1"))
    with filled.unit() as unit, pytest.raises(NotFoundError):
        unit.speech.get(ME, "said-1")

    write(filled, lambda u: u.interviews.delete(ME, "iv-1"))
    with filled.unit() as unit:
        assert unit.speech.list(ME, "iv-1") == ()
        assert unit.speech.audio(ME, "said-2") is None
        assert unit.unfinished.recordings(NOON + timedelta(days=9)) == ()


def test_what_is_unfinished_is_found_at_start(filled: Store) -> None:
    """Transcriptions that are under way, and recordings that are kept for too long."""
    tasks = [
        speech_task("working"),
        speech_task("failed", status=SpeechStatus.ERROR),
        speech_task("done", status=SpeechStatus.COMPLETED),
        speech_task("read", kind=SpeechKind.TTS),
    ]
    for task in tasks:
        kept = AUDIO if task.id in {"working", "failed"} else b""
        write(filled, lambda u, task=task, kept=kept: u.speech.add(ME, task, kept))  # type: ignore[misc]

    with filled.unit() as unit:
        assert [w.task_id for w in unit.unfinished.speech()] == ["working"]
        assert unit.unfinished.recordings(NOON) == ()
        later = unit.unfinished.recordings(NOON + timedelta(seconds=1))
        assert {w.task_id for w in later} == {"working", "failed"}


def test_calls_for_speech_are_counted_apart(filled: Store) -> None:
    """Many recordings leave the interviewer its calls, and the other way round."""

    def reserve(unit: UnitOfWork) -> None:
        for number, purpose in enumerate([Purpose.TURN, Purpose.TRANSCRIBE, Purpose.SPEAK]):
            entry = LedgerEntry(id=str(number), purpose=purpose, interview_id="iv-1", model="m")
            unit.ledger.reserve(ME, entry, NOON)

    write(filled, reserve)

    with filled.unit() as unit:
        assert len(unit.ledger.calls_since(ME, NOON)) == 1
        assert len(unit.ledger.calls_since(ME, NOON, speech=True)) == 2


async def test_scrubbing_leaves_the_rest(filled: Store) -> None:
    """It empties the journal, and every row that wasn't deleted is still there."""
    write(filled, lambda u: u.speech.add(ME, speech_task(), AUDIO))

    await filled.scrub()

    with filled.unit() as unit:
        assert unit.speech.audio(ME, "said-1") == AUDIO
