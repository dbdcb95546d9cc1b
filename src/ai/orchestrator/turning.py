"""The turn workflow: one answer in, one reply out, exactly once in the database.

The step observes, lets the interviewer speak, runs the tool that the choice stands for, and writes
turn, state and events in one transaction. Coach, grade and report follow as workflows of their own.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from pydantic import JsonValue

from src.ai import prompts
from src.ai.interviewer import Observation, Spoken, TurnView, observe
from src.ai.interviewer.speak import PROMPT, turn_key
from src.ai.memory import note_down
from src.ai.orchestrator.answering import leave_question
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.tools import Scene, ToolName, call
from src.errors import RehearseError
from src.models.calls import ModelReply
from src.models.content import Question
from src.models.enums import (
    ActionKind,
    EventKind,
    InterviewStatus,
    Mode,
    OptionId,
    QuestionKind,
    QuestionState,
    ResponseType,
    Speaker,
    Stage,
    TurnKind,
    TurnState,
)
from src.models.grades import Report
from src.models.interview import Action, Event, Interview, Message, Turn
from src.ports import Piece, PieceKind, ReplyT, Steps, UnitOfWork

log = logging.getLogger(__name__)

OURS = "Something went wrong on our side. Your answer is saved."


class Outcome(TypedDict):
    """What a finished turn leaves to do, as the engine stores it; `grade` is position and take."""

    note: bool
    grade: tuple[int, int] | None
    report: bool


NOTHING_LEFT = Outcome(note=False, grade=None, report=False)


async def turn_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, no: str, attempt: str
) -> None:
    """Reply to one stored turn, then start what follows from it."""
    try:
        left = await steps("reply", lambda: _reply(desk, owner_id, interview_id, int(no)))
    except Exception as problem:  # the edge of a workflow
        log.exception("turn %s of %s failed", no, interview_id)
        sentence = our_sentence(problem)
        await steps("fail", lambda: fail(desk, owner_id, interview_id, int(no), sentence))
        return
    if left["note"]:
        job = f"coach/{interview_id}/{no}/{attempt}"
        desk.jobs.start(job, "coach", owner_id, interview_id, no, attempt)
    if left["grade"]:
        position, take = (str(n) for n in left["grade"])
        job = f"grade/{interview_id}/{position}/{take}/1"
        desk.jobs.start(job, "grade", owner_id, interview_id, position, take, "1")
    if left["report"]:
        desk.jobs.start(f"report/{interview_id}/1", "report", owner_id, interview_id, "1")


def our_sentence(problem: Exception) -> str:
    """Return the words for a person about an error at the edge of a workflow."""
    if isinstance(problem, RehearseError):
        return getattr(problem, "sentence", str(problem))
    return OURS


async def fail(desk: Desk, owner_id: str, interview_id: str, no: int, sentence: str) -> bool:
    """Mark a turn as failed so that its page offers Retry; the answer stays."""

    def work(unit: UnitOfWork) -> Turn:
        turn = unit.turns.get(owner_id, interview_id, no)
        failed = turn.model_copy(update={"state": TurnState.FAILED, "error": sentence})
        unit.turns.finish(owner_id, failed)
        return failed

    turn = await desk.store.write(work)
    desk.listeners.publish(turn_key(turn), Piece(kind=PieceKind.DONE))
    return True


async def _reply(desk: Desk, owner_id: str, interview_id: str, no: int) -> Outcome:
    began = desk.clock.monotonic()
    view = await desk.store.read(lambda unit: _view(desk, unit, owner_id, interview_id, no))
    if view.turn.state is TurnState.DONE:
        return NOTHING_LEFT
    seen = observe(view, desk.graders)
    spent = desk.clock.monotonic() - began
    spoken = await desk.interviewer.speak(view, seen, max(1.0, desk.turn_timeout_s - spent))
    scene, result = _act(view, spoken)
    reply = _message(view, spoken, desk.clock.now())
    done = view.turn.model_copy(
        update={
            "state": TurnState.DONE,
            "done_at": reply.at,
            "reply": reply,
            "engine": spoken.made_by.model,
        }
    )
    events = _events(desk, view, seen, spoken, result)
    outcome = await desk.store.write(
        lambda unit: _write(desk, unit, view, scene, done, events, seen, spoken)
    )
    desk.listeners.publish(turn_key(view.turn), Piece(kind=PieceKind.DONE))
    return outcome


def _view(desk: Desk, unit: UnitOfWork, owner_id: str, interview_id: str, no: int) -> TurnView:
    interview, plan = plan_of(unit, owner_id, interview_id)
    turns = unit.turns.list(owner_id, interview_id)
    now = desk.clock.now()
    scene = Scene(interview=interview, plan=plan, now=now, pool=_pool(desk, interview))
    return TurnView(
        owner_id=owner_id,
        scene=scene,
        turn=next(t for t in turns if t.no == no),
        earlier=tuple(t for t in turns if t.no < no and t.state is TurnState.DONE),
        grades=unit.records.grades(owner_id, interview_id),
        skills=unit.interviews.skills(owner_id, interview_id),
        out_of_time=_out_of_time(interview, now),
    )


def _pool(desk: Desk, interview: Interview) -> tuple[Question, ...]:
    """Return the questions of the interview's kit, from which a place can be filled anew."""
    kit_id = interview.setup.kit_id
    found = next((k for k in desk.kits.all() if k.id == kit_id), None)
    return found.questions if found else ()


