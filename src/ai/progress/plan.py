"""What to practise next: the skills by the day they are due, the weakest first, and a habit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from src.ai.progress.estimating import basis
from src.ai.progress.habits import WITHIN_DAYS, Habit, habits
from src.ai.progress.spacing import PASS, SURE, Review, due, reviews_of, schedule_of
from src.models.content import Kit
from src.models.enums import QuestionKind
from src.models.progress import CardKind, GradedAnswer, PracticeCard, Story

CARDS = 3
MIDDLE_LEVEL = 3
GENERAL_KIT = "behavioural"
"""The kit whose questions on behaviour serve every role."""
NO_KIT = "No question kit has questions on this skill, so it can't be started from here."
NO_STORIES = "No question kit has questions on behaviour, so it can't be started from here."


def practice_plan(
    answers: Sequence[GradedAnswer],
    stories: Sequence[Story],
    levels: Mapping[str, int],
    kits: Sequence[Kit],
    today: date,
) -> tuple[PracticeCard, ...]:
    """Return all cards, what is due first; among those that are due the weakest skill leads.

    Answers are oldest first, stories newest first. A habit stands second where it is due, so that
    three cards hold one at most and never hide the weakest skill.
    """
    by_skill: defaultdict[str, list[GradedAnswer]] = defaultdict(list)
    for answer in answers:
        by_skill[answer.skill].append(answer)
    cards = [
        _skill_card(skill, mine, levels.get(skill), kits, today) for skill, mine in by_skill.items()
    ]
    cards.sort(key=lambda card: (card.days, card.score, card.title))
    recent = [s for s in stories if (today - s.at.date()).days <= WITHIN_DAYS]
    for habit in habits(recent)[:1]:
        cards.insert(1, _habit_card(habit, kits, today))
    return tuple(cards)


def _skill_card(
    skill: str,
    answers: Sequence[GradedAnswer],
    level: int | None,
    kits: Sequence[Kit],
    today: date,
) -> PracticeCard:
    reviews = reviews_of(answers)
    last, latest = reviews[-1], answers[-1]
    kit_id = kit_for(skill, latest.kit_id, kits)
    on = due(reviews)
    return PracticeCard(
        kind=CardKind.SKILL,
        title=skill,
        skill=skill,
        score=round(last.score, 1),
        evidence=_rests_on(last),
        why=_why(reviews, [a for a in answers if a.at.date() == last.day]),
        due=on,
        days=max(0, (on - today).days),
        interview_id=latest.interview_id,
        kit_id=kit_id,
        level=level or MIDDLE_LEVEL,
        cannot=None if kit_id else NO_KIT,
    )


def kit_for(skill: str, kit_id: str | None, kits: Sequence[Kit]) -> str | None:
    """Return the kit to practise a skill from: the one it was asked from, else one that has it."""
    having = [kit.id for kit in kits if any(q.skill == skill for q in kit.questions)]
    return kit_id if kit_id in having else next(iter(having), None)


def _rests_on(review: Review) -> str:
    return "1 answer" if review.answers == 1 else f"{review.answers} answers"


def _why(reviews: Sequence[Review], answers: Sequence[GradedAnswer]) -> str:
    """Return the reason for the day: how the last review went, who graded it, what follows."""
    last, schedule = reviews[-1], schedule_of(reviews)
    told = f"{round(last.score, 1):g} of 10 over {_rests_on(last)}, graded {basis(answers)}"
    days = round(schedule.days)
    again = "again after a day" if days == 1 else f"again after {days} days"
    if last.score / 2 < PASS:
        return f"{told}: a score under 6 begins anew, {again}."
    if last.confidence < SURE:
        return f"{told}: too unsure to wait longer, {again}."
    times = schedule.repetitions
    row = "a first good time" if times == 1 else f"{times} good times in a row"
    return f"{told}: {row}, {again}."


def _habit_card(habit: Habit, kits: Sequence[Kit], today: date) -> PracticeCard:
    kit_id = stories_kit(habit.last.kit_id, kits)
    heard = habit.last.at.date()
    return PracticeCard(
        kind=CardKind.HABIT,
        title=habit.title,
        evidence=habit.evidence,
        why=habit.why,
        due=heard,
        days=max(0, (heard - today).days),
        interview_id=habit.last.interview_id,
        kit_id=kit_id,
        cannot=None if kit_id else NO_STORIES,
    )


def stories_kit(kit_id: str | None, kits: Sequence[Kit]) -> str | None:
    """Return the kit of questions on behaviour: the last one's, else the general one, else any."""
    telling = [
        kit.id for kit in kits if any(q.kind is QuestionKind.BEHAVIOURAL for q in kit.questions)
    ]
    wanted = next((found for found in (kit_id, GENERAL_KIT) if found in telling), None)
    return wanted or next(iter(telling), None)
