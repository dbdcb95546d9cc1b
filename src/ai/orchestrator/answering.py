"""What the candidate does during an interview; each is one short transaction, then a workflow.

From the commit on an answer can't be lost: the workflow that replies is started by an id made of
interview, turn and attempt, and is started again after a crash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src.ai.graders.combine import HINT_PRICE
from src.ai.interviewer.speak import turn_key
from src.ai.orchestrator.acting import leave_question
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.saying import SentAs, spoken_as
from src.ai.tools import GiveHint, Scene, ToolName, call, run
from src.errors import InputError, StateError
from src.models.enums import (
    ActionKind,
    EventKind,
    InterviewStatus,
    Mode,
    QuestionState,
    ResponseType,
    Speaker,
    Stage,
    TurnKind,
    TurnState,
    WorkState,
)
from src.models.grades import Report
from src.models.interview import Action, AskedQuestion, Interview, Message, Turn
from src.models.policy import Policy
from src.models.speech import Said
from src.ports import Piece, PieceKind, UnitOfWork

MOST_CHARS = 20_000
LATER = "The interviewer is still replying. What you typed is kept here; send it in a moment."


def accept(
    desk: Desk,
    owner_id: str,
    interview_id: str,
    turn_no: int,
    text: str,
    client_key: str,
    said: Said | None = None,
) -> Turn:
    """Store an answer exactly once and start its turn.

    A second submit of the same turn, from another tab or a double click, gets the stored one back.
    Raises `InputError` for nothing or too much, `StateError` when it isn't the candidate's turn,
    `SpeechError` for a transcript in doubt that the person hasn't looked at.
    """
    # Half a surrogate pair, which a browser may send, can't be stored by either database.
    words = text.encode("utf-8", "replace").decode().strip()
    if not words:
        raise InputError("There is nothing to send yet.")
    if len(words) > MOST_CHARS:
        raise InputError(f"An answer can hold {MOST_CHARS:,} characters; yours has {len(words):,}.")
    given = _Given(TurnKind.ANSWER, words, said)
    return _take(desk, owner_id, interview_id, turn_no, given, client_key)


def skip(desk: Desk, owner_id: str, interview_id: str, turn_no: int, client_key: str) -> Turn:
    """Leave the open question and go on; without an answer it is skipped, not graded."""
    return _take(desk, owner_id, interview_id, turn_no, _Given(TurnKind.SKIP), client_key)


@dataclass(frozen=True)
class _Given:
    """What the candidate does: an answer, typed or spoken, or a skip."""

    kind: TurnKind
    text: str = ""
    said: Said | None = None


def _take(
    desk: Desk, owner_id: str, interview_id: str, turn_no: int, given: _Given, client_key: str
) -> Turn:
    with desk.store.unit(write=True) as unit:
        interview = unit.interviews.get(owner_id, interview_id)
        # Before anything else is checked: who sends twice shall get their turn, not a refusal.
        before = _stored_or_may(unit, owner_id, interview, turn_no, client_key)
        if before is not None:
            return before
        found = unit.interviews.question(owner_id, interview_id, interview.position)
        asked, kind = _open(interview, (found,) if found else ()), given.kind
        at_the_end = interview.stage is Stage.CANDIDATE_QUESTIONS
        sent = SentAs(interview_id, turn_no, given.text)
        turn = Turn(
            interview_id=interview_id,
            no=turn_no,
            position=asked.position,
            take=asked.take,
            kind=TurnKind.QUESTION if at_the_end and kind is TurnKind.ANSWER else kind,
            text=given.text,
            client_key=client_key,
            accepted_at=desk.clock.now(),
            spoken=given.said and spoken_as(unit, owner_id, given.said, sent),
        )
        stored, _ = unit.turns.accept(owner_id, turn)
        _set_clocks_going(desk, unit, owner_id, interview, asked)
        event_kind = EventKind.SKIP if kind is TurnKind.SKIP else EventKind.USER_MESSAGE
        event = desk.event(
            f"turn/{turn_no}/said", event_kind, turn_no=turn_no, position=asked.position
        )
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    # After the commit: a workflow that starts before would not find its turn. A crash in between is
    # what `recover` is for.
    _start_turn(desk, owner_id, stored)
    return stored


def _stored_or_may(
    unit: UnitOfWork, owner_id: str, interview: Interview, turn_no: int, client_key: str
) -> Turn | None:
    """Return the turn that is stored already; raises `StateError` when it isn't one's turn."""
    turns = unit.turns.beside(owner_id, interview.id, turn_no, client_key)
    before = _stored(turns, turn_no, client_key)
    if before is None:
        _may_speak(interview, turns, turn_no)
    return before


def _stored(turns: tuple[Turn, ...], turn_no: int, client_key: str) -> Turn | None:
    """Return the turn that another submit has stored already: by its key, else by its number."""
    by_key = next((t for t in turns if t.client_key == client_key), None)
    return by_key or next((t for t in turns if t.no == turn_no), None)


def _may_speak(interview: Interview, turns: tuple[Turn, ...], turn_no: int) -> None:
    if interview.is_left:
        raise StateError("You left this interview a while ago. Go on with it first.")
    if interview.status is not InterviewStatus.ACTIVE:
        raise StateError("This interview is over. Its report has what you said.")
    if turns and turns[-1].state is not TurnState.DONE:
        raise StateError(LATER)
    if turn_no != (turns[-1].no + 1 if turns else 0):
        raise StateError("This page shows an older state. Reload it; what you typed is kept here.")


def _open(interview: Interview, plan: tuple[AskedQuestion, ...]) -> AskedQuestion:
    """Return the open question; in the candidate's own stage the last one stands for it."""
    asked = next((q for q in plan if q.position == interview.position), None)
    if asked is None:
        raise StateError("No question is open in this interview.")
    if asked.state is QuestionState.OPEN or interview.stage is Stage.CANDIDATE_QUESTIONS:
        return asked
    raise StateError("No question is open in this interview.")


