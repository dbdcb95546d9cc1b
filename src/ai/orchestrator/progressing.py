"""What pages read over all interviews, the next practice, and what happened in real ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from statistics import fmean
from typing import TypeVar

from pydantic import ValidationError

from src.ai.orchestrator import setting_up, sources
from src.ai.orchestrator.desk import Desk
from src.ai.orchestrator.views import elapsed_s
from src.ai.progress.agreement import outcomes_beside
from src.ai.progress.comparing import compare as set_side_by_side
from src.ai.progress.plan import kit_for, practice_plan, stories_kit
from src.ai.progress.trend import by_interview
from src.ai.progress.trend import trend as draw_trend
from src.errors import InputError, StateError
from src.models.enums import Difficulty, InterviewStatus, InterviewType, Mode
from src.models.interview import Interview, Setup
from src.models.outcomes import RealDraft, RealInterview
from src.models.progress import (
    Comparison,
    GradedAnswer,
    HistoryPage,
    HistoryQuery,
    PracticeCard,
    Progress,
    Story,
)
from src.models.views import HistoryLine, Practice
from src.ports import UnitOfWork
from src.text import strip_invisible

LAST = 5
"""Interviews in the overall figure of the first page."""
LISTED = 500
MINUTES = 10
MOST_REAL = 500
EASY_TO, HARD_FROM = 2, 4
EARLIEST_YEAR = 2000
Timed = TypeVar("Timed", GradedAnswer, Story)
FIELDS = {
    "role": "The role has 1 to 120 characters.",
    "company": "The company has up to 120 characters.",
    "note": "The note has up to 2,000 characters.",
    "questions": "There is room for 40 questions of up to 500 characters, a line each.",
}


def history(
    desk: Desk, owner_id: str, query: HistoryQuery, days: int | None, zone: tzinfo
) -> HistoryPage:
    """Return the interviews that fit; `days` leaves those that began earlier out."""
    now = desk.clock.now()
    if days is not None:
        query = query.model_copy(update={"since": now - timedelta(days=days)})
    with desk.store.unit() as unit:
        page = unit.history.find(owner_id, query)
    timed = [
        line.model_copy(
            update={
                "minutes": elapsed_s(line.interview, now) / 60,
                "at": line.at.astimezone(zone),
            }
        )
        for line in page.lines
    ]
    return page.model_copy(update={"lines": tuple(timed)})


def _seen(found: Sequence[Timed], zone: tzinfo) -> tuple[Timed, ...]:
    """Return what was said at the times that a zone's clocks showed; all days go by them."""
    return tuple(each.model_copy(update={"at": each.at.astimezone(zone)}) for each in found)


def progress(desk: Desk, owner_id: str, zone: tzinfo) -> Progress:
    """Return what the progress page draws of all interviews; grades are read once for it all."""
    with desk.store.unit() as unit:
        roles = unit.history.roles(owner_id)
        answers = _seen(unit.history.grades(owner_id), zone)
        cards = _cards(desk, unit, owner_id, answers, zone)
        real = unit.outcomes.list(owner_id)
    return Progress(
        roles=roles,
        trend=draw_trend(answers),
        cards=cards,
        outcomes=outcomes_beside(real, answers),
        today=desk.clock.now().astimezone(zone).date(),
    )


def compare(desk: Desk, owner_id: str, first: str, second: str, zone: tzinfo) -> Comparison:
    """Return two interviews side by side, the one that began earlier first."""
    with desk.store.unit() as unit:
        found = [
            (unit.interviews.get(owner_id, key), unit.records.report(owner_id, key))
            for key in (first, second)
        ]
    now = desk.clock.now()
    lines = [_line(interview, elapsed_s(interview, now) / 60, zone) for interview, _ in found]
    (before, one), (after, two) = sorted(
        zip(lines, (report for _, report in found), strict=True), key=lambda pair: pair[0].at
    )
    return set_side_by_side(before, after, one, two)


def _line(interview: Interview, minutes: float, zone: tzinfo) -> HistoryLine:
    at = interview.began_at.astimezone(zone)
    return HistoryLine(interview=interview, questions=0, answered=0, minutes=minutes, at=at)


def _cards(
    desk: Desk, unit: UnitOfWork, owner_id: str, answers: Sequence[GradedAnswer], zone: tzinfo
) -> tuple[PracticeCard, ...]:
    stories = _seen(unit.history.stories(owner_id), zone)
    levels = unit.history.levels(owner_id)
    today = desk.clock.now().astimezone(zone).date()
    return practice_plan(answers, stories, levels, desk.kits.all(owner_id), today)


