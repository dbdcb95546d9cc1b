"""The OpenAI adapter: `chat.completions.create` for everything, on every compatible server.

One deadline holds for a whole call: its place in the line, its retries, its second question. Every
attempt's usage is counted. What comes back is validated here; nothing but `ModelError` leaves.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from threading import Event
from typing import Any, cast

from pydantic import BaseModel
from tenacity import AsyncRetrying

from src.errors import (
    ModelCutError,
    ModelError,
    ModelKeyError,
    ModelKeyGoneError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
)
from src.foreign import outcome_of
from src.gateway.breaker import BREAK_AFTER, Breaker
from src.gateway.call import Call
from src.gateway.client import CONNECT_S, Clients, Server
from src.gateway.embedding import Embedder
from src.gateway.faults import from_sdk, is_the_servers, words_of
from src.gateway.flow import Flow
from src.gateway.ladder import messages_on, response_format
from src.gateway.manner import Manner
from src.gateway.prices import Prices
from src.gateway.queueing import Line
from src.gateway.reading import Attempt, from_completion
from src.gateway.retrying import retrying
from src.gateway.salvage import partial, read
from src.models.calls import Embedded, EmbedRequest, ModelReply, ModelRequest, Partial, VectorMaker
from src.models.enums import ModelRole
from src.ports import ReplyT

log = logging.getLogger(__name__)

IDLE_S = 10.0
"""Between two pieces of a stream; until the first one the deadline alone holds, models think."""
ENDING_S = 1.0
"""For what comes after a reply's finish: usage, and servers that leave the line open."""


