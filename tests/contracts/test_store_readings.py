"""What all stores promise of readings and of what their owners changed."""

import pytest

from src.errors import NotFoundError
from src.models.documents import Document
from src.models.enums import DocumentKind, FactKind, WorkState
from src.models.reading import Edits, Fact, Reading
from src.ports import Store
from tests.factory import NOON
from tests.stores import ME, OTHER, write

SKILL = Fact(kind=FactKind.SKILL, text="triage", line_no=3, line="triage")


@pytest.fixture
def document(store: Store) -> str:
    """The id of a stored résumé."""
    made = Document(id="d-1", kind=DocumentKind.RESUME, title="r", text="t", created_at=NOON)
    write(store, lambda u: u.documents.add(ME, made))
    return made.id


def test_a_reading_comes_back_as_it_was(store: Store, document: str) -> None:
    """One a document; the next attempt takes its place, an earlier one doesn't."""
    first = Reading(state=WorkState.GENERATING)
    second = Reading(attempt=2, facts=(SKILL,), claimed=2, found=1)

    assert write(store, lambda u: u.readings.save(ME, document, first))
    assert write(store, lambda u: u.readings.save(ME, document, second))
    assert not write(store, lambda u: u.readings.save(ME, document, first))

    with store.unit() as unit:
        assert unit.readings.get(ME, document) == second


def test_edits_come_back_as_they_were(store: Store, document: str) -> None:
    """Empty before the first; a fact that was taken out stays taken out."""
    edits = Edits(facts={SKILL.key: None, "yours/1": SKILL})

    with store.unit() as unit:
        assert unit.readings.edits(ME, document) == Edits()
    write(store, lambda u: u.readings.save_edits(ME, document, edits))
    write(store, lambda u: u.readings.save_edits(ME, document, edits))

    with store.unit() as unit:
        assert unit.readings.edits(ME, document) == edits


def test_nobody_elses_document_is_reached(store: Store, document: str) -> None:
    """Neither read nor changed."""
    write(store, lambda u: u.readings.save(ME, document, Reading()))
    write(store, lambda u: u.readings.save_edits(ME, document, Edits(facts={"a": SKILL})))

    with store.unit() as unit:
        assert unit.readings.get(OTHER, document) is None
        assert unit.readings.edits(OTHER, document) == Edits()
    with pytest.raises(NotFoundError):
        write(store, lambda u: u.readings.save(OTHER, document, Reading()))
    with pytest.raises(NotFoundError):
        write(store, lambda u: u.readings.save_edits(OTHER, document, Edits()))


def test_both_go_with_the_document(store: Store, document: str) -> None:
    """What was read of it is the person's as the document is."""
    write(store, lambda u: u.readings.save(ME, document, Reading()))
    write(store, lambda u: u.readings.save_edits(ME, document, Edits(facts={"a": SKILL})))

    write(store, lambda u: u.documents.delete(ME, document))

    with store.unit() as unit:
        assert unit.readings.get(ME, document) is None
        assert unit.readings.edits(ME, document) == Edits()
