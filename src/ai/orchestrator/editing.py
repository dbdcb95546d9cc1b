"""What its owner changes before the start: facts, requirements, the match, and single questions."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from src.ai.claims.periods import points_in
from src.ai.orchestrator.choosing import pool_for, seen_lately
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.setting_up import preparation, still_prepared
from src.ai.orchestrator.sources import profile_in, without_lost
from src.ai.profile.figures import figure_in
from src.errors import InputError, StateError
from src.models.content import Question
from src.models.enums import FactKind, QuestionKind, ReadBy
from src.models.interview import AskedQuestion, Interview
from src.models.reading import Edits, Fact, FactDraft, ItemEdit, When
from src.models.views import Preparation
from src.ports import UnitOfWork
from src.text import strip_invisible

EditT = TypeVar("EditT", Fact, ItemEdit)

MOST_EDITS = 100
MOST_QUESTIONS = 30
LONGEST_TEXT, LONGEST_PLACE = 300, 200
ADDED = "you asked for another one on {skill}"


def edit_fact(
    desk: Desk, owner_id: str, interview_id: str, key: str | None, draft: FactDraft | None
) -> Preparation:
    """Correct the fact that `key` names, add one (no key), or take it out (no draft).

    Raises `InputError` for a draft without words or with a date that can't be read.
    """
    fact = _fact_of(draft) if draft else None
    with desk.store.unit(write=True) as unit:
        document_id = _resume(unit, owner_id, interview_id)
        edits = unit.readings.edits(owner_id, document_id)
        facts = dict(edits.facts)
        _put(facts, key, fact)
        _save(unit, owner_id, document_id, edits.model_copy(update={"facts": facts}))
    return preparation(desk, owner_id, interview_id)


def _fact_of(draft: FactDraft) -> Fact:
    """Return a fact in its owner's words."""
    text = " ".join(draft.text.split())
    if not strip_invisible(text).strip():
        raise InputError("Write a few words first.")
    figure = figure_in(text) if draft.kind is FactKind.ACHIEVEMENT else None
    quantity, value, unit = figure or ("", None, "")
    return Fact(
        kind=draft.kind,
        text=text[:LONGEST_TEXT],
        place=" ".join(draft.place.split())[:LONGEST_PLACE],
        start=_when(draft.start),
        end=None if draft.ongoing else _when(draft.end),
        ongoing=draft.ongoing,
        part=draft.part,
        quantity=quantity,
        value=value,
        unit=unit,
        by=ReadBy.YOURS,
    )


def _when(said: str) -> When | None:
    points = points_in(said)
    if said.strip() and not points:
        raise InputError(f"“{said.strip()[:40]}” can't be read as a date. Try “March 2019”.")
    return points[0].when if points else None


def edit_item(
    desk: Desk, owner_id: str, interview_id: str, key: str | None, item: ItemEdit | None
) -> Preparation:
    """Correct the requirement that `key` names, add one (no key), or take it out (no item)."""
    with desk.store.unit(write=True) as unit:
        interview = still_prepared(unit.interviews.get(owner_id, interview_id))
        document_id = without_lost(unit, owner_id, interview.setup).job_id
        if document_id is None:
            raise StateError("There is no job description that this could belong to.")
        edits = unit.readings.edits(owner_id, document_id)
        items = dict(edits.items)
        held = item.model_copy(update={"resume_id": interview.setup.resume_id}) if item else None
        _put(items, key, held)
        _save(unit, owner_id, document_id, edits.model_copy(update={"items": items}))
    return preparation(desk, owner_id, interview_id)


def undo_edits(desk: Desk, owner_id: str, interview_id: str) -> Preparation:
    """Go back to what was read of both documents."""
    with desk.store.unit(write=True) as unit:
        interview = still_prepared(unit.interviews.get(owner_id, interview_id))
        setup = without_lost(unit, owner_id, interview.setup)
        for document_id in (setup.resume_id, setup.job_id):
            if document_id is not None:
                unit.readings.save_edits(owner_id, document_id, Edits())
        unit.commit()
    return preparation(desk, owner_id, interview_id)


