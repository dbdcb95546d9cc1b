"""Transcription against a server that answers in every shape and fails in every way."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest

from src.errors import (
    ModelBusyError,
    ModelConnectionError,
    ModelCreditError,
    ModelCutError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRequestError,
    ModelTimeoutError,
    ModelUnreadableError,
)
from src.models.speech import AudioFormat
from src.speech import OpenAITranscriber
from tests.speech.conftest import recording
from tests.speech_server import DOUBTED, HEARD, SpeechServer, tone

PLAIN = ["text_only", "plain", "quoted", "json_only", "bare_only", "terse_once", "pydantic"]
"""Modes that tell the text and nothing else."""


async def test_words_come_with_times_and_probabilities(transcriber: OpenAITranscriber) -> None:
    """The doubtful ones are those that the server doubts."""
    heard = await transcriber.transcribe(recording())

    assert heard.text == HEARD
    assert tuple(w.text.strip(".") for w in heard.words if w.is_doubtful) == DOUBTED
    assert heard.words[1].start_s == pytest.approx(0.3)
    assert heard.confidence == pytest.approx(0.889, abs=0.01)
    assert heard.language == "english"
    assert heard.duration_s == pytest.approx(0.3 * len(HEARD.split()))
    assert not heard.streamed


async def test_the_audio_arrives_as_it_was(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """With model and language, and in the fullest way."""
    sound = tone(0.5)

    await transcriber.transcribe(recording(audio=sound))

    (asked,) = server.requests
    assert asked.audio == sound
    assert asked.fields["model"] == ["test-whisper"]
    assert asked.fields["language"] == ["en"]
    assert asked.fields["response_format"] == ["verbose_json"]
    assert asked.fields["timestamp_granularities"] == ["word", "segment"]


async def test_segments_tell_their_confidence(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """A segment's mean log probability stands for each of its words."""
    server.become("segments")

    heard = await transcriber.transcribe(recording())

    assert heard.text == HEARD
    assert [w.text for w in heard.words] == HEARD.split()
    assert heard.words[0].confidence == pytest.approx(0.905, abs=0.001)
    assert heard.words[-1].is_doubtful
    assert heard.words[0].start_s is None


@pytest.mark.parametrize("mode", PLAIN)
async def test_a_text_without_more_has_no_confidence(
    transcriber: OpenAITranscriber, server: SpeechServer, mode: str
) -> None:
    """Nothing is invented where the server tells nothing."""
    server.become(mode)

    heard = await transcriber.transcribe(recording())

    assert heard.text == HEARD
    assert heard.confidence is None
    assert not [word for word in heard.words if word.confidence is not None]


