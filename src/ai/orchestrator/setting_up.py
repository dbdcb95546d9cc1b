"""Setting up: from what the candidate chose to a stored plan, and the start."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from src.ai import planner
from src.ai.difficulty import start_level
from src.ai.orchestrator.again import disliked
from src.ai.orchestrator.costing import NO_COST, cost_of
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.reading import begin_reading, go_on_reading
from src.ai.orchestrator.sources import profile_in, without_lost
from src.ai.panel import in_turn, seat
from src.ai.tools import Scene, open_question
from src.errors import NotFoundError, StateError
from src.models.content import Kit, Question
from src.models.documents import Profile
from src.models.enums import (
    EventKind,
    InterviewStatus,
    InterviewType,
    QuestionKind,
    TurnKind,
    WorkState,
)
from src.models.interview import AskedQuestion, Event, Interview, Setup, Turn
from src.models.views import Preparation
from src.ports import UnitOfWork

RECENT = 3
"""Questions of so many latest interviews are avoided where the kit has others."""
GENERAL_KIT = "behavioural"
"""The kit whose questions on behaviour serve every role."""
BEHAVIOURAL_SHARE = 0.25
LEAST_MINUTES = 4


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
    used = _kit_of(desk, owner_id, setup, copy)
    made = _plan(_Need(desk, owner_id, setup, profile, avoid), used, skill)
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
    if made.to_write:
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
        return replan(desk, owner_id, interview_id)
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


def print_of(profile: Profile) -> str:
    """Return what of a profile steers the choice of questions, in short."""
    told = [r.model_dump_json(exclude={"resume_line"}) for r in profile.requirements]
    return hashlib.sha256("\n".join([*told, *profile.skills]).encode()).hexdigest()[:16]


def replan(desk: Desk, owner_id: str, interview_id: str, setup: Setup | None = None) -> Preparation:
    """Choose the questions again: for a changed set-up, or (None) for what is known by now."""
    with desk.store.unit() as unit:
        interview = still_prepared(unit.interviews.get(owner_id, interview_id))
        if interview.setup == setup:
            return preparation(desk, owner_id, interview_id)
        setup = setup or without_lost(unit, owner_id, interview.setup)
        profile = profile_in(desk, unit, owner_id, setup)
        avoid = seen_lately(unit, owner_id)
    used = _kit_of(desk, owner_id, setup)
    made = _plan(_Need(desk, owner_id, setup, profile, avoid), used)
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
    if made.to_write:
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
        scene = open_question(Scene(interview=interview, plan=plan, now=now), 1)
        changes = {
            "status": InterviewStatus.ACTIVE,
            "started_at": now,
            "planning": WorkState.COMPLETED,
        }
        started = unit.interviews.save(owner_id, scene.interview.model_copy(update=changes))
        unit.interviews.save_question(owner_id, interview_id, scene.plan[0])
        unit.turns.accept(owner_id, _first_turn(desk, interview_id))
        event = desk.event("start", EventKind.SESSION_START, data=_plan_data(plan))
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


@dataclass(frozen=True)
class _Planned:
    """A plan from kits, what the person should know of it, and whether a model is to rewrite it."""

    plan: tuple[AskedQuestion, ...]
    notice: str | None
    to_write: bool

    @property
    def planning(self) -> WorkState:
        """Say whether the plan is still being written."""
        return WorkState.GENERATING if self.to_write else WorkState.COMPLETED


def _plan(need: "_Need", used: "_Used", skill: str | None = None) -> _Planned:
    desk, setup, kit, served = need.desk, need.setup, used.kit, used.serves
    of_skill = [q for q in kit.questions if q.skill == skill]
    if setup.panel:
        plan = seat(planner.number(_for_panel(need, kit)), desk.panel)
    else:
        kinds = setup.interview_type if served else InterviewType.MIXED
        plan = planner.number(need.choose(of_skill or kit.questions, kinds))
    foreign, has_model = not speaks(kit, setup), desk.has_model_for(need.owner_id)
    notice = None
    if not served:
        notice = f"No question kit is made for “{setup.role}” yet, so the {kit.title} kit is used."
    elif foreign and not has_model:
        language = "English" if kit.language.startswith("en") else kit.language
        notice = f"Without a model the interview is in the kit's language, {language}."
    return _Planned(plan, notice, to_write=has_model and (foreign or not served))


@dataclass(frozen=True)
class _Need:
    """For whom questions are chosen."""

    desk: Desk
    owner_id: str
    setup: Setup
    profile: Profile
    avoid: set[str]

    def choose(
        self, pool: Sequence[Question], types: InterviewType, share: float = 1.0
    ) -> Sequence[planner.Chosen]:
        """Return chosen questions for a share of the interview's length."""
        count, minutes = self.setup.question_count, self.setup.minutes
        return self.desk.choose(
            pool,
            count=max(1, round(count * share)) if count else None,
            minutes=max(LEAST_MINUTES, round(minutes * share)) if minutes else None,
            level=start_level(self.setup.difficulty),
            profile=self.profile,
            types=types,
            avoid=self.avoid,
        )


