"""What pages read: one interview's room, its report, the list of all, the figures."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from src.ai.orchestrator.again import disputes_of, ratings_of
from src.ai.orchestrator.answering import hint_price
from src.ai.orchestrator.desk import Desk, plan_of
from src.models.calls import Spend
from src.models.enums import InterviewStatus, QuestionState, TurnKind, TurnState, WorkState
from src.models.grades import Overall, Report, Statistics
from src.models.interview import AskedQuestion, Interview, Turn
from src.models.views import HistoryLine, Practice, ReportView, Room
from src.ports import UnitOfWork

LAST = 5
"""Interviews in the overall figure of the first page."""
SEARCHED = 500
FORMAT = "rehearse/interview"


def room(desk: Desk, owner_id: str, interview_id: str) -> Room:
    """Return an interview as its page shows it."""
    with desk.store.unit() as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        turns = unit.turns.list(owner_id, interview_id)
        notes = unit.records.notes(owner_id, interview_id)
        grades = unit.records.grades(owner_id, interview_id)
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
        speaker=persona.introduced if persona else None,
        elapsed_s=elapsed_s(interview, now),
        question_s=_question_s(asked, now),
    )


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
        return ReportView(
            interview=unit.interviews.get(owner_id, interview_id),
            report=unit.records.report(owner_id, interview_id),
            turns=unit.turns.list(owner_id, interview_id),
            grades=unit.records.grades(owner_id, interview_id),
            disputes=disputes_of(events),
            ratings=ratings_of(events),
        )


def statistics_of(
    interview: Interview, plan: Sequence[AskedQuestion], turns: Sequence[Turn], spend: Spend
) -> Statistics:
    """Return the counts of one interview; the cost is None when a call's price is unknown."""
    answers = [t for t in turns if t.kind is TurnKind.ANSWER]
    return Statistics(
        questions_asked=sum(q.state is not QuestionState.WAITING for q in plan),
        answers=len(answers),
        duration_s=elapsed_s(interview, interview.ended_at or interview.created_at),
        response_s=_response_s(turns),
        model_calls=spend.calls,
        input_tokens=spend.input_tokens,
        output_tokens=spend.output_tokens,
        cost_usd=None if spend.unpriced_calls else spend.cost_usd,
    )


def _response_s(turns: Sequence[Turn]) -> float:
    """Return the mean time from a reply to the answer to it, in seconds."""
    waits = [
        (after.accepted_at - before.done_at).total_seconds()
        for before, after in pairwise(turns)
        if before.done_at is not None and after.kind is TurnKind.ANSWER
    ]
    return sum(waits) / len(waits) if waits else 0.0


def history(
    desk: Desk, owner_id: str, search: str, limit: int, offset: int
) -> tuple[HistoryLine, ...]:
    """Return the owner's interviews, newest first; `search` looks in role, company and answers."""
    with desk.store.unit() as unit:
        interviews = [
            i
            for i in unit.interviews.list(owner_id, limit=SEARCHED)
            if i.status is not InterviewStatus.PREPARED and _matches(unit, owner_id, i, search)
        ]
        reports = unit.records.reports(owner_id)
        shown = interviews[offset : offset + limit]
        return tuple(_line(desk, unit, owner_id, i, reports.get(i.id)) for i in shown)


def _matches(unit: UnitOfWork, owner_id: str, interview: Interview, search: str) -> bool:
    words = search.casefold().split()
    if not words:
        return True
    text = f"{interview.setup.role} {interview.setup.company}".casefold()
    if all(w in text for w in words):
        return True
    said = " ".join(t.text for t in unit.turns.list(owner_id, interview.id)).casefold()
    return all(w in said or w in text for w in words)


def _line(
    desk: Desk, unit: UnitOfWork, owner_id: str, interview: Interview, report: Report | None
) -> HistoryLine:
    plan = unit.interviews.questions(owner_id, interview.id)
    states = [q.state for q in plan or (report.questions if report else ())]
    return HistoryLine(
        interview=interview,
        questions=len(states),
        answered=states.count(QuestionState.CLOSED),
        overall=_overall(report),
        minutes=elapsed_s(interview, desk.clock.now()) / 60,
        at=interview.started_at or interview.created_at,
    )


def _overall(report: Report | None) -> Overall | None:
    finished = report is not None and report.state is WorkState.COMPLETED
    return report.overall if report is not None and finished else None


def practice(desk: Desk, owner_id: str) -> Practice:
    """Return the figures of the first page, over the latest finished interviews."""
    with desk.store.unit() as unit:
        interviews = unit.interviews.list(owner_id, limit=SEARCHED)
        reports = unit.records.reports(owner_id)
    done = [
        i for i in interviews if i.status is InterviewStatus.COMPLETED and i.imported_at is None
    ]
    scored = [
        report for i in done if (report := reports.get(i.id)) and report.overall.score is not None
    ]
    latest, before = scored[:LAST], scored[LAST : 2 * LAST]
    overall, earlier = _mean(latest), _mean(before)
    skills = _skill_means(latest)
    best = max(skills, key=lambda s: s[1], default=None)
    worst = min(skills, key=lambda s: s[1], default=None)
    return Practice(
        interviews=len(done),
        overall=overall,
        overall_of=len(latest),
        change=None if overall is None or earlier is None else overall - earlier,
        strongest=best[0] if best else None,
        strongest_score=best[1] if best else None,
        weakest=worst[0] if worst else None,
        weakest_score=worst[1] if worst else None,
        minutes=sum(elapsed_s(i, i.ended_at or i.created_at) for i in done) / 60,
    )


def _mean(reports: Sequence[Report]) -> float | None:
    scores = [r.overall.score for r in reports if r.overall.score is not None]
    return sum(scores) / len(scores) if scores else None


def _skill_means(reports: Sequence[Report]) -> list[tuple[str, float]]:
    by_skill: dict[str, list[float]] = {}
    for report in reports:
        for skill in report.skills:
            if skill.score is not None:
                by_skill.setdefault(skill.skill, []).append(skill.score)
    return [(skill, sum(scores) / len(scores)) for skill, scores in by_skill.items()]


def current(desk: Desk, owner_id: str) -> Interview | None:
    """Return the latest interview that is still open."""
    with desk.store.unit() as unit:
        interviews = unit.interviews.list(owner_id, limit=SEARCHED)
    return next((i for i in interviews if i.status is InterviewStatus.ACTIVE or i.is_left), None)


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
