"""Reading aloud against a server that speaks, refuses or sends something else."""

import pytest

from src.errors import (
    ModelBusyError,
    ModelConnectionError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelTimeoutError,
    ModelUnreadableError,
)
from src.models.speech import AudioFormat
from src.speech import OpenAISpeaker
from src.speech.speaker import MOST_CHARS
from tests.speech.conftest import words
from tests.speech_server import SpeechServer


async def test_words_come_back_as_sound(speaker: OpenAISpeaker, server: SpeechServer) -> None:
    """With the voice that was chosen; the ordinary speed isn't mentioned, for some refuse it."""
    sound = await speaker.speak(words(voice="echo"))

    assert sound.format is AudioFormat.WAV
    assert sound.audio[:4] == b"RIFF"
    assert sound.usage.characters == len(words().text)
    (asked,) = server.requests
    assert asked.fields["voice"] == ["echo"]
    assert asked.fields["input"] == [words().text]
    assert "speed" not in asked.fields


@pytest.mark.parametrize(("asked", "sent"), [(0.5, "0.5"), (2.0, "2.0"), (9.0, "2.0")])
async def test_the_speed_goes_along(
    speaker: OpenAISpeaker, server: SpeechServer, asked: float, sent: str
) -> None:
    """Within its bounds."""
    await speaker.speak(words(speed=asked))

    assert server.requests[0].fields["speed"] == [sent]


async def test_the_format_that_a_server_takes_is_kept(
    speaker: OpenAISpeaker, server: SpeechServer
) -> None:
    """The second sentence is asked for once."""
    server.become("wav_only")

    await speaker.speak(words())
    await speaker.speak(words())

    assert [r.fields["response_format"] for r in server.requests] == [["mp3"], ["wav"], ["wav"]]


async def test_a_long_text_is_cut_after_a_sentence(
    speaker: OpenAISpeaker, server: SpeechServer
) -> None:
    """The endpoint takes no more; the captions have it all."""
    await speaker.speak(words(text="This is one sentence of many. " * 300))

    (sent,) = server.requests[0].fields["input"]
    assert len(sent) < MOST_CHARS
    assert sent.endswith("many.")


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("missing", ModelMissingError),
        ("bad_key", ModelKeyError),
        ("busy_long", ModelBusyError),
        ("hang", ModelTimeoutError),
        ("html", ModelUnreadableError),
        ("text_only", ModelUnreadableError),
        ("huge", ModelUnreadableError),
    ],
)
async def test_each_fault_is_a_typed_error(
    speaker: OpenAISpeaker, server: SpeechServer, mode: str, error: type[ModelError]
) -> None:
    """The browser's voice can take over."""
    server.become(mode)

    with pytest.raises(error):
        await speaker.speak(words(deadline_s=0.8 if mode == "hang" else 10.0))


async def test_without_a_server_there_is_no_voice() -> None:
    """And speaking says so."""
    speaker = OpenAISpeaker(lambda _: None, ("alloy",))

    assert speaker.voices("me") == ()
    with pytest.raises(ModelMissingError):
        await speaker.speak(words())


async def test_a_server_that_is_gone_is_no_connection(
    speaker: OpenAISpeaker, server: SpeechServer
) -> None:
    """Within the deadline."""
    server.__exit__()

    with pytest.raises(ModelConnectionError):
        await speaker.speak(words(deadline_s=2.0))
