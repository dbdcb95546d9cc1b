"""The OpenAI adapter: `chat.completions.create` for everything, on every compatible server.

One deadline holds for a whole call: its place in the line, its retries, its second question. Every
attempt's usage is counted. What comes back is validated here; nothing but `ModelError` leaves.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, cast

from pydantic import BaseModel
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_delay
from tenacity.wait import wait_random_exponential

from src.errors import (
    ModelConnectionError,
    ModelCutError,
    ModelDeclinedError,
    ModelError,
    ModelKeyError,
    ModelTimeoutError,
    ModelUnreadableError,
)
from src.gateway.client import Clients, Server
from src.gateway.faults import RETRIED, from_sdk, from_status
from src.gateway.ladder import Rung, messages_on, names_the_format, response_format
from src.gateway.prices import Prices
from src.gateway.queueing import Line
from src.gateway.salvage import field_errors, partial, read
from src.models.calls import ModelMessage, ModelReply, ModelRequest, Partial, Usage
from src.models.enums import ModelRole
from src.ports import ReplyT

log = logging.getLogger(__name__)

IDLE_S = 10.0
"""Between two pieces of a stream; until the first one the deadline alone holds, models think."""
CONNECT_TRIES = 4
"""Nobody waits half a minute for a server that isn't there."""
CHARS_PER_TOKEN = 4
BREAK_AFTER = 5
BREAK_S = 20.0
WIDER = 2
"""A reply that was cut by its length is asked for once more with so many times the tokens."""


@dataclass
class Attempt:
    """What one HTTP answer held."""

    text: str = ""
    finish: str | None = None
    refusal: str | None = None
    usage: Usage = field(default_factory=Usage)
    request_id: str | None = None
    first_token_ms: float | None = None


@dataclass
class _Call(Generic[ReplyT]):
    """One logical call while it is being made."""

    request: ModelRequest[ReplyT]
    model: str
    began: float
    max_tokens: int
    messages: tuple[ModelMessage, ...]
    usage: Usage = field(default_factory=Usage)
    rung: Rung = Rung.JSON_SCHEMA
    widened: bool = False
    asked_again: bool = False

    def left_s(self) -> float:
        """Return the seconds until the deadline."""
        return self.request.deadline_s - (time.monotonic() - self.began)


