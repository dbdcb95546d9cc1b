"""Salvage, ladder, faults, prices, the line: the adapter's parts alone."""

import asyncio
import json
from decimal import Decimal

import httpx2
import pytest
from openai import APITimeoutError, Timeout

from src.errors import (
    ModelBusyError,
    ModelConnectionError,
    ModelCreditError,
    ModelKeyError,
    ModelRequestError,
    ModelTimeoutError,
)
from src.gateway.breaker import Breaker
from src.gateway.client import Clients, Server
from src.gateway.faults import from_sdk, from_status, retry_after_s
from src.gateway.ladder import Rung, names_the_format, response_format, schema_of
from src.gateway.prices import Prices
from src.gateway.queueing import Line
from src.gateway.salvage import field_errors, partial, read
from src.models.calls import Usage
from src.models.enums import Purpose
from src.models.replies import GradeReply, TurnReply
from tests.doubles import FakeClock

WHOLE = '{"choose": "n1", "detail": null, "say": "Go on.", "why": "planned"}'


def test_partial_json_is_read_at_every_character() -> None:
    """What is complete stays as it is while the rest grows."""
    seen = [partial(WHOLE[:end]) for end in range(len(WHOLE) + 1)]

    assert seen[0] == {}
    assert seen[-1]["say"] == "Go on."
    assert all(s.get("choose", "n1") in {"", "n", "n1"} for s in seen)


@pytest.mark.parametrize("text", ["", "no braces", "{{{", "[1, 2]"])
def test_what_is_no_object_is_partially_nothing(text: str) -> None:
    """Nothing is passed on then."""
    assert partial(text) == {}


READ_AS_IT_IS = {
    "tags inside": "Say <think> aloud </think> now.",
    "a comma inside": "Take [1, 2,] now.",
    "an escaped quote": 'He said "no,}" to me.',
    "braces": "Use {curly} ones.",
}


@pytest.mark.parametrize("said", READ_AS_IT_IS.values(), ids=READ_AS_IT_IS)
@pytest.mark.parametrize("tail", ["", ",", "} and more {"])
def test_mending_changes_no_word_of_a_reply(said: str, tail: str) -> None:
    """What stands inside a string is the model's, whatever is mended around it."""
    told = WHOLE.replace('"Go on."', json.dumps(said))
    text = told[:-1] + ",}" if tail == "," else told + tail

    assert getattr(read(text, TurnReply), "say") == said  # noqa: B009 - the type is wider


@pytest.mark.parametrize(
    "text",
    [
        f"<think>One {{draft}}.</think><think>Two.</think>{WHOLE}",
        f"Well. <reasoning>Hm.</reasoning>\n```json\n{WHOLE}\n```\nHope {{this}} helps.",
        f"The {{options}} are clear.</think>\n{WHOLE}",
    ],
)
def test_thoughts_before_a_reply_are_left_out(text: str) -> None:
    """Also those whose opening tag the server kept to itself."""
    assert read(text, TurnReply) == read(WHOLE, TurnReply)


def test_thoughts_without_an_end_hold_no_reply() -> None:
    """A draft inside them isn't one."""
    assert partial(f"<think>Maybe {WHOLE}") == {}


def test_a_character_cut_between_two_pieces_is_put_together() -> None:
    """Some servers cut by UTF-16 units."""
    text = WHOLE.replace("Go on.", "Go on \ud83d\ude00")

    assert partial(text)["say"] == "Go on \U0001f600"


def test_an_unmendable_reply_is_refused() -> None:
    """A value out of range is never clamped."""
    with pytest.raises(ValueError, match="choose"):
        read(WHOLE.replace("n1", "n99"), TurnReply)


def test_field_errors_name_fields_and_hold_no_text() -> None:
    """The second question tells where, not what."""
    try:
        read(WHOLE.replace("n1", "secret-words"), TurnReply)
    except ValueError as problem:
        told = field_errors(problem)
    assert "choose" in told
    assert "secret-words" not in told
    assert "JSON" in field_errors(ValueError("x"))


def test_the_schema_is_strict_in_every_part() -> None:
    """Nested types forbid other fields too."""
    schema = schema_of(GradeReply)

    assert schema["$defs"]["JudgedCriterion"]["additionalProperties"] is False  # type: ignore[index,call-overload]
    assert response_format(Rung.PROMPT, GradeReply) is None


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        (400, "unknown parameter response_format", True),
        (500, "literal_error: response_format", True),
        (422, "JSON schema not supported", True),
        (401, "response_format", False),
        (400, "bad request", False),
    ],
)
def test_only_a_refusal_of_the_format_steps_down(status: int, words: str, expected: bool) -> None:  # noqa: FBT001
    """Other errors are what they are."""
    assert names_the_format(status, words) is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_with_care(headers: dict[str, str], expected: float | None) -> None:
    """Nonsense and dates in the past are no wait."""
    assert retry_after_s(headers) == expected


def test_statuses_have_their_errors() -> None:
    """402 is credit, 418 is a refused request, 403 with credit words is credit."""
    assert isinstance(from_status(402, "", {}), ModelCreditError)
    assert isinstance(from_status(403, "credit balance too low", {}), ModelCreditError)
    assert isinstance(from_status(418, "", {}), ModelRequestError)
    assert isinstance(from_status(404, "", {}).sentence, str)


def test_our_own_errors_pass_through() -> None:
    """What is mapped is not mapped twice."""
    ours = ModelBusyError()

    assert from_sdk(ours) is ours


def test_a_server_that_takes_no_call_is_not_there() -> None:
    """A silent address is a matter of connection, not of a slow model."""
    request = httpx2.Request("POST", "http://10.0.0.1/v1")
    problem = APITimeoutError(request=request)
    problem.__cause__ = httpx2.ConnectTimeout("no answer")

    assert isinstance(from_sdk(problem), ModelConnectionError)
    assert isinstance(from_sdk(APITimeoutError(request=request)), ModelTimeoutError)


