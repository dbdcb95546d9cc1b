"""One person's kits: the shipped ones with their own on top, and nobody else's."""

import pytest

from src.errors import NotFoundError
from src.kits import MemoryKits, Shelf
from src.models.content import Kit
from src.models.kits import OwnKit
from src.storage import MemoryStore
from tests.factory import NOON, behavioural_kit, kit
from tests.stores import ME, OTHER, write


@pytest.fixture
def store() -> MemoryStore:
    """A store without rows."""
    return MemoryStore()


@pytest.fixture
def shelf(store: MemoryStore) -> Shelf:
    """Two shipped kits, and what the store holds."""
    return Shelf(MemoryKits([kit(), behavioural_kit()]), store)


def put(store: MemoryStore, key: str, one: Kit | None, draft: str | None = None) -> None:
    """Keep a kit of mine."""
    own = OwnKit(key=key, kit=one, draft=draft, created_at=NOON, updated_at=NOON)
    write(store, lambda u: u.kits.add(ME, own))


def test_own_kits_stand_among_the_shipped_ones_by_title(shelf: Shelf, store: MemoryStore) -> None:
    """For their owner alone."""
    put(store, "k", kit(kit_id="mine", title="An own one"))

    assert [k.id for k in shelf.all(ME)] == ["mine", "backend", "behavioural"]
    assert shelf.own(ME) == {"mine"}
    assert shelf.get(ME, "mine").title == "An own one"
    assert [k.id for k in shelf.all(OTHER)] == ["backend", "behavioural"]
    assert shelf.own(OTHER) == frozenset()
    with pytest.raises(NotFoundError):
        shelf.get(OTHER, "mine")


def test_an_own_kit_stands_in_for_a_shipped_one_for_its_owner(
    shelf: Shelf, store: MemoryStore
) -> None:
    """Everybody else has the shipped one, and so has the owner after deleting theirs."""
    put(store, "k", kit(title="My backend"))

    assert shelf.get(ME, "backend").title == "My backend"
    assert [k.title for k in shelf.all(ME)] == ["Behavioural", "My backend"]
    assert shelf.get(OTHER, "backend").title == "Backend engineer"
    assert [k.title for k in shelf.shipped()] == ["Backend engineer", "Behavioural"]

    write(store, lambda u: u.kits.delete(ME, "k"))
    assert shelf.get(ME, "backend").title == "Backend engineer"


def test_a_draft_is_no_kit_yet(shelf: Shelf, store: MemoryStore) -> None:
    """It can't be chosen until it was saved whole."""
    put(store, "d", None, draft="id: draft")

    assert len(shelf.all(ME)) == 2
    assert shelf.own(ME) == frozenset()


def test_a_saved_change_is_seen_at_once(shelf: Shelf, store: MemoryStore) -> None:
    """What is kept in memory goes by the version."""
    put(store, "k", kit(kit_id="mine", title="First"))
    assert shelf.get(ME, "mine").title == "First"
    with store.unit() as unit:
        stored = unit.kits.get(ME, "k")

    changed = stored.model_copy(update={"kit": kit(kit_id="mine", title="Second")})
    write(store, lambda u: u.kits.save(ME, changed))

    assert shelf.get(ME, "mine").title == "Second"
