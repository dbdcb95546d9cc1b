"""The store's twin in memory: the same promises, durability apart.

A unit works on a copy of plain dictionaries (values are frozen, so the copy is shallow) and
`commit` puts it in place. Writers queue on one lock, as they do on SQLite.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from src.errors import NotFoundError, StaleError
from src.models.calls import LedgerEntry, Spend
from src.models.documents import Document
from src.models.enums import (
    DocumentKind,
    InterviewStatus,
    QuestionState,
    TurnState,
    WorkState,
)
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Turn
from src.ports import T, Unfinished, UnitOfWork
from src.storage.rows.interviews import GONE
from src.storage.rows.records import spend_of

_Key = TypeVar("_Key", tuple[str, str, int], tuple[str, str, int, int])
ValueT = TypeVar("ValueT")


@dataclass
class State:
    """All rows; keys start with the owner."""

    tokens: dict[str, str] = field(default_factory=dict)
    consents: set[tuple[str, str, str]] = field(default_factory=set)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
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

    def copy(self) -> "State":
        """Return a state whose containers are its own."""
        return replace(self, **{name: part.copy() for name, part in vars(self).items()})

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


class MemoryInterviewRows:
    """Interviews, plans and skills."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, interview: Interview, plan: Sequence[AskedQuestion]) -> None:
        """Store a new interview with its plan."""
        self._state.interviews[owner_id, interview.id] = interview
        self._put_plan(owner_id, interview.id, plan)

    def _put_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
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
        ledger = self._state.ledger
        for entry in [k for k, (_, e) in ledger.items() if e.interview_id == interview_id]:
            del ledger[entry]
        for name in ("questions", "skills", "turns", "grades", "notes", "events"):
            part = getattr(self._state, name)
            for key in [k for k in part if k[:2] == (owner_id, interview_id)]:
                del part[key]

    def questions(self, owner_id: str, interview_id: str) -> tuple[AskedQuestion, ...]:
        """Return the planned questions by position."""
        return _under(self._state.questions, owner_id, interview_id)

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
        return _under(self._state.turns, owner_id, interview_id)

    def finish(self, owner_id: str, turn: Turn) -> bool:
        """Write a turn that isn't done yet; False when it was done."""
        key = (owner_id, turn.interview_id, turn.no)
        stored = self._state.turns.get(key)
        if stored is None or stored.state is TurnState.DONE:
            return False
        self._state.turns[key] = turn
        return True


class MemoryRecordRows:
    """Grades, notes, reports, events, prompts."""

    def __init__(self, state: State) -> None:
        self._state = state

    def save_grade(self, owner_id: str, interview_id: str, record: GradeRecord) -> bool:
        """Store a grade unless the same or a later attempt is stored."""
        self._state.check(owner_id, interview_id)
        key = (owner_id, interview_id, record.position, record.take)
        stored = self._state.grades.get(key)
        if stored is not None and stored.attempt >= record.attempt:
            return False
        self._state.grades[key] = record
        return True

    def grades(self, owner_id: str, interview_id: str) -> tuple[GradeRecord, ...]:
        """Return the latest grade of each position and take."""
        return _under(self._state.grades, owner_id, interview_id)

    def save_note(self, owner_id: str, interview_id: str, note: CoachNote) -> bool:
        """Store the note of a turn; False when it has one."""
        self._state.check(owner_id, interview_id)
        key = (owner_id, interview_id, note.turn_no)
        return self._state.notes.setdefault(key, note) is note

    def notes(self, owner_id: str, interview_id: str) -> tuple[CoachNote, ...]:
        """Return the coach's notes by turn."""
        return _under(self._state.notes, owner_id, interview_id)

    def save_report(self, owner_id: str, interview_id: str, report: Report) -> None:
        """Insert or replace the report."""
        self._state.check(owner_id, interview_id)
        self._state.reports[owner_id, interview_id] = report

    def report(self, owner_id: str, interview_id: str) -> Report | None:
        """Return the report, or None before it was begun."""
        return self._state.reports.get((owner_id, interview_id))

    def reports(self, owner_id: str) -> dict[str, Report]:
        """Return the owner's reports by interview."""
        return {i: r for (owner, i), r in self._state.reports.items() if owner == owner_id}

    def add_events(self, owner_id: str, interview_id: str, events: Sequence[Event]) -> None:
        """Append events; one whose key is there already is left out."""
        self._state.check(owner_id, interview_id)
        seq = len(self.events(owner_id, interview_id))
        for event in events:
            key = (owner_id, interview_id, event.key)
            if key not in self._state.events:
                seq += 1
                self._state.events[key] = event.model_copy(update={"seq": seq})

    def events(self, owner_id: str, interview_id: str) -> tuple[Event, ...]:
        """Return the events by sequence number."""
        events = self._state.events.items()
        return tuple(e for key, e in events if key[:2] == (owner_id, interview_id))

    def keep_prompt(self, owner_id: str, sha256: str, text: str) -> None:
        """Store a prompt's text once."""
        self._state.prompts.setdefault((owner_id, sha256), text)


