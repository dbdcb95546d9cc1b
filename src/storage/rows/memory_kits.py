"""Own kits in plain dictionaries."""

from src.errors import NotFoundError, StaleError, StorageError
from src.models.content import Kit
from src.models.kits import KitLine, OwnKit
from src.storage.rows.kits import GONE
from src.storage.rows.memory import State


class MemoryKitRows:
    """Kits by owner."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, kit: OwnKit) -> None:
        """Store a new kit."""
        self._state.check_is_new("kits", kit.key)
        self._check_id(owner_id, kit)
        self._state.kits[owner_id, kit.key] = kit

    def _check_id(self, owner_id: str, kit: OwnKit) -> None:
        if kit.kit is None:
            return
        taken = any(
            other.kit is not None and other.kit.id == kit.kit.id
            for (owner, key), other in self._state.kits.items()
            if owner == owner_id and key != kit.key
        )
        if taken:
            raise StorageError

    def get(self, owner_id: str, key: str) -> OwnKit:
        """Return a kit by its key or raise `NotFoundError`."""
        found = self._state.kits.get((owner_id, key))
        if found is None:
            raise NotFoundError(GONE)
        return found

    def list(self, owner_id: str) -> tuple[KitLine, ...]:
        """Return what lists show of the owner's kits, the one changed last first."""
        mine = [kit.line for (owner, _), kit in self._state.kits.items() if owner == owner_id]
        return tuple(sorted(mine, key=lambda line: (-line.updated_at.timestamp(), line.key)))

    def save(self, owner_id: str, kit: OwnKit) -> OwnKit:
        """Replace a kit if its version still stands."""
        if self.get(owner_id, kit.key).version != kit.version:
            raise StaleError
        self._check_id(owner_id, kit)
        saved = kit.model_copy(update={"version": kit.version + 1})
        self._state.kits[owner_id, kit.key] = saved
        return saved

    def delete(self, owner_id: str, key: str) -> None:
        """Delete a kit; a missing one is `NotFoundError`."""
        self.get(owner_id, key)
        del self._state.kits[owner_id, key]

    def keep(self, owner_id: str, interview_id: str, kit: Kit | None) -> None:
        """Keep a copy of the kit that an interview is held with, or none."""
        self._state.check(owner_id, interview_id)
        self._state.kept_kits.pop((owner_id, interview_id), None)
        if kit is not None:
            self._state.kept_kits[owner_id, interview_id] = kit

    def kept(self, owner_id: str, interview_id: str) -> Kit | None:
        """Return the copy that an interview keeps."""
        return self._state.kept_kits.get((owner_id, interview_id))
