"""Readings and edits in plain dictionaries."""

from src.errors import NotFoundError
from src.models.reading import Edits, Reading
from src.storage.rows.memory import State


class MemoryReadingRows:
    """Readings and edits, one of each a document."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, owner_id: str, document_id: str) -> Reading | None:
        """Return what a model read of a document."""
        return self._state.readings.get((owner_id, document_id))

    def save(self, owner_id: str, document_id: str, reading: Reading) -> bool:
        """Store a reading unless a later attempt is there."""
        self._check(owner_id, document_id)
        stored = self.get(owner_id, document_id)
        if stored is not None and stored.attempt > reading.attempt:
            return False
        self._state.readings[owner_id, document_id] = reading
        return True

    def edits(self, owner_id: str, document_id: str) -> Edits:
        """Return what the owner changed."""
        return self._state.edits.get((owner_id, document_id), Edits())

    def save_edits(self, owner_id: str, document_id: str, edits: Edits) -> None:
        """Insert or replace the owner's changes."""
        self._check(owner_id, document_id)
        self._state.edits[owner_id, document_id] = edits

    def _check(self, owner_id: str, document_id: str) -> None:
        if (owner_id, document_id) not in self._state.documents:
            raise NotFoundError("This document is not there.")
