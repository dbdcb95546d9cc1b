"""The meter: limits before a call, the ledger after it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import cast

import pytest

from src.errors import (
    ModelBudgetError,
    ModelError,
    ModelKeyError,
    ModelLimitError,
    ModelUnreadableError,
)
from src.gateway import OpenAIGateway
from src.gateway.metered import Limits, MeteredGateway
from src.models.calls import LedgerEntry, ModelReply, ModelRequest, Partial, Spend, Usage
from src.models.enums import ModelRole, Purpose
from src.models.replies import TurnReply
from src.ports import ReplyT, Store, T, UnitOfWork
from src.storage import MemoryStore
from tests.doubles import FakeClock, QueueGateway
from tests.factory import interview
from tests.gateway.conftest import ask
from tests.model_server import ModelServer

REPLY = TurnReply.model_validate({"choose": "n1", "detail": None, "say": "Go on.", "why": "x"})


@pytest.fixture
def store() -> MemoryStore:
    """A store with one interview."""
    made = MemoryStore()
    with made.unit(write=True) as unit:
        unit.interviews.add("owner-1", interview(), [])
        unit.commit()
    return made


def metered(
    store: MemoryStore,
    clock: FakeClock,
    calls: int = 10,
    usd: str = "1",
    inner: QueueGateway | None = None,
) -> MeteredGateway:
    """Return a meter round a queue that never ends."""
    queue = inner or QueueGateway(REPLY)
    return MeteredGateway(queue, store, clock, Limits(calls, Decimal(usd)))


async def test_a_call_is_in_the_ledger_with_its_cost(store: MemoryStore, clock: FakeClock) -> None:
    """Calls, tokens and cost of the interview are known."""
    await metered(store, clock).complete(ask())

    with store.unit() as unit:
        spend = unit.ledger.spend("owner-1", "iv-1")
    assert (spend.calls, spend.input_tokens, spend.cost_usd) == (1, 100, Decimal("0.001"))


async def test_the_hours_calls_end_and_come_back(store: MemoryStore, clock: FakeClock) -> None:
    """The error says when; an hour later it goes on."""
    gateway = metered(store, clock, calls=2)
    await gateway.complete(ask())
    clock.advance(600)
    await gateway.complete(ask())

    with pytest.raises(ModelLimitError) as caught:
        await gateway.complete(ask())
    assert caught.value.retry_after_s == 3000
    clock.advance(3001)
    await gateway.complete(ask())


async def test_the_interviewer_has_calls_of_its_own(store: MemoryStore, clock: FakeClock) -> None:
    """Grading stops before the hour is used up, turns go on."""
    gateway = metered(store, clock, calls=10)
    for _ in range(8):
        await gateway.complete(ask(purpose=Purpose.GRADE))

    with pytest.raises(ModelLimitError):
        await gateway.complete(ask(purpose=Purpose.GRADE))
    await gateway.complete(ask(purpose=Purpose.TURN))


async def test_an_interviews_budget_ends(store: MemoryStore, clock: FakeClock) -> None:
    """The call after the budget is used up isn't made."""
    queue = QueueGateway(REPLY)
    gateway = metered(store, clock, usd="0.002", inner=queue)
    for _ in range(2):
        await gateway.complete(ask())

    with pytest.raises(ModelBudgetError):
        await gateway.complete(ask())
    assert len(queue.requests) == 2


async def test_a_failed_call_is_billed_too(store: MemoryStore, clock: FakeClock) -> None:
    """What an unreadable reply used stands in the ledger."""
    used = Usage(input_tokens=70, output_tokens=7, attempts=2, cost_usd=Decimal("0.5"))
    queue = QueueGateway(ModelUnreadableError(usage=used))
    gateway = metered(store, clock, inner=queue)

    with pytest.raises(ModelUnreadableError):
        await gateway.complete(ask())
    with pytest.raises(ModelUnreadableError):
        [part async for part in gateway.stream(ask())]

    with store.unit() as unit:
        spend = unit.ledger.spend("owner-1")
    assert (spend.calls, spend.input_tokens, spend.cost_usd) == (2, 140, Decimal("1.0"))


async def test_a_stream_is_settled_once(store: MemoryStore, clock: FakeClock) -> None:
    """A view that leaves after the reply changes nothing of the bill."""
    stream = metered(store, clock).stream(ask())
    async for part in stream:
        last = part
    await stream.aclose()  # type: ignore[attr-defined]  # a generator

    with store.unit() as unit:
        assert unit.ledger.spend("owner-1").calls == 1
    assert last


