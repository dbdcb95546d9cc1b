"""When a skill is due again: SM-2's intervals, from the scores of the days it was practised on.

The rule is SM-2 (P. A. Woźniak, "Optimization of learning", 1990): after a first good review a day,
after the second six days, then each time as long as before times an easiness factor, which grows
with the quality of the review (0 to 5); after a poor one the skill begins anew. Adapted to scores:
the quality is half the mean score of a day, so that 6 of 10 passes; the factor moves after poor
reviews too, so that a better score never brings a sooner day; all answers of one day are one
review, for what is crammed counts once; a grade too unsure to move a level lengthens no interval;
and a skill rests a month at most, because people prepare over weeks.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from src.models.progress import GradedAnswer

PASS = 3.0
FIRST_DAYS, SECOND_DAYS, MOST_DAYS = 1.0, 6.0, 30.0
FACTOR, LEAST_FACTOR, MOST_FACTOR = 2.5, 1.3, 3.0
SURE = 0.5
"""The confidence from which a grade moves a level (`src.ai.difficulty`)."""


@dataclass(frozen=True)
class Review:
    """One day's practice of a skill: the mean score of its answers, of 10, and how sure it is."""

    day: date
    score: float
    confidence: float
    answers: int


@dataclass(frozen=True)
class Schedule:
    """Where a skill stands: good reviews in a row, easiness, and days until it is due."""

    repetitions: int = 0
    factor: float = FACTOR
    days: float = FIRST_DAYS


def reviews_of(answers: Sequence[GradedAnswer]) -> tuple[Review, ...]:
    """Return the reviews of one skill, oldest first; days are in UTC."""
    by_day: defaultdict[date, list[GradedAnswer]] = defaultdict(list)
    for answer in answers:
        by_day[answer.at.date()].append(answer)
    return tuple(
        Review(
            day=day,
            score=fmean(a.score for a in group),
            confidence=fmean(a.confidence for a in group),
            answers=len(group),
        )
        for day, group in sorted(by_day.items())
    )


def after(schedule: Schedule, review: Review) -> Schedule:
    """Return the schedule after one more review."""
    quality = review.score / 2
    short = 5 - quality
    factor = schedule.factor + 0.1 - short * (0.08 + short * 0.02)
    factor = min(MOST_FACTOR, max(LEAST_FACTOR, factor))
    if quality < PASS:
        return Schedule(0, factor, FIRST_DAYS)
    if review.confidence < SURE:
        return Schedule(schedule.repetitions, schedule.factor, schedule.days)
    repetitions = schedule.repetitions + 1
    longer = {1: FIRST_DAYS, 2: SECOND_DAYS}.get(repetitions, schedule.days * factor)
    return Schedule(repetitions, factor, min(MOST_DAYS, longer))


def schedule_of(reviews: Sequence[Review]) -> Schedule:
    """Return the schedule after all reviews, oldest first."""
    schedule = Schedule()
    for review in reviews:
        schedule = after(schedule, review)
    return schedule


def due(reviews: Sequence[Review]) -> date:
    """Return the day on which a skill with at least one review is due."""
    return reviews[-1].day + timedelta(days=round(schedule_of(reviews).days))
