"""After a crash: accepted work whose workflow was never started gets it now.

Workflows that had begun go on by themselves; starting one again by the same id changes nothing.
"""

from src.ai.orchestrator.desk import Desk
from src.ai.orchestrator.edge import OURS
from src.ai.orchestrator.turning import fail
from src.ports import JobState, Unfinished


def recover(desk: Desk) -> int:
    """Start everything that is accepted and unfinished; return how many things that were."""
    with desk.store.unit() as unit:
        turns = unit.unfinished.turns()
        grades = unit.unfinished.grades()
        reports = unit.unfinished.reports()
        plans = unit.unfinished.plans()
    for turn in turns:
        _take_up_turn(desk, turn)
    for work in grades:
        args = (str(work.turn_no), "1", str(work.attempt))
        job = f"grade/{work.interview_id}/{'/'.join(args)}"
        desk.jobs.start(job, "grade", work.owner_id, work.interview_id, *args)
    for name, found in (("report", reports), ("plan", plans)):
        for work in found:
            job = f"{name}/{work.interview_id}/{work.attempt}"
            desk.jobs.start(job, name, work.owner_id, work.interview_id, str(work.attempt))
    return len(turns) + len(grades) + len(reports) + len(plans)


def _take_up_turn(desk: Desk, work: Unfinished) -> None:
    """Start an accepted turn; one whose workflow ended without a reply offers Retry."""
    no, attempt = str(work.turn_no), str(work.attempt)
    job = f"turn/{work.interview_id}/{no}/{attempt}"
    # Only turns are asked: the engine returns an ended workflow's old outcome for its id, so that
    # starting it again would leave the person waiting for good.
    if desk.jobs.status(job) in {JobState.UNKNOWN, JobState.RUNNING}:
        desk.jobs.start(job, "turn", work.owner_id, work.interview_id, no, attempt)
        return
    desk.jobs.submit(
        lambda: fail(desk, work.owner_id, work.interview_id, work.turn_no, OURS), timeout_s=10
    )