def _start_turn(desk: Desk, owner_id: str, turn: Turn) -> None:
    attempt = str(turn.attempt)
    workflow_id = f"turn/{turn.interview_id}/{turn.no}/{attempt}"
    desk.jobs.start(workflow_id, "turn", owner_id, turn.interview_id, str(turn.no), attempt)


def hint(desk: Desk, owner_id: str, interview_id: str, turn_no: int, client_key: str) -> Turn:
    """Give the next hint of the open question; each takes `HINT_PRICE` off its score."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        before = _stored_or_may(unit, owner_id, interview, turn_no, client_key)
        if before is not None:
            return before
        asked = _open(interview, plan)
        if hint_price(interview, plan, asked, desk.policy) is None:
            raise StateError("There is no further hint for this question.")
        now = desk.clock.now()
        scene = Scene(interview=interview, plan=plan, now=now)
        scene, given = run(scene, GiveHint())
        turn = Turn(
            interview_id=interview_id,
            no=turn_no,
            position=asked.position,
            take=asked.take,
            kind=TurnKind.HINT,
            client_key=client_key,
            state=TurnState.DONE,
            accepted_at=now,
            done_at=now,
            engine="kit",
            reply=_hint_message(given.hint, now),
        )
        stored, _ = unit.turns.accept(owner_id, turn)
        unit.interviews.save_question(owner_id, interview_id, scene.plan[asked.position - 1])
        data = {"price": HINT_PRICE, "hint": given.hint}
        event = desk.event(
            f"turn/{turn_no}/hint",
            EventKind.HINT,
            data=data,
            turn_no=turn_no,
            position=asked.position,
        )
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    return stored


def _hint_message(words: str, now: datetime) -> Message:
    return Message(
        role=Speaker.COACH,
        content=words,
        agent="coach",
        response_type=ResponseType.HINT,
        at=now,
        metadata={"price": HINT_PRICE},
        actions=(Action(kind=ActionKind.TEXT, label="Answer"),),
    )


def hint_price(
    interview: Interview,
    plan: Sequence[AskedQuestion],
    asked: AskedQuestion | None,
    policy: Policy,
) -> float | None:
    """Return what the next hint costs, None when there is none: none left, or exam mode."""
    if asked is None or asked.state is not QuestionState.OPEN:
        return None
    if (
        interview.setup.mode is Mode.EXAM
        or sum(q.hints_used for q in plan) >= policy.interview.hints
    ):
        return None
    return HINT_PRICE if asked.hints_used < len(asked.question.hints) else None


def think(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Let the question's clock stand until the next answer."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        asked = _open(interview, plan)
        if asked.stands_since is None:
            standing = asked.model_copy(update={"stands_since": desk.clock.now()})
            unit.interviews.save_question(owner_id, interview_id, standing)
            key = f"think/{asked.position}/{asked.stood_s}"
            event = desk.event(key, EventKind.THINK, position=asked.position)
            unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()


def pause(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Let both clocks stand; the interview stays active."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        if interview.status is not InterviewStatus.ACTIVE or interview.paused_at is not None:
            return
        now = desk.clock.now()
        paused = interview.model_copy(update={"paused_at": now})
        unit.interviews.save(owner_id, paused)
        asked = _open(interview, plan)
        if asked.stands_since is None:
            standing = asked.model_copy(update={"stands_since": now})
            unit.interviews.save_question(owner_id, interview_id, standing)
        event = desk.event(f"pause/{interview.version}", EventKind.PAUSE)
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()


def resume(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Let the clocks go on; an interview that was left idle is active again."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        if interview.paused_at is None:
            return
        if interview.is_left:
            active = interview.model_copy(update={"status": InterviewStatus.ACTIVE})
            interview = unit.interviews.save(owner_id, active)
        _set_clocks_going(desk, unit, owner_id, interview, _open(interview, plan))
        event = desk.event(f"resume/{interview.version}", EventKind.RESUME)
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()


def _set_clocks_going(
    desk: Desk, unit: UnitOfWork, owner_id: str, interview: Interview, asked: AskedQuestion
) -> None:
    now = desk.clock.now()
    if interview.paused_at is not None:
        paused_s = interview.paused_s + (now - interview.paused_at).total_seconds()
        going = interview.model_copy(update={"paused_at": None, "paused_s": paused_s})
        unit.interviews.save(owner_id, going)
    if asked.stands_since is not None:
        stood_s = asked.stood_s + (now - asked.stands_since).total_seconds()
        going_on = asked.model_copy(update={"stands_since": None, "stood_s": stood_s})
        unit.interviews.save_question(owner_id, interview.id, going_on)


def finish(desk: Desk, owner_id: str, interview_id: str) -> Interview:
    """End the interview now; what was answered is graded, and the report is begun."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        if interview.status is not InterviewStatus.ACTIVE:
            return interview
        turns = unit.turns.list(owner_id, interview_id)
        scene = Scene(interview=interview, plan=plan, now=desk.clock.now())
        scene = leave_question(scene, turns)
        reason = "ended by the candidate"
        scene, _ = call(scene, ToolName.FINALIZE_SESSION, {"reason": reason})
        ended = unit.interviews.save(owner_id, scene.interview)
        current = scene.current
        if current is not None:
            unit.interviews.save_question(owner_id, interview_id, current)
        unit.records.save_report(owner_id, interview_id, Report(engine=interview.engine))
        event = desk.event("end", EventKind.SESSION_END, data={"reason": reason})
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    desk.jobs.start(f"report/{interview_id}/1", "report", owner_id, interview_id, "1")
    return ended