_OWN = "yours/"
"""Begins the keys of what was added by hand, so that no reading can have the same."""


def _put(held: dict[str, EditT | None], key: str | None, edit: EditT | None) -> None:
    """Hold an edit by its key, a new one without; what was added by hand goes without a trace."""
    named = key or _free(held)
    if edit is None and named.startswith(_OWN):
        held.pop(named, None)
    else:
        held[named] = edit


def _free(held: Iterable[str]) -> str:
    """Return a key for something added."""
    taken = [int(key.removeprefix(_OWN)) for key in held if key.startswith(_OWN)]
    return f"{_OWN}{max(taken, default=0) + 1}"


def _resume(unit: UnitOfWork, owner_id: str, interview_id: str) -> str:
    interview = still_prepared(unit.interviews.get(owner_id, interview_id))
    document_id = without_lost(unit, owner_id, interview.setup).resume_id
    if document_id is None:
        raise StateError("There is no résumé that this could belong to.")
    return document_id


def _save(unit: UnitOfWork, owner_id: str, document_id: str, edits: Edits) -> None:
    if len(edits.facts) + len(edits.items) > MOST_EDITS:
        raise InputError(f"{MOST_EDITS} changes are kept at most. Undo some first.")
    unit.readings.save_edits(owner_id, document_id, edits)
    unit.commit()


def another_question(
    desk: Desk, owner_id: str, interview_id: str, position: int, *, instead: bool
) -> Preparation:
    """Put another question of the same skill after a planned one, or in its place.

    Raises `StateError` where the kit has none left.
    """
    with desk.store.unit(write=True) as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        still_prepared(interview)
        place = next((asked for asked in plan if asked.position == position), None)
        if place is None or (len(plan) >= MOST_QUESTIONS and not instead):
            raise StateError(f"A plan has {MOST_QUESTIONS} questions at most.")
        fresh = _fresh(desk, unit, owner_id, interview, plan, place)
        rest = [asked for asked in plan if not (instead and asked is place)]
        at = position - 1 if instead else position
        whole = [*rest[:at], fresh, *rest[at:]]
        renumbered = [a.model_copy(update={"position": i}) for i, a in enumerate(whole, start=1)]
        unit.interviews.replace_plan(owner_id, interview_id, renumbered)
        unit.interviews.save(owner_id, interview.model_copy(update={"plan_edited": True}))
        unit.commit()
    return preparation(desk, owner_id, interview_id)


def _fresh(
    desk: Desk,
    unit: UnitOfWork,
    owner_id: str,
    interview: Interview,
    plan: Sequence[AskedQuestion],
    place: AskedQuestion,
) -> AskedQuestion:
    """Return the next best question of the skill; one that was asked lately comes last."""
    there = {asked.question.id for asked in plan}
    pool = pool_for(desk, unit, owner_id, interview)
    left = [q for q in pool if q.skill == place.question.skill]
    left = [q for q in left if q.id not in there and _alike(q, place.question)]
    if not left:
        raise StateError(f"The kit has no other question on {place.question.skill}.")
    profile = profile_in(desk, unit, owner_id, without_lost(unit, owner_id, interview.setup))
    (best,) = desk.choose(
        left,
        count=1,
        minutes=None,
        level=place.question.level,
        profile=profile,
        types=interview.setup.interview_type,
        avoid=seen_lately(unit, owner_id),
    )
    reason = ADDED.format(skill=place.question.skill)
    return place.model_copy(
        update={"question": best.question, "reason": f"{reason}; {best.reason}"}
    )


def _alike(question: Question, other: Question) -> bool:
    """Say whether a question is told like another, so that the same of a panel can ask it."""
    told = QuestionKind.BEHAVIOURAL
    return (question.kind is told) == (other.kind is told)
