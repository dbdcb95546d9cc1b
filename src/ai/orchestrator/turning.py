"""The turn workflow: one answer in, one reply out, exactly once in the database.

The step observes, lets the interviewer speak, runs the tool that the choice stands for, and writes
turn, state and events in one transaction. Coach, grade and report follow as workflows of their own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from src.ai.interviewer import Observation, Spoken, TurnView, observe
from src.ai.interviewer.speak import turn_key
from src.ai.memory import note_down
from src.ai.orchestrator.acting import Acted, act
from src.ai.orchestrator.choosing import speaks
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.edge import or_told
from src.ai.orchestrator.recording import events_of, message_of, sha256_of
from src.ai.orchestrator.sources import texts_of, without_lost
from src.ai.tools import Scene, paused_s_of
from src.models.content import Kit, Question
from src.models.enums import (
    DocumentKind,
    EventKind,
    InterviewStatus,
    Mode,
    QuestionState,
    Stage,
    TurnKind,
    TurnState,
)
from src.models.grades import Report
from src.models.interview import Event, Interview, Turn
from src.ports import Piece, PieceKind, Steps, UnitOfWork


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

    async def work() -> Outcome:
        return await steps("reply", lambda: _reply(desk, owner_id, interview_id, int(no)))

    async def tell(sentence: str) -> None:
        await steps("fail", lambda: fail(desk, owner_id, interview_id, int(no), sentence))

    left = await or_told(f"turn {no} of {interview_id}", work, tell)
    if left is not None:
        _start_what_follows(desk, owner_id, interview_id, no, attempt, left)


def _start_what_follows(
    desk: Desk, owner_id: str, interview_id: str, no: str, attempt: str, left: Outcome
) -> None:
    if left["note"]:
        job = f"coach/{interview_id}/{no}/{attempt}"
        desk.jobs.start(job, "coach", owner_id, interview_id, no, attempt)
    if left["grade"]:
        position, take = (str(n) for n in left["grade"])
        job = f"grade/{interview_id}/{position}/{take}/1"
        desk.jobs.start(job, "grade", owner_id, interview_id, position, take, "1")
    if left["report"]:
        desk.jobs.start(f"report/{interview_id}/1", "report", owner_id, interview_id, "1")


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
    view = await desk.store.read(lambda unit: view_of(desk, unit, owner_id, interview_id, no))
    # A step runs again where its process died between our write and the engine's record of it.
    if view.turn.state is TurnState.DONE:
        return NOTHING_LEFT
    seen = observe(view, desk.graders)
    spent = desk.clock.monotonic() - began
    # What observing took comes off, so that the deadline holds for the whole turn.
    spoken = await desk.interviewer.speak(view, seen, max(1.0, view.policy.turn.deadline_s - spent))
    acted = act(view, spoken.option, seen)
    reply = message_of(view, spoken, seen, desk.clock.now())
    done = view.turn.model_copy(
        update={
            "state": TurnState.DONE,
            "done_at": reply.at,
            "reply": reply,
            "engine": spoken.made_by.model,
        }
    )
    events = events_of(desk, view, seen, spoken, acted)
    outcome = await desk.store.write(
        lambda unit: _write(desk, unit, view, acted, done, events, seen, spoken)
    )
    # After the write: a page that is told "done" draws what the database says.
    desk.listeners.publish(turn_key(view.turn), Piece(kind=PieceKind.DONE))
    return outcome


def view_of(desk: Desk, unit: UnitOfWork, owner_id: str, interview_id: str, no: int) -> TurnView:
    """Return everything that a turn reads."""
    interview, plan = plan_of(unit, owner_id, interview_id)
    turns = unit.turns.list(owner_id, interview_id)
    now = desk.clock.now()
    texts = texts_of(unit, owner_id, without_lost(unit, owner_id, interview.setup))
    scene = Scene(
        interview=interview,
        plan=plan,
        now=now,
        pool=pool_of(desk, interview, unit.kits.kept(owner_id, interview_id)),
        skills=unit.interviews.skills(owner_id, interview_id),
        grades=unit.records.grades(owner_id, interview_id),
    )
    return TurnView(
        owner_id=owner_id,
        scene=scene,
        turn=next(t for t in turns if t.no == no),
        earlier=tuple(t for t in turns if t.no < no and t.state is TurnState.DONE),
        out_of_time=_out_of_time(interview, now),
        resume=texts[DocumentKind.RESUME],
        job=texts[DocumentKind.JOB],
        spent_usd=float(unit.ledger.spend(owner_id, interview_id).cost_usd),
        policy=desk.policy,
        panel=desk.panel if interview.setup.panel else None,
    )


def pool_of(desk: Desk, interview: Interview, kept: Kit | None) -> tuple[Question, ...]:
    """Return the questions of the interview's kit, from which a place can be filled anew.

    `kept` is the interview's copy of an own kit, which may be changed or deleted meanwhile. There
    are none where a model put the plan into another language: the kit's words aren't in it.
    """
    setup = interview.setup
    found = kept or next((k for k in desk.kits.shipped() if k.id == setup.kit_id), None)
    if found is None or (interview.engine != desk.scripted.engine and not speaks(found, setup)):
        return ()
    return found.questions


def _out_of_time(interview: Interview, now: datetime) -> bool:
    if interview.setup.minutes is None or interview.started_at is None:
        return False
    spent_s = (now - interview.started_at).total_seconds() - interview.paused_s
    return spent_s >= interview.setup.minutes * 60


def _write(
    desk: Desk,
    unit: UnitOfWork,
    view: TurnView,
    acted: Acted,
    done: Turn,
    events: Sequence[Event],
    seen: Observation,
    spoken: Spoken,
) -> Outcome:
    """Write turn, state and events; what the candidate did meanwhile (pause, end) is kept."""
    owner_id, interview_id = view.owner_id, done.interview_id
    # Another attempt was quicker. Its reply stands, and nothing follows from this one twice.
    if not unit.turns.finish(owner_id, done):
        return NOTHING_LEFT
    # Read again, for a model call lies between the view and here.
    stored = unit.interviews.get(owner_id, interview_id)
    unit.records.keep_prompt(owner_id, sha256_of(spoken.system), spoken.system)
    # Ended or left meanwhile: what was said is recorded, but moves nothing any more.
    if stored.status is not InterviewStatus.ACTIVE:
        unit.records.add_events(owner_id, interview_id, events)
        return NOTHING_LEFT
    scene = acted.scene
    closed = _closed(view, scene)
    changes = changes_of(view, acted, seen, stored.notes) | {"notice": _notice(view, seen, spoken)}
    ended = scene.interview.stage is Stage.CLOSING
    if ended:
        changes |= {
            "status": InterviewStatus.COMPLETED,
            "ended_at": scene.interview.ended_at,
            "paused_at": None,
            "paused_s": paused_s_of(stored, desk.clock.now()),
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
        # The report grades what is still open by itself, and would meet this grade half-way.
        grade=closed if not ended else None,
        report=ended,
    )


def changes_of(view: TurnView, acted: Acted, seen: Observation, notes: str) -> dict[str, object]:
    """Return the interview's fields that a turn changes, all of them by code."""
    scene = acted.scene
    changes: dict[str, object] = {
        "position": scene.interview.position,
        "stage": scene.interview.stage,
        "persona": scene.interview.persona,
        "claims": seen.claims,
        "threads": acted.threads,
    }
    asked = view.scene.current
    if _closed(view, scene) and asked is not None and seen.grade is not None:
        changes["notes"] = note_down(notes, asked, seen.grade)
    return changes


def _notice(view: TurnView, seen: Observation, spoken: Spoken) -> str | None:
    """Return why the script speaks, for the person, or None when nothing is wrong."""
    if spoken.error is not None:
        return spoken.error.sentence
    if seen.rest is None:
        return None
    return view.scene.interview.notice or f"The scripted interviewer speaks: {seen.rest.reason}."


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