def retry(desk: Desk, owner_id: str, interview_id: str, turn_no: int) -> Turn:
    """Try a failed turn again, as a new attempt; one that didn't fail comes back as it is."""
    with desk.store.unit(write=True) as unit:
        turn = unit.turns.get(owner_id, interview_id, turn_no)
        if turn.state is not TurnState.FAILED:
            return turn
        again = turn.model_copy(
            update={"state": TurnState.ACCEPTED, "attempt": turn.attempt + 1, "error": None}
        )
        unit.turns.finish(owner_id, again)
        unit.commit()
    # The failed attempt's end must not be taken for the new one's.
    desk.listeners.publish(turn_key(again), Piece(kind=PieceKind.RESTART))
    _start_turn(desk, owner_id, again)
    return again


def retry_report(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Write the report again, as a new attempt."""
    with desk.store.unit(write=True) as unit:
        interview = unit.interviews.get(owner_id, interview_id)
        if interview.status is not InterviewStatus.COMPLETED:
            raise StateError("The report comes when the interview has ended.")
        report = unit.records.report(owner_id, interview_id) or Report(attempt=0)
        attempt = report.attempt + 1
        begun = report.model_copy(update={"state": WorkState.GENERATING, "attempt": attempt})
        unit.records.save_report(owner_id, interview_id, begun)
        unit.commit()
    number = str(attempt)
    desk.jobs.start(f"report/{interview_id}/{number}", "report", owner_id, interview_id, number)


def regrade(desk: Desk, owner_id: str, interview_id: str, position: int) -> None:
    """Grade a closed question again, as a new attempt that replaces the stored grade."""
    with desk.store.unit() as unit:
        grades = unit.records.grades(owner_id, interview_id)
        _, plan = plan_of(unit, owner_id, interview_id)
    asked = next((q for q in plan if q.position == position), None)
    if asked is None or asked.state is not QuestionState.CLOSED:
        raise StateError("Only an answered question can be graded.")
    attempts = [g.attempt for g in grades if (g.position, g.take) == (position, asked.take)]
    args = (str(position), str(asked.take), str(max(attempts, default=0) + 1))
    workflow_id = f"grade/{interview_id}/{'/'.join(args)}"
    desk.jobs.start(workflow_id, "grade", owner_id, interview_id, *args)
