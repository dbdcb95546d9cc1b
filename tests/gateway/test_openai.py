"""The adapter through the real client against a server that misbehaves in every known way."""

import asyncio
import time
from dataclasses import replace

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
from src.models.calls import ModelMessage
from src.models.enums import OptionId, Purpose
from tests.gateway.conftest import MATERIAL, MENDED, ask, model_for
from tests.model_server import ModelServer

FAULTS: list[tuple[str, type[ModelError], float, int]] = [
    ("busy_long", ModelBusyError, 5, 1),
    ("quota", ModelCreditError, 5, 1),
    ("key", ModelKeyError, 5, 1),
    ("forbidden", ModelKeyError, 5, 1),
    ("no_model", ModelMissingError, 5, 1),
    ("too_long", ModelTooLongError, 5, 1),
    ("too_long_text", ModelTooLongError, 5, 1),
    ("out_of_credit", ModelCreditError, 5, 1),
    ("no_limit", ModelRequestError, 5, 2),
    ("filtered", ModelDeclinedError, 5, 1),
    ("cut_off_by_filter", ModelDeclinedError, 5, 1),
    ("page", ModelUnreadableError, 5, 1),
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

PASSING = [
    "busy_now",
    "busy_past",
    "down",
    "gateway",
    "unavailable",
    "overloaded",
    "error_200",
    "drop",
    "short_body",
]


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


async def test_a_wait_beyond_the_deadline_is_told_at_once(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The person can be told when it is worth trying again."""
    server.become("busy_long")

    with pytest.raises(ModelBusyError) as caught:
        await gateway.complete(ask())

    assert caught.value.retry_after_s == 300


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
    assert caught.value.usage.price_source == "unknown"


async def test_requests_that_failed_are_counted_as_attempts(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """A busy server costs an attempt and no tokens."""
    server.become("busy_now", "ok")

    usage = (await gateway.complete(ask())).usage

    assert (usage.attempts, usage.input_tokens, usage.estimated) == (2, 100, False)


@pytest.mark.parametrize("mode", ["hang", "junk", "no_choices"])
async def test_what_can_not_be_known_of_a_failed_call_is_estimated(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """A provider bills what it was sent, also when no reply can be read."""
    server.become(mode)

    with pytest.raises(ModelError) as caught:
        await gateway.complete(ask(0.3))

    assert caught.value.usage.estimated
    assert caught.value.usage.input_tokens > 0
    assert caught.value.usage.output_tokens == 0


async def test_a_server_that_tells_no_usage_has_it_estimated(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Four characters a token, and marked."""
    server.become("no_usage")

    usage = (await gateway.complete(ask())).usage

    assert usage.estimated
    assert usage.input_tokens == sum(len(m.content) for m in ask().messages) // 4
    assert usage.output_tokens > 10


async def test_cached_and_reasoning_tokens_are_counted(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """They are part of what goes in and comes out."""
    server.become("cached")

    usage = (await gateway.complete(ask())).usage

    assert (usage.cached_tokens, usage.reasoning_tokens) == (64, 8)


@pytest.mark.parametrize("mode", ["null_details", "parts"])
async def test_odd_answers_are_read_all_the_same(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """No details of usage, and content as a list of parts."""
    server.become(mode)

    reply = await gateway.complete(ask())

    assert reply.value.choose is OptionId.N1
    assert not reply.usage.estimated


async def test_a_server_that_wants_the_newer_limit_gets_it(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """A proxy to OpenAI refuses `max_tokens`; learned once, kept for later calls."""
    server.become("newer_limit")

    await gateway.complete(ask())
    await gateway.complete(ask())

    assert len(server.requests) == 3
    assert server.requests[2]["max_completion_tokens"] == 700


async def test_overlapping_refusals_of_a_format_are_one_step(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Two calls that meet the same refusal don't fall to the last rung."""
    server.become("no_schema")
    server.behaviour.delay_s = 0.05

    replies = await asyncio.gather(gateway.complete(ask()), gateway.complete(ask()))

    assert {reply.rung for reply in replies} == {"json_object"}


async def test_a_conversation_too_long_is_tried_without_its_oldest_turns(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Rules, set-up, the last turn and what is asked now stay."""
    server.become("too_long", "ok")
    blocks = [f'<<data b{n}\n{{"turn": {n}}}\nb{n} data>>' for n in range(5)]
    past = ModelMessage(role="user", content="\n".join([*blocks, MATERIAL]))
    request = replace(ask(), messages=(ask().messages[0], past))

    reply = await gateway.complete(request)

    sent = server.requests[1]["messages"]
    assert reply.value.choose is OptionId.N1
    assert sent[0] == server.requests[0]["messages"][0]
    assert sent[1]["content"] == "\n".join([blocks[0], blocks[-1], MATERIAL])


async def test_a_conversation_still_too_long_is_given_up(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """It is shortened once."""
    server.become("too_long")
    past = ModelMessage(role="user", content="\n".join([MATERIAL] * 6))
    request = replace(ask(), messages=(ask().messages[0], past))

    with pytest.raises(ModelTooLongError):
        await gateway.complete(request)

    assert len(server.requests) == 2


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


async def test_a_dead_server_is_left_alone_for_a_while(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """After five failures in a row the next call fails at once, and says when to try again."""
    server.become("down_briefly")
    with pytest.raises(ModelBusyError):
        await gateway.complete(ask(30))
    tried = len(server.requests)

    with pytest.raises(ModelBusyError) as caught:
        await gateway.complete(ask())

    assert len(server.requests) == tried == 5
    assert caught.value.retry_after_s is not None
    assert 0 < caught.value.retry_after_s <= 10


async def test_a_limit_of_calls_is_no_death(gateway: OpenAIGateway, server: ModelServer) -> None:
    """A server that says "slow down" is alive: others may ask it."""
    server.become(*["busy_long"] * 6, "ok")
    for _ in range(6):
        with pytest.raises(ModelBusyError):
            await gateway.complete(ask())

    assert (await gateway.complete(ask())).value.choose is OptionId.N1


async def test_an_address_where_nobody_is_has_no_connection(clients: Clients) -> None:
    """The person is told to check it, well before the deadline."""
    nobody = Server("http://127.0.0.1:9/v1", "sk-test")
    gateway = OpenAIGateway(clients, nobody, model_for, Prices())
    began = time.monotonic()

    with pytest.raises(ModelConnectionError) as caught:
        await gateway.complete(ask(60))

    assert time.monotonic() - began < 20
    assert caught.value.usage.attempts == 5


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


async def test_waiting_in_the_line_ends_with_the_deadline(
    server: ModelServer, clients: Clients
) -> None:
    """The one that waited was never sent, costs nothing, and is no failure of the server."""
    server.become("hang")
    target = Server(server.url, "sk-test")
    gateway = OpenAIGateway(clients, target, model_for, Prices(), calls_at_once=1)
    first = asyncio.create_task(gateway.complete(ask(0.5)))
    await asyncio.sleep(0.05)

    with pytest.raises(ModelTimeoutError) as caught:
        await gateway.complete(ask(0.1))
    with pytest.raises(ModelTimeoutError):
        await first

    assert caught.value.usage.attempts == 0
    assert len(server.requests) == 1


async def test_a_call_that_waits_for_its_next_try_holds_no_place(
    server: ModelServer, clients: Clients
) -> None:
    """While grading waits out a Retry-After, the interviewer is served."""
    server.become("busy", "ok")
    target = Server(server.url, "sk-test")
    gateway = OpenAIGateway(clients, target, model_for, Prices(), calls_at_once=1)
    grading = asyncio.create_task(gateway.complete(ask(purpose=Purpose.GRADE)))
    await asyncio.sleep(0.1)

    await gateway.complete(ask(0.8))

    assert not grading.done()
    assert (await grading).usage.attempts == 2


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