class OpenAIGateway:
    """Asks one server, with a model by role; used on one asyncio loop.

    Gateways with several keys for one server share its `line`. Once `gone` is set no request goes
    out any more, not even the next one of a call under way.
    """

    def __init__(  # noqa: PLR0913 - what Access hands in, once
        self,
        clients: Clients,
        server: Server,
        model_for: Callable[[ModelRole], str],
        prices: Prices,
        calls_at_once: int = 8,
        idle_s: float = IDLE_S,
        *,
        line: Line | None = None,
        gone: Event | None = None,
        embedding: str | None = None,
    ) -> None:
        self._clients = clients
        self._server = server
        self._model_for = model_for
        self._prices = prices
        self._line = line or Line(calls_at_once)
        self._breaker = Breaker()
        self._manner = Manner.towards(server)
        self._idle_s = idle_s
        self._gone = gone
        self._embedder = Embedder(clients, server, embedding, prices)

    @property
    def engine(self) -> str:
        """The interviewer's model, for the badge."""
        return self._model_for(ModelRole.INTERVIEWER)

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return the validated reply with the usage of every attempt."""
        self._breaker.check()
        call = Call(request, self._model_for(request.role))
        with self._billed(call):
            async with asyncio.timeout(call.left_s()):
                await self._clients.ready(self._server)
                async for attempt in _retrying(call):
                    with attempt:
                        return await self._settled(call)
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield the reply as it grows and, validated, last.

        A stream is retried until its first words and never after; what can't be read at its end is
        asked for once more, whole. No time limit is open across a `yield`: it would cancel whatever
        the reader of the stream does just then.
        """
        self._breaker.check()
        call = Call(request, self._model_for(request.role))
        with self._billed(call):
            async with AsyncExitStack() as held:
                async with asyncio.timeout(call.left_s()):
                    await self._clients.ready(self._server)
                    flow = await self._opened(call, held)
                try:
                    growing = True
                    while growing:
                        fields = partial(flow.got.text)
                        if fields:
                            yield Partial(fields)
                        growing = await self._grown(call, flow)
                finally:
                    call.count(flow.got)
            async with asyncio.timeout(call.left_s()):
                reply = await self._last(call, flow.got)
            yield reply

    def embedder(self, owner_id: str) -> VectorMaker | None:  # noqa: ARG002
        """Name the server and the model for vectors; None where none is set."""
        return self._embedder.maker

    async def embed(self, request: EmbedRequest) -> Embedded | None:
        """Return one vector a text, or None where the server has none; waits in the same line."""
        self._check_key()
        async with self._line.place(request.purpose):
            return await self._embedder.embed(request)

    async def close(self) -> None:
        """Close the clients' connections."""
        await self._clients.close()

    async def _settled(self, call: Call[ReplyT]) -> ModelReply[ReplyT]:
        """Ask until a reply validates: more tokens once, and one second question."""
        while True:
            async with self._line.place(call.request.purpose):
                response = await self._sent(call, stream=False)
            got = from_completion(response)
            call.count(got)
            try:
                return self._reply(call, got)
            except (ModelCutError, ValueError) as problem:
                call.adjust(got, problem)

    async def _last(self, call: Call[ReplyT], got: Attempt) -> ModelReply[ReplyT]:
        """Return the validated reply of a finished stream, asking once more where it needs that."""
        try:
            return self._reply(call, got)
        except (ModelCutError, ValueError) as problem:
            if got.finish is None:
                raise ModelCutError("ended without a finish") from problem
            call.adjust(got, problem)
        async for attempt in _retrying(call):
            with attempt:
                return await self._settled(call)
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises

    def _reply(self, call: Call[ReplyT], got: Attempt) -> ModelReply[ReplyT]:
        """Return the validated reply, or raise why there is none."""
        cut = got.look()
        if cut is not None:
            raise cut
        value: BaseModel = read(got.text, call.request.reply_type)
        return ModelReply(
            value=cast("ReplyT", value),
            usage=self._prices.priced(call.usage, call.model, self._server),
            model=call.model,
            rung=call.rung.label,
            latency_ms=call.elapsed_ms(),
            first_token_ms=got.first_token_ms,
            request_id=got.request_id,
        )

    async def _opened(self, call: Call[ReplyT], held: AsyncExitStack) -> Flow:
        """Return a stream that has its first text; `held` gets its place and connection."""
        async for attempt in _retrying(call):
            with attempt:
                async with AsyncExitStack() as mine:
                    await mine.enter_async_context(self._line.place(call.request.purpose))
                    response = await self._sent(call, stream=True)
                    # A whole answer in the place of a stream has no connection to give back.
                    if hasattr(response, "response"):
                        mine.push_async_callback(response.close)
                    flow = await self._first(call, response)
                    # Only a stream that has its first words is handed on; one that failed before
                    # gives back place and connection here, before the next attempt asks for them.
                    held.push_async_callback(mine.pop_all().aclose)
                    return flow
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises

    async def _first(self, call: Call[ReplyT], response: object) -> Flow:
        flow = await outcome_of(_begun(call, response))
        if isinstance(flow, Exception):
            raise self._failure(call, flow) from flow
        return flow

    async def _grown(self, call: Call[ReplyT], flow: Flow) -> bool:
        """Say whether new text came; what breaks now is cut, unless the reply is finished."""
        # After the finish only the usage may follow, and some servers never close the line.
        idle_s = self._idle_s if flow.got.finish is None else min(self._idle_s, ENDING_S)
        left_s = call.left_s()
        grown = await outcome_of(flow.read(call), min(idle_s, left_s))
        if not isinstance(grown, Exception):
            return grown
        if flow.got.finish is not None:
            return False
        if isinstance(grown, TimeoutError) and left_s <= idle_s:
            raise ModelTimeoutError from grown
        raise ModelCutError from self._failure(call, grown)

    async def _sent(self, call: Call[ReplyT], *, stream: bool) -> Any:  # noqa: ANN401 - SDK overloads
        """Send a request, and again as its refusal teaches."""
        while True:
            asked = replace(self._manner)
            call.rung = asked.rung
            call.send()
            response = await outcome_of(self._create(call, asked, stream=stream))
            if not isinstance(response, Exception):
                call.under_way = stream
                self._breaker.answered()
                return response
            if not self._learned(asked, response):
                ours = self._failure(call, response)
                if not isinstance(ours, ModelTooLongError) or not call.trim():
                    raise ours from response

    async def _create(self, call: Call[ReplyT], asked: Manner, *, stream: bool) -> Any:  # noqa: ANN401
        from openai import Timeout

        self._check_key()
        body: dict[str, object] = {
            "model": call.model,
            "messages": messages_on(asked.rung, call.messages, call.request.reply_type),
            asked.limit: call.max_tokens,
            "timeout": Timeout(call.left_s(), connect=CONNECT_S),
        }
        shape = response_format(asked.rung, call.request.reply_type)
        if shape is not None:
            body["response_format"] = shape
        if stream and asked.streams:
            body["stream"] = True
            if asked.tells_usage:
                body["stream_options"] = {"include_usage": True}
        client = self._clients.get(self._server)
        return await cast("Callable[..., Any]", client.chat.completions.create)(**body)

    def _check_key(self) -> None:
        # Before each request and not only each call: a key may be let go between two attempts.
        if self._gone is not None and self._gone.is_set():
            raise ModelKeyGoneError

    def _learned(self, asked: Manner, problem: Exception) -> bool:
        """Say whether a refusal taught how to ask this server."""
        status = getattr(problem, "status_code", None)
        if not isinstance(status, int) or isinstance(from_sdk(problem), ModelTooLongError):
            return False
        return self._manner.learn(asked, status, words_of(problem))

    def _failure(self, call: Call[ReplyT], problem: Exception) -> ModelError:
        """Return our error for a request that failed; the breaker is told whose fault it was."""
        call.under_way = False
        ours = from_sdk(problem)
        if isinstance(ours, ModelUnreadableError):
            call.count(Attempt())
        if isinstance(ours, ModelKeyError):
            self._breaker.refuse()
        elif is_the_servers(problem):
            call.failures += 1
            self._breaker.failed(ours)
        else:
            self._breaker.answered()
        return ours

    @contextmanager
    def _billed(self, call: Call[ReplyT]) -> Iterator[None]:
        """Turn every failure of a call into a `ModelError` that carries what was used."""
        try:
            yield
        except Exception as problem:  # noqa: BLE001 - whatever it was is mapped and raised
            if isinstance(problem, TimeoutError) and call.under_way:
                call.count(Attempt())
                self._breaker.failed(ModelTimeoutError())
            ours = from_sdk(problem)
            ours.usage = self._prices.priced(call.usage, call.model, self._server)
            log.info("%s call failed: %s (%s)", call.request.purpose, type(ours).__name__, ours)
            # Servers repeat keys in their errors, and an SDK error holds the request with its
            # headers: no traceback, wherever it is printed, may lead there.
            raise ours from None


async def _begun(call: Call[ReplyT], response: object) -> Flow:
    flow = await Flow.of(response)
    await flow.read(call)
    return flow


def _retrying(call: Call[ReplyT]) -> AsyncRetrying:
    """Return the retry loop; as many failures of the server as open the breaker end it too."""
    return retrying(
        call.left_s, lambda: call.elapsed_ms() / 1000, lambda: call.failures >= BREAK_AFTER
    )
