"""One person's kits: what is shipped, and their own on top."""

import threading
from collections import OrderedDict

from src.models.content import Kit
from src.models.kits import KitLine
from src.ports import ShippedKits, Store, UnitOfWork

MOST_HELD = 200
"""Own kits kept as they were read, of all people together; each is 100 kB at most, mostly less."""


class Shelf:
    """The kits of each person. A kit is read again only after it was saved anew."""

    def __init__(self, shipped: ShippedKits, store: Store) -> None:
        self._shipped = shipped
        self._store = store
        self._held: OrderedDict[tuple[str, str, int], Kit] = OrderedDict()
        self._lock = threading.Lock()

    def all(self, owner_id: str) -> tuple[Kit, ...]:
        """Return every kit that this person can use, by title."""
        found = {kit.id: kit for kit in self._shipped.all()}
        found |= {kit.id: kit for kit in self._own(owner_id)}
        return tuple(sorted(found.values(), key=lambda kit: (kit.title.casefold(), kit.id)))

    def get(self, owner_id: str, kit_id: str) -> Kit:
        """Return a kit of this person's or raise `NotFoundError`."""
        with self._store.unit() as unit:
            line = next((k for k in unit.kits.list(owner_id) if k.kit_id == kit_id), None)
            own = self._kit(unit, owner_id, line) if line is not None else None
        return own if own is not None else self._shipped.get(kit_id)

    def own(self, owner_id: str) -> frozenset[str]:
        """Return the ids of those that are this person's own."""
        with self._store.unit() as unit:
            return frozenset(k.kit_id for k in unit.kits.list(owner_id) if k.kit_id)

    def shipped(self) -> tuple[Kit, ...]:
        """Return the shipped kits alone, by title."""
        return self._shipped.all()

    def _own(self, owner_id: str) -> list[Kit]:
        with self._store.unit() as unit:
            lines = [line for line in unit.kits.list(owner_id) if line.kit_id]
            kits = [self._kit(unit, owner_id, line) for line in lines]
        return [kit for kit in kits if kit is not None]

    def _kit(self, unit: UnitOfWork, owner_id: str, line: KitLine) -> Kit | None:
        mark = (owner_id, line.key, line.version)
        with self._lock:
            if mark in self._held:
                self._held.move_to_end(mark)
                return self._held[mark]
        kit = unit.kits.get(owner_id, line.key).kit
        if kit is not None:
            with self._lock:
                self._held[mark] = kit
                while len(self._held) > MOST_HELD:
                    self._held.popitem(last=False)
        return kit
