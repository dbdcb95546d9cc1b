"""The adapter through the real client against a server that misbehaves in every known way."""

import asyncio
import time
from itertools import pairwise

import pytest

from src.errors import (
    ModelBusyError,
    ModelConnectionError,
    ModelCreditError,
    ModelCutError,
    ModelDeclinedError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRequestError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
)
from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from src.models.calls import ModelReply, Partial
from src.models.enums import OptionId
from src.models.replies import TurnReply
from tests.gateway.conftest import ask, model_for
from tests.model_server import ModelServer

FAULTS: list[tuple[str, type[ModelError], float, int]] = [
    ("busy_long", ModelBusyError, 5, 1),
    ("quota", ModelCreditError, 5, 1),
    ("key", ModelKeyError, 5, 1),
    ("forbidden", ModelKeyError, 5, 1),
    ("no_model", ModelMissingError, 5, 1),
    ("too_long", ModelTooLongError, 5, 1),
    ("filtered", ModelDeclinedError, 5, 1),
    ("malformed", ModelRequestError, 5, 1),
    ("refusal", ModelDeclinedError, 5, 1),
    ("no_choices", ModelUnreadableError, 5, 1),
    ("null_choices", ModelUnreadableError, 5, 1),
    ("html", ModelUnreadableError, 5, 1),
    ("junk", ModelUnreadableError, 5, 1),
    ("empty", ModelUnreadableError, 5, 1),
    ("prose", ModelUnreadableError, 5, 2),
    ("wrong", ModelUnreadableError, 5, 2),
    ("length", ModelCutError, 5, 2),
    ("hang", ModelTimeoutError, 0.4, 1),
    ("drip", ModelTimeoutError, 0.5, 1),
    ("busy", ModelBusyError, 0.8, 1),
]
"""Mode, error, deadline in seconds, and the requests that it may take."""

MENDED = ["fenced", "thinking", "comma", "chatty"]
PASSING = ["busy_now", "down", "gateway", "unavailable", "overloaded", "drop", "short_body"]


@pytest.mark.parametrize(("mode", "error", "deadline_s", "hits"), FAULTS)
async def test_a_fault_becomes_its_typed_error_within_the_deadline(
    gateway: OpenAIGateway,
    server: ModelServer,
    mode: str,
    error: type[ModelError],
    deadline_s: float,
    hits: int,
) -> None:
    """No raw exception leaves, no attempt too many is made, and the deadline holds."""
    server.become(mode)
    began = time.monotonic()

    with pytest.raises(error) as caught:
        await gateway.complete(ask(deadline_s))

    assert type(caught.value) is error
    assert len(server.requests) == hits
    assert time.monotonic() - began < deadline_s + 1


