"""Act: run the tool that the chosen option stands for, and keep what it leaves open. Pure."""

from dataclasses import dataclass

from pydantic import BaseModel

from src.ai.intent import answers_of
from src.ai.interviewer import Observation, TurnView
from src.ai.tools import ONWARD, Scene, ToolName, call, close_question
from src.models.enums import OptionId, QuestionState, ThreadKind
from src.models.facts import Option
from src.models.interview import Thread, Turn


@dataclass(frozen=True)
class Acted:
    """The interview after the tool, its result, and the threads with the one that was probed."""

    scene: Scene
    result: BaseModel
    threads: tuple[Thread, ...]


def act(view: TurnView, option: Option, seen: Observation) -> Acted:
    """Run the chosen option's tool; raises `StateError` where it isn't possible now."""
    scene = view.scene
    if option.tool in ONWARD:
        scene = leave_question(scene, (*view.earlier, view.turn))
    scene, result = call(scene, ToolName(option.tool), option.arguments)
    if option.id is OptionId.TIME and scene.current is not None:
        scene = scene.put(scene.current.model_copy(update={"stands_since": scene.now}))
    return Acted(scene, result, _probed(option, seen))


_KEPT = frozenset({ThreadKind.CONTRADICTION, ThreadKind.RESUME})
"""The probes that a thread stands for, so that nobody asks twice."""


def _probed(option: Option, seen: Observation) -> tuple[Thread, ...]:
    """Return the threads, those that the option asks about marked as probed."""
    if option.probe not in _KEPT:
        return seen.threads
    return tuple(
        t.model_copy(update={"probed": True})
        if (t.kind, t.label, t.quote) == (option.probe, option.label, option.quote or "")
        else t
        for t in seen.threads
    )


def leave_question(scene: Scene, turns: tuple[Turn, ...]) -> Scene:
    """Return the scene with the open question closed, or skipped if nothing was answered."""
    asked = scene.current
    if asked is None:
        return scene
    answered = answers_of(turns, asked.question, asked.position, asked.take)
    return close_question(scene, QuestionState.CLOSED if answered else QuestionState.SKIPPED)
