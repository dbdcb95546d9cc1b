"""What was read of documents, and what their owners changed."""

from sqlalchemy import ColumnElement, Connection, Table, and_, select

from src.errors import NotFoundError
from src.models.reading import Edits, Reading
from src.storage import tables as t
from src.storage.rows.common import body, put, read_bodies


def _of(table: Table, owner_id: str, document_id: str) -> ColumnElement[bool]:
    return and_(table.c.owner_id == owner_id, table.c.document_id == document_id)


class SqlReadingRows:
    """Readings and edits, one of each a document."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, owner_id: str, document_id: str) -> Reading | None:
        """Return what a model read of a document."""
        where = _of(t.readings, owner_id, document_id)
        found = read_bodies(self._connection, t.readings, Reading, where)
        return found[0] if found else None

    def save(self, owner_id: str, document_id: str, reading: Reading) -> bool:
        """Store a reading unless a later attempt is there."""
        self._check(owner_id, document_id)
        stored = self.get(owner_id, document_id)
        if stored is not None and stored.attempt > reading.attempt:
            return False
        where = _of(t.readings, owner_id, document_id)
        row = {"owner_id": owner_id, "document_id": document_id, "state": reading.state}
        put(
            self._connection,
            t.readings,
            where,
            **row,
            attempt=reading.attempt,
            body=body(reading),
        )
        return True

    def edits(self, owner_id: str, document_id: str) -> Edits:
        """Return what the owner changed."""
        found = read_bodies(self._connection, t.edits, Edits, _of(t.edits, owner_id, document_id))
        return found[0] if found else Edits()

    def save_edits(self, owner_id: str, document_id: str, edits: Edits) -> None:
        """Insert or replace the owner's changes."""
        self._check(owner_id, document_id)
        where = _of(t.edits, owner_id, document_id)
        row = {"owner_id": owner_id, "document_id": document_id}
        put(self._connection, t.edits, where, **row, body=body(edits))

    def _check(self, owner_id: str, document_id: str) -> None:
        """Raise `NotFoundError` unless the document is this owner's; its row is locked."""
        c = t.documents.c
        mine = select(c.id).where(c.id == document_id, c.owner_id == owner_id).with_for_update()
        if self._connection.execute(mine).first() is None:
            raise NotFoundError("This document is not there.")