@pytest.mark.parametrize("mode", PASSING)
async def test_what_passes_is_tried_again(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """A server that recovers within the deadline is answered by the second attempt."""
    server.become(mode, "ok")

    reply = await gateway.complete(ask())

    assert reply.value.choose is OptionId.N1
    assert len(server.requests) == 2


async def test_a_retry_date_in_the_past_is_no_reason_to_wait(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """A server whose clock goes wrong is asked again after our own backoff."""
    server.become("busy_past", "ok")

    assert (await gateway.complete(ask())).value.choose is OptionId.N1


async def test_a_server_that_stays_down_is_busy_at_the_deadline(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Retries end with the deadline, not with a number."""
    server.become("down")

    with pytest.raises(ModelBusyError):
        await gateway.complete(ask(1.0))
    assert len(server.requests) >= 2


@pytest.mark.parametrize("mode", MENDED)
async def test_wrapping_is_taken_off_without_a_second_call(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """Fences, thoughts, a trailing comma and small talk cost nothing."""
    server.become(mode)

    reply = await gateway.complete(ask())

    assert reply.value.say
    assert len(server.requests) == 1


async def test_an_invalid_reply_is_asked_for_once_more_by_its_field(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The second question names what was wrong, and both attempts are billed."""
    server.become("wrong", "ok")

    reply = await gateway.complete(ask())

    assert "choose" in server.requests[1]["messages"][-1]["content"]
    assert reply.usage.attempts == 2
    assert reply.usage.input_tokens == 200


async def test_a_reply_cut_by_length_gets_twice_the_tokens_once(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The limit is doubled for one more attempt."""
    server.become("length", "ok")

    await gateway.complete(ask())

    first, second = server.requests
    assert second["max_tokens"] == 2 * first["max_tokens"]


async def test_a_failed_call_carries_what_it_used(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Invalid replies are billed too."""
    server.become("prose")

    with pytest.raises(ModelUnreadableError) as caught:
        await gateway.complete(ask())

    assert caught.value.usage.attempts == 2
    assert caught.value.usage.output_tokens == 40


@pytest.mark.parametrize(
    ("mode", "rung", "hits"), [("no_schema", "json_object", 2), ("no_format", "prompt", 3)]
)
async def test_a_server_without_schemas_is_asked_more_plainly(
    gateway: OpenAIGateway, server: ModelServer, mode: str, rung: str, hits: int
) -> None:
    """The ladder goes down once, and the rung is remembered for this server."""
    server.become(mode)

    first = await gateway.complete(ask())
    tried = len(server.requests)
    await gateway.complete(ask())

    assert first.rung == rung
    assert tried == hits
    assert len(server.requests) == hits + 1


async def test_a_refused_key_is_not_tried_again(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """After a 401 the next call fails at once, without a request."""
    server.become("key")
    for _ in range(2):
        with pytest.raises(ModelKeyError):
            await gateway.complete(ask())

    assert len(server.requests) == 1


async def test_a_dead_server_is_left_alone_for_a_while(clients: Clients) -> None:
    """After failures in a row the next call fails at once."""
    dead = Server("http://127.0.0.1:9/v1", "sk-test")
    gateway = OpenAIGateway(clients, dead, model_for, Prices())
    for _ in range(5):
        with pytest.raises(ModelError):
            await gateway.complete(ask(0.2))
    began = time.monotonic()

    with pytest.raises((ModelConnectionError, ModelTimeoutError)):
        await gateway.complete(ask(5))

    assert time.monotonic() - began < 0.5


async def test_no_more_calls_than_allowed_run_at_once(
    server: ModelServer, clients: Clients
) -> None:
    """The rest waits in the line and is served."""
    server.behaviour.delay_s = 0.1
    target = Server(server.url, "sk-test")
    gateway = OpenAIGateway(clients, target, model_for, Prices(), calls_at_once=2)
    began = time.monotonic()

    await asyncio.gather(*(gateway.complete(ask()) for _ in range(6)))

    assert len(server.requests) == 6
    assert time.monotonic() - began >= 0.3


async def test_the_request_names_model_schema_and_limit(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """A compatible server gets `max_tokens`, and the strict schema with every field required."""
    await gateway.complete(ask())

    body = server.requests[0]
    schema = body["response_format"]["json_schema"]
    assert body["model"] == "test-interviewer"
    assert "max_tokens" in body
    assert schema["strict"]
    assert schema["schema"]["required"] == ["choose", "detail", "say", "why"]
    assert schema["schema"]["additionalProperties"] is False


async def collect(gateway: OpenAIGateway, deadline_s: float = 5.0) -> list[object]:
    """Return everything that a stream yields."""
    return [part async for part in gateway.stream(ask(deadline_s))]


async def test_a_stream_grows_and_ends_with_the_reply(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """`choose` is complete before the first words, and the words only grow."""
    parts = await collect(gateway)

    *growing, last = parts
    said = [str(p.fields["say"]) for p in growing if isinstance(p, Partial) and "say" in p.fields]
    chosen = [
        p.fields.get("choose") for p in growing if isinstance(p, Partial) and "say" in p.fields
    ]
    assert isinstance(last, ModelReply)
    assert isinstance(last.value, TurnReply)
    assert set(chosen) == {"n1"}
    assert all(later.startswith(earlier) for earlier, later in pairwise(said))
    assert said[-1] == last.value.say
    assert last.first_token_ms is not None
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert last.usage.input_tokens == 100


STREAM_FAULTS: list[tuple[str, type[ModelError], float]] = [
    ("stream_cut", ModelCutError, 5),
    ("stream_stall", ModelTimeoutError, 0.6),
    ("hang", ModelTimeoutError, 0.4),
    ("key", ModelKeyError, 5),
    ("no_model", ModelMissingError, 5),
    ("quota", ModelCreditError, 5),
    ("prose", ModelUnreadableError, 5),
    ("stream_junk", ModelUnreadableError, 5),
    ("stream_error", ModelBusyError, 5),
    ("empty", ModelUnreadableError, 5),
]


@pytest.mark.parametrize(("mode", "error", "deadline_s"), STREAM_FAULTS)
async def test_a_broken_stream_becomes_its_typed_error(
    gateway: OpenAIGateway,
    server: ModelServer,
    mode: str,
    error: type[ModelError],
    deadline_s: float,
) -> None:
    """What was heard is not replayed in silence; the deadline holds."""
    server.become(mode)
    began = time.monotonic()

    with pytest.raises(error) as caught:
        await collect(gateway, deadline_s)

    assert type(caught.value) is error
    assert time.monotonic() - began < deadline_s + 1.5


async def test_a_stream_that_falls_silent_is_cut(server: ModelServer, clients: Clients) -> None:
    """After the first words the idle limit holds, not the whole deadline."""
    server.become("stream_stall")
    target = Server(server.url, "sk-test")
    gateway = OpenAIGateway(clients, target, model_for, Prices(), idle_s=0.2)

    with pytest.raises(ModelCutError):
        await collect(gateway, 5)


@pytest.mark.parametrize("mode", [*MENDED, "stream_no_finish", "no_stream_options", "no_schema"])
async def test_odd_streams_are_read_all_the_same(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """Wrapping, a missing finish reason, and servers without stream options or schemas."""
    server.become(mode)

    last = (await collect(gateway))[-1]

    assert isinstance(last, ModelReply)


async def test_a_stream_that_can_not_be_opened_is_tried_again(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Until the first words a retry harms nobody."""
    server.become("busy_now", "down", "ok")

    assert isinstance((await collect(gateway))[-1], ModelReply)
    assert len(server.requests) == 3


async def test_a_stream_with_a_wrong_value_is_asked_for_once_more(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The second question is asked whole, not streamed."""
    server.become("wrong", "ok")

    last = (await collect(gateway))[-1]

    assert isinstance(last, ModelReply)
    assert last.usage.attempts == 2
    assert "stream" not in server.requests[1]


async def test_the_badge_is_the_interviewers_model(gateway: OpenAIGateway) -> None:
    """People see who answers."""
    assert gateway.engine == "test-interviewer"
    assert await gateway.embed(["text"]) is None
