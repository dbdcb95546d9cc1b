"""What an interview will cost, before it begins: from prices and from what interviews took."""

from collections.abc import Sequence
from decimal import Decimal

from src.ai.orchestrator.desk import Desk
from src.models.calls import Usage
from src.models.enums import InterviewStatus, Mode, ModelRole
from src.models.interview import AskedQuestion, Interview
from src.ports import UnitOfWork

NO_COST = "no cost"
UNKNOWN = "cost unknown"
CENT = Decimal("0.01")
LATEST = 3
"""Earlier interviews with the same model whose spend stands for the next one."""

_TURN, _NOTE, _GRADE = (
    Usage(input_tokens=2600, output_tokens=220),
    Usage(input_tokens=1500, output_tokens=320),
    Usage(input_tokens=1400, output_tokens=420),
)
_ONCE = Usage(input_tokens=3200, output_tokens=700)
TURNS = 2.0
"""Answers a question takes, the follow-up among them."""


def cost_of(
    desk: Desk,
    unit: UnitOfWork,
    owner_id: str,
    interview: Interview,
    plan: Sequence[AskedQuestion],
) -> str:
    """Return what the planned interview is likely to cost, and what the figure rests on."""
    if not desk.has_model_for(owner_id):
        return NO_COST
    measured = _measured(unit, owner_id, interview)
    if measured is not None:
        spent, count = measured
        of = "your last interview" if count == 1 else f"your last {count} interviews"
        return f"{told(spent * len(plan))}, as {of} cost"
    # A visitor's own key may belong to another server, whose prices the settings don't name.
    own = desk.keys.model_of(owner_id) is not None
    cost = None if own else _by_prices(desk, interview, len(plan))
    return UNKNOWN if cost is None else f"{told(cost)} by list prices"


def told(cost: Decimal) -> str:
    """Return a cost as a person reads it; less than a cent is said so."""
    return "under $0.01" if cost < CENT else f"about ${cost.quantize(CENT)}"


def _measured(unit: UnitOfWork, owner_id: str, interview: Interview) -> tuple[Decimal, int] | None:
    """Return what a question cost in the latest interviews with this model, None without any."""
    earlier = [
        each
        for each in unit.interviews.list(owner_id, limit=4 * LATEST)
        if each.status is InterviewStatus.COMPLETED and each.engine == interview.engine
    ][:LATEST]
    spends = [unit.ledger.spend(owner_id, each.id) for each in earlier]
    asked = sum(each.position for each in earlier)
    if not asked or any(spend.unpriced_calls or not spend.calls for spend in spends):
        return None
    return sum((s.cost_usd for s in spends), start=Decimal(0)) / asked, len(earlier)


def _by_prices(desk: Desk, interview: Interview, questions: int) -> Decimal | None:
    """Return the price of the calls that an interview of this set-up makes."""
    setup = interview.setup
    calls: list[tuple[ModelRole, Usage, float]] = [
        (ModelRole.INTERVIEWER, _TURN, TURNS * questions + 1),
        (ModelRole.GRADER, _GRADE, questions),
        (ModelRole.COACH, _ONCE, 1),
    ]
    if setup.mode is Mode.PRACTICE:
        calls.append((ModelRole.COACH, _NOTE, TURNS * questions))
    total = Decimal(0)
    for role, usage, count in calls:
        price = desk.price(role, usage) if desk.price else None
        if price is None:
            return None
        total += price * Decimal(count)
    return total