class Breaker:
    """Opens after failures in a row, so that a dead server isn't asked for every turn."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._last: type[ModelError] = ModelConnectionError
        self._refused = False

    def check(self) -> None:
        """Raise at once, as the last call did, while the server is down or the key refused."""
        if self._refused:
            raise ModelKeyError("the key was refused before")
        if self._clock() < self._until:
            raise self._last("the server failed several times in a row")

    def note(self, problem: ModelError | None) -> None:
        """Count a failure, or forget them after a success."""
        if isinstance(problem, ModelKeyError):
            self._refused = True
        if problem is None or not isinstance(problem, (*RETRIED, ModelTimeoutError)):
            self._failures = 0
            return
        self._failures, self._last = self._failures + 1, type(problem)
        if self._failures >= BREAK_AFTER:
            self._until, self._failures = self._clock() + BREAK_S, 0


class OpenAIGateway:
    """Asks one server, with a model by role."""

    def __init__(
        self,
        clients: Clients,
        server: Server,
        model_for: Callable[[ModelRole], str],
        prices: Prices,
        calls_at_once: int = 8,
        idle_s: float = IDLE_S,
    ) -> None:
        self._clients = clients
        self._server = server
        self._model_for = model_for
        self._prices = prices
        self._line = Line(calls_at_once)
        self._breaker = Breaker()
        self._lowest = Rung.JSON_SCHEMA
        self._streams_usage = True
        self._idle_s = idle_s

    @property
    def engine(self) -> str:
        """The interviewer's model, for the badge."""
        return self._model_for(ModelRole.INTERVIEWER)

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return the validated reply with the usage of every attempt."""
        self._breaker.check()
        call = self._call(request)
        with _billed(call, self._breaker):
            async with _deadline(request.deadline_s), self._line.place(request.purpose):
                async for attempt in self._retrying(call):
                    with attempt:
                        return await self._settled(call)
        raise ModelUnreadableError(usage=call.usage)

    def _call(self, request: ModelRequest[ReplyT]) -> _Call[ReplyT]:
        return _Call(
            request=request,
            model=self._model_for(request.role),
            began=time.monotonic(),
            max_tokens=request.max_output_tokens,
            messages=request.messages,
            rung=self._lowest,
        )

    def _retrying(self, call: _Call[ReplyT]) -> AsyncRetrying:
        """Return the retry loop: with jitter, at the server's word, and within the deadline."""
        jitter = wait_random_exponential(multiplier=0.3, max=5)

        def wait(state: RetryCallState) -> float:
            problem = state.outcome.exception() if state.outcome else None
            asked = problem.retry_after_s if isinstance(problem, ModelError) else None
            return asked if asked is not None else jitter(state)

        def give_up(state: RetryCallState) -> bool:
            problem = state.outcome.exception() if state.outcome else None
            if isinstance(problem, ModelConnectionError) and state.attempt_number >= CONNECT_TRIES:
                return True
            return state.upcoming_sleep >= call.left_s() or stop_after_delay(
                call.request.deadline_s
            )(state)

        return AsyncRetrying(
            retry=retry_if_exception_type(RETRIED), wait=wait, stop=give_up, reraise=True
        )

    async def _settled(self, call: _Call[ReplyT]) -> ModelReply[ReplyT]:
        """Ask until a reply validates: a narrower rung, more tokens and one second question."""
        while True:
            got = await self._ask(call)
            problem: Exception | None = _look(got)
            if problem is None:
                try:
                    return self._reply(call, got, read(got.text, call.request.reply_type))
                except ValueError as wrong:
                    problem = wrong
            _adjust(call, got, problem)

    def _reply(self, call: _Call[ReplyT], got: Attempt, value: BaseModel) -> ModelReply[ReplyT]:
        self._breaker.note(None)
        return ModelReply(
            value=cast("ReplyT", value),
            usage=self._prices.priced(call.usage, call.model, self._server),
            model=call.model,
            rung=call.rung.label,
            latency_ms=(time.monotonic() - call.began) * 1000,
            first_token_ms=got.first_token_ms,
            request_id=got.request_id,
        )

    async def _ask(self, call: _Call[ReplyT]) -> Attempt:
        """Send one request, stepping down where the server doesn't know the format."""
        while True:
            try:
                response = await self._create(call, stream=False)
                got = _from_completion(response)
            except Exception as problem:
                if not self._stepped_down(call, problem):
                    raise from_sdk(problem) from problem
                continue
            call.usage = _plus(call.usage, _counted(got, call))
            return got

    def _stepped_down(self, call: _Call[ReplyT], problem: Exception) -> bool:
        """Go down a rung if the refusal names the format; remembered for this server."""
        import openai

        if not isinstance(problem, openai.APIStatusError) or call.rung is Rung.PROMPT:
            return False
        words = f"{problem.message} {problem.body}"
        if not names_the_format(problem.status_code, words):
            return False
        call.rung = Rung(call.rung + 1)
        self._lowest = max(self._lowest, call.rung)
        return True

    async def _create(self, call: _Call[ReplyT], *, stream: bool) -> Any:  # noqa: ANN401 - SDK overloads
        """Call the SDK with what this server understands."""
        limit = "max_completion_tokens" if self._server.is_openai else "max_tokens"
        body: dict[str, object] = {
            "model": call.model,
            "messages": messages_on(call.rung, call.messages, call.request.reply_type),
            limit: call.max_tokens,
        }
        shape = response_format(call.rung, call.request.reply_type)
        if shape is not None:
            body["response_format"] = shape
        if stream:
            body["stream"] = True
            if self._streams_usage:
                body["stream_options"] = {"include_usage": True}
        client = self._clients.get(self._server)
        create = cast("Callable[..., Any]", client.chat.completions.create)
        return await create(**body)

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield the reply as it grows and, validated, last.

        A stream is retried until its first words and never after; what can't be read at its end is
        asked for once more, whole.
        """
        self._breaker.check()
        call = self._call(request)
        with _billed(call, self._breaker):
            async with _deadline(request.deadline_s), self._line.place(request.purpose):
                got = Attempt()
                async for text in self._pieces(call, got):
                    got.text += text
                    fields = partial(got.text)
                    if fields:
                        yield Partial(fields)
                yield await self._last(call, got)

    async def _pieces(self, call: _Call[ReplyT], got: Attempt) -> AsyncIterator[str]:
        """Yield the text of the stream's pieces; what else they hold goes into `got`."""
        pieces = await self._opened(call)
        try:
            while True:
                wait_s = self._idle_s if got.text else call.request.deadline_s
                try:
                    async with asyncio.timeout(wait_s):
                        piece = await anext(pieces, None)
                except TimeoutError:
                    raise ModelTimeoutError if not got.text else ModelCutError  # noqa: B904
                if piece is None:
                    break
                text = _from_piece(piece, got)
                if text and got.first_token_ms is None:
                    got.first_token_ms = (time.monotonic() - call.began) * 1000
                if text:
                    yield text
        except ModelError:
            raise
        except Exception as problem:
            ours = from_sdk(problem)
            raise (ModelCutError() if got.text else ours) from problem
        finally:
            call.usage = _plus(call.usage, _counted(got, call))

    async def _opened(self, call: _Call[ReplyT]) -> AsyncIterator[Any]:
        """Open the stream with retries; a server that takes no stream options is asked without."""
        async for attempt in self._retrying(call):
            with attempt:
                while True:
                    try:
                        return cast(
                            "AsyncIterator[Any]", aiter(await self._create(call, stream=True))
                        )
                    except Exception as problem:
                        if self._streams_usage and "stream_options" in str(problem):
                            self._streams_usage = False
                        elif not self._stepped_down(call, problem):
                            raise from_sdk(problem) from problem
        raise ModelUnreadableError

    async def _last(self, call: _Call[ReplyT], got: Attempt) -> ModelReply[ReplyT]:
        """Return the validated reply of a finished stream, asking once more where it needs that."""
        problem: Exception | None = _look(got)
        if problem is None:
            try:
                return self._reply(call, got, read(got.text, call.request.reply_type))
            except ValueError as wrong:
                if got.finish is None:
                    raise ModelCutError from wrong
                problem = wrong
        _adjust(call, got, problem)
        return await self._settled(call)

    async def embed(self, texts: Sequence[str]) -> list[list[float]] | None:  # noqa: ARG002
        """Say that no embeddings are asked for yet; choice is lexical."""
        return None