def _for_panel(need: _Need, kit: Kit) -> list[planner.Chosen]:
    """Return questions for all of a panel: some on behaviour, the rest of the trade."""
    behavioural = [q for q in kit.questions if q.kind is QuestionKind.BEHAVIOURAL]
    others = [q for q in kit.questions if q.kind is not QuestionKind.BEHAVIOURAL]
    if need.setup.question_count == 1:
        return list(need.choose(others or behavioural, InterviewType.MIXED))
    if not behavioural:
        general = _general(need)
        behavioural = list(general.questions) if general else []
    told = need.choose(behavioural, InterviewType.MIXED, BEHAVIOURAL_SHARE) if behavioural else ()
    count = need.setup.question_count
    share = (count - len(told)) / count if count else 1 - BEHAVIOURAL_SHARE
    return [*told, *(need.choose(others, InterviewType.MIXED, share) if others and share else ())]


def _general(need: _Need) -> Kit | None:
    return next((k for k in need.desk.kits.all(need.owner_id) if k.id == GENERAL_KIT), None)


@dataclass(frozen=True)
class _Used:
    """The kit of an interview, whether it serves the role, and whether it is the person's own."""

    kit: Kit
    serves: bool = True
    is_own: bool = False

    @property
    def title(self) -> str | None:
        """Its title, where its questions are the ones that are asked."""
        return self.kit.title if self.serves else None

    @property
    def to_keep(self) -> Kit | None:
        """The kit, where it could be changed or deleted while the interview still needs it."""
        return self.kit if self.is_own else None


def _kit_of(desk: Desk, owner_id: str, setup: Setup, copy: Kit | None = None) -> _Used:
    """Return the kit of a set-up; `copy` stands in where it was deleted since."""
    if not setup.kit_id:
        kit, serves = desk.closest(desk.kits.all(owner_id), setup.role)
        return _Used(kit, serves)
    try:
        return _Used(
            desk.kits.get(owner_id, setup.kit_id),
            is_own=setup.kit_id in desk.kits.own(owner_id),
        )
    except NotFoundError:
        if copy is None or copy.id != setup.kit_id:
            raise
        return _Used(copy, is_own=True)


def is_served(desk: Desk, owner_id: str, setup: Setup) -> bool:
    """Say whether a kit is made for the set-up's role."""
    return bool(setup.kit_id) or _kit_of(desk, owner_id, setup).serves


def speaks(kit: Kit, setup: Setup) -> bool:
    """Say whether a kit is in the interview's language; regions of one language don't matter."""
    return kit.language.partition("-")[0].lower() == setup.language.partition("-")[0].lower()


def pool_for(desk: Desk, owner_id: str, setup: Setup) -> tuple[Question, ...]:
    """Return the questions of the kit that an interview is planned from."""
    return _kit_of(desk, owner_id, setup).kit.questions


def seen_lately(unit: UnitOfWork, owner_id: str) -> set[str]:
    """Return the questions of the latest interviews, and those that were disliked."""
    begun = [
        i
        for i in unit.interviews.list(owner_id, limit=4 * RECENT)
        if i.status is not InterviewStatus.PREPARED
    ]
    seen = {
        asked.question.id
        for interview in begun[:RECENT]
        for asked in unit.interviews.questions(owner_id, interview.id)
    }
    return seen | disliked(unit, owner_id, tuple(begun))


def _plan_event(desk: Desk, key: str, plan: Sequence[AskedQuestion]) -> Event:
    return desk.event(key, EventKind.PLAN, data=_plan_data(plan))


def _plan_data(plan: Sequence[AskedQuestion]) -> dict[str, JsonValue]:
    """Return a plan as events hold it, so that a replay knows what stood where."""
    return {"questions": [{"id": q.question.id, "reason": q.reason} for q in plan]}


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
