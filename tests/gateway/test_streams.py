"""Streams through the real client: how they grow, break, and end."""

import asyncio
import time
from collections.abc import AsyncGenerator
from itertools import pairwise
from typing import cast

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
    ModelTimeoutError,
    ModelUnreadableError,
)
from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from src.models.calls import EmbedRequest, ModelReply, Partial
from src.models.replies import TurnReply
from tests.gateway.conftest import MENDED, ask, model_for
from tests.model_server import ModelServer


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
    ("stream_error", ModelBusyError, 0.4),
    ("stream_late_error", ModelCutError, 5),
    ("stream_late_junk", ModelCutError, 5),
    ("stream_abort", ModelCutError, 5),
    ("stream_endless", ModelCutError, 5),
    ("stream_drip", ModelTimeoutError, 0.4),
    ("stream_refusal", ModelDeclinedError, 5),
    ("cut_off_by_filter", ModelDeclinedError, 5),
    ("page", ModelUnreadableError, 5),
    ("no_choices", ModelUnreadableError, 5),
    ("length", ModelCutError, 5),
    ("drop", ModelConnectionError, 8),
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


ODD = [
    "stream_no_finish",
    "no_finish",
    "no_stream_options",
    "no_schema",
    "no_format",
    "whole",
    "whole_parts",
    "no_streaming",
    "newer_limit",
]


@pytest.mark.parametrize("mode", [*MENDED, *ODD])
async def test_odd_streams_are_read_all_the_same(
    gateway: OpenAIGateway, server: ModelServer, mode: str
) -> None:
    """Wrapping, a missing finish reason, and servers without stream options or schemas."""
    server.become(mode)

    last = (await collect(gateway))[-1]

    assert isinstance(last, ModelReply)
    assert isinstance(last.value, TurnReply)


async def test_a_server_that_refuses_to_stream_is_asked_whole_from_then_on(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The refusal is remembered."""
    server.become("no_streaming")

    await collect(gateway)
    await collect(gateway)

    assert ["stream" in body for body in server.requests] == [True, False, False]


async def test_a_finished_stream_whose_line_stays_open_is_done(
    server: ModelServer, clients: Clients
) -> None:
    """What is complete doesn't wait for the server to hang up."""
    server.become("stream_stays_open")
    gateway = OpenAIGateway(clients, Server(server.url, "k"), model_for, Prices(), idle_s=0.2)

    assert isinstance((await collect(gateway))[-1], ModelReply)


async def test_an_error_before_the_first_words_is_tried_again(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Nobody heard anything yet."""
    server.become("stream_error", "ok")

    assert isinstance((await collect(gateway))[-1], ModelReply)
    assert len(server.requests) == 2


async def test_an_error_after_the_first_words_is_not_tried_again(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Another reply must not follow the beginning of this one."""
    server.become("stream_late_error", "ok")

    with pytest.raises(ModelCutError) as caught:
        await collect(gateway)

    assert len(server.requests) == 1
    assert caught.value.usage.estimated
    assert caught.value.usage.output_tokens > 0


async def test_a_slow_reader_meets_our_error_and_no_cancellation(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """The deadline may pass while the reader does something else: it is not torn out of it."""
    server.behaviour.tokens_per_s = 20
    stream = aiter(gateway.stream(ask(0.8)))
    await anext(stream)

    await asyncio.sleep(0.9)

    with pytest.raises(ModelTimeoutError):
        await anext(stream)


async def test_a_stream_that_is_left_gives_back_its_place(
    server: ModelServer, clients: Clients
) -> None:
    """The next call gets it at once."""
    server.become("stream_stall", "ok")
    target = Server(server.url, "sk-test")
    gateway = OpenAIGateway(clients, target, model_for, Prices(), calls_at_once=1)
    stream = cast("AsyncGenerator[object, None]", gateway.stream(ask()))
    await anext(stream)

    await stream.aclose()

    assert (await gateway.complete(ask(1))).value.say


async def test_a_stream_cut_by_its_length_gets_twice_the_tokens_once(
    gateway: OpenAIGateway, server: ModelServer
) -> None:
    """Asked whole; both attempts are billed."""
    server.become("length", "ok")

    last = (await collect(gateway))[-1]

    first, second = server.requests
    assert second["max_tokens"] == 2 * first["max_tokens"]
    assert isinstance(last, ModelReply)
    assert last.usage.attempts == 2


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
    assert await gateway.embed(EmbedRequest(texts=("t",), owner_id="o", interview_id="i")) is None
