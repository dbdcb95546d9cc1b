"""Interviews, turns, people and documents in plain dictionaries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from src.errors import NotFoundError, StaleError, StorageError
from src.models.calls import LedgerEntry
from src.models.content import Kit
from src.models.documents import Document, Upload
from src.models.enums import DocumentKind, TurnState
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Turn
from src.models.kits import OwnKit
from src.models.outcomes import RealInterview
from src.models.reading import Edits, Reading
from src.models.speech import SpeechTask
from src.storage.rows.interviews import GONE
from src.storage.rows.people import UPLOADS_KEPT

_Key = TypeVar("_Key", tuple[str, str, int], tuple[str, str, int, int])
ValueT = TypeVar("ValueT")


@dataclass
class State:
    """All rows; keys start with the owner."""

    tokens: dict[str, str] = field(default_factory=dict)
    consents: set[tuple[str, str, str]] = field(default_factory=set)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    uploads: dict[str, tuple[Upload, ...]] = field(default_factory=dict)
    kits: dict[tuple[str, str], OwnKit] = field(default_factory=dict)
    kept_kits: dict[tuple[str, str], Kit] = field(default_factory=dict)
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)
    edits: dict[tuple[str, str], Edits] = field(default_factory=dict)
    interviews: dict[tuple[str, str], Interview] = field(default_factory=dict)
    questions: dict[tuple[str, str, int], AskedQuestion] = field(default_factory=dict)
    skills: dict[tuple[str, str, str], SkillState] = field(default_factory=dict)
    turns: dict[tuple[str, str, int], Turn] = field(default_factory=dict)
    grades: dict[tuple[str, str, int, int], GradeRecord] = field(default_factory=dict)
    notes: dict[tuple[str, str, int], CoachNote] = field(default_factory=dict)
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)
    events: dict[tuple[str, str, str], Event] = field(default_factory=dict)
    ledger: dict[tuple[str, str], tuple[datetime, LedgerEntry]] = field(default_factory=dict)
    prompts: dict[tuple[str, str], str] = field(default_factory=dict)
    speech: dict[tuple[str, str], SpeechTask] = field(default_factory=dict)
    recordings: dict[tuple[str, str], bytes] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], RealInterview] = field(default_factory=dict)
    uses: dict[tuple[str, str], tuple[datetime, ...]] = field(default_factory=dict)
    vectors: dict[tuple[str, str, str], tuple[str | None, bytes]] = field(default_factory=dict)

    def copy(self) -> "State":
        """Return a state whose containers are its own."""
        return replace(self, **{name: part.copy() for name, part in vars(self).items()})

    def check_is_new(self, name: str, row_id: str) -> None:
        """Raise `StorageError` where somebody's row has this id."""
        if any(key[1] == row_id for key in getattr(self, name)):
            raise StorageError

    def check(self, owner_id: str, interview_id: str) -> None:
        """Raise `NotFoundError` unless the interview is this owner's."""
        if (owner_id, interview_id) not in self.interviews:
            raise NotFoundError(GONE)


class MemoryOwnerRows:
    """Who somebody is."""

    def __init__(self, state: State) -> None:
        self._state = state

    def owner_of(self, token_hash: str) -> str | None:
        """Return the owner of a token."""
        return self._state.tokens.get(token_hash)

    def add_token(self, owner_id: str, token_hash: str, kind: str, at: datetime) -> None:  # noqa: ARG002
        """Store a token's hash."""
        self._state.tokens.setdefault(token_hash, owner_id)

    def consented(self, owner_id: str, kind: str, version: str) -> bool:
        """Say whether the owner agreed."""
        return (owner_id, kind, version) in self._state.consents

    def add_consent(self, owner_id: str, kind: str, version: str, at: datetime) -> None:  # noqa: ARG002
        """Store the owner's yes."""
        self._state.consents.add((owner_id, kind, version))


class MemoryDocumentRows:
    """Documents as text."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, document: Document) -> None:
        """Store a document."""
        self._state.check_is_new("documents", document.id)
        self._state.documents[owner_id, document.id] = document

    def get(self, owner_id: str, document_id: str) -> Document:
        """Return a document or raise `NotFoundError`."""
        found = self._state.documents.get((owner_id, document_id))
        if found is None:
            raise NotFoundError("This document is not there.")
        return found

    def list(self, owner_id: str, kind: DocumentKind) -> tuple[Document, ...]:
        """Return the owner's documents of a kind, newest first."""
        documents = self._state.documents.items()
        mine = [d for (owner, _), d in documents if owner == owner_id and d.kind is kind]
        return tuple(sorted(mine, key=lambda d: (-d.created_at.timestamp(), d.id)))

    def delete(self, owner_id: str, document_id: str) -> None:
        """Delete a document."""
        self.get(owner_id, document_id)
        del self._state.documents[owner_id, document_id]
        self._state.readings.pop((owner_id, document_id), None)
        self._state.edits.pop((owner_id, document_id), None)

    def add_upload(self, owner_id: str, upload: Upload) -> None:
        """Note an upload and forget old ones."""
        kept = self.uploads_since(owner_id, upload.at - UPLOADS_KEPT)
        self._state.uploads[owner_id] = (*kept, upload)

    def uploads_since(self, owner_id: str, since: datetime) -> tuple[Upload, ...]:
        """Return the owner's uploads since then, oldest first."""
        mine = self._state.uploads.get(owner_id, ())
        return tuple(sorted((u for u in mine if u.at >= since), key=lambda upload: upload.at))