def _out_of_time(interview: Interview, now: datetime) -> bool:
    if interview.setup.minutes is None or interview.started_at is None:
        return False
    spent_s = (now - interview.started_at).total_seconds() - interview.paused_s
    return spent_s >= interview.setup.minutes * 60


def _act(view: TurnView, spoken: Spoken) -> tuple[Scene, str]:
    """Run the tool that the chosen option stands for."""
    scene, option = view.scene, spoken.option
    onward = option.tool in {ToolName.GET_NEXT_QUESTION, ToolName.FINALIZE_SESSION}
    if onward:
        scene = leave_question(scene, (*view.earlier, view.turn))
    scene, result = call(scene, ToolName(option.tool), option.arguments)
    if option.id is OptionId.TIME and scene.current is not None:
        scene = scene.put(scene.current.model_copy(update={"stands_since": scene.now}))
    return scene, result


_RESPONSES = {
    OptionId.F1: ResponseType.FOLLOW_UP,
    OptionId.F2: ResponseType.FOLLOW_UP,
    OptionId.F3: ResponseType.FOLLOW_UP,
    OptionId.N1: ResponseType.QUESTION,
    OptionId.N2: ResponseType.QUESTION,
    OptionId.N3: ResponseType.QUESTION,
    OptionId.HAND_OVER: ResponseType.HANDOVER,
    OptionId.CLOSE: ResponseType.CLOSING,
}
_INPUTS = {QuestionKind.FORMULA: ActionKind.SHEET, QuestionKind.SQL: ActionKind.SHEET}


def _message(view: TurnView, spoken: Spoken, at: datetime) -> Message:
    option = spoken.option
    response = _RESPONSES.get(option.id, ResponseType.CLARIFICATION)
    if view.turn.kind is TurnKind.START:
        response = ResponseType.INTRODUCTION
    metadata: dict[str, JsonValue] = {"option": option.id, "why": spoken.reply.why}
    if option.label:
        metadata["label"] = option.label
    if spoken.error is not None:
        metadata["fallback"] = spoken.error.sentence
    return Message(
        role=Speaker.INTERVIEWER,
        content=spoken.reply.say,
        agent="interviewer",
        response_type=response,
        metadata=metadata,
        at=at,
        actions=_actions(view, response),
    )


def _actions(view: TurnView, response: ResponseType) -> tuple[Action, ...]:
    if response is ResponseType.CLOSING:
        return (Action(kind=ActionKind.END, label="Open the report"),)
    asked = view.scene.current
    kind = _INPUTS.get(asked.question.kind, ActionKind.TEXT) if asked else ActionKind.TEXT
    return (
        Action(kind=kind, label="Answer"),
        Action(kind=ActionKind.HINT, label="Hint"),
        Action(kind=ActionKind.END, label="End the interview"),
    )