def practise(desk: Desk, owner_id: str, interview_id: str, skill: str | None) -> Interview:
    """Begin about ten minutes like an earlier interview, on one skill (None: on behaviour).

    Level and kit are the skill's own; raises `StateError` where no kit has questions on it.
    """
    kits = desk.kits.all(owner_id)
    with desk.store.unit() as unit:
        interview = unit.interviews.get(owner_id, interview_id)
        kept = unit.kits.kept(owner_id, interview_id)
        levels = unit.history.levels(owner_id)
        setup = sources.without_lost(unit, owner_id, interview.setup)
    if kept is not None and kept.id not in {kit.id for kit in kits}:
        kits = (*kits, kept)  # it was deleted since; the interview's copy stands in
    kit_id = kit_for(skill, setup.kit_id, kits) if skill else stories_kit(setup.kit_id, kits)
    if kit_id is None:
        raise StateError("No question kit has questions on this, so it can't be started.")
    setup = _short(setup, kit_id, levels.get(skill or "", 0), skill)
    made = setting_up.prepare(desk, owner_id, setup, skill=skill, like=interview_id)
    return setting_up.start(desk, owner_id, made.interview.id)


def _short(setup: Setup, kit_id: str, level: int, skill: str | None) -> Setup:
    """Return a short practice of the same role, language and manner; level 0: none is known."""
    kind = InterviewType.MIXED if skill else InterviewType.BEHAVIOURAL
    changes = {
        "kit_id": kit_id,
        "interview_type": kind,
        "difficulty": _difficulty(level) if level else setup.difficulty,
        "mode": Mode.PRACTICE,
        "panel": False,
        "question_count": None,
        "minutes": MINUTES,
    }
    return setup.model_copy(update=changes)


def _difficulty(level: int) -> Difficulty:
    if level <= EASY_TO:
        return Difficulty.EASY
    return Difficulty.HARD if level >= HARD_FROM else Difficulty.MEDIUM


def at_home(desk: Desk, owner_id: str, zone: tzinfo) -> tuple[Practice, tuple[PracticeCard, ...]]:
    """Return the figures of the first page and what to practise next; grades are read once."""
    with desk.store.unit() as unit:
        interviews = unit.interviews.list(owner_id, limit=LISTED)
        answers = _seen(unit.history.grades(owner_id), zone)
        cards = _cards(desk, unit, owner_id, answers, zone)
    return _practice(interviews, answers), cards


def _practice(interviews: Sequence[Interview], answers: Sequence[GradedAnswer]) -> Practice:
    """Return the figures over the latest finished interviews."""
    done = [
        i for i in interviews if i.status is InterviewStatus.COMPLETED and i.imported_at is None
    ]
    groups = [*by_interview(answers).values()][::-1]
    latest, before = groups[:LAST], groups[LAST : 2 * LAST]
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


def _mean(groups: Sequence[Sequence[GradedAnswer]]) -> float | None:
    """Return the mean of the interviews' own means."""
    means = [fmean(answer.score for answer in group) for group in groups]
    return fmean(means) if means else None


def _skill_means(groups: Sequence[Sequence[GradedAnswer]]) -> list[tuple[str, float]]:
    """Return each skill's mean over the interviews that it came up in."""
    by_skill: dict[str, list[float]] = {}
    for group in groups:
        for skill in dict.fromkeys(answer.skill for answer in group):
            mine = fmean(answer.score for answer in group if answer.skill == skill)
            by_skill.setdefault(skill, []).append(mine)
    return [(skill, fmean(means)) for skill, means in by_skill.items()]


def log_real(
    desk: Desk,
    owner_id: str,
    draft: RealDraft,
    real_id: str | None,
    zone: tzinfo,
    key: str | None,
) -> RealInterview:
    """Store a real interview, or change one; raises `InputError` with what to mend."""
    now = desk.clock.now()
    # Whose zone isn't known may be east of UTC, a day ahead of it.
    last = now.astimezone(zone).date() + timedelta(days=zone is UTC)
    if draft.day.year < EARLIEST_YEAR or draft.day > last:
        raise InputError("Log a real interview when it has happened: its day can't lie ahead.")
    with desk.store.unit(write=True) as unit:
        logged = unit.outcomes.list(owner_id)
        own_id = real_id or key or desk.new_id()
        before = next((r for r in logged if r.id == own_id), None)
        real = _checked(draft, own_id, before.created_at if before else now)
        if real_id is not None or before is not None:
            unit.outcomes.replace(owner_id, real)
        elif len(logged) >= MOST_REAL:
            raise StateError(f"{MOST_REAL} real interviews can be logged. Delete one first.")
        else:
            unit.outcomes.add(owner_id, real)
        unit.commit()
    return real


def _checked(draft: RealDraft, real_id: str, created_at: datetime) -> RealInterview:
    if not strip_invisible(draft.role).strip():
        raise InputError(FIELDS["role"])
    lines = [line.strip() for line in draft.questions.splitlines() if line.strip()]
    told = {**draft.model_dump(), "id": real_id, "questions": lines}
    try:
        return RealInterview.model_validate({**told, "created_at": created_at})
    except ValidationError as problem:
        field = str(problem.errors(include_input=False, include_url=False)[0]["loc"][0])
        raise InputError(FIELDS.get(field, "This can't be kept as it stands.")) from None


def forget_real(desk: Desk, owner_id: str, real_id: str) -> None:
    """Delete a real interview."""
    with desk.store.unit(write=True) as unit:
        unit.outcomes.delete(owner_id, real_id)
        unit.commit()
