"""What every transcriber and every speaker promises, on all twins."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import genai_prices  # noqa: F401 - loaded before a deadline runs
import openai  # noqa: F401 - the same
import pytest

from src.errors import ModelError, ModelLimitError
from src.gateway import Clients
from src.gateway.client import Server
from src.gateway.faults import from_sdk
from src.gateway.retrying import retrying
from src.models.enums import Purpose
from src.models.speech import AudioFormat, Transcript
from src.ports import Recording, Speaker, Store, Transcriber, Words
from src.speech import (
    Meter,
    MeteredSpeaker,
    MeteredTranscriber,
    OpenAISpeaker,
    OpenAITranscriber,
    SilentSpeaker,
    SilentTranscriber,
    SpeechLimits,
    Wire,
)
from src.speech.files import format_of
from tests.doubles import FakeClock, QueueSpeaker, QueueTranscriber
from tests.factory import NOON
from tests.speech_server import SpeechServer, tone
from tests.stores import ME

KINDS = ["openai", "metered", "queued", "silent"]


def recording() -> Recording:
    """Return half a second of sound."""
    return Recording(
        audio=tone(0.5), format=AudioFormat.WAV, owner_id=ME, interview_id="iv-1", duration_s=0.5
    )


def words() -> Words:
    """Return a sentence."""
    return Words(text="Why is that?", voice="plain", speed=1.0, owner_id=ME, interview_id="iv-1")


@pytest.fixture
async def made(filled: Store) -> AsyncIterator[Callable[[str], tuple[Transcriber, Speaker]]]:
    """Make a transcriber and a speaker of a kind."""
    clients = Clients()
    with SpeechServer() as server:
        place = Server(server.url, None)
        wire = Wire(
            host=place.host,
            model="m",
            client=lambda: clients.get(place),
            ready=lambda: clients.ready(place),
            to_error=from_sdk,
            price=lambda usage, _: usage,
            retrying=retrying,
        )
        meter = Meter(filled, FakeClock(NOON), SpeechLimits())
        pairs: dict[str, tuple[Any, Any]] = {
            "openai": (OpenAITranscriber(lambda _: wire), OpenAISpeaker(lambda _: wire, ("a",))),
            "metered": (
                MeteredTranscriber(QueueTranscriber(), meter),
                MeteredSpeaker(QueueSpeaker(), meter),
            ),
            "queued": (QueueTranscriber(), QueueSpeaker()),
            "silent": (SilentTranscriber(), SilentSpeaker()),
        }
        yield lambda kind: pairs[kind]
        await clients.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_who_names_a_host_transcribes_and_who_names_none_refuses(
    made: Callable[[str], tuple[Transcriber, Speaker]], kind: str
) -> None:
    """What a page shows by `host` is what happens; confidence is a share or nothing."""
    transcriber, _ = made(kind)

    if transcriber.host(ME) is None:
        with pytest.raises(ModelError):
            await transcriber.transcribe(recording())
        return
    heard = await transcriber.transcribe(recording())

    assert isinstance(heard, Transcript)
    assert heard.text
    assert heard.confidence is None or 0 <= heard.confidence <= 1
    assert heard.usage.attempts >= 1


@pytest.mark.parametrize("kind", KINDS)
async def test_who_has_voices_speaks_and_who_has_none_refuses(
    made: Callable[[str], tuple[Transcriber, Speaker]], kind: str
) -> None:
    """What comes back is audio that a browser can play."""
    _, speaker = made(kind)
    assert (speaker.host(ME) is None) == (not speaker.voices(ME))

    if not speaker.voices(ME):
        with pytest.raises(ModelError):
            await speaker.speak(words())
        return
    sound = await speaker.speak(words())

    assert format_of(sound.audio) is sound.format


async def test_the_meter_counts_and_stops(filled: Store) -> None:
    """Past the hour's number nothing is asked; a failed call is in the ledger too."""
    clock = FakeClock(NOON)
    meter = Meter(filled, clock, SpeechLimits(calls_per_hour=2))
    failing = QueueTranscriber(Transcript(text="I would"), ModelError("no"))
    transcriber = MeteredTranscriber(failing, meter)

    await transcriber.transcribe(recording())
    with pytest.raises(ModelError):
        await transcriber.transcribe(recording())
    clock.advance(600)
    with pytest.raises(ModelLimitError) as told:
        await transcriber.transcribe(recording())

    assert len(failing.recordings) == 2
    assert told.value.retry_after_s == pytest.approx(3000)
    with filled.unit() as unit:
        assert unit.ledger.spend(ME, "iv-1").calls == 2
        assert len(unit.ledger.calls_since(ME, NOON, speech=True)) == 2
    clock.advance(3001)
    failing._queued[:] = [Transcript(text="I would")]
    assert (await transcriber.transcribe(recording())).text == "I would"
    assert Purpose.TRANSCRIBE.is_speech
