"""What every gateway promises: the real client on a local server, the scripted one, the queue."""

from decimal import Decimal
from pathlib import Path

import pytest

from src.errors import ModelBusyError, ModelError
from src.gateway import Clients, MeteredGateway, OpenAIGateway, Prices, ScriptedGateway
from src.gateway.client import Server
from src.gateway.metered import Limits
from src.gateway.scripted import load_phrases
from src.models.calls import ModelReply, Partial
from src.models.replies import TurnReply
from src.ports import ModelGateway
from src.storage import MemoryStore
from tests.doubles import FakeClock, QueueGateway
from tests.factory import interview
from tests.gateway.conftest import ask, model_for
from tests.model_server import ModelServer

PHRASES = load_phrases(Path(__file__).parents[2] / "data" / "phrases" / "en.yaml")
REPLY = TurnReply.model_validate(
    {"choose": "n1", "detail": None, "say": "Thanks. The next one.", "why": "planned"}
)


@pytest.fixture(params=["openai", "scripted", "queue", "metered"])
def gateway(request: pytest.FixtureRequest, server: ModelServer, clients: Clients) -> ModelGateway:
    """Each gateway, ready for one call and more."""
    if request.param == "openai":
        return OpenAIGateway(clients, Server(server.url, "sk-test"), model_for, Prices())
    if request.param == "scripted":
        return ScriptedGateway(PHRASES)
    queue = QueueGateway(REPLY, REPLY)
    if request.param == "queue":
        return queue
    store = MemoryStore()
    with store.unit(write=True) as unit:
        unit.interviews.add("owner-1", interview(), [])
        unit.commit()
    return MeteredGateway(queue, store, FakeClock(), Limits(10, Decimal(1)))


async def test_a_reply_is_validated_and_its_usage_is_known(gateway: ModelGateway) -> None:
    """Cost is a number or marked as unknown."""
    reply = await gateway.complete(ask())

    assert isinstance(reply.value, TurnReply)
    assert reply.model
    assert reply.usage.cost_usd is not None or reply.usage.price_source == "unknown"


async def test_a_stream_ends_with_the_validated_reply(gateway: ModelGateway) -> None:
    """What comes before it is partial and never longer."""
    parts = [part async for part in gateway.stream(ask())]

    last = parts[-1]
    assert isinstance(last, ModelReply)
    assert isinstance(last.value, TurnReply)
    assert all(isinstance(part, Partial) for part in parts[:-1])


async def test_who_answers_has_a_name(gateway: ModelGateway) -> None:
    """The badge is never empty."""
    assert gateway.engine


async def test_a_queued_error_is_raised_as_it_is() -> None:
    """The queue can fail like a model."""
    gateway = QueueGateway(ModelBusyError(), ModelBusyError())

    with pytest.raises(ModelError):
        await gateway.complete(ask())
    with pytest.raises(ModelError):
        [part async for part in gateway.stream(ask())]