def _events(
    desk: Desk, view: TurnView, seen: Observation, spoken: Spoken, result: str
) -> list[Event]:
    """Return what happened in this turn, each under a key that a repeated step writes again."""
    no, option = view.turn.no, spoken.option
    found: dict[str, JsonValue] = {"intent": seen.intent}
    if seen.grade is not None:
        found |= {
            "so_far": seen.grade.score,
            "covered": list(seen.grade.covered),
            "missed": list(seen.grade.missed),
            "flags": list(seen.grade.flags),
        }
    options = [o.model_dump(mode="json", exclude={"line", "arguments"}) for o in seen.options]
    plan: dict[str, JsonValue] = {
        "options": list(options),
        "choose": option.id,
        "why": spoken.reply.why,
    }
    told: list[tuple[str, EventKind, dict[str, JsonValue]]] = [
        ("observation", EventKind.OBSERVATION, found),
        ("plan", EventKind.PLAN, plan),
        ("tool", EventKind.TOOL, {"tool": option.tool, "result": result}),
        ("reply", EventKind.AGENT_RESPONSE, {"option": option.id, "engine": spoken.made_by.model}),
    ]
    if spoken.error is not None:
        error = type(spoken.error).__name__
        told.append(
            ("fallback", EventKind.FALLBACK, {"reason": spoken.error.sentence, "error": error})
        )
    position = view.turn.position
    events = [
        desk.event(f"turn/{no}/{name}", kind, data=data, turn_no=no, position=position)
        for name, kind, data in told
    ]
    if desk.has_model:
        version = prompts.load(PROMPT).version
        events.append(call_event(desk, f"turn/{no}/call", spoken.made_by, version, turn_no=no))
    return events


def call_event(
    desk: Desk, key: str, reply: ModelReply[ReplyT], prompt_version: str, **place: int
) -> Event:
    """Return the event of a model call with what it took."""
    usage = reply.usage
    data = {"model": reply.model, "rung": reply.rung, "attempts": usage.attempts}
    return desk.event(
        key,
        EventKind.MODEL_CALL,
        data=data,
        latency_ms=reply.latency_ms,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
        prompt_version=prompt_version,
        **place,
    )


def _write(
    desk: Desk,
    unit: UnitOfWork,
    view: TurnView,
    scene: Scene,
    done: Turn,
    events: Sequence[Event],
    seen: Observation,
    spoken: Spoken,
) -> Outcome:
    """Write turn, state and events; what the candidate did meanwhile (pause, end) is kept."""
    owner_id, interview_id = view.owner_id, done.interview_id
    if not unit.turns.finish(owner_id, done):
        return NOTHING_LEFT
    stored = unit.interviews.get(owner_id, interview_id)
    unit.records.keep_prompt(owner_id, *_prompt_row())
    if stored.status is not InterviewStatus.ACTIVE:
        unit.records.add_events(owner_id, interview_id, events)
        return NOTHING_LEFT
    closed = _closed(view, scene)
    changes: dict[str, object] = {
        "position": scene.interview.position,
        "stage": scene.interview.stage,
        "notice": spoken.error.sentence if spoken.error else None,
    }
    asked = view.scene.current
    if closed and asked is not None and seen.grade is not None:
        changes["notes"] = note_down(stored.notes, asked, seen.grade)
    ended = scene.interview.stage is Stage.CLOSING
    if ended:
        changes |= {
            "status": InterviewStatus.COMPLETED,
            "ended_at": scene.interview.ended_at,
            "paused_at": None,
        }
        unit.records.save_report(owner_id, interview_id, Report(engine=stored.engine))
        end = desk.event("end", EventKind.SESSION_END, data={"reason": spoken.option.reason})
        events = [*events, end]
    unit.interviews.save(owner_id, stored.model_copy(update=changes))
    for before, after in zip(view.scene.plan, scene.plan, strict=True):
        if before != after:
            unit.interviews.save_question(owner_id, interview_id, after)
    unit.records.add_events(owner_id, interview_id, events)
    return Outcome(
        note=_wants_note(view, seen),
        grade=closed if not ended else None,
        report=ended,
    )


def _prompt_row() -> tuple[str, str]:
    prompt = prompts.load(PROMPT)
    return prompt.sha256, prompt.text


def _closed(view: TurnView, scene: Scene) -> tuple[int, int] | None:
    """Return position and take of the question that this turn closed with an answer."""
    asked = view.scene.current
    after = scene.at(asked.position) if asked else None
    if asked is None or after is None or asked.state is after.state:
        return None
    return (after.position, after.take) if after.state is QuestionState.CLOSED else None


def _wants_note(view: TurnView, seen: Observation) -> bool:
    practice = view.scene.interview.setup.mode is Mode.PRACTICE
    return practice and view.turn.kind is TurnKind.ANSWER and view.turn.text in seen.answers
