"""Keys that visitors brought: in this process's memory, by owner, and nowhere else.

A key goes with the visit that it was entered in: when the owner's last page has been closed for as
long as a page may come back, after an hour without use, at a word, or with the process.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from src.gateway.client import Server
from src.ports import ModelGateway

LEFT_S = 120.0
"""As long as Streamlit keeps a closed page for its return: a refresh must not lose the key."""
IDLE_S = 3600.0


@dataclass(frozen=True)
class Brought:
    """A key with the server that it is for, the model asked, and those that could be asked.

    Neither it nor its server shows the key when printed. `checked` says whether the server took it;
    `gone` is set when the key is let go.
    """

    server: Server
    model: str
    gateway: ModelGateway = field(repr=False)
    models: tuple[str, ...] = ()
    checked: bool = True
    gone: threading.Event = field(default_factory=threading.Event, repr=False)


@dataclass
class _Place:
    """What is held for one owner: the key, their open pages, and when each was last seen."""

    brought: Brought | None = None
    pages: set[str] = field(default_factory=set)
    left_at: float | None = None
    used_at: float = 0.0


class Vault:
    """Holds one key an owner; from any thread."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._places: dict[str, _Place] = {}
        self._lock = threading.Lock()

    def keep(self, owner_id: str, brought: Brought) -> Brought | None:
        """Hold a key in the place of any before it, which is returned."""
        with self._lock:
            place = self._places.setdefault(owner_id, _Place())
            before, place.brought, place.used_at = place.brought, brought, self._seconds()
        return before

    def get(self, owner_id: str, *, use: bool = False) -> Brought | None:
        """Return the owner's key while it may be used; `use` puts its idle end off."""
        with self._lock:
            place = self._places.get(owner_id)
            if place is None or place.brought is None or self._is_over(place):
                return None
            if use:
                place.used_at = self._seconds()
            return place.brought

    def model_of(self, owner_id: str) -> str | None:
        """Return the model that the owner's own key asks, None where there is no key."""
        brought = self.get(owner_id)
        return brought.model if brought else None

    def forget(self, owner_id: str, only: Brought | None = None) -> Brought | None:
        """Let go of the owner's key and return it; with `only`, unless another took its place."""
        with self._lock:
            place = self._places.get(owner_id)
            found = place.brought if place else None
            if place is None or found is None or (only is not None and found is not only):
                return None
            # The place stays: its open pages still tell when the visit is over.
            place.brought = None
            return found

    def visit(self, owner_id: str, page: str) -> None:
        """Note that an owner has a page open and does something on it."""
        with self._lock:
            place = self._places.setdefault(owner_id, _Place())
            place.pages.add(page)
            place.left_at, place.used_at = None, self._seconds()

    def leave(self, owner_id: str, page: str) -> None:
        """Note that a page was closed."""
        with self._lock:
            place = self._places.get(owner_id)
            if place is None:
                return
            place.pages.discard(page)
            if not place.pages:
                place.left_at = self._seconds()

    def is_shared(self, server: Server) -> bool:
        """Say whether somebody holds a key for a server that equals this one, key included."""
        with self._lock:
            held = [place.brought for place in self._places.values() if place.brought]
        return any(brought.server == server for brought in held)

    def sweep(self) -> tuple[Brought, ...]:
        """Let go of every key whose time is over, and return those."""
        with self._lock:
            over = [owner for owner, place in self._places.items() if self._is_over(place)]
            gone = [self._places.pop(owner).brought for owner in over]
        return tuple(brought for brought in gone if brought is not None)

    def _is_over(self, place: _Place) -> bool:
        now = self._seconds()
        left = place.left_at is not None and now - place.left_at >= LEFT_S
        return left or now - place.used_at >= IDLE_S


class NoKeys:
    """The twin where nobody may bring a key."""

    def model_of(self, owner_id: str) -> str | None:  # noqa: ARG002
        """Return None."""
        return None
