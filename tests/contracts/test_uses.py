"""What is limited besides model calls: every store counts it by owner, kind and time."""

from datetime import timedelta

from src.ports import Store
from tests.factory import NOON
from tests.stores import ME, OTHER, write


def test_uses_are_counted_by_owner_kind_and_time(store: Store) -> None:
    """Oldest first; nobody else's, and no other kind's."""
    later = NOON + timedelta(minutes=5)
    write(store, lambda u: u.uses.add(ME, "search", later))
    write(store, lambda u: u.uses.add(ME, "search", NOON))
    write(store, lambda u: u.uses.add(ME, "key check", NOON))
    write(store, lambda u: u.uses.add(OTHER, "search", NOON))

    with store.unit() as unit:
        assert unit.uses.since(ME, "search", NOON) == (NOON, later)
        assert unit.uses.since(ME, "search", later) == (later,)
        assert unit.uses.since(OTHER, "key check", NOON) == ()


def test_uses_of_a_day_ago_are_forgotten(store: Store) -> None:
    """The table doesn't grow with the years."""
    write(store, lambda u: u.uses.add(ME, "search", NOON - timedelta(days=2)))
    write(store, lambda u: u.uses.add(ME, "search", NOON))

    with store.unit() as unit:
        assert unit.uses.since(ME, "search", NOON - timedelta(days=9)) == (NOON,)
