"""Scores in time, by skill and in all; lines of different graders are never one line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from src.ai.progress.estimating import basis, estimate
from src.models.progress import GradedAnswer, Trend, TrendLine, TrendPoint

LEAST_POINTS = 2
"""One point is no line."""


def trend(answers: Sequence[GradedAnswer]) -> Trend:
    """Return the lines of all answers, oldest first: in all, then the skills with most points.

    A point is the mean of one interview. Skills without a line are named apart.
    """
    skills = sorted({a.skill for a in answers})
    lines = [line for skill in (None, *skills) for line in _lines(skill, answers)]
    drawn = [line for line in lines if len(line.points) >= LEAST_POINTS]
    drawn.sort(key=lambda line: (line.skill is not None, -len(line.points)))
    with_line = {line.skill for line in drawn}
    return Trend(
        lines=tuple(drawn),
        single=tuple(skill for skill in skills if skill not in with_line),
        interviews=len({a.interview_id for a in answers}),
    )


def _lines(skill: str | None, answers: Sequence[GradedAnswer]) -> list[TrendLine]:
    mine = [a for a in answers if skill is None or a.skill == skill]
    by_basis: defaultdict[str, list[TrendPoint]] = defaultdict(list)
    for group in by_interview(mine).values():
        by_basis[basis(group)].append(_point(group))
    return [
        TrendLine(skill=skill, basis=named, points=tuple(points))
        for named, points in by_basis.items()
    ]


def _point(group: Sequence[GradedAnswer]) -> TrendPoint:
    first = group[0]
    return TrendPoint(interview_id=first.interview_id, at=first.at, estimate=estimate(group))


def by_interview(answers: Iterable[GradedAnswer]) -> Mapping[str, list[GradedAnswer]]:
    """Return the answers of each interview, in the order that they came."""
    found: defaultdict[str, list[GradedAnswer]] = defaultdict(list)
    for answer in answers:
        found[answer.interview_id].append(answer)
    return found
