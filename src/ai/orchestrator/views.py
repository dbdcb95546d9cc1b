"""What pages read: one interview's room, its report, the list of all, the figures."""

import json
from datetime import datetime

from src.ai.delivery import is_english, speaking_advice
from src.ai.orchestrator.again import disputes_of, ratings_of
from src.ai.orchestrator.answering import hint_price
from src.ai.orchestrator.desk import Desk, plan_of
from src.models.enums import TurnState
from src.models.interview import AskedQuestion, Interview
from src.models.progress import HistoryQuery, HistoryState
from src.models.views import ReportView, Room
from src.ports import UnitOfWork

FORMAT = "rehearse/interview"


def room(desk: Desk, owner_id: str, interview_id: str) -> Room:
    """Return an interview as its page shows it."""
    with desk.store.unit() as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        turns = unit.turns.list(owner_id, interview_id)
        notes = unit.records.notes(owner_id, interview_id)
        grades = unit.records.grades(owner_id, interview_id)
        engine = _engine(desk, unit, owner_id, interview_id)
    last = turns[-1] if turns else None
    now = desk.clock.now()
    asked = next((q for q in plan if q.position == interview.position), None)
    persona = desk.panel.get(interview.persona)
    return Room(
        interview=interview,
        questions=plan,
        turns=turns,
        notes=notes,
        grades=grades,
        waiting=last if last and last.state is TurnState.ACCEPTED else None,
        failed=last if last and last.state is TurnState.FAILED else None,
        next_no=len(turns),
        hint_price=hint_price(interview, plan, asked, desk.policy),
        engine=engine,
        speaker=persona.introduced if persona else None,
        elapsed_s=elapsed_s(interview, now),
        question_s=_question_s(asked, now),
    )


def _engine(desk: Desk, unit: UnitOfWork, owner_id: str, interview_id: str) -> str:
    """Return who would answer now; one that was asked with a key of its owner's needs that key."""
    own = desk.keys.model_of(owner_id)
    if own is None and unit.ledger.spend(owner_id, interview_id).own_key_calls:
        return desk.scripted.engine
    return own or desk.gateway.engine


def elapsed_s(interview: Interview, now: datetime) -> float:
    """Return how long the interview has gone on, in seconds, pauses left out."""
    if interview.started_at is None:
        return 0.0
    until = interview.ended_at or interview.paused_at or now
    return max(0.0, (until - interview.started_at).total_seconds() - interview.paused_s)


def _question_s(asked: AskedQuestion | None, now: datetime) -> float:
    if asked is None or asked.opened_at is None:
        return 0.0
    until = asked.closed_at or asked.stands_since or now
    return max(0.0, (until - asked.opened_at).total_seconds() - asked.stood_s)


def report_view(desk: Desk, owner_id: str, interview_id: str) -> ReportView:
    """Return a finished interview with its report."""
    with desk.store.unit() as unit:
        events = unit.records.events(owner_id, interview_id)
        interview = unit.interviews.get(owner_id, interview_id)
        turns = unit.turns.list(owner_id, interview_id)
        english = is_english(interview)
        return ReportView(
            interview=interview,
            report=unit.records.report(owner_id, interview_id),
            turns=turns,
            grades=unit.records.grades(owner_id, interview_id),
            disputes=disputes_of(events),
            ratings=ratings_of(events),
            spoken={t.no: speaking_advice(t.spoken, english=english) for t in turns if t.take > 1},
        )


def current(desk: Desk, owner_id: str) -> Interview | None:
    """Return the latest interview that is still open."""
    with desk.store.unit() as unit:
        found = unit.history.find(owner_id, HistoryQuery(state=HistoryState.OPEN, limit=1))
    return found.lines[0].interview if found.lines else None


def export(desk: Desk, owner_id: str, interview_id: str) -> bytes:
    """Return everything of an interview as JSON, without its secret."""
    with desk.store.unit() as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        report = unit.records.report(owner_id, interview_id)
        parts = {
            "plan": plan,
            "turns": unit.turns.list(owner_id, interview_id),
            "grades": unit.records.grades(owner_id, interview_id),
            "notes": unit.records.notes(owner_id, interview_id),
            "events": unit.records.events(owner_id, interview_id),
        }
    told = {name: [v.model_dump(mode="json") for v in values] for name, values in parts.items()}
    body = {
        "format": FORMAT,
        "version": 1,
        "interview": interview.model_dump(mode="json", exclude={"secret"}),
        "report": report.model_dump(mode="json") if report else None,
        **told,
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()