class MemoryInterviewRows:
    """Interviews, plans and skills."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, interview: Interview, plan: Sequence[AskedQuestion]) -> None:
        """Store a new interview with its plan."""
        self._state.check_is_new("interviews", interview.id)
        self._state.interviews[owner_id, interview.id] = interview
        self._put_plan(owner_id, interview.id, plan)

    def _put_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
        if len({asked.position for asked in plan}) < len(plan):
            raise StorageError
        for asked in plan:
            self._state.questions[owner_id, interview_id, asked.position] = asked

    def get(self, owner_id: str, interview_id: str) -> Interview:
        """Return an interview or raise `NotFoundError`."""
        self._state.check(owner_id, interview_id)
        return self._state.interviews[owner_id, interview_id]

    def list(self, owner_id: str, limit: int = 50, offset: int = 0) -> tuple[Interview, ...]:
        """Return the owner's interviews, newest first."""
        mine = [i for (owner, _), i in self._state.interviews.items() if owner == owner_id]
        mine.sort(key=lambda i: (-i.created_at.timestamp(), i.id))
        return tuple(mine[offset : offset + limit])

    def save(self, owner_id: str, interview: Interview) -> Interview:
        """Replace an interview if its version still stands."""
        stored = self.get(owner_id, interview.id)
        if stored.version != interview.version:
            raise StaleError
        saved = interview.model_copy(update={"version": interview.version + 1})
        self._state.interviews[owner_id, interview.id] = saved
        return saved

    def delete(self, owner_id: str, interview_id: str) -> None:
        """Delete an interview with everything under it."""
        self._state.check(owner_id, interview_id)
        del self._state.interviews[owner_id, interview_id]
        self._state.reports.pop((owner_id, interview_id), None)
        self._state.kept_kits.pop((owner_id, interview_id), None)
        ledger = self._state.ledger
        for entry in [k for k, (_, e) in ledger.items() if e.interview_id == interview_id]:
            del ledger[entry]
        for place in [k for k, t in self._state.speech.items() if t.interview_id == interview_id]:
            del self._state.speech[place]
            self._state.recordings.pop(place, None)
        vectors = self._state.vectors
        for key in [k for k, (place, _) in vectors.items() if place == interview_id]:
            del vectors[key]
        for name in ("questions", "skills", "turns", "grades", "notes", "events"):
            part = getattr(self._state, name)
            for key in [k for k in part if k[:2] == (owner_id, interview_id)]:
                del part[key]

    def questions(self, owner_id: str, interview_id: str) -> tuple[AskedQuestion, ...]:
        """Return the planned questions by position."""
        return under(self._state.questions, owner_id, interview_id)

    def question(self, owner_id: str, interview_id: str, position: int) -> AskedQuestion | None:
        """Return the planned question at a position."""
        return self._state.questions.get((owner_id, interview_id, position))

    def save_question(self, owner_id: str, interview_id: str, asked: AskedQuestion) -> None:
        """Insert or replace a question."""
        self._state.check(owner_id, interview_id)
        self._state.questions[owner_id, interview_id, asked.position] = asked

    def replace_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
        """Replace all planned questions."""
        self._state.check(owner_id, interview_id)
        for key in [k for k in self._state.questions if k[:2] == (owner_id, interview_id)]:
            del self._state.questions[key]
        self._put_plan(owner_id, interview_id, plan)

    def skills(self, owner_id: str, interview_id: str) -> tuple[SkillState, ...]:
        """Return level and confidence by skill, in the order they came up."""
        skills = self._state.skills.items()
        return tuple(s for key, s in skills if key[:2] == (owner_id, interview_id))

    def save_skill(self, owner_id: str, interview_id: str, state: SkillState) -> None:
        """Insert or replace one skill's state."""
        self._state.check(owner_id, interview_id)
        self._state.skills[owner_id, interview_id, state.skill] = state


class MemoryTurnRows:
    """Turns, each exactly one row."""

    def __init__(self, state: State) -> None:
        self._state = state

    def accept(self, owner_id: str, turn: Turn) -> tuple[Turn, bool]:
        """Store a turn, or return the one that was stored before it."""
        self._state.check(owner_id, turn.interview_id)
        turns = self.list(owner_id, turn.interview_id)
        same_key = next((t for t in turns if t.client_key == turn.client_key), None)
        before = same_key or next((t for t in turns if t.no == turn.no), None)
        if before is not None:
            return before, False
        self._state.turns[owner_id, turn.interview_id, turn.no] = turn
        return turn, True

    def get(self, owner_id: str, interview_id: str, no: int) -> Turn:
        """Return a turn or raise `NotFoundError`."""
        found = self._state.turns.get((owner_id, interview_id, no))
        if found is None:
            raise NotFoundError("This turn is not there.")
        return found

    def list(self, owner_id: str, interview_id: str) -> tuple[Turn, ...]:
        """Return the turns by number."""
        return under(self._state.turns, owner_id, interview_id)

    def beside(
        self, owner_id: str, interview_id: str, no: int, client_key: str
    ) -> tuple[Turn, ...]:
        """Return the turns of this number or key, and the last one."""
        turns = self.list(owner_id, interview_id)
        return tuple(
            turn
            for turn in turns
            if turn is turns[-1] or turn.no == no or turn.client_key == client_key
        )

    def finish(self, owner_id: str, turn: Turn) -> bool:
        """Write a turn that isn't done yet; False when it was done."""
        key = (owner_id, turn.interview_id, turn.no)
        stored = self._state.turns.get(key)
        if stored is None or stored.state is TurnState.DONE:
            return False
        self._state.turns[key] = turn
        return True


def under(part: dict[_Key, ValueT], owner_id: str, interview_id: str) -> tuple[ValueT, ...]:
    """Return an interview's values by their key."""
    return tuple(part[key] for key in sorted(part) if key[:2] == (owner_id, interview_id))
