"""The workflows off the critical path: the coach's note, the grade, the report, a written plan."""

import asyncio

from src.ai import coach, planner, prompts, summary
from src.ai.delivery import is_english, speaking_advice
from src.ai.intent import answers_of
from src.ai.orchestrator import again
from src.ai.orchestrator.choosing import is_served
from src.ai.orchestrator.counting import statistics_of
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.edge import or_told
from src.ai.orchestrator.recording import call_event
from src.ai.orchestrator.refining import choose_by_meaning
from src.ai.orchestrator.sources import asked_for, profile_in, texts_of, without_lost
from src.ai.panel import seat
from src.ai.tools import RecordOutcome, Scene, UpdateDifficulty, run
from src.ai.watchdog import jump, spread_bark
from src.errors import ModelError
from src.models.content import Findings
from src.models.enums import EventKind, InterviewStatus, QuestionState, WorkState
from src.models.grades import GradeRecord, NextStep, Report
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Turn
from src.ports import Steps, UnitOfWork

Plan = tuple[AskedQuestion, ...]

GRADES_WAIT_S = 45.0
"""A report waits so long for grades that are on their way, then grades the rest itself."""
POLL_S = 0.25
RESOURCES = 2
"""Books, documentation or courses beside a step of the report."""
FROM_WEB = 1
"""Results of a web search beside them, where one is set up."""


async def coach_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, no: str, _attempt: str
) -> None:
    """Write the coach's note on one answer."""
    await steps("note", lambda: _note(desk, owner_id, interview_id, int(no)))


async def _note(desk: Desk, owner_id: str, interview_id: str, no: int) -> bool:
    def view(unit: UnitOfWork) -> tuple[Interview, Plan, Turn]:
        interview, plan = plan_of(unit, owner_id, interview_id)
        return interview, plan, unit.turns.get(owner_id, interview_id, no)

    interview, plan, turn = await desk.store.read(view)
    asked = next(q for q in plan if q.position == turn.position)
    note, reply = await desk.coach.note(owner_id, interview, asked, no, turn.text)
    spoken = speaking_advice(turn.spoken, english=is_english(interview))
    note = note.model_copy(update={"delivery": (*note.delivery, *spoken)})
    event = call_event(
        desk, f"coach/{no}/call", reply, prompts.load(coach.PROMPT).version, turn_no=no
    )

    def write(unit: UnitOfWork) -> bool:
        if desk.was_asked(owner_id, reply.model):
            unit.records.add_events(owner_id, interview_id, [event])
        return unit.records.save_note(owner_id, interview_id, note)

    return await desk.store.write(write)


async def grade_workflow(
    desk: Desk,
    steps: Steps,
    owner_id: str,
    interview_id: str,
    position: str,
    take: str,
    attempt: str,
) -> None:
    """Grade a closed question over all its answers; a new attempt renews a finished report."""
    place = (int(position), int(take), int(attempt))
    await steps("grade", lambda: _grade(desk, owner_id, interview_id, *place))
    if attempt != "1":
        await _renewed(desk, steps, owner_id, interview_id)


async def _grade(
    desk: Desk, owner_id: str, interview_id: str, position: int, take: int, attempt: int
) -> bool:
    def view(unit: UnitOfWork) -> tuple[Interview, Plan, tuple[Turn, ...]]:
        interview, plan = plan_of(unit, owner_id, interview_id)
        return interview, plan, unit.turns.list(owner_id, interview_id)

    interview, plan, turns = await desk.store.read(view)
    asked = next(q for q in plan if q.position == position)
    answers = answers_of(turns, asked.question, position, take)
    grade = await desk.coach.grade(owner_id, interview, asked, answers)
    record = GradeRecord(
        position=position, take=take, attempt=attempt, grade=grade, at=desk.clock.now()
    )

    def write(unit: UnitOfWork) -> bool:
        if not unit.records.save_grade(owner_id, interview_id, record):
            return False
        events = [_grade_event(desk, record), *_flags(desk, unit, owner_id, interview_id, record)]
        if take == 1 and grade.score is not None:
            events.append(_move_level(desk, unit, owner_id, interview, asked, record))
        unit.records.add_events(owner_id, interview_id, events)
        return True

    return await desk.store.write(write)