async def test_the_way_that_a_server_takes_is_kept(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """The second recording is asked for once."""
    server.become("json_only")
    await transcriber.transcribe(recording())
    before = len(server.requests)

    await transcriber.transcribe(recording())

    assert before == 4
    assert len(server.requests) == before + 1


async def test_a_refusal_of_the_audio_is_no_lesson(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """It is asked once, and the next recording in the fullest way again."""
    server.become("bad_audio", "verbose")

    with pytest.raises(ModelRequestError):
        await transcriber.transcribe(recording())
    heard = await transcriber.transcribe(recording())

    assert len(server.requests) == 2
    assert heard.confidence is not None


async def test_a_server_that_refuses_all_ways_teaches_nothing(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """After its fault is mended the fullest way is asked again."""
    server.become("terse", "terse", "terse", "terse", "terse", "verbose")

    with pytest.raises(ModelRequestError):
        await transcriber.transcribe(recording())
    heard = await transcriber.transcribe(recording())

    assert heard.confidence is not None


async def test_newer_models_stream_with_log_probabilities(
    transcriber: OpenAITranscriber,
    server: SpeechServer,
    texts: tuple[list[str], Callable[[str], None]],
) -> None:
    """The text grows as it comes, and confidence is the tokens'."""
    server.become("logprobs")
    said, write = texts

    heard = await transcriber.transcribe(recording(), write)

    assert heard.text == HEARD
    assert heard.streamed
    assert heard.confidence == pytest.approx(0.9, abs=0.03)
    assert [w.text for w in heard.words] == HEARD.split()
    assert [w.text for w in heard.words if w.is_doubtful] == ["alert"]
    assert len(said) > 20
    assert all(HEARD.startswith(text) for text in said)
    assert heard.usage.input_tokens == 90


@pytest.mark.parametrize("mode", ["stream_choices", "stream_segments"])
async def test_other_dialects_of_streams_are_read(
    transcriber: OpenAITranscriber,
    server: SpeechServer,
    texts: tuple[list[str], Callable[[str], None]],
    mode: str,
) -> None:
    """Pieces of a completion, or whole segments one after another."""
    server.become(mode)
    said, write = texts

    heard = await transcriber.transcribe(recording(), write)

    assert heard.text.rstrip(".") == HEARD.rstrip(".")
    assert heard.streamed
    assert len(said) >= 2
    assert (heard.confidence is None) == (mode == "stream_choices")


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("missing", ModelMissingError),
        ("bad_key", ModelKeyError),
        ("too_big", ModelRequestError),
        ("busy_long", ModelBusyError),
        ("no_credit", ModelCreditError),
        ("html", ModelUnreadableError),
        ("html_as_json", ModelUnreadableError),
        ("broken", ModelUnreadableError),
        ("no_text", ModelUnreadableError),
        ("number", ModelUnreadableError),
        ("error_200", ModelUnreadableError),
        ("huge", ModelUnreadableError),
        ("stream_junk", ModelUnreadableError),
        ("stream_endless", ModelUnreadableError),
        ("stream_cut", ModelCutError),
    ],
)
async def test_what_another_try_would_not_mend_is_asked_once(
    transcriber: OpenAITranscriber, server: SpeechServer, mode: str, error: type[ModelError]
) -> None:
    """Each fault is one typed error, and it is billed as one attempt."""
    server.become(mode)

    with pytest.raises(error) as told:
        await transcriber.transcribe(recording())

    assert len(server.requests) == 1
    assert told.value.usage.attempts == 1


@pytest.mark.parametrize("mode", ["busy", "down", "gateway", "drop", "stream_error"])
async def test_what_passes_is_tried_again(
    transcriber: OpenAITranscriber, server: SpeechServer, mode: str
) -> None:
    """A busy server is asked again under the same deadline."""
    server.become(mode, "verbose")

    heard = await transcriber.transcribe(recording())

    assert heard.text == HEARD
    assert heard.usage.attempts == len(server.requests) == 2


@pytest.mark.parametrize("mode", ["hang", "drip"])
async def test_the_deadline_holds(
    transcriber: OpenAITranscriber, server: SpeechServer, mode: str
) -> None:
    """Neither silence nor a byte now and then keeps it open."""
    server.become(mode)
    began = time.monotonic()

    with pytest.raises(ModelTimeoutError):
        await transcriber.transcribe(recording(deadline_s=0.8))

    assert time.monotonic() - began < 5


async def test_a_server_that_is_not_there_is_no_connection(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """Its recording can be tried again later."""
    server.__exit__()

    with pytest.raises(ModelConnectionError):
        await transcriber.transcribe(recording(deadline_s=2.0))
    assert transcriber.host("me") == "127.0.0.1"


async def test_a_server_without_the_endpoint_is_not_offered_again(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """No microphone is shown for it, until a recording that waits is written down after all."""
    server.become("missing")
    assert transcriber.host("me") == "127.0.0.1"

    with pytest.raises(ModelMissingError):
        await transcriber.transcribe(recording())

    assert transcriber.host("me") is None
    server.become("verbose")
    await transcriber.transcribe(recording())
    assert transcriber.host("me") == "127.0.0.1"


async def test_nothing_said_is_no_error(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """The caller decides what an empty transcript means."""
    server.become("empty")

    heard = await transcriber.transcribe(recording())

    assert heard.text == ""


async def test_control_characters_are_left_out(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """What can't be seen can't be corrected."""
    server.become("control")

    heard = await transcriber.transcribe(recording())

    assert heard.text == "I would read it[31m."


async def test_figures_out_of_their_range_are_none(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """A probability that isn't one is as good as none."""
    server.become("nonsense")

    heard = await transcriber.transcribe(recording())

    assert heard.text == "I would."
    assert (heard.confidence, heard.language, heard.duration_s) == (None, None, None)
    assert [(w.start_s, w.end_s, w.confidence) for w in heard.words] == [(None, None, None)] * 2


async def test_another_language_is_told(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """As the server names it."""
    server.become("wrong_language")

    heard = await transcriber.transcribe(recording())

    assert heard.language == "german"


async def test_seconds_are_billed(transcriber: OpenAITranscriber, server: SpeechServer) -> None:
    """By the server's count, else by the recording's own length, marked as estimated."""
    told = await transcriber.transcribe(recording())
    server.become("text_only")
    guessed = await transcriber.transcribe(recording(duration_s=7.0))

    assert (told.usage.audio_s, told.usage.estimated) == (9.0, False)
    assert told.usage.cost_usd == Decimal("0.9")
    assert (guessed.usage.audio_s, guessed.usage.estimated) == (7.0, True)


async def test_compressed_audio_is_named_for_what_it_is(
    transcriber: OpenAITranscriber, server: SpeechServer
) -> None:
    """Servers go by the ending of the name."""
    await transcriber.transcribe(recording(audio=b"\x1aE\xdf\xa3....", format=AudioFormat.WEBM))

    assert server.requests[0].audio == b"\x1aE\xdf\xa3...."
