"""Typed tools (LIV3): name, arguments, result, who may call, function.

Tools work on a `Scene`, the interview as one turn sees it, and return the next one; storage is
written once, by the turn's step. A model reaches a tool only through an option that code offered,
and never one that sets a score or a level: those are called by code alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field, JsonValue, ValidationError

from src.ai.difficulty import decide, start_level
from src.ai.graders import QuickGraders
from src.errors import StateError
from src.models.base import Frozen
from src.models.content import Question, Resource
from src.models.enums import InterviewStatus, QuestionState, Stage
from src.models.grades import Grade, GradeRecord
from src.models.interview import AskedQuestion, Interview, SkillState


class ToolName(StrEnum):
    """Every tool; options and events name them."""

    GET_NEXT_QUESTION = "get_next_question"
    HAND_OVER = "hand_over"
    INVITE_QUESTIONS = "invite_questions"
    GIVE_HINT = "give_hint"
    LOG_INTERACTION = "log_interaction"
    SEARCH_RESOURCES = "search_resources"
    FINALIZE_SESSION = "finalize_session"
    GRADE_ANSWER = "grade_answer"
    RECORD_OUTCOME = "record_outcome"
    UPDATE_DIFFICULTY = "update_difficulty"


@dataclass(frozen=True)
class Scene:
    """An interview with its plan at one moment. `pool` are questions that may take a place."""

    interview: Interview
    plan: tuple[AskedQuestion, ...]
    now: datetime
    pool: tuple[Question, ...] = ()
    skills: tuple[SkillState, ...] = ()
    grades: tuple[GradeRecord, ...] = field(default=())

    @property
    def current(self) -> AskedQuestion | None:
        """The question that is open or was asked last."""
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

    def skill(self, name: str) -> SkillState:
        """Return a skill's state, at the level where the interview started if it is new."""
        found = next((s for s in self.skills if s.skill == name), None)
        level = start_level(self.interview.setup.difficulty)
        return found or SkillState(skill=name, level=level)


class NextQuestion(Frozen):
    """Arguments of `get_next_question`: the planned question's id, or one of the pool."""

    question_id: str
    reason: str


class HandOver(NextQuestion):
    """Arguments of `hand_over`: who takes over, with which question."""

    persona: str


class GiveHint(Frozen):
    """`give_hint` takes no arguments: the next hint of the open question."""


class LogInteraction(Frozen):
    """What was said without changing the state, such as a follow-up on a point."""

    what: str
    label: str | None = None


class InviteQuestions(Frozen):
    """`invite_questions`: why the candidate's own questions come now."""

    reason: str


class SearchResources(Frozen):
    """What to look for, in at most twelve words."""

    query: str = Field(min_length=1, max_length=120)


class FinalizeSession(Frozen):
    """Why the interview ends."""

    reason: str


class GradeAnswer(Frozen):
    """Answers to the question at a position, to be graded in milliseconds, without a model."""

    position: int
    answers: tuple[str, ...]


class RecordOutcome(Frozen):
    """A confirmed grade for a question and take."""

    record: GradeRecord


class UpdateDifficulty(Frozen):
    """The skill and the confirmed grade that may move its level."""

    skill: str
    grade: Grade


class Note(Frozen):
    """What a tool did, in words for the record."""

    note: str


class Opened(Frozen):
    """The question that is open now."""

    question_id: str
    position: int


class Hint(Frozen):
    """A hint, and how many of the question are left."""

    hint: str
    left: int


class Found(Frozen):
    """What a search found, best first; empty is valid."""

    resources: tuple[Resource, ...] = ()


class Graded(Frozen):
    """A grade by words."""

    grade: Grade


class Levelled(Frozen):
    """A skill before and after a grade."""

    before: SkillState
    after: SkillState


@dataclass(frozen=True)
class Tool:
    """A tool's contract. `by_code` tools are never offered to a model."""

    name: ToolName
    arguments: type[BaseModel]
    result: type[BaseModel]
    run: Callable[[Scene, Any], tuple[Scene, BaseModel]]
    by_code: bool = False


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
    return scene.put(opened).turn_to(
        position=position, stage=Stage.QUESTIONS, persona=opened.persona
    )


def _next_question(scene: Scene, wanted: NextQuestion) -> tuple[Scene, Opened]:
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
    opened = Opened(question_id=wanted.question_id, position=position)
    return open_question(closed, position), opened


def _hand_over(scene: Scene, wanted: HandOver) -> tuple[Scene, Opened]:
    planned = scene.at(scene.interview.position + 1)
    if planned is None or planned.persona != wanted.persona:
        raise StateError("The next question is not this interviewer's.")
    return _next_question(scene, wanted)


def _invite(scene: Scene, wanted: InviteQuestions) -> tuple[Scene, Note]:
    invited = close_question(scene).turn_to(stage=Stage.CANDIDATE_QUESTIONS)
    return invited, Note(note=wanted.reason)


