"""Watchdogs are pure: limits and what was seen in, verdicts out."""

from datetime import timedelta

import pytest

from src.ai.watchdog import RESTS, Seen, anomalies, is_long_at, jump, spread_bark, watch
from src.models.enums import ResponseType, Speaker, TurnKind, Verdict
from src.models.interview import Message, Turn
from src.models.policy import GradingLimits, InterviewLimits, ModelLimits, Policy
from tests.factory import NOON, PARTIAL, STRONG, grade, turn

POLICY = Policy(model=ModelLimits(failures=2, rest_turns=2))


def replied(no: int, mark: str = "", **fields: object) -> Turn:
    """Return a finished turn; `mark` is what its reply's metadata says of the model."""
    reply = Message(
        role=Speaker.INTERVIEWER,
        content="Go on.",
        agent="interviewer",
        response_type=ResponseType.FOLLOW_UP,
        metadata={mark: "because"} if mark else {},
        at=NOON,
    )
    return turn(no, reply=reply, done_at=NOON, **fields)


def verdicts(*marks: str) -> list[tuple[str, Verdict]]:
    """Return what is said after replies with these marks."""
    turns = tuple(replied(no, mark) for no, mark in enumerate(marks))
    return [(b.limit, b.verdict) for b in watch(Seen(turns, 1), POLICY)]


@pytest.mark.parametrize(
    ("marks", "rests"),
    [
        ((), False),
        (("",), False),
        (("fallback",), False),
        (("fallback", ""), False),
        (("fallback", "fallback"), True),
        (("fallback", "fallback", RESTS), True),
        (("fallback", "fallback", RESTS, RESTS), False),
        (("fallback", "fallback", RESTS, RESTS, "fallback"), False),
        (("fallback", "fallback", RESTS, RESTS, ""), False),
    ],
)
def test_the_model_rests_after_failures_in_a_row_and_is_tried_again(
    marks: tuple[str, ...], *, rests: bool
) -> None:
    """Two failures, two turns by script, then another try."""
    assert verdicts(*marks) == ([("model", Verdict.FALL_BACK)] if rests else [])


def test_hints_do_not_count_as_replies() -> None:
    """They never ask the model."""
    turns = (replied(0, "fallback"), replied(1, kind=TurnKind.HINT), replied(2, "fallback"))

    assert [b.limit for b in watch(Seen(turns, 1), POLICY)] == ["model"]


@pytest.mark.parametrize(
    ("spent", "verdict"),
    [(0.0, None), (0.79, None), (0.81, Verdict.WARN), (1.0, Verdict.FALL_BACK)],
)
def test_the_cost_warns_and_then_lets_the_script_speak(
    spent: float, verdict: Verdict | None
) -> None:
    """At four fifths and at the whole."""
    found = watch(Seen((), 1, spent), POLICY)

    assert [b.verdict for b in found] == ([verdict] if verdict else [])


def test_a_very_long_talk_is_brought_to_its_end_before_anything_else() -> None:
    """The gravest comes first."""
    policy = Policy(interview=InterviewLimits(most_turns=10))
    turns = tuple(replied(no) for no in range(10))

    assert [b.verdict for b in watch(Seen(turns, 1, 5.0), policy)] == [
        Verdict.WRAP_UP,
        Verdict.FALL_BACK,
    ]


def test_a_question_has_so_many_turns() -> None:
    """Counted at its position alone."""
    policy = Policy(interview=InterviewLimits(turns_per_question=3))
    turns = tuple(replied(no, position=1 + no // 3) for no in range(5))

    assert is_long_at(Seen(turns, 1), policy)
    assert not is_long_at(Seen(turns, 2), policy)


def test_grades_that_differ_too_much_are_written_down() -> None:
    """Over the limit alone, and only where grades were repeated."""
    policy = Policy(grading=GradingLimits(most_spread=1.5))

    assert spread_bark(grade(5), policy) is None
    assert spread_bark(grade(5, spread=1.5), policy) is None
    bark = spread_bark(grade(5, spread=2.0), policy)
    assert bark is not None
    assert "2.0 points" in bark.reason


def test_a_long_answer_within_seconds_is_unusual() -> None:
    """Nobody types or speaks so fast; a minute later it is ordinary."""
    before = replied(0)
    fast = turn(1, text=STRONG, accepted_at=NOON + timedelta(seconds=3))
    slow = turn(1, text=STRONG, accepted_at=NOON + timedelta(seconds=120))

    assert "characters came 3 s after" in anomalies(fast, (before,), POLICY)[0]
    assert anomalies(slow, (before,), POLICY) == ()


def test_the_same_answer_again_is_unusual() -> None:
    """Short words may come twice."""
    later = NOON + timedelta(minutes=5)
    said = replied(0, text=PARTIAL)

    assert "given before" in anomalies(turn(1, text=PARTIAL, accepted_at=later), (said,), POLICY)[0]
    short = replied(0, text="I don't know")
    again = turn(1, text="I don't know", accepted_at=later)
    assert anomalies(again, (short,), POLICY) == ()


def test_a_jump_between_two_scores_of_a_skill_is_unusual() -> None:
    """Six points and more; nothing is compared with nothing."""
    assert jump(2.0, 9.0, POLICY) == (
        "the score went from 2.0 to 9.0 between two answers on one skill"
    )
    assert jump(4.0, 9.0, POLICY) is None
    assert jump(None, 9.0, POLICY) is None
