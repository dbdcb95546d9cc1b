"""A transcriber and a speaker on a misbehaving server."""

from collections.abc import AsyncIterator, Callable, Iterator
from decimal import Decimal

import genai_prices  # noqa: F401 - loaded before a deadline runs
import openai  # noqa: F401 - the same
import pytest

from src.gateway import Clients
from src.gateway.client import Server
from src.gateway.faults import from_sdk
from src.gateway.retrying import retrying
from src.models.calls import Usage
from src.models.speech import AudioFormat
from src.ports import Recording, Words
from src.speech import OpenAISpeaker, OpenAITranscriber, Wire
from tests.speech_server import SpeechServer, tone


def recording(**fields: object) -> Recording:
    """Return a second of sound."""
    values: dict[str, object] = {
        "audio": tone(1.0),
        "format": AudioFormat.WAV,
        "owner_id": "me",
        "interview_id": "iv-1",
        "language": "en",
        "duration_s": 1.0,
        "deadline_s": 10.0,
    }
    return Recording(**(values | fields))  # type: ignore[arg-type]


def words(**fields: object) -> Words:
    """Return a sentence to be read aloud."""
    values: dict[str, object] = {
        "text": "How do you find out why?",
        "voice": "alloy",
        "speed": 1.0,
        "owner_id": "me",
        "interview_id": "iv-1",
        "deadline_s": 10.0,
    }
    return Words(**(values | fields))  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    """A server that hears well until told otherwise."""
    with SpeechServer() as running:
        yield running


@pytest.fixture
async def wire(server: SpeechServer) -> AsyncIterator[Wire]:
    """The way to the server, priced at a tenth of a dollar a second."""
    clients = Clients()
    place = Server(server.url, "sk-test")

    def price(usage: Usage, _: str) -> Usage:
        cost = Decimal(str(usage.audio_s)) / 10
        return usage.model_copy(update={"cost_usd": cost, "price_source": "test"})

    yield Wire(
        host=place.host,
        model="test-whisper",
        client=lambda: clients.get(place),
        ready=lambda: clients.ready(place),
        to_error=from_sdk,
        price=price,
        retrying=retrying,
    )
    await clients.close()


@pytest.fixture
def transcriber(wire: Wire) -> OpenAITranscriber:
    """The adapter on the local server."""
    return OpenAITranscriber(lambda _: wire)


@pytest.fixture
def speaker(wire: Wire) -> OpenAISpeaker:
    """The adapter on the local server, with two voices."""
    return OpenAISpeaker(lambda _: wire, ("alloy", "echo"))


@pytest.fixture
def texts() -> tuple[list[str], Callable[[str], None]]:
    """Where the text so far is written down, and what writes it."""
    found: list[str] = []
    return found, found.append