def _move_level(
    desk: Desk,
    unit: UnitOfWork,
    owner_id: str,
    interview: Interview,
    asked: AskedQuestion,
    record: GradeRecord,
) -> Event:
    """Let the tools record the outcome and move the skill's level; return the event."""
    skills = unit.interviews.skills(owner_id, interview.id)
    scene = Scene(interview=interview, plan=(asked,), now=desk.clock.now(), skills=skills)
    scene, _ = run(scene, RecordOutcome(record=record))
    skill = asked.question.skill
    _, moved = run(scene, UpdateDifficulty(skill=skill, grade=record.grade))
    unit.interviews.save_skill(owner_id, interview.id, moved.after)
    return _difficulty_event(desk, record, moved.before, moved.after)


def _flags(
    desk: Desk, unit: UnitOfWork, owner_id: str, interview_id: str, record: GradeRecord
) -> list[Event]:
    """Return what is unusual about a grade: a wide spread, or a jump within its skill."""
    events = []
    key = f"{record.position}/{record.take}/{record.attempt}"
    bark = spread_bark(record.grade, desk.policy)
    if bark is not None:
        data = {"limit": bark.limit, "verdict": bark.verdict, "reason": bark.reason}
        events.append(desk.event(f"watchdog/grade/{key}", EventKind.WATCHDOG, data=data))
    plan = {q.position: q.question.skill for q in unit.interviews.questions(owner_id, interview_id)}
    earlier = [
        g.grade.score
        for g in unit.records.grades(owner_id, interview_id)
        if g.position < record.position and plan.get(g.position) == plan.get(record.position)
    ]
    what = jump(earlier[-1] if earlier else None, record.grade.score, desk.policy)
    if what is not None:
        events.append(desk.event(f"anomaly/grade/{key}", EventKind.ANOMALY, data={"what": what}))
    return events


def _grade_event(desk: Desk, record: GradeRecord) -> Event:
    grade = record.grade
    data = {
        "score": grade.score,
        "confidence": grade.confidence,
        "grader": grade.grader,
        "model": grade.model,
        "reason": grade.reason,
        "flags": list(grade.flags),
    }
    key = f"grade/{record.position}/{record.take}/{record.attempt}"
    version = grade.prompt_version
    return desk.event(
        key, EventKind.GRADE, data=data, position=record.position, prompt_version=version
    )


def _difficulty_event(
    desk: Desk, record: GradeRecord, before: SkillState, after: SkillState
) -> Event:
    data = {
        "skill": after.skill,
        "from": before.level,
        "to": after.level,
        "reason": after.reason,
        "grades": [record.position],
    }
    key = f"difficulty/{record.position}/{record.attempt}"
    return desk.event(key, EventKind.DIFFICULTY, data=data, position=record.position)


async def dispute_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, position: str, number: str
) -> None:
    """Decide a contested grade; a changed one renews the report."""
    place = (int(position), int(number))
    changed = await steps("decide", lambda: again.decide(desk, owner_id, interview_id, *place))
    if changed:
        await _renewed(desk, steps, owner_id, interview_id)


async def _renewed(desk: Desk, steps: Steps, owner_id: str, interview_id: str) -> None:
    """Write a finished interview's report again."""
    number = await steps("renew", lambda: _renew(desk, owner_id, interview_id))
    if number:
        job = f"report/{interview_id}/{number}"
        desk.jobs.start(job, "report", owner_id, interview_id, str(number))


async def _renew(desk: Desk, owner_id: str, interview_id: str) -> int:
    """Return the number of the report's next attempt, 0 while the interview goes on."""

    def work(unit: UnitOfWork) -> int:
        interview = unit.interviews.get(owner_id, interview_id)
        report = unit.records.report(owner_id, interview_id)
        if interview.status is not InterviewStatus.COMPLETED or report is None:
            return 0
        changes = {"state": WorkState.GENERATING, "attempt": report.attempt + 1}
        unit.records.save_report(owner_id, interview_id, report.model_copy(update=changes))
        return report.attempt + 1

    return await desk.store.write(work)


