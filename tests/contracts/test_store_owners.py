"""What all stores promise about other people's rows."""

from collections.abc import Callable

import pytest

from src.errors import NotFoundError
from src.models.calls import Usage
from src.models.enums import (
    DocumentKind,
    TurnState,
)
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import SkillState
from src.ports import Store, UnitOfWork
from tests.factory import NOON, asked, grade, interview, speech_task, turn
from tests.stores import ME, OTHER, event, fill_all, write


def everything(unit: UnitOfWork) -> list[object]:
    """Return all that the owner of "iv-1" can read."""
    return [
        unit.interviews.get(ME, "iv-1"),
        unit.interviews.questions(ME, "iv-1"),
        unit.interviews.skills(ME, "iv-1"),
        unit.turns.list(ME, "iv-1"),
        unit.records.grades(ME, "iv-1"),
        unit.records.notes(ME, "iv-1"),
        unit.records.report(ME, "iv-1"),
        unit.records.events(ME, "iv-1"),
        unit.ledger.spend(ME),
        unit.documents.list(ME, DocumentKind.JOB),
        unit.speech.list(ME, "iv-1"),
        unit.speech.audio(ME, "said-1"),
    ]


def test_another_owner_changes_nothing(filled: Store) -> None:
    """Not there and not theirs are the same words, and every row stays as it was."""
    entry = fill_all(filled)
    record = GradeRecord(position=1, attempt=9, grade=grade(), at=NOON)
    done = turn(state=TurnState.DONE)
    used = entry.model_copy(update={"usage": Usage(input_tokens=1)})
    doors: list[Callable[[UnitOfWork], object]] = [
        lambda u: u.interviews.save(OTHER, interview()),
        lambda u: u.interviews.delete(OTHER, "iv-1"),
        lambda u: u.interviews.save_question(OTHER, "iv-1", asked(1)),
        lambda u: u.interviews.replace_plan(OTHER, "iv-1", []),
        lambda u: u.interviews.save_skill(OTHER, "iv-1", SkillState(skill="s", level=1)),
        lambda u: u.turns.accept(OTHER, turn()),
        lambda u: u.records.save_grade(OTHER, "iv-1", record),
        lambda u: u.records.save_note(OTHER, "iv-1", CoachNote(turn_no=2, engine="e")),
        lambda u: u.records.save_report(OTHER, "iv-1", Report(attempt=9)),
        lambda u: u.records.add_events(OTHER, "iv-1", [event("b")]),
        lambda u: u.ledger.reserve(OTHER, entry.model_copy(update={"id": "new"}), NOON),
        lambda u: u.documents.delete(OTHER, "d"),
        lambda u: u.speech.add(OTHER, speech_task("new")),
        lambda u: u.speech.get(OTHER, "said-1"),
        lambda u: u.speech.delete(OTHER, "said-1"),
    ]
    with filled.unit() as unit:
        before = everything(unit)

    for door in doors:
        with pytest.raises(NotFoundError):
            write(filled, door)
    assert write(filled, lambda u: u.turns.finish(OTHER, done)) is False
    write(filled, lambda u: u.ledger.settle(OTHER, used, NOON))

    with filled.unit() as unit:
        assert everything(unit) == before


def test_another_owner_finds_nothing(filled: Store) -> None:
    """One thing is not found, lists are empty, sums are zero."""
    fill_all(filled)

    with filled.unit() as unit:
        for read in (
            lambda: unit.interviews.get(OTHER, "iv-1"),
            lambda: unit.turns.get(OTHER, "iv-1", 1),
            lambda: unit.documents.get(OTHER, "d"),
        ):
            with pytest.raises(NotFoundError):
                read()
        assert unit.interviews.list(OTHER) == ()
        assert unit.interviews.questions(OTHER, "iv-1") == ()
        assert unit.interviews.skills(OTHER, "iv-1") == ()
        assert unit.turns.list(OTHER, "iv-1") == ()
        assert unit.records.grades(OTHER, "iv-1") == ()
        assert unit.records.notes(OTHER, "iv-1") == ()
        assert unit.records.events(OTHER, "iv-1") == ()
        assert unit.records.report(OTHER, "iv-1") is None
        assert unit.documents.list(OTHER, DocumentKind.JOB) == ()
        assert unit.ledger.spend(OTHER, "iv-1").calls == 0
        assert unit.ledger.calls_since(OTHER, NOON) == ()
