"""Typed tools move a scene, or refuse."""

import pytest

from src.ai.tools import (
    TOOLS,
    Hint,
    Note,
    Opened,
    Scene,
    ToolName,
    call,
    close_question,
    open_question,
)
from src.errors import StateError
from src.models.enums import InterviewStatus, QuestionState, Stage
from tests.factory import NOON, asked, interview, question


def scene() -> Scene:
    """Return a scene with question 1 open and question 2 waiting."""
    two = asked(2, question=question("db-2"), state=QuestionState.WAITING, opened_at=None)
    return Scene(
        interview=interview(position=1, status=InterviewStatus.ACTIVE, stage=Stage.QUESTIONS),
        plan=(asked(1), two),
        now=NOON,
        pool=(question("db-2"), question("db-9", level=4)),
    )


def test_the_next_question_closes_one_and_opens_the_other() -> None:
    """Clock and position move on together."""
    after, result = call(
        scene(), ToolName.GET_NEXT_QUESTION, {"question_id": "db-2", "reason": "planned"}
    )

    assert result == Opened(question_id="db-2", position=2)
    assert after.interview.position == 2
    assert [q.state for q in after.plan] == [QuestionState.CLOSED, QuestionState.OPEN]
    assert after.plan[1].opened_at == NOON


def test_a_question_of_the_pool_may_take_the_planned_place() -> None:
    """The reason for the change is kept with the question."""
    after, _ = call(
        scene(), ToolName.GET_NEXT_QUESTION, {"question_id": "db-9", "reason": "level 4"}
    )

    assert after.plan[1].question.id == "db-9"
    assert after.plan[1].reason == "level 4"


def test_a_question_from_nowhere_is_refused() -> None:
    """Only the plan and the pool can be asked."""
    with pytest.raises(StateError, match="not in the plan"):
        call(scene(), ToolName.GET_NEXT_QUESTION, {"question_id": "evil", "reason": "x"})


def test_there_is_no_question_after_the_last() -> None:
    """The tool says so instead of inventing one."""
    at_the_end = scene().turn_to(position=2)

    with pytest.raises(StateError, match="no further question"):
        call(at_the_end, ToolName.GET_NEXT_QUESTION, {"question_id": "db-2", "reason": "x"})


def test_hints_come_in_order_and_end() -> None:
    """Each call gives the next hint and counts it."""
    first, one = call(scene(), ToolName.GIVE_HINT, {})
    second, two = call(first, ToolName.GIVE_HINT, {})

    assert [one, two] == [
        Hint(hint=hint, left=left) for hint, left in zip(question().hints, (1, 0), strict=True)
    ]
    assert second.plan[0].hints_used == 2
    with pytest.raises(StateError, match="no further hint"):
        call(second, ToolName.GIVE_HINT, {})


def test_finalizing_ends_the_interview() -> None:
    """Status, stage and end time are set, and the open question is closed."""
    after, reason = call(scene(), ToolName.FINALIZE_SESSION, {"reason": "last question"})

    assert reason == Note(note="last question")
    assert after.interview.status is InterviewStatus.COMPLETED
    assert after.interview.stage is Stage.CLOSING
    assert after.interview.ended_at == NOON
    assert after.plan[0].state is QuestionState.CLOSED


def test_logging_changes_nothing() -> None:
    """A follow-up is words only."""
    before = scene()

    after, said = call(before, ToolName.LOG_INTERACTION, {"what": "follow_up", "label": "plan"})

    assert after == before
    assert said == Note(note="follow_up")


def test_wrong_arguments_are_refused() -> None:
    """A tool runs with checked arguments only."""
    with pytest.raises(StateError, match="1 arguments are wrong"):
        call(scene(), ToolName.FINALIZE_SESSION, {})


def test_a_closed_question_is_not_closed_again() -> None:
    """Closing is done once; a skipped question stays skipped."""
    skipped = close_question(scene(), QuestionState.SKIPPED)

    assert close_question(skipped) == skipped


def test_opening_beyond_the_plan_is_refused() -> None:
    """A plan without that position can't open it."""
    with pytest.raises(StateError, match="no further question"):
        open_question(scene(), 7)


@pytest.mark.parametrize("name", [t.name for t in TOOLS.values() if t.by_code])
def test_a_tool_that_sets_scores_or_levels_is_no_options(name: ToolName) -> None:
    """Code runs it with checked values; a choice can't."""
    with pytest.raises(StateError, match="by code alone"):
        call(scene(), name, {})