async def report_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, attempt: str
) -> None:
    """Grade what is still open and write the report; on an error of ours say so on its page."""

    async def work() -> None:
        await steps("grades", lambda: _all_grades(desk, owner_id, interview_id))
        await steps("report", lambda: _report(desk, owner_id, interview_id, int(attempt)))

    async def tell(sentence: str) -> None:
        await steps("fail", lambda: _failed(desk, owner_id, interview_id, int(attempt), sentence))

    await or_told(f"report of {interview_id}", work, tell)


async def _all_grades(desk: Desk, owner_id: str, interview_id: str) -> bool:
    """Wait for grades on their way, then grade every closed question that has none."""
    until = desk.clock.monotonic() + GRADES_WAIT_S
    while True:
        missing = await desk.store.read(lambda unit: _ungraded(unit, owner_id, interview_id))
        running = [m for m in missing if desk.jobs.is_running(_grade_job(interview_id, m))]
        if not running or desk.clock.monotonic() > until:
            break
        await asyncio.sleep(POLL_S)
    for asked in missing:
        await _grade(desk, owner_id, interview_id, asked.position, asked.take, 1)
    return True


def _grade_job(interview_id: str, asked: AskedQuestion) -> str:
    return f"grade/{interview_id}/{asked.position}/{asked.take}/1"


def _ungraded(unit: UnitOfWork, owner_id: str, interview_id: str) -> list[AskedQuestion]:
    graded = {(g.position, g.take) for g in unit.records.grades(owner_id, interview_id)}
    return [
        q
        for q in unit.interviews.questions(owner_id, interview_id)
        if q.state is QuestionState.CLOSED and (q.position, q.take) not in graded
    ]


async def _report(desk: Desk, owner_id: str, interview_id: str, attempt: int) -> bool:
    def view(unit: UnitOfWork) -> summary.Material:
        interview, plan = plan_of(unit, owner_id, interview_id)
        turns = unit.turns.list(owner_id, interview_id)
        spend = unit.ledger.spend(owner_id, interview_id)
        events = unit.records.events(owner_id, interview_id)
        return summary.Material(
            owner_id=owner_id,
            interview=interview,
            plan=plan,
            turns=turns,
            grades=unit.records.grades(owner_id, interview_id),
            notes=unit.records.notes(owner_id, interview_id),
            skills=unit.interviews.skills(owner_id, interview_id),
            statistics=statistics_of(interview, plan, turns, spend, events),
            at=desk.clock.now(),
        )

    material = await desk.store.read(view)
    report, reply = await summary.write_report(material, desk.gateway, desk.scripted, attempt)
    next_steps, notice = await _with_resources(desk, material, report)
    report = report.model_copy(update={"next_steps": next_steps, "search_notice": notice})
    version = prompts.load(summary.PROMPT).version
    event = call_event(desk, f"report/{attempt}/call", reply, version)

    def write(unit: UnitOfWork) -> bool:
        stored = unit.records.report(owner_id, interview_id)
        if stored is not None and stored.attempt > attempt:
            return False
        unit.records.save_report(owner_id, interview_id, report)
        if desk.was_asked(owner_id, reply.model):
            unit.records.add_events(owner_id, interview_id, [event])
        return True

    return await desk.store.write(write)


async def _with_resources(
    desk: Desk, material: summary.Material, report: Report
) -> tuple[tuple[NextStep, ...], str | None]:
    """Return the report's steps, each of a skill with what to learn it from; nothing twice.

    Beside them what the person should know of the search, if anything.
    """
    role = material.interview.setup.role
    steps: list[NextStep] = []
    named: set[str] = set()
    notice = None
    for step in report.next_steps:
        found = Findings()
        if step.skill:
            most = RESOURCES + len(named)
            found = await desk.search.find(step.skill, most, role, material.owner_id)
        fresh = [r for r in found.resources if r.title not in named]
        listed = [r for r in fresh if not r.is_from_web][:RESOURCES]
        chosen = (*listed, *[r for r in fresh if r.is_from_web][:FROM_WEB])
        named |= {r.title for r in chosen}
        steps.append(step.model_copy(update={"resources": chosen}))
        notice = notice or found.notice
    return tuple(steps), notice


