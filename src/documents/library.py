"""A person's documents: read once, kept as text, chosen again, deleted."""

import secrets
from collections.abc import Callable
from pathlib import Path

from src.documents.uploads import HOUR, PASTE, UploadLimits, check_upload
from src.errors import DocumentError, InputError, LimitError
from src.models.documents import Document, Extract, Upload
from src.models.enums import DocumentKind
from src.ports import Clock, Consents, Documents, Store

CONSENT = ("upload", "2026-11")
"""The kind of sentence that is agreed to, and its wording: a yes to another one doesn't count."""
MOST_CHARS = 100_000
MOST_KEPT = 50
TITLE_CHARS = 80


class Library:
    """Uploads and pastes of one owner; texts live in the database, bytes nowhere."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        clock: Clock,
        sample: Path,
        host_for: Callable[[str], str | None],
        consents: Consents,
        limits: UploadLimits = UploadLimits(),  # noqa: B008 - a frozen value
    ) -> None:
        self._store = store
        self._documents = documents
        self._clock = clock
        self._sample = sample
        self._host_for = host_for
        self.consents = consents
        self._limits = limits

    def upload(self, owner_id: str, kind: DocumentKind, name: str, data: bytes) -> Document:
        """Read a file and keep its text.

        Raises `DocumentError` with what to do, `LimitError` for too many or too much in an hour.
        """
        if not self.consents.given(owner_id):
            raise InputError("Say yes to how the text is used first; then choose the file again.")
        self.count(owner_id, len(data))
        return self._keep(owner_id, kind, self._documents.read(name, data))

    def count(self, owner_id: str, size_bytes: int, instead: str = PASTE) -> None:
        """Note an upload before it is read: one that fails has cost as much as one that works.

        Raises `LimitError` for too many or too much in an hour, with what to do `instead`.
        """
        now = self._clock.now()
        with self._store.unit(write=True) as unit:
            earlier = unit.documents.uploads_since(owner_id, now - HOUR)
            upload = Upload(at=now, size_bytes=size_bytes)
            check_upload(earlier, upload, self._limits, instead)
            unit.documents.add_upload(owner_id, upload)
            unit.commit()

    def paste(self, owner_id: str, kind: DocumentKind, text: str) -> Document:
        """Keep pasted text; the same text again is the same document."""
        text = text.strip()
        if not text:
            raise DocumentError("There is no text in it yet. Paste some first.", code="empty")
        if len(text) > MOST_CHARS:
            raise DocumentError(
                f"This text has {len(text):,} characters; {MOST_CHARS:,} can be read.",
                code="too_big",
            )
        return self._keep(owner_id, kind, Extract(text=text, pages=1, format="text"))

    def _keep(self, owner_id: str, kind: DocumentKind, extract: Extract) -> Document:
        with self._store.unit(write=True) as unit:
            kept = unit.documents.list(owner_id, kind)
            same = next((d for d in kept if d.text == extract.text), None)
            if same is not None:
                return same
            if len(kept) >= MOST_KEPT:
                raise LimitError(f"{MOST_KEPT} documents are kept at most. Delete one first.")
            document = Document(
                id=secrets.token_urlsafe(16),
                kind=kind,
                title=_title(extract.text, kind),
                text=extract.text,
                pages=extract.pages,
                warnings=extract.warnings,
                created_at=self._clock.now(),
            )
            unit.documents.add(owner_id, document)
            unit.commit()
        return document

    def list(self, owner_id: str, kind: DocumentKind) -> tuple[Document, ...]:
        """Return the owner's documents of a kind, newest first."""
        with self._store.unit() as unit:
            return unit.documents.list(owner_id, kind)

    def get(self, owner_id: str, document_id: str) -> Document:
        """Return a document or raise `NotFoundError`."""
        with self._store.unit() as unit:
            return unit.documents.get(owner_id, document_id)

    def delete(self, owner_id: str, document_id: str) -> None:
        """Delete a document; interviews prepared with it go on without it."""
        with self._store.unit(write=True) as unit:
            unit.documents.delete(owner_id, document_id)
            unit.commit()

    def consent_text(self, owner_id: str) -> str:
        """Return the one sentence that says where an owner's text goes."""
        host = self._host_for(owner_id)
        kept = "Your text is kept on the machine that runs this app until you delete it"
        if host is None:
            return f"{kept}; nothing is sent anywhere else. The file itself is not kept."
        return (
            f"{kept}, and is sent to {host} to write questions and comments. "
            "The file itself is not kept."
        )

    def sample(self) -> tuple[str, str]:
        """Return the sample résumé and the sample job description."""
        texts = [(self._sample / name).read_text("utf-8") for name in ("resume.md", "job.md")]
        return texts[0], texts[1]


def _title(text: str, kind: DocumentKind) -> str:
    """Return a name for a document: a job's first line; a résumé's would be a person's name."""
    if kind is DocumentKind.RESUME:
        size = len(text.split())
        return f"Résumé, {size:,} {'word' if size == 1 else 'words'}"
    first = next((line.strip(" #*-\t") for line in text.splitlines() if line.strip(" #*-\t")), "")
    return first[:TITLE_CHARS] or "Job description"