def _look(got: Attempt) -> ModelCutError | None:
    """Raise for what no second question mends; return what more tokens may mend."""
    if got.refusal or got.finish == "content_filter":
        raise ModelDeclinedError
    if got.finish == "length":
        return ModelCutError()
    if not got.text.strip():
        raise ModelUnreadableError("empty reply")
    return None


def _adjust(call: _Call[ReplyT], got: Attempt, problem: Exception) -> None:
    """Change the call for its next attempt, or raise when it had its chance."""
    if isinstance(problem, ModelCutError):
        if call.widened:
            raise problem
        call.widened, call.max_tokens = True, call.max_tokens * WIDER
        return
    if call.asked_again:
        raise ModelUnreadableError from problem
    call.asked_again = True
    wrong = f"Your reply could not be used:\n{field_errors(problem)}\nReply again, corrected."
    call.messages = (
        *call.request.messages,
        ModelMessage(role="assistant", content=got.text[:4000]),
        ModelMessage(role="user", content=wrong),
    )


class _billed(Generic[ReplyT]):  # noqa: N801 - a context manager reads like a word
    """Turns every failure of a call into a `ModelError` that carries what was used."""

    def __init__(self, call: _Call[ReplyT], breaker: Breaker) -> None:
        self._call = call
        self._breaker = breaker

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, problem: object, _: object) -> None:
        """Map and count a failure; cancellation and the end of a generator pass."""
        if not isinstance(problem, Exception):
            return
        ours = from_sdk(problem)
        ours.usage = self._call.usage
        self._breaker.note(ours)
        log.info("%s call failed: %s", self._call.request.purpose, type(ours).__name__)
        raise ours from problem


