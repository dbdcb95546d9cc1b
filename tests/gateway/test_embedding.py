"""Vectors from a server: checked, metered, by owner; and every way in which a server has none."""

import array
import time
from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import ModelBusyError, ModelError, ModelKeyError, ModelLimitError
from src.gateway import Clients, Prices, Server
from src.gateway.embedding import LACKS_S, RESTS_S, Embedder
from src.models.calls import EmbedRequest
from src.models.enums import Purpose
from tests.doubles import FakeClock
from tests.factory import setup
from tests.model_server import ModelServer

TEXTS = ("backups of databases", "talking with customers", "queries and indexes")


def request(texts: tuple[str, ...] = TEXTS, deadline_s: float = 5.0) -> EmbedRequest:
    """Return a request for vectors."""
    return EmbedRequest(texts=texts, owner_id="me", interview_id="iv", deadline_s=deadline_s)


def embedder(clients: Clients, server: ModelServer, clock: FakeClock) -> Embedder:
    """Return the embedder of the server."""
    target = Server(server.url, "sk-test")
    return Embedder(clients, target, "test-vectors", Prices(), clock.monotonic)


@pytest.mark.parametrize("mode", ["ok", "shuffled"])
async def test_each_text_gets_its_own_vector_of_length_one(
    clients: Clients, server: ModelServer, clock: FakeClock, mode: str
) -> None:
    """Whatever order they come in, with the model's name and what it took."""
    server.behaviour.embeds = mode

    made = await embedder(clients, server, clock).embed(request())

    assert made is not None
    assert made.model == f"{server.url.removeprefix('http://').removesuffix('/v1')}/test-vectors"
    assert made.usage.input_tokens == 100
    found = [array.array("f", vector) for vector in made.vectors]
    wanted = [server.behaviour.vector_of(text) for text in TEXTS]
    for vector, expected in zip(found, wanted, strict=True):
        length = sum(n * n for n in expected) ** 0.5
        assert vector.tolist() == pytest.approx([n / length for n in expected], abs=1e-6)


@pytest.mark.parametrize(
    "mode",
    [
        *("no_model", "malformed", "html", "junk", "too_few", "twice", "no_index", "lengths"),
        *("zeros", "not_finite", "infinite", "texts", "no_vector", "short", "an_object", "null"),
    ],
)
async def test_a_server_without_usable_vectors_has_none_and_it_is_remembered(
    clients: Clients, server: ModelServer, clock: FakeClock, mode: str
) -> None:
    """No error, no second question for ten minutes, then one more try."""
    server.behaviour.embeds = mode
    asked = embedder(clients, server, clock)

    assert await asked.embed(request()) is None
    assert asked.maker is not None
    assert asked.maker.rests
    assert await asked.embed(request()) is None
    assert len(server.behaviour.embedded) == 1
    clock.advance(LACKS_S)
    server.behaviour.embeds = "ok"
    assert await asked.embed(request()) is not None


@pytest.mark.parametrize(
    ("mode", "error"), [("busy_long", ModelBusyError), ("down", ModelError), ("hang", ModelError)]
)
async def test_what_will_pass_is_an_error_in_time(
    clients: Clients, server: ModelServer, clock: FakeClock, mode: str, error: type[ModelError]
) -> None:
    """And asked again after a minute."""
    server.behaviour.embeds = mode
    asked, began = embedder(clients, server, clock), time.monotonic()

    with pytest.raises(error) as caught:
        await asked.embed(request(deadline_s=1.0))

    assert time.monotonic() - began < 5
    assert caught.value.__cause__ is None
    assert asked.maker is not None
    assert asked.maker.rests
    clock.advance(RESTS_S)
    assert asked.maker is not None
    assert not asked.maker.rests


async def test_a_refused_key_is_no_lack_of_the_server(
    clients: Clients, server: ModelServer, clock: FakeClock
) -> None:
    """Another key may be good."""
    server.behaviour.accepts = set()
    asked = embedder(clients, server, clock)

    with pytest.raises(ModelKeyError):
        await asked.embed(request())

    assert asked.maker is not None
    assert not asked.maker.rests


async def test_without_a_model_nobody_is_asked(clients: Clients, server: ModelServer) -> None:
    """Most compatible servers have none."""
    nobody = Embedder(clients, Server(server.url, "k"), None, Prices())

    assert nobody.maker is None
    assert await nobody.embed(request()) is None
    assert server.behaviour.embedded == []


def test_vectors_are_metered_and_made_with_the_owners_key(
    build: Callable[..., Application], server: ModelServer
) -> None:
    """In the ledger of the interview, with calls counted and limited as all are."""
    server.behaviour.accepts = {"sk-visitor-0123456789abcdef"}
    app = build(
        changed={
            "visitor_base_urls": (server.url,),
            "openai_model_embedding": "test-vectors",
            "model_calls_per_hour": 2,
        }
    )
    app.keys.enter("me", "sk-visitor-0123456789abcdef", place=1)
    interview = app.interviews.prepare("me", setup()).interview
    mine = EmbedRequest(texts=TEXTS, owner_id="me", interview_id=interview.id)

    made = app.jobs.submit(lambda: app.gateway.embed(mine), 20)

    assert made is not None
    assert app.gateway.embedder("you") is None
    with app.store.unit() as unit:
        spend = unit.ledger.spend("me", interview.id)
    assert (spend.calls, spend.input_tokens, spend.own_key_calls) == (1, 100, 1)
    assert mine.purpose is Purpose.EMBED
    with pytest.raises(ModelLimitError):
        app.jobs.submit(lambda: app.gateway.embed(mine), 20)
