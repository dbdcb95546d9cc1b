"""A second look at a plan: with vectors the questions are chosen by meaning as well."""

from src.ai.orchestrator import meaning
from src.ai.orchestrator.choosing import Need, Planned, kit_of, plan_from, print_of, seen_lately
from src.ai.orchestrator.desk import Desk
from src.ai.orchestrator.sources import profile_in, without_lost
from src.errors import ModelError
from src.models.enums import InterviewStatus, WorkState
from src.models.interview import Interview
from src.ports import UnitOfWork


async def choose_by_meaning(desk: Desk, owner_id: str, interview: Interview) -> bool | None:
    """Make the vectors that are missing and choose again; without them the choice by words stands.

    Returns None for a plan that a model is to write, else whether it was chosen. A plan that its
    owner changed meanwhile stays as it is.
    """
    made, planned_for = await desk.store.read(lambda unit: _again(desk, unit, owner_id, interview))
    if made.to_write:
        return None
    notice = await _complete(desk, owner_id, interview.id, made)
    if notice is None:
        made, planned_for = await desk.store.read(
            lambda unit: _again(desk, unit, owner_id, interview)
        )
    changes: dict[str, object] = {
        "planning": WorkState.COMPLETED,
        "plan_notice": notice or made.notice,
        "planned_for": planned_for,
    }

    def write(unit: UnitOfWork) -> bool:
        now = unit.interviews.get(owner_id, interview.id)
        if now.status is not InterviewStatus.PREPARED or now.setup != interview.setup:
            return False
        unit.interviews.save(owner_id, now.model_copy(update=changes))
        if not now.plan_edited:
            unit.interviews.replace_plan(owner_id, interview.id, made.plan)
        return True

    return await desk.store.write(write)


def _again(
    desk: Desk, unit: UnitOfWork, owner_id: str, interview: Interview
) -> tuple[Planned, str]:
    """Return the plan as it would be chosen now, and what of the profile it rests on."""
    setup = without_lost(unit, owner_id, interview.setup)
    profile, avoid = profile_in(desk, unit, owner_id, setup), seen_lately(unit, owner_id)
    copy = unit.kits.kept(owner_id, interview.id)
    used = kit_of(desk, owner_id, setup, copy)
    made = plan_from(Need(desk, owner_id, setup, profile, avoid), used)
    return made, print_of(profile)


async def _complete(desk: Desk, owner_id: str, interview_id: str, made: Planned) -> str | None:
    """Make what is missing; return what the person should know where that failed."""
    if made.to_compare is None:
        return None
    try:
        done = await meaning.complete(desk, owner_id, interview_id, made.to_compare)
    except ModelError as problem:
        return f"{problem.sentence} The questions were chosen by words."
    return None if done else meaning.BY_WORDS