async def test_a_stream_that_is_left_is_billed(
    store: MemoryStore, clock: FakeClock, gateway: OpenAIGateway, server: ModelServer
) -> None:
    """What was sent and heard until then is estimated; nobody gets an error for leaving."""
    server.become("stream_stall")
    meter = MeteredGateway(gateway, store, clock, Limits(10, Decimal(1)))
    stream = cast("AsyncGenerator[object, None]", meter.stream(ask()))
    await anext(stream)

    await stream.aclose()

    with store.unit() as unit:
        spend = unit.ledger.spend("owner-1", "iv-1")
    assert spend.calls == 1
    assert spend.input_tokens > 0
    assert spend.output_tokens > 0


async def test_leaving_a_stream_closes_the_one_inside(store: MemoryStore, clock: FakeClock) -> None:
    """Its place and its connection are free at once, also where it knows no usage."""
    stream = cast("AsyncGenerator[object, None]", metered(store, clock).stream(ask()))
    await anext(stream)

    await stream.aclose()

    with store.unit() as unit:
        spend = unit.ledger.spend("owner-1")
    assert (spend.calls, spend.input_tokens) == (1, 0)


class Stubborn(QueueGateway):
    """Ends a stream quietly, whatever is thrown at it."""

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield once, and swallow what comes back."""
        with suppress(ModelError):
            yield Partial({"request": request.purpose})


async def test_an_inner_stream_that_ends_quietly_is_settled_too(
    store: MemoryStore, clock: FakeClock
) -> None:
    """No reservation stays open."""
    meter = metered(store, clock, inner=Stubborn(REPLY))
    stream = cast("AsyncGenerator[object, None]", meter.stream(ask()))
    await anext(stream)

    await stream.aclose()

    with store.unit() as unit:
        assert unit.ledger.spend("owner-1").calls == 1


async def test_a_call_that_is_cancelled_is_settled(store: MemoryStore, clock: FakeClock) -> None:
    """It stands in the ledger as one without a known price."""

    class Cancelled(QueueGateway):
        async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
            raise asyncio.CancelledError(request.purpose)

    with pytest.raises(asyncio.CancelledError):
        await metered(store, clock, inner=Cancelled(REPLY)).complete(ask())

    with store.unit() as unit:
        assert unit.ledger.spend("owner-1").unpriced_calls == 1


class Notes:
    """A store whose ledger keeps what it is told, in order."""

    def __init__(self) -> None:
        self.settled: list[LedgerEntry] = []
        self.ledger = self

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work at once."""
        return work(cast("UnitOfWork", self))

    def reserve(self, *_: object) -> None:
        """Take note of nothing."""

    def settle(self, _: str, entry: LedgerEntry, __: datetime) -> None:
        """Keep the entry."""
        self.settled.append(entry)

    def calls_since(self, *_: object) -> tuple[datetime, ...]:
        """Return no calls."""
        return ()

    def spend(self, *_: object) -> Spend:
        """Return no spend."""
        return Spend()


async def test_the_ledger_names_the_model_that_answered(
    clock: FakeClock, gateway: OpenAIGateway, server: ModelServer
) -> None:
    """A grader's model isn't the interviewer's; a failure is named."""
    notes = Notes()
    meter = MeteredGateway(gateway, cast("Store", notes), clock, Limits(10, Decimal(1)))
    grading = replace(ask(purpose=Purpose.GRADE), role=ModelRole.GRADER)
    server.become("ok", "key")

    await meter.complete(grading)
    with pytest.raises(ModelKeyError):
        await meter.complete(grading)

    assert notes.settled[0].model == "test-grader"
    assert [entry.error for entry in notes.settled] == [None, "ModelKeyError"]


async def test_a_call_without_a_price_is_counted_apart(
    store: MemoryStore, clock: FakeClock
) -> None:
    """Unknown is not free."""
    queue = QueueGateway(ModelUnreadableError(usage=Usage(input_tokens=5, attempts=1)))
    with pytest.raises(ModelUnreadableError):
        await metered(store, clock, inner=queue).complete(ask())

    with store.unit() as unit:
        assert unit.ledger.spend("owner-1").unpriced_calls == 1
