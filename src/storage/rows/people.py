"""Owners, their tokens, consents and documents."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from src.errors import NotFoundError
from src.models.documents import Document
from src.models.enums import DocumentKind
from src.storage import tables as t
from src.storage.rows.common import body, read_bodies


class SqlOwnerRows:
    """Who somebody is, by hashes of tokens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def owner_of(self, token_hash: str) -> str | None:
        """Return the owner of a token."""
        found = select(t.tokens.c.owner_id).where(t.tokens.c.token_hash == token_hash)
        return self._connection.execute(found).scalar_one_or_none()

    def add_token(self, owner_id: str, token_hash: str, kind: str, at: datetime) -> None:
        """Store a token's hash, and the owner on first sight."""
        known = select(t.owners.c.owner_id).where(t.owners.c.owner_id == owner_id)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(t.owners).values(owner_id=owner_id, at=at))
        if self.owner_of(token_hash) is None:
            row = {"token_hash": token_hash, "owner_id": owner_id, "kind": kind, "at": at}
            self._connection.execute(insert(t.tokens).values(**row))

    def consented(self, owner_id: str, kind: str, version: str) -> bool:
        """Say whether the owner agreed to a text."""
        found = select(t.consents.c.id).where(_consent(owner_id, kind, version))
        return self._connection.execute(found).first() is not None

    def add_consent(self, owner_id: str, kind: str, version: str, at: datetime) -> None:
        """Store the owner's yes once."""
        if not self.consented(owner_id, kind, version):
            row = {"owner_id": owner_id, "kind": kind, "version": version, "at": at}
            self._connection.execute(insert(t.consents).values(**row))


def _consent(owner_id: str, kind: str, version: str) -> ColumnElement[bool]:
    c = t.consents.c
    return and_(c.owner_id == owner_id, c.kind == kind, c.version == version)


class SqlDocumentRows:
    """What people uploaded or pasted, as text."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, document: Document) -> None:
        """Store a document."""
        row = {"id": document.id, "owner_id": owner_id, "kind": document.kind}
        made = insert(t.documents).values(**row, at=document.created_at, body=body(document))
        self._connection.execute(made)

    def get(self, owner_id: str, document_id: str) -> Document:
        """Return a document or raise `NotFoundError`."""
        c = t.documents.c
        where = and_(c.owner_id == owner_id, c.id == document_id)
        found = read_bodies(self._connection, t.documents, Document, where)
        if not found:
            raise NotFoundError("This document is not there.")
        return found[0]

    def list(self, owner_id: str, kind: DocumentKind) -> tuple[Document, ...]:
        """Return the owner's documents of a kind, newest first."""
        c = t.documents.c
        where = and_(c.owner_id == owner_id, c.kind == kind)
        order = (c.at.desc(), c.id)
        return read_bodies(self._connection, t.documents, Document, where, *order)

    def delete(self, owner_id: str, document_id: str) -> None:
        """Delete a document; a missing one is `NotFoundError`."""
        c = t.documents.c
        gone = delete(t.documents).where(c.owner_id == owner_id, c.id == document_id)
        if self._connection.execute(gone).rowcount == 0:
            raise NotFoundError("This document is not there.")
