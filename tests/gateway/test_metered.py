"""The meter: limits before a call, the ledger after it."""

from decimal import Decimal

import pytest

from src.errors import ModelBudgetError, ModelLimitError, ModelUnreadableError
from src.gateway.metered import Limits, MeteredGateway
from src.models.calls import Usage
from src.models.enums import Purpose
from src.models.replies import TurnReply
from src.storage import MemoryStore
from tests.doubles import FakeClock, QueueGateway
from tests.factory import interview
from tests.gateway.conftest import ask

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


async def test_a_call_without_a_price_is_counted_apart(
    store: MemoryStore, clock: FakeClock
) -> None:
    """Unknown is not free."""
    queue = QueueGateway(ModelUnreadableError(usage=Usage(input_tokens=5, attempts=1)))
    with pytest.raises(ModelUnreadableError):
        await metered(store, clock, inner=queue).complete(ask())

    with store.unit() as unit:
        assert unit.ledger.spend("owner-1").unpriced_calls == 1
