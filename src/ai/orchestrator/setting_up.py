"""Setting up: from what the candidate chose to a stored plan, and the start."""

from collections.abc import Sequence

from pydantic import JsonValue

from src.ai import planner
from src.ai.orchestrator.choosing import Need, kit_of, plan_from, print_of, seen_lately
from src.ai.orchestrator.costing import NO_COST, cost_of
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.reading import begin_reading, go_on_reading
from src.ai.orchestrator.sources import left_open_in, profile_in, without_lost
from src.ai.panel import in_turn
from src.ai.tools import Scene, open_question
from src.errors import StaleError, StateError
from src.models.documents import Profile
from src.models.enums import (
    EventKind,
    InterviewStatus,
    TurnKind,
    WorkState,
)
from src.models.interview import AskedQuestion, Event, Interview, Setup, Thread, Turn
from src.models.views import Preparation


def prepare(
    desk: Desk,
    owner_id: str,
    setup: Setup,
    earlier: str | None = None,
    skill: str | None = None,
    like: str | None = None,
) -> Preparation:
    """Store a prepared interview with its plan; a model may still rewrite the plan.

    `like` is an interview whose copy of an own kit stands in where that kit was deleted since.
    """
    with desk.store.unit() as unit:
        profile = profile_in(desk, unit, owner_id, setup)
        avoid = seen_lately(unit, owner_id)
        copy = unit.kits.kept(owner_id, like or earlier or "")
    used = kit_of(desk, owner_id, setup, copy)
    made = plan_from(Need(desk, owner_id, setup, profile, avoid), used, skill)
    plan = made.plan
    interview = Interview(
        id=desk.new_id(),
        setup=setup,
        planning=made.planning,
        engine=desk.engine_for(owner_id),
        plan_notice=made.notice,
        kit_title=used.title,
        planned_for=print_of(profile),
        secret=desk.new_id(),
        created_at=desk.clock.now(),
        earlier_run_of=earlier,
    )
    with desk.store.unit(write=True) as unit:
        unit.interviews.add(owner_id, interview, plan)
        unit.kits.keep(owner_id, interview.id, used.to_keep)
        unit.records.add_events(owner_id, interview.id, [_plan_event(desk, "plan/0", plan)])
        unit.commit()
    if made.goes_on:
        desk.jobs.start(f"plan/{interview.id}/1", "plan", owner_id, interview.id, "1")
    begin_reading(desk, owner_id, interview)
    return preparation(desk, owner_id, interview.id)


def preparation(desk: Desk, owner_id: str, interview_id: str) -> Preparation:
    """Return a prepared interview as it stands."""
    with desk.store.unit() as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        profile = profile_in(desk, unit, owner_id, without_lost(unit, owner_id, interview.setup))
        cost = cost_of(desk, unit, owner_id, interview, plan)
    if profile.being_read:
        go_on_reading(desk, owner_id, interview)
    if _is_outdated(interview, plan, profile):
        try:
            return replan(desk, owner_id, interview_id)
        except (StaleError, StateError):  # another tab planned or started it meanwhile
            return preparation(desk, owner_id, interview_id)
    return preparation_of(desk, interview, plan, profile, cost)


def _is_outdated(interview: Interview, plan: Sequence[AskedQuestion], profile: Profile) -> bool:
    """Say whether the plan rests on another reading than the one that stands now.

    A plan that its owner edited stays as it is, and so does one that a model wrote or is writing.
    """
    fixed = interview.plan_edited or interview.planning is WorkState.GENERATING
    if interview.status is not InterviewStatus.PREPARED or fixed:
        return False
    written = any(planner.WRITTEN in asked.question.tags for asked in plan)
    return not written and interview.planned_for != print_of(profile)


