"""Two interviews side by side: what moved, and by how much more than chance."""

from collections.abc import Iterator, Sequence

from src.ai.progress.estimating import basis, estimate, estimate_of_one, moved
from src.models.enums import InterviewStatus
from src.models.grades import QuestionResult, Report
from src.models.interview import Interview
from src.models.progress import (
    Comparison,
    Estimate,
    GradedAnswer,
    Move,
    QuestionPair,
    SkillPair,
)
from src.models.views import HistoryLine

SAME = "These are one and the same interview. Pick two different ones."
GOES_ON = "{} goes on. It can be compared when it has ended."
FILED = "{} was started over, so it has no grades to compare."
UNGRADED = "{} has no graded answer, so there is nothing to compare."
NOTHING_SHARED = (
    "They share no skill and no question, so nothing can be set side by side. "
    "Their overall scores are of different things."
)


def grades_of(interview: Interview, report: Report | None) -> list[GradedAnswer]:
    """Return the scored answers of a report, first takes alone."""
    answers = [_answer(interview, result) for result in (report.questions if report else ())]
    return [answer for answer in answers if answer is not None]


def _answer(interview: Interview, result: QuestionResult) -> GradedAnswer | None:
    return GradedAnswer.of(interview, result.question_id, result.skill, result.level, result.grade)


def compare(
    before: HistoryLine, after: HistoryLine, first: Report | None, second: Report | None
) -> Comparison:
    """Return the earlier interview beside the later one, or why they can't be compared."""
    then, now = grades_of(before.interview, first), grades_of(after.interview, second)
    cannot = _cannot(before, after, then, now)
    if cannot or first is None or second is None:
        return Comparison(before=before, after=after, cannot=cannot)
    skills = tuple(_skills(then, now))
    questions = tuple(_questions(before.interview, after.interview, first, second))
    both = {pair.skill for pair in skills if pair.before and pair.after}
    if not both and not questions:
        return Comparison(before=before, after=after, skills=skills, cannot=NOTHING_SHARED)
    shared = [[a for a in answers if a.skill in both] for answers in (then, now)]
    return Comparison(
        before=before,
        after=after,
        skills=(*([_pair(None, *shared)] if both else []), *skills),
        questions=questions,
    )


def _cannot(
    before: HistoryLine,
    after: HistoryLine,
    then: Sequence[GradedAnswer],
    now: Sequence[GradedAnswer],
) -> str | None:
    if before.interview.id == after.interview.id:
        return SAME
    for name, line, grades in (("The first one", before, then), ("The second one", after, now)):
        interview = line.interview
        if interview.status is InterviewStatus.ACTIVE or interview.is_left:
            return GOES_ON.format(name)
        if interview.status is not InterviewStatus.COMPLETED:
            return FILED.format(name)
        if not grades:
            return UNGRADED.format(name)
    return None


def _skills(then: Sequence[GradedAnswer], now: Sequence[GradedAnswer]) -> Iterator[SkillPair]:
    """Yield the skills of both first, then those of one."""
    first, second = {a.skill for a in then}, {a.skill for a in now}
    for skill in (*sorted(first & second), *sorted(first ^ second)):
        yield _pair(
            skill, [a for a in then if a.skill == skill], [a for a in now if a.skill == skill]
        )


def _pair(
    skill: str | None, then: Sequence[GradedAnswer], now: Sequence[GradedAnswer]
) -> SkillPair:
    before = estimate(then) if then else None
    after = estimate(now) if now else None
    return SkillPair(
        skill=skill,
        before=before,
        after=after,
        move=_move(before, after, same=basis(then) == basis(now)),
        basis_before=basis(then) if then else "",
        basis_after=basis(now) if now else "",
    )


def _move(before: Estimate | None, after: Estimate | None, *, same: bool) -> Move:
    if before is None or after is None:
        return Move.ONE_SIDED
    return moved(before, after) if same else Move.OTHER_GRADER


def _questions(
    before: Interview, after: Interview, first: Report, second: Report
) -> Iterator[QuestionPair]:
    """Yield the questions that both asked and that were answered both times."""
    earlier = {q.question_id: q for q in first.questions if q.answers}
    for later in second.questions:
        found = earlier.get(later.question_id)
        if found is None or not later.answers:
            continue
        then = found.grade.covered if found.grade else ()
        now = later.grade.covered if later.grade else ()
        yield QuestionPair(
            before=found,
            after=later,
            gained=tuple(point for point in now if point not in then),
            lost=tuple(point for point in then if point not in now),
            move=_move_of(_answer(before, found), _answer(after, later)),
        )


def _move_of(then: GradedAnswer | None, now: GradedAnswer | None) -> Move:
    if then is None or now is None:
        return Move.ONE_SIDED
    same = basis([then]) == basis([now])
    return _move(estimate_of_one(then), estimate_of_one(now), same=same)
