"""What people said yes to before something of theirs is used."""

from collections.abc import Callable

from src.ports import Clock, Store


class Consents:
    """Keeps each owner's yes to a sentence: its kind and wording, and where it says things go."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sentence: tuple[str, str],
        host_for: Callable[[str], str | None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._kind, self._wording = sentence
        self._host_for = host_for

    def given(self, owner_id: str) -> bool:
        """Say whether the owner agreed to the sentence as it stands now."""
        with self._store.unit() as unit:
            return unit.owners.consented(owner_id, self._kind, self._version(owner_id))

    def give(self, owner_id: str) -> None:
        """Store the owner's yes."""
        version = self._version(owner_id)
        with self._store.unit(write=True) as unit:
            unit.owners.add_consent(owner_id, self._kind, version, self._clock.now())
            unit.commit()

    def _version(self, owner_id: str) -> str:
        """Name the sentence: a yes to one server, or to none, is no yes to another."""
        return f"{self._wording}/{self._host_for(owner_id) or 'here'}"