def replan(desk: Desk, owner_id: str, interview_id: str, setup: Setup | None = None) -> Preparation:
    """Choose the questions again: for a changed set-up, or (None) for what is known by now."""
    with desk.store.unit() as unit:
        interview = still_prepared(unit.interviews.get(owner_id, interview_id))
        if interview.setup == setup:
            return preparation(desk, owner_id, interview_id)
        setup = setup or without_lost(unit, owner_id, interview.setup)
        profile = profile_in(desk, unit, owner_id, setup)
        avoid = seen_lately(unit, owner_id)
        copy = unit.kits.kept(owner_id, interview_id)
    used = kit_of(desk, owner_id, setup, copy)
    made = plan_from(Need(desk, owner_id, setup, profile, avoid), used)
    plan = made.plan
    changed: dict[str, object] = {
        "setup": setup,
        "plan_notice": made.notice,
        "planning": made.planning,
        "kit_title": used.title,
    }
    changed |= {"plan_edited": False, "planned_for": print_of(profile)}
    with desk.store.unit(write=True) as unit:
        saved = unit.interviews.save(owner_id, interview.model_copy(update=changed))
        unit.interviews.replace_plan(owner_id, interview_id, plan)
        unit.kits.keep(owner_id, interview_id, used.to_keep)
        event = _plan_event(desk, f"plan/{saved.version}", plan)
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    if made.goes_on:
        attempt = str(saved.version + 1)
        desk.jobs.start(f"plan/{interview_id}/{attempt}", "plan", owner_id, interview_id, attempt)
    begin_reading(desk, owner_id, saved)
    return preparation(desk, owner_id, interview_id)


def edit(desk: Desk, owner_id: str, interview_id: str, order: Sequence[int]) -> Preparation:
    """Keep the planned questions at the positions named, in that order; at least one stays."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        still_prepared(interview)
        by_position = {q.position: q for q in plan}
        kept = [by_position[p] for p in order if p in by_position]
        if not kept:
            raise StateError("An interview needs at least one question.")
        kept = [*in_turn(kept, desk.panel)] if interview.setup.panel else kept
        renumbered = [q.model_copy(update={"position": i}) for i, q in enumerate(kept, start=1)]
        unit.interviews.replace_plan(owner_id, interview_id, renumbered)
        unit.interviews.save(owner_id, interview.model_copy(update={"plan_edited": True}))
        unit.commit()
    return preparation(desk, owner_id, interview_id)


def start(desk: Desk, owner_id: str, interview_id: str) -> Interview:
    """Open the first question and let the interviewer greet; a second start changes nothing."""
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        if interview.status is InterviewStatus.ACTIVE:
            return interview
        still_prepared(interview)
        now = desk.clock.now()
        left_open = left_open_in(desk, unit, owner_id, interview.setup, plan)
        scene = open_question(Scene(interview=interview, plan=plan, now=now), 1)
        changes = {
            "status": InterviewStatus.ACTIVE,
            "started_at": now,
            "planning": WorkState.COMPLETED,
            "threads": left_open,
        }
        started = unit.interviews.save(owner_id, scene.interview.model_copy(update=changes))
        unit.interviews.save_question(owner_id, interview_id, scene.plan[0])
        unit.turns.accept(owner_id, _first_turn(desk, interview_id))
        event = desk.event("start", EventKind.SESSION_START, data=_plan_data(plan, left_open))
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    desk.jobs.start(f"turn/{interview_id}/0/1", "turn", owner_id, interview_id, "0", "1")
    return started


def _first_turn(desk: Desk, interview_id: str) -> Turn:
    return Turn(
        interview_id=interview_id,
        no=0,
        position=1,
        kind=TurnKind.START,
        client_key="start",
        accepted_at=desk.clock.now(),
    )


def still_prepared(interview: Interview) -> Interview:
    """Return an interview that has not begun, or raise `StateError`."""
    if interview.status is not InterviewStatus.PREPARED:
        raise StateError("This interview has begun; its plan stands.")
    return interview


def _plan_event(desk: Desk, key: str, plan: Sequence[AskedQuestion]) -> Event:
    return desk.event(key, EventKind.PLAN, data=_plan_data(plan))


def _plan_data(
    plan: Sequence[AskedQuestion], left_open: Sequence[Thread] = ()
) -> dict[str, JsonValue]:
    """Return a plan as events hold it, so that a replay knows what stood where."""
    threads = [thread.model_dump(mode="json") for thread in left_open]
    data: dict[str, JsonValue] = {
        "questions": [{"id": q.question.id, "reason": q.reason} for q in plan]
    }
    return data | {"threads": [*threads]} if threads else data


def preparation_of(
    desk: Desk,
    interview: Interview,
    plan: Sequence[AskedQuestion],
    profile: Profile,
    cost: str = NO_COST,
) -> Preparation:
    """Return what the page shows of a prepared interview."""
    return Preparation(
        interview=interview,
        plan=tuple(plan),
        profile=profile,
        minutes=planner.minutes_of(plan),
        cost=cost,
        speakers={p.id: p.introduced for p in desk.panel.personas},
    )