def _deadline(seconds: float) -> asyncio.Timeout:
    return asyncio.timeout(seconds)


def _from_completion(response: Any) -> Attempt:  # noqa: ANN401 - servers put anything here
    """Return what a completion holds; one that isn't a completion is unreadable."""
    error = getattr(response, "error", None)
    if error:
        raise from_status(500, str(error).lower(), {})
    choices = getattr(response, "choices", None)
    if not choices:
        raise ModelUnreadableError("no choices")
    message = choices[0].message
    got = Attempt(
        finish=choices[0].finish_reason, request_id=getattr(response, "_request_id", None)
    )
    got.text = _as_text(getattr(message, "content", None))
    got.refusal = getattr(message, "refusal", None)
    got.usage = _usage(getattr(response, "usage", None))
    return got


def _as_text(content: object) -> str:
    """Return content as text; some servers send a list of parts."""
    if isinstance(content, list):
        parts = [part.get("text", "") for part in content if isinstance(part, Mapping)]
        return "".join(str(part) for part in parts)
    return content if isinstance(content, str) else ""


def _from_piece(piece: Any, got: Attempt) -> str:  # noqa: ANN401 - servers put anything here
    """Note what a streamed piece tells and return its text."""
    error = getattr(piece, "error", None)
    if error:
        raise from_status(500, str(error).lower(), {})
    if getattr(piece, "usage", None):
        got.usage = _usage(piece.usage)
    choices = getattr(piece, "choices", None)
    if not choices:
        return ""
    got.finish = getattr(choices[0], "finish_reason", None) or got.finish
    delta = choices[0].delta
    refusal = getattr(delta, "refusal", None)
    if refusal:
        got.refusal = (got.refusal or "") + refusal
    return _as_text(getattr(delta, "content", None))


def _usage(told: Any) -> Usage:  # noqa: ANN401 - details are missing on many servers
    if told is None:
        return Usage()
    prompt = getattr(told, "prompt_tokens_details", None)
    completion = getattr(told, "completion_tokens_details", None)
    return Usage(
        input_tokens=getattr(told, "prompt_tokens", 0) or 0,
        output_tokens=getattr(told, "completion_tokens", 0) or 0,
        cached_tokens=getattr(prompt, "cached_tokens", 0) or 0,
        reasoning_tokens=getattr(completion, "reasoning_tokens", 0) or 0,
    )


def _counted(got: Attempt, call: _Call[ReplyT]) -> Usage:
    """Return an attempt's usage, estimated from characters where the server told none."""
    if got.usage.input_tokens or got.usage.output_tokens:
        return got.usage.model_copy(update={"attempts": 1})
    chars = sum(len(m.content) for m in call.messages)
    return Usage(
        input_tokens=chars // CHARS_PER_TOKEN,
        output_tokens=len(got.text) // CHARS_PER_TOKEN,
        attempts=1,
        estimated=True,
    )


def _plus(left: Usage, right: Usage) -> Usage:
    return Usage(
        input_tokens=left.input_tokens + right.input_tokens,
        cached_tokens=left.cached_tokens + right.cached_tokens,
        output_tokens=left.output_tokens + right.output_tokens,
        reasoning_tokens=left.reasoning_tokens + right.reasoning_tokens,
        attempts=left.attempts + right.attempts,
        estimated=left.estimated or right.estimated,
    )
