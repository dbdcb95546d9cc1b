"""Whose server speech goes to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from src.app import Application, Settings, build_application
from src.engine import InlineJobs
from src.errors import ModelKeyGoneError
from src.gateway.client import Server
from src.gateway.speech import SpeechPlaces, transcribes
from src.models.speech import AudioFormat
from src.ports import Recording
from src.speech import Meter, MeteredTranscriber, SpeechLimits
from src.storage import MemoryStore
from tests.doubles import FakeClock, QueueTranscriber
from tests.factory import setup
from tests.model_server import ModelServer
from tests.stores import ME, OTHER


def hosts(folder: Path, **fields: object) -> tuple[str | None, tuple[str, ...]]:
    """Return where recordings would go by these settings, and the voices to choose from."""
    values: dict[str, object] = {"openai_api_key": None, "openai_base_url": None}
    settings = Settings.model_validate({"data_dir": folder} | values | fields)
    app = build_application(settings, store=MemoryStore(), jobs=InlineJobs())
    try:
        return app.dictation.host(ME), app.aloud.voices(ME)
    finally:
        app.close()


@pytest.mark.parametrize(
    ("fields", "host", "voices"),
    [
        ({}, None, 0),
        ({"openai_api_key": "sk-x"}, "api.openai.com", 0),
        ({"openai_api_key": "sk-x", "openai_model_speech": "m"}, "api.openai.com", 5),
        ({"openai_base_url": "http://llm.test/v1"}, "llm.test", 0),
        ({"openai_api_key": "sk-x", "openai_model_transcription": "off"}, None, 0),
        ({"openai_api_key": "sk-x", "speech_base_url": "http://ear.test/v1"}, "ear.test", 0),
        ({"speech_base_url": "http://ear.test/v1", "openai_model_speech": "m"}, "ear.test", 5),
        ({"openai_model_speech": "m"}, None, 0),
    ],
)
def test_speech_goes_where_the_settings_say(
    tmp_path: Path, fields: dict[str, object], host: str | None, voices: int
) -> None:
    """Without a server nothing listens, and without a named model only the browser speaks."""
    found, heard = hosts(tmp_path, **fields)

    assert found == host
    assert len(heard) == voices


def test_the_model_is_the_servers_own_where_none_is_named() -> None:
    """OpenAI ends the name that all the others keep."""
    assert transcribes(Server(None, "k")) == "gpt-transcribe"
    assert transcribes(Server("http://ear.test/v1", None)) == "whisper-1"


def test_a_visitors_key_pays_for_their_own_recordings_alone(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """Nobody else's go with it, and it never goes to a speech server of the operator's own."""
    app = build(changed={"visitor_base_urls": (server.url,)})
    places = SpeechPlaces(app.keys, None, apart=False, model=None, usual=transcribes)
    ear = Server("http://ear.test", None)
    apart = SpeechPlaces(app.keys, ear, apart=True, model="m", usual=transcribes)

    app.keys.enter(ME, "sk-visitor-0123456789abcdef", place=1)

    assert (places.own_key(ME), places.own_key(OTHER), apart.own_key(ME)) == (True, False, None)
    found = places.of(ME)
    assert found is not None
    assert (found.base_url, places.model_at(found)) == (server.url, "whisper-1")
    assert (places.of(OTHER), apart.of(ME)) == (None, ear)
    assert (app.dictation.host(ME), app.dictation.host(OTHER)) == ("127.0.0.1", None)


def test_what_a_visitors_key_began_is_not_gone_on_with_at_the_operators_cost(
    build: Callable[..., Application],
) -> None:
    """Without the key the recording waits, and says why."""
    own = [True]
    app = build()
    interview = app.interviews.prepare(ME, setup()).interview
    meter = Meter(app.store, FakeClock(), SpeechLimits(), lambda _: own[0])
    transcriber = MeteredTranscriber(QueueTranscriber(), meter)
    asked = Recording(audio=b"RIFF", format=AudioFormat.WAV, owner_id=ME, interview_id=interview.id)

    app.jobs.submit(lambda: transcriber.transcribe(asked), 10)
    own[0] = False

    with pytest.raises(ModelKeyGoneError):
        app.jobs.submit(lambda: transcriber.transcribe(asked), 10)
