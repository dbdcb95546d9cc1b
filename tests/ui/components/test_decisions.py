"""How the interviewer decided, turn by turn."""

from decimal import Decimal
from functools import partial

from src.models.enums import TurnKind
from src.models.views import ReplayCall, ReplayStep
from src.ui.components.decisions import decided
from tests.factory import turn
from tests.ui.components.conftest import Draw, text_of


def step(**fields: object) -> ReplayStep:
    """Return a turn in which a follow-up was chosen."""
    values: dict[str, object] = {
        "turn": turn(3, text="I would read the plan."),
        "observed": {
            "intent": "answer",
            "covered": ["plan"],
            "missed": ["fix"],
            "claims": ["I used Kafka."],
        },
        "plan": {
            "choose": "f1",
            "why": "fix is open",
            "options": [
                {"id": "f1", "reason": "fix is open"},
                {"id": "n1", "reason": "core skill of this role"},
            ],
        },
        "reflected": "1. databases: said plan; left open: fix.",
        "flags": ("contradiction: how long that was",),
        "calls": (
            ReplayCall(
                model="gpt",
                latency_ms=1234,
                input_tokens=900,
                output_tokens=40,
                cost_usd=Decimal("0.0021"),
            ),
        ),
    }
    return ReplayStep.model_validate(values | fields)


def test_a_turn_tells_what_was_seen_offered_and_chosen(draw: Draw) -> None:
    """With the reason, the flag and what the call took."""
    text = text_of(draw(partial(decided, (step(),))))

    assert "1 turn, computed again from what was stored. Each gave exactly what" in text
    assert "**Turn 3** · “I would read the plan" in text
    assert "Seen: answer · said plan · open: fix · 1 claim" in text
    assert ":green[:material/check:] **fix is open**" in text
    assert ":gray[:material/remove:] core skill of this role" in text
    assert "Why: fix is open" in text
    assert "Kept in mind: 1. databases: said plan; left open: fix." in text
    assert "contradiction" in text
    assert "gpt · 1.2 s · 900+40 tokens · $0.0021" in text


def test_a_replay_that_differs_is_said(draw: Draw) -> None:
    """In how many turns; a turn without words says what it was."""
    start = step(turn=turn(0, text="", kind=TurnKind.START), observed={}, plan={}, calls=())
    other = step(differs=("plan",), calls=(ReplayCall(model="embedded"),))

    text = text_of(draw(partial(decided, (start, other))))

    assert "2 turns" in text
    assert "1 turn would go otherwise with today" in text
    assert "the beginning" in text