def _give_hint(scene: Scene, _: GiveHint) -> tuple[Scene, Hint]:
    asked = scene.current
    if asked is None or asked.hints_used >= len(asked.question.hints):
        raise StateError("There is no further hint for this question.")
    used = asked.hints_used + 1
    found = Hint(hint=asked.question.hints[used - 1], left=len(asked.question.hints) - used)
    return scene.put(asked.model_copy(update={"hints_used": used})), found


def _log(scene: Scene, said: LogInteraction) -> tuple[Scene, Note]:
    return scene, Note(note=said.what)


def paused_s_of(interview: Interview, now: datetime) -> float:
    """Return the seconds of all pauses, the one that is going on included."""
    if interview.paused_at is None:
        return interview.paused_s
    return interview.paused_s + max(0.0, (now - interview.paused_at).total_seconds())


def _finalize(scene: Scene, end: FinalizeSession) -> tuple[Scene, Note]:
    closed = close_question(scene)
    changes = {
        "status": InterviewStatus.COMPLETED,
        "stage": Stage.CLOSING,
        "ended_at": scene.now,
        "paused_at": None,
        "paused_s": paused_s_of(scene.interview, scene.now),
    }
    return closed.turn_to(**changes), Note(note=end.reason)


def _grade_answer(scene: Scene, wanted: GradeAnswer) -> tuple[Scene, Graded]:
    asked = scene.at(wanted.position)
    if asked is None:
        raise StateError("There is no such question in this interview.")
    return scene, Graded(grade=QuickGraders().grade(asked.question, wanted.answers))


def _record(scene: Scene, outcome: RecordOutcome) -> tuple[Scene, Note]:
    new = outcome.record
    place = (new.position, new.take)
    others = tuple(g for g in scene.grades if (g.position, g.take) != place)
    score = "not graded" if new.grade.score is None else f"{new.grade.score:.1f}"
    return replace(scene, grades=(*others, new)), Note(note=score)


def _update_difficulty(scene: Scene, wanted: UpdateDifficulty) -> tuple[Scene, Levelled]:
    before = scene.skill(wanted.skill)
    after = decide(before, wanted.grade)
    others = tuple(s for s in scene.skills if s.skill != wanted.skill)
    return replace(scene, skills=(*others, after)), Levelled(before=before, after=after)


def _search(scene: Scene, _: SearchResources) -> tuple[Scene, Found]:
    """Searching leaves the scene as it is; the interviewer's round fills in what was found."""
    return scene, Found()


TOOLS: dict[ToolName, Tool] = {
    tool.name: tool
    for tool in (
        Tool(ToolName.GET_NEXT_QUESTION, NextQuestion, Opened, _next_question),
        Tool(ToolName.HAND_OVER, HandOver, Opened, _hand_over),
        Tool(ToolName.INVITE_QUESTIONS, InviteQuestions, Note, _invite),
        Tool(ToolName.GIVE_HINT, GiveHint, Hint, _give_hint),
        Tool(ToolName.LOG_INTERACTION, LogInteraction, Note, _log),
        Tool(ToolName.SEARCH_RESOURCES, SearchResources, Found, _search),
        Tool(ToolName.FINALIZE_SESSION, FinalizeSession, Note, _finalize),
        Tool(ToolName.GRADE_ANSWER, GradeAnswer, Graded, _grade_answer, by_code=True),
        Tool(ToolName.RECORD_OUTCOME, RecordOutcome, Note, _record, by_code=True),
        Tool(
            ToolName.UPDATE_DIFFICULTY, UpdateDifficulty, Levelled, _update_difficulty, by_code=True
        ),
    )
}
ONWARD = frozenset(
    {
        ToolName.GET_NEXT_QUESTION,
        ToolName.HAND_OVER,
        ToolName.INVITE_QUESTIONS,
        ToolName.FINALIZE_SESSION,
    }
)
"""Tools that leave the open question."""


def call(scene: Scene, name: ToolName, arguments: dict[str, JsonValue]) -> tuple[Scene, BaseModel]:
    """Check the arguments and run an option's tool; raises `StateError` where it can't be now."""
    tool = TOOLS[name]
    if tool.by_code:
        raise StateError(f"{name} is called by code alone")
    try:
        checked = tool.arguments.model_validate(arguments)
    except ValidationError as problem:
        raise StateError(f"{name}: {problem.error_count()} arguments are wrong") from problem
    return tool.run(scene, checked)


def run(scene: Scene, arguments: BaseModel) -> tuple[Scene, Any]:
    """Run the tool that takes such arguments; code calls tools so, with checked values."""
    tool = next(t for t in TOOLS.values() if t.arguments is type(arguments))
    return tool.run(scene, arguments)
