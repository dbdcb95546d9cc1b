"""A panel over a plan: everybody asks what is theirs, and only declared handovers happen."""

from itertools import pairwise

import pytest
from pydantic import ValidationError

from src.ai.panel import may_hand_over, seat
from src.app import DATA, read_data
from src.models.enums import QuestionKind, QuestionState
from src.models.interview import AskedQuestion
from src.models.panel import Panel
from tests.factory import asked, question

PANEL = read_data(DATA / "panel.yaml", Panel)


def plan(*kinds: QuestionKind) -> list[AskedQuestion]:
    """Return a plan of questions of these kinds."""
    return [
        asked(
            at,
            question=question(f"q-{at}", kind=kind, level=1 + at % 5, follow_ups=()),
            state=QuestionState.WAITING,
        )
        if kind is not QuestionKind.NUMBER
        else asked(at, question=question(f"q-{at}", kind=kind, expected=1.5))
        for at, kind in enumerate(kinds, 1)
    ]


OPEN, TOLD, NUMBER = QuestionKind.OPEN, QuestionKind.BEHAVIOURAL, QuestionKind.NUMBER


def test_everybody_asks_in_turn_and_positions_are_new() -> None:
    """Behaviour first, then the trade, then the hiring manager with the hardest that is left."""
    seated = seat(plan(OPEN, TOLD, OPEN, NUMBER), PANEL)

    assert [q.persona for q in seated] == ["people", "technical", "technical", "manager"]
    assert [q.position for q in seated] == [1, 2, 3, 4]
    assert {q.question.id for q in seated} == {"q-1", "q-2", "q-3", "q-4"}


def test_one_question_has_one_interviewer() -> None:
    """Nobody is left without a question to ask by taking the only one."""
    assert [q.persona for q in seat(plan(OPEN), PANEL)] == ["technical"]


@pytest.mark.parametrize("kinds", [(OPEN, OPEN), (TOLD, TOLD), (TOLD, OPEN, NUMBER), (NUMBER,) * 4])
def test_every_handover_of_a_seated_plan_is_declared(kinds: tuple[QuestionKind, ...]) -> None:
    """Whatever the plan holds."""
    seated = seat(plan(*kinds), PANEL)
    assert all(
        may_hand_over(PANEL, before.persona, after.persona) for before, after in pairwise(seated)
    )


def test_nobody_hands_back() -> None:
    """A circle would never end."""
    assert not may_hand_over(PANEL, "manager", "people")
    assert may_hand_over(PANEL, "people", "manager")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hands_over_to": ("people",)}, "can't hand over to people"),
        ({"hands_over_to": ("nobody",)}, "can't hand over to nobody"),
        ({"id": "people"}, "same id"),
    ],
)
def test_a_panel_that_can_not_end_is_refused(change: dict[str, object], words: str) -> None:
    """At start, with the name of who is wrong."""
    first, *others = PANEL.personas
    last = others[-1].model_copy(update=change)

    with pytest.raises(ValidationError, match=words):
        Panel(personas=(first, *others[:-1], last))
