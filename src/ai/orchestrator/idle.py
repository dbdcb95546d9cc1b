"""Interviews that nobody goes on with: abandoned after a while, never lost, easily resumed."""

from datetime import timedelta

from src.ai.orchestrator.desk import Desk
from src.models.enums import EventKind, InterviewStatus
from src.ports import Unfinished, UnitOfWork


async def leave_idle(desk: Desk) -> None:
    """Mark interviews without a word for longer than the policy allows; their clocks stand."""
    before = desk.clock.now() - timedelta(hours=desk.policy.interview.idle_hours)
    found = await desk.store.read(lambda unit: unit.unfinished.idle(before))
    for work in found:
        await desk.store.write(lambda unit, w=work: _leave(desk, unit, w))  # type: ignore[misc]


def _leave(desk: Desk, unit: UnitOfWork, work: Unfinished) -> None:
    """Let the clock stand since the last word, so that the time away is no part of the talk."""
    interview = unit.interviews.get(work.owner_id, work.interview_id)
    if interview.status is not InterviewStatus.ACTIVE:
        return
    turns = unit.turns.list(work.owner_id, work.interview_id)
    last = max((t.done_at or t.accepted_at for t in turns), default=desk.clock.now())
    changes = {
        "status": InterviewStatus.ABANDONED,
        "paused_at": interview.paused_at or last,
    }
    unit.interviews.save(work.owner_id, interview.model_copy(update=changes))
    event = desk.event(f"idle/{interview.version}", EventKind.PAUSE, data={"reason": "idle"})
    unit.records.add_events(work.owner_id, work.interview_id, [event])