class MemoryLedgerRows:
    """Model calls."""

    def __init__(self, state: State) -> None:
        self._state = state

    def reserve(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Store a call that is about to be made."""
        self._state.check(owner_id, entry.interview_id)
        self._state.ledger[owner_id, entry.id] = (at, entry)

    def settle(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:  # noqa: ARG002
        """Write usage or error of a reserved call."""
        reserved = self._state.ledger.get((owner_id, entry.id))
        if reserved is not None:
            self._state.ledger[owner_id, entry.id] = (reserved[0], entry)

    def calls_since(self, owner_id: str, since: datetime) -> tuple[datetime, ...]:
        """Return when the owner's calls since then were reserved, oldest first."""
        calls = self._state.ledger.items()
        mine = (at for (owner, _), (at, _) in calls if owner == owner_id)
        return tuple(sorted(at for at in mine if at >= since))

    def spend(self, owner_id: str, interview_id: str | None = None) -> Spend:
        """Return the owner's spend, of one interview or of all."""
        calls = self._state.ledger.items()
        mine = [e for (owner, _), (_, e) in calls if owner == owner_id]
        return spend_of([e for e in mine if interview_id in {None, e.interview_id}])


class MemoryUnfinishedWork:
    """Accepted work whose workflow may never have been started."""

    def __init__(self, state: State) -> None:
        self._state = state

    def turns(self) -> tuple[Unfinished, ...]:
        """Return every accepted turn without a reply."""
        turns = self._state.turns.items()
        return tuple(
            _unfinished(owner, interview, no, turn.attempt)
            for (owner, interview, no), turn in turns
            if turn.state is TurnState.ACCEPTED
        )

    def reports(self) -> tuple[Unfinished, ...]:
        """Return every completed interview whose report is generating or absent."""
        found = []
        for (owner, interview_id), interview in self._state.interviews.items():
            report = self._state.reports.get((owner, interview_id))
            open_case = report is None or report.state is WorkState.GENERATING
            if interview.status is InterviewStatus.COMPLETED and open_case:
                found.append(_unfinished(owner, interview_id, 0, report.attempt if report else 1))
        return tuple(found)

    def plans(self) -> tuple[Unfinished, ...]:
        """Return every prepared interview whose plan is generating."""
        return tuple(
            _unfinished(owner, interview_id, 0, interview.version + 1)
            for (owner, interview_id), interview in self._state.interviews.items()
            if interview.status is InterviewStatus.PREPARED
            and interview.planning is WorkState.GENERATING
        )

    def grades(self) -> tuple[Unfinished, ...]:
        """Return every closed question of an active interview without a grade."""
        return tuple(
            _unfinished(owner, interview_id, position, 1)
            for (owner, interview_id, position), asked in self._state.questions.items()
            if asked.state is QuestionState.CLOSED
            and (owner, interview_id, position, asked.take) not in self._state.grades
            and self._state.interviews[owner, interview_id].status is InterviewStatus.ACTIVE
        )


def _under(part: dict[_Key, ValueT], owner_id: str, interview_id: str) -> tuple[ValueT, ...]:
    """Return an interview's values by their key."""
    return tuple(part[key] for key in sorted(part) if key[:2] == (owner_id, interview_id))


def _unfinished(owner: str, interview_id: str, no: int, attempt: int) -> Unfinished:
    return Unfinished(owner_id=owner, interview_id=interview_id, turn_no=no, attempt=attempt)


class MemoryUnitOfWork:
    """One transaction on a copy of the state."""

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store
        self._state = store.state.copy()
        self.owners = MemoryOwnerRows(self._state)
        self.documents = MemoryDocumentRows(self._state)
        self.interviews = MemoryInterviewRows(self._state)
        self.turns = MemoryTurnRows(self._state)
        self.records = MemoryRecordRows(self._state)
        self.ledger = MemoryLedgerRows(self._state)
        self.unfinished = MemoryUnfinishedWork(self._state)

    def commit(self) -> None:
        """Put the copy in place."""
        self._store.state = self._state.copy()


class MemoryStore:
    """Opens units on one state."""

    def __init__(self) -> None:
        self.state = State()
        self.notice: str | None = None
        self._lock = threading.Lock()

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Open a unit; writers queue."""
        if not write:
            yield MemoryUnitOfWork(self)
            return
        with self._lock:
            yield MemoryUnitOfWork(self)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a read unit."""
        with self.unit() as unit:
            return work(unit)

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in a write unit and commit it."""
        with self.unit(write=True) as unit:
            result = work(unit)
            unit.commit()
            return result

    def health(self) -> str:
        """Say "ok"."""
        return "ok"

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