async def _failed(
    desk: Desk, owner_id: str, interview_id: str, attempt: int, sentence: str
) -> bool:
    def work(unit: UnitOfWork) -> bool:
        stored = unit.records.report(owner_id, interview_id) or Report()
        changes = {"state": WorkState.ERROR, "attempt": attempt, "error": sentence}
        unit.records.save_report(owner_id, interview_id, stored.model_copy(update=changes))
        return True

    return await desk.store.write(work)


async def plan_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, attempt: str
) -> None:
    """Let a model write the questions of a role that no kit serves; the kit's stay if it can't."""

    async def work() -> None:
        await steps("write", lambda: _write_plan(desk, owner_id, interview_id, attempt))

    async def tell(sentence: str) -> None:
        await steps("fail", lambda: _plan_failed(desk, owner_id, interview_id, sentence))

    await or_told(f"plan of {interview_id}", work, tell)


async def _write_plan(desk: Desk, owner_id: str, interview_id: str, attempt: str) -> bool:
    def view(unit: UnitOfWork) -> planner.Wanted:
        interview, plan = plan_of(unit, owner_id, interview_id)
        setup = without_lost(unit, owner_id, interview.setup)
        texts = texts_of(unit, owner_id, setup)
        material = {str(kind): text[:6000] for kind, text in texts.items()}
        material["asked"] = asked_for(profile_in(desk, unit, owner_id, setup))
        return planner.Wanted(owner_id, interview, plan, material)

    wanted = await desk.store.read(view)
    interview = wanted.interview
    if interview.planning is not WorkState.GENERATING:
        return False
    if (chosen := await choose_by_meaning(desk, owner_id, interview)) is not None:
        return chosen
    try:
        plan, event = await _written(desk, wanted, attempt)
    except ModelError as problem:
        return await _plan_failed(desk, owner_id, interview_id, problem.sentence)

    def write(unit: UnitOfWork) -> bool:
        now = unit.interviews.get(owner_id, interview_id)
        if now.status is not InterviewStatus.PREPARED or now.setup != interview.setup:
            return False
        unit.interviews.replace_plan(owner_id, interview_id, plan)
        changes = {"planning": WorkState.COMPLETED, "plan_notice": None}
        unit.interviews.save(owner_id, now.model_copy(update=changes))
        unit.records.add_events(owner_id, interview_id, [event])
        return True

    return await desk.store.write(write)


async def _written(desk: Desk, wanted: planner.Wanted, attempt: str) -> tuple[Plan, Event]:
    """Return the plan that a model writes, or a kit's in the interview's language, and the call."""
    key = f"plan/{attempt}/call"
    if is_served(desk, wanted.owner_id, wanted.interview.setup):
        plan, told = await planner.translate(desk.gateway, wanted)
        return plan, call_event(desk, key, told, prompts.load(planner.TRANSLATE).version)
    plan, reply = await planner.write_questions(desk.gateway, wanted)
    if wanted.interview.setup.panel:
        plan = seat(plan, desk.panel)
    return plan, call_event(desk, key, reply, prompts.load(planner.PROMPT).version)


async def _plan_failed(desk: Desk, owner_id: str, interview_id: str, sentence: str) -> bool:
    def work(unit: UnitOfWork) -> bool:
        now = unit.interviews.get(owner_id, interview_id)
        if now.status is not InterviewStatus.PREPARED:
            return False
        notice = f"{sentence} {now.plan_notice or ''}".strip()
        changes = {"planning": WorkState.ERROR, "plan_notice": notice}
        unit.interviews.save(owner_id, now.model_copy(update=changes))
        return True

    return await desk.store.write(work)