@pytest.mark.parametrize(
    "problem", [httpx2.InvalidURL("port"), ExceptionGroup("connect", [OverflowError("port")])]
)
def test_an_address_that_can_not_be_one_is_not_there(problem: Exception) -> None:
    """The person is told to check it."""
    assert isinstance(from_sdk(problem), ModelConnectionError)


def test_known_models_are_priced_and_unknown_ones_are_not() -> None:
    """A local server is never priced as OpenAI."""
    usage = Usage(input_tokens=1_000_000, output_tokens=0, attempts=1)
    prices = Prices()

    known = prices.priced(usage, "gpt-6-luna", Server(None, "k"))
    unknown = prices.priced(usage, "gpt-nobody-knows", Server(None, "k"))
    local = prices.priced(usage, "gpt-6-luna", Server("http://127.0.0.1:11434/v1", None))

    assert known.cost_usd is not None
    assert known.cost_usd > Decimal(0)
    assert (unknown.cost_usd, unknown.price_source) == (None, "unknown")
    assert local.cost_usd is None


async def test_interviewers_go_first_in_the_line() -> None:
    """Within one kind the order is by arrival."""
    line = Line(1)
    served: list[str] = []

    async def wait(name: str, purpose: Purpose) -> None:
        async with line.place(purpose):
            served.append(name)

    async with line.place(Purpose.TURN):
        waiting = [
            asyncio.create_task(wait("grade", Purpose.GRADE)),
            asyncio.create_task(wait("coach", Purpose.COACH)),
            asyncio.create_task(wait("turn", Purpose.TURN)),
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)

    assert served == ["turn", "grade", "coach"]


async def test_somebody_who_leaves_the_line_holds_no_place() -> None:
    """A cancelled call frees what it waited for."""
    line = Line(1)

    async def wait() -> None:
        async with line.place(Purpose.TURN):
            await asyncio.sleep(0)

    async with line.place(Purpose.TURN):
        leaver = asyncio.create_task(wait())
        await asyncio.sleep(0)
        leaver.cancel()
        await asyncio.gather(leaver, return_exceptions=True)
    await asyncio.wait_for(wait(), 1)


async def test_a_place_that_comes_as_somebody_leaves_goes_to_the_next() -> None:
    """Cancelled after it was handed over and before it was taken, it would be lost for good."""
    line = Line(1)

    async def wait() -> None:
        async with line.place(Purpose.TURN):
            await asyncio.sleep(0)

    async with line.place(Purpose.TURN):
        leaver = asyncio.create_task(wait())
        await asyncio.sleep(0)
    leaver.cancel()
    await asyncio.gather(leaver, return_exceptions=True)

    await asyncio.wait_for(wait(), 1)


def open_breaker(clock: FakeClock) -> Breaker:
    """Return a breaker that has seen five failures."""
    breaker = Breaker(clock.monotonic)
    for _ in range(5):
        breaker.failed(ModelBusyError())
    return breaker


def test_a_breaker_opens_with_the_fifth_failure_in_a_row(clock: FakeClock) -> None:
    """An answer in between begins the count anew."""
    breaker = Breaker(clock.monotonic)
    for _ in range(4):
        breaker.failed(ModelBusyError())
    breaker.answered()
    for _ in range(4):
        breaker.failed(ModelBusyError())
    breaker.check()

    breaker.failed(ModelConnectionError())

    with pytest.raises(ModelConnectionError):
        breaker.check()


def test_an_open_breaker_lets_one_call_try_now_and_then(clock: FakeClock) -> None:
    """The others go on failing at once until that one is answered."""
    breaker = open_breaker(clock)
    clock.advance(11)

    breaker.check()

    with pytest.raises(ModelBusyError):
        breaker.check()
    breaker.answered()
    breaker.check()


def test_a_try_that_fails_keeps_the_breaker_open(clock: FakeClock) -> None:
    """For another while."""
    breaker = open_breaker(clock)
    clock.advance(11)
    breaker.check()

    breaker.failed(ModelBusyError())

    clock.advance(9)
    with pytest.raises(ModelBusyError) as caught:
        breaker.check()
    assert caught.value.retry_after_s == 1


def test_a_refused_key_stays_refused(clock: FakeClock) -> None:
    """Until the program gets another one, and so another breaker."""
    breaker = Breaker(clock.monotonic)
    breaker.refuse()
    clock.advance(3600)

    with pytest.raises(ModelKeyError):
        breaker.check()


def test_a_server_knows_whose_it_is() -> None:
    """OpenAI and Azure take the newer parameters, others the older ones."""
    assert Server(None, "k").is_openai
    assert Server("https://x.openai.azure.com/openai/v1", "k").is_openai
    assert not Server("http://localhost:11434/v1", None).is_openai
    assert not Server("https://notopenai.com/v1", "k").is_openai
    assert Server("http://[bad", None).host == ""


def test_a_client_is_made_once_a_server_and_key() -> None:
    """Another key is another client; retries and a long wait are ours to decide."""
    clients = Clients()
    first = clients.get(Server("http://127.0.0.1:1/v1", "a"))

    assert clients.get(Server("http://127.0.0.1:1/v1", "a")) is first
    assert clients.get(Server("http://127.0.0.1:1/v1", "b")) is not first
    assert first.max_retries == 0
    assert first.timeout == Timeout(30, connect=5)


def test_an_empty_address_in_the_environment_is_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK alone would take the empty text for an address."""
    monkeypatch.setenv("OPENAI_BASE_URL", "")

    assert str(Clients().get(Server(None, "k")).base_url) == "https://api.openai.com/v1/"
