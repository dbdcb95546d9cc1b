"""A panel over a plan: everybody asks what is theirs, and only declared handovers happen."""

from itertools import pairwise

import pytest
from pydantic import ValidationError

from src.ai.panel import in_turn, seat
from src.models.enums import QuestionKind, QuestionState
from src.models.interview import AskedQuestion
from src.models.panel import Panel
from src.wiring import DATA, read_data
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


def leads(panel: Panel, before: str | None, after: str | None) -> bool:
    """Say whether handovers lead there, also through somebody who has no question."""
    if before == after:
        return True
    persona = panel.get(before or "")
    return persona is not None and any(leads(panel, to, after) for to in persona.hands_over_to)


@pytest.mark.parametrize("kinds", [(OPEN, OPEN), (TOLD, TOLD), (TOLD, OPEN, NUMBER), (NUMBER,) * 4])
def test_every_handover_of_a_seated_plan_is_declared(kinds: tuple[QuestionKind, ...]) -> None:
    """Whatever the plan holds."""
    seated = seat(plan(*kinds), PANEL)
    assert all(leads(PANEL, before.persona, after.persona) for before, after in pairwise(seated))


def test_a_reordered_plan_keeps_each_interviewers_questions_together() -> None:
    """Within one interviewer's part the person's order stands."""
    seated = seat(plan(OPEN, TOLD, OPEN, NUMBER), PANEL)

    moved = in_turn(seated[::-1], PANEL)

    assert [q.persona for q in moved] == ["people", "technical", "technical", "manager"]
    assert [q.question.id for q in moved[1:3]] == [q.question.id for q in seated[2:0:-1]]


def test_nobody_hands_back() -> None:
    """A circle would never end."""
    assert not leads(PANEL, "manager", "people")
    assert leads(PANEL, "people", "manager")


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
