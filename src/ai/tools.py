"""Typed tools: what an option stands for. Code checks the arguments and runs the call.

Tools work on a `Scene`, the interview as one turn sees it, and return the next one; storage is
written once, by the turn's step. A model reaches a tool only through an option that code offered.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from src.errors import StateError
from src.models.base import Frozen
from src.models.content import Question
from src.models.enums import InterviewStatus, QuestionState, Stage
from src.models.interview import AskedQuestion, Interview


class ToolName(StrEnum):
    """The tools that are built; options and events name them."""

    GET_NEXT_QUESTION = "get_next_question"
    GIVE_HINT = "give_hint"
    LOG_INTERACTION = "log_interaction"
    FINALIZE_SESSION = "finalize_session"


@dataclass(frozen=True)
class Scene:
    """An interview with its plan at one moment. `pool` are questions that may take a place."""

    interview: Interview
    plan: tuple[AskedQuestion, ...]
    now: datetime
    pool: tuple[Question, ...] = ()

    @property
    def current(self) -> AskedQuestion | None:
        """The question that is open."""
        return self.at(self.interview.position)

    def at(self, position: int) -> AskedQuestion | None:
        """Return the question at a position, if there is one."""
        return next((q for q in self.plan if q.position == position), None)

    def put(self, asked: AskedQuestion) -> "Scene":
        """Return the scene with a question replaced at its position."""
        plan = tuple(asked if q.position == asked.position else q for q in self.plan)
        return replace(self, plan=plan)

    def turn_to(self, **changes: object) -> "Scene":
        """Return the scene with fields of the interview changed."""
        return replace(self, interview=self.interview.model_copy(update=changes))


class NextQuestion(Frozen):
    """Arguments of `get_next_question`: the planned question's id, or one of the pool."""

    question_id: str
    reason: str


class GiveHint(Frozen):
    """`give_hint` takes no arguments: the next hint of the open question."""


class LogInteraction(Frozen):
    """What was said without changing the state, such as a follow-up on a point."""

    what: str
    label: str | None = None


class FinalizeSession(Frozen):
    """Why the interview ends."""

    reason: str


ArgsT = TypeVar("ArgsT", bound=BaseModel)


@dataclass(frozen=True)
class Tool(Generic[ArgsT]):
    """A tool's contract: name, argument model, function. The result is a scene and a note."""

    name: ToolName
    arguments: type[ArgsT]
    run: Callable[[Scene, ArgsT], tuple[Scene, str]]


def close_question(scene: Scene, state: QuestionState = QuestionState.CLOSED) -> Scene:
    """Return the scene with the open question closed or skipped."""
    asked = scene.current
    if asked is None or asked.state is not QuestionState.OPEN:
        return scene
    return scene.put(asked.model_copy(update={"state": state, "closed_at": scene.now}))


def open_question(scene: Scene, position: int) -> Scene:
    """Return the scene with the question at `position` open and its clock started."""
    asked = scene.at(position)
    if asked is None:
        raise StateError("There is no further question in this interview.")
    opened = asked.model_copy(update={"state": QuestionState.OPEN, "opened_at": scene.now})
    return scene.put(opened).turn_to(position=position, stage=Stage.QUESTIONS)


def _next_question(scene: Scene, wanted: NextQuestion) -> tuple[Scene, str]:
    closed = close_question(scene)
    position = scene.interview.position + 1
    planned = closed.at(position)
    if planned is None:
        raise StateError("There is no further question in this interview.")
    if planned.question.id != wanted.question_id:
        other = next((q for q in scene.pool if q.id == wanted.question_id), None)
        if other is None:
            raise StateError("This question is not in the plan.")
        closed = closed.put(planned.model_copy(update={"question": other, "reason": wanted.reason}))
    return open_question(closed, position), wanted.question_id


def _give_hint(scene: Scene, _: GiveHint) -> tuple[Scene, str]:
    asked = scene.current
    if asked is None or asked.hints_used >= len(asked.question.hints):
        raise StateError("There is no further hint for this question.")
    hint = asked.question.hints[asked.hints_used]
    return scene.put(asked.model_copy(update={"hints_used": asked.hints_used + 1})), hint


def _log(scene: Scene, said: LogInteraction) -> tuple[Scene, str]:
    return scene, said.what


def _finalize(scene: Scene, end: FinalizeSession) -> tuple[Scene, str]:
    closed = close_question(scene)
    changes = {
        "status": InterviewStatus.COMPLETED,
        "stage": Stage.CLOSING,
        "ended_at": scene.now,
        "paused_at": None,
    }
    return closed.turn_to(**changes), end.reason


TOOLS: dict[
    ToolName, Tool[NextQuestion] | Tool[GiveHint] | Tool[LogInteraction] | Tool[FinalizeSession]
] = {
    ToolName.GET_NEXT_QUESTION: Tool(ToolName.GET_NEXT_QUESTION, NextQuestion, _next_question),
    ToolName.GIVE_HINT: Tool(ToolName.GIVE_HINT, GiveHint, _give_hint),
    ToolName.LOG_INTERACTION: Tool(ToolName.LOG_INTERACTION, LogInteraction, _log),
    ToolName.FINALIZE_SESSION: Tool(ToolName.FINALIZE_SESSION, FinalizeSession, _finalize),
}


def call(scene: Scene, name: ToolName, arguments: dict[str, JsonValue]) -> tuple[Scene, str]:
    """Check the arguments and run a tool; raises `StateError` where it isn't possible now."""
    tool = TOOLS[name]
    try:
        checked = tool.arguments.model_validate(arguments)
    except ValidationError as problem:
        raise StateError(f"{name}: {problem.error_count()} arguments are wrong") from problem
    return tool.run(scene, checked)  # type: ignore[arg-type]  # the pair is made above
