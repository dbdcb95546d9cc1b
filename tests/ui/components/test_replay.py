"""One step of an interview that is over."""

from decimal import Decimal
from functools import partial

from src.models.enums import TurnKind
from src.models.playback import GradeTold, Playback, PlaybackStep
from src.models.views import ReplayCall, ReplayStep
from src.ui.components import replay
from tests.factory import interview, turn
from tests.ui.components.conftest import Draw, text_of

CALL = ReplayCall(
    purpose="turn",
    model="gpt",
    latency_ms=1234,
    input_tokens=1900,
    cached_tokens=1500,
    output_tokens=40,
    cost_usd=Decimal("0.0021"),
    prompt_version="turn 3",
    attempts=2,
)


def step(**fields: object) -> PlaybackStep:
    """Return a turn in which a follow-up was chosen and a grade moved a level."""
    values: dict[str, object] = {
        "turn": turn(3, text="I would *read* the plan."),
        "question": "How do you find out why?",
        "observed": {
            "intent": "no_answer",
            "so_far": 4.5,
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
        "tools": ({"tool": "grade_answer", "result": {"score": 4.5}},),
        "reflected": "1. databases: said plan; left open: fix.",
        "flags": ("contradiction: how long that was",),
        "grades": (
            GradeTold(
                score=4.5,
                grader="rubric",
                model="gpt",
                skill="databases",
                level_before=3,
                level_after=4,
                level_reason="one level up",
            ),
        ),
        "calls": (CALL,),
    }
    return PlaybackStep.model_validate(values | fields)


def test_a_step_tells_what_was_seen_offered_done_and_kept(draw: Draw) -> None:
    """With the reason, the flag, the grade and what the call took."""
    page = draw(partial(replay.draw, step()))

    text = text_of(page)
    assert "I would *read* the plan." in text
    assert "**Seen** · no answer · 4.5 so far, by words · said plan · open: fix · 1 claim" in text
    assert ":green[:material/check:] **fix is open** (chosen)" in text
    assert ":gray[:material/remove:] core skill of this role" in text
    assert "**Why** · fix is open" in text
    assert "**Kept in mind** · 1. databases: said plan; left open: fix." in text
    assert "contradiction" in text
    assert "**Graded** · 4.5, by rubric · gpt · Databases: level 3 → 4 (one level up)" in text
    assert '"tool": "grade_answer"' in page.code[0].value
    assert "| reply | gpt | turn 3 | 1.2 s | 1,900 | 1,500 | 40 | $0.0021 | 2 |" in text


def test_a_turn_without_words_says_what_it_was(draw: Draw) -> None:
    """And an ungraded answer its reason."""
    bare: dict[str, object] = {"observed": {}, "plan": {}, "tools": (), "calls": (), "flags": ()}
    unsure = GradeTold(score=None, grader="lexical", reason="too short")
    skip = step(turn=turn(3, text="", kind=TurnKind.SKIP), grades=(unsure,), **bare)

    text = text_of(draw(partial(replay.draw, skip)))

    assert "You skipped." in text
    assert "**Graded** · not graded, by words. too short" in text


def test_what_a_call_took_may_be_unknown() -> None:
    """A dash, never a zero."""
    table = replay.calls_table([ReplayCall(purpose="grade", model="m", error="ModelTimeoutError")])

    assert "| grade | m (ModelTimeoutError) | – | – | – | – | – | unknown | – |" in table


def test_without_a_model_it_is_said(draw: Draw) -> None:
    """Once, below the step."""
    found = Playback(interview=interview(), steps=(step(calls=()),))

    assert "No model was asked." in text_of(draw(partial(replay.beside, found)))


def test_a_replay_that_differs_is_said() -> None:
    """In which turns."""
    same, other = ReplayStep(turn=turn(1)), ReplayStep(turn=turn(2), differs=("plan",))

    assert replay.verdict([same]).endswith("Each gave exactly what was recorded.")
    assert replay.verdict([same, other]).endswith("Otherwise with today's program: turn 2.")
    first = ReplayStep(turn=turn(0), differs=("plan",))
    assert replay.verdict([first, other]).endswith(": the introduction, turn 2.")


def test_a_step_has_a_name_in_the_list() -> None:
    """Its question and the first words."""
    assert replay.name_of(step()) == "question 1 · I would *read* the plan."
    start = step(turn=turn(0, text="", kind=TurnKind.START))
    assert replay.name_of(start) == "The beginning"
