"""Owners, their tokens, consents and documents."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, select

from src.errors import NotFoundError
from src.models.documents import Document, Upload
from src.models.enums import DocumentKind
from src.storage import tables as t
from src.storage.rows.common import body, insert_new, read_bodies

UPLOADS_KEPT = timedelta(days=1)


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
        insert_new(self._connection, t.owners, owner_id=owner_id, at=at)
        row = {"token_hash": token_hash, "owner_id": owner_id, "kind": kind, "at": at}
        insert_new(self._connection, t.tokens, **row)

    def consented(self, owner_id: str, kind: str, version: str) -> bool:
        """Say whether the owner agreed to a text."""
        c = t.consents.c
        mine = and_(c.owner_id == owner_id, c.kind == kind, c.version == version)
        return self._connection.execute(select(c.id).where(mine)).first() is not None

    def add_consent(self, owner_id: str, kind: str, version: str, at: datetime) -> None:
        """Store the owner's yes once."""
        row = {"owner_id": owner_id, "kind": kind, "version": version, "at": at}
        insert_new(self._connection, t.consents, **row)


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

    def add_upload(self, owner_id: str, upload: Upload) -> None:
        """Note an upload and forget old ones."""
        c = t.uploads.c
        old = delete(t.uploads).where(c.owner_id == owner_id, c.at < upload.at - UPLOADS_KEPT)
        self._connection.execute(old)
        row = {"owner_id": owner_id, "at": upload.at, "size_bytes": upload.size_bytes}
        self._connection.execute(insert(t.uploads).values(**row))

    def uploads_since(self, owner_id: str, since: datetime) -> tuple[Upload, ...]:
        """Return the owner's uploads since then, oldest first."""
        c = t.uploads.c
        found = select(c.at, c.size_bytes).where(c.owner_id == owner_id, c.at >= since)
        rows = self._connection.execute(found.order_by(c.at, c.id))
        return tuple(Upload(at=at, size_bytes=size) for at, size in rows)
