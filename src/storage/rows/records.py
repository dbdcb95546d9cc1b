"""Grades, notes, reports, events, prompts, and the ledger of model calls."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from src.models.calls import LedgerEntry, Spend
from src.models.enums import Purpose, WorkState
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import Event
from src.storage import tables as t
from src.storage.rows.common import body, insert_new, put, read_bodies
from src.storage.rows.interviews import check_owner, under


class SqlRecordRows:
    """What was made of an interview."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_grade(self, owner_id: str, interview_id: str, record: GradeRecord) -> bool:
        """Store a grade; a later attempt replaces an earlier one, never the other way round."""
        check_owner(self._connection, owner_id, interview_id)
        c = t.grades.c
        place = and_(c.position == record.position, c.take == record.take)
        where = and_(under(t.grades, owner_id, interview_id), place)
        stored = self._connection.execute(select(c.attempt).where(where)).scalar_one_or_none()
        if stored is not None and stored >= record.attempt:
            return False
        row = {"owner_id": owner_id, "interview_id": interview_id, "position": record.position}
        row |= {"take": record.take, "attempt": record.attempt}
        put(self._connection, t.grades, where, **row, body=body(record))
        return True

    def grades(self, owner_id: str, interview_id: str) -> tuple[GradeRecord, ...]:
        """Return the latest grade of each position and take."""
        where = under(t.grades, owner_id, interview_id)
        order = (t.grades.c.position, t.grades.c.take)
        return read_bodies(self._connection, t.grades, GradeRecord, where, *order)

    def save_note(self, owner_id: str, interview_id: str, note: CoachNote) -> bool:
        """Store the note of a turn; False when it has one."""
        check_owner(self._connection, owner_id, interview_id)
        row = {"owner_id": owner_id, "interview_id": interview_id, "turn_no": note.turn_no}
        return insert_new(self._connection, t.notes, **row, body=body(note))

    def notes(self, owner_id: str, interview_id: str) -> tuple[CoachNote, ...]:
        """Return the coach's notes by turn."""
        where = under(t.notes, owner_id, interview_id)
        return read_bodies(self._connection, t.notes, CoachNote, where, t.notes.c.turn_no)

    def save_report(self, owner_id: str, interview_id: str, report: Report) -> None:
        """Insert or replace the report."""
        check_owner(self._connection, owner_id, interview_id)
        where = under(t.reports, owner_id, interview_id)
        row: dict[str, object] = {"owner_id": owner_id, "interview_id": interview_id}
        row |= {"state": report.state, "attempt": report.attempt, "score": score_of(report)}
        put(self._connection, t.reports, where, **row, body=body(report))

    def report(self, owner_id: str, interview_id: str) -> Report | None:
        """Return the report, or None before it was begun."""
        where = under(t.reports, owner_id, interview_id)
        found = read_bodies(self._connection, t.reports, Report, where)
        return found[0] if found else None

    def add_events(self, owner_id: str, interview_id: str, events: Sequence[Event]) -> None:
        """Append events; one whose key is there already is left out."""
        check_owner(self._connection, owner_id, interview_id)
        c = t.events.c
        mine = under(t.events, owner_id, interview_id)
        keys = [event.key for event in events]
        last = select(func.max(c.seq)).where(mine).scalar_subquery()
        wanted = select(c.key, c.seq).where(mine, or_(c.key.in_(keys), c.seq == last))
        there = {str(row[0]): int(row[1]) for row in self._connection.execute(wanted)}
        seq = max(there.values(), default=0)
        for event in events:
            if event.key in there:
                continue
            seq += 1
            there[event.key] = seq
            row = {"owner_id": owner_id, "interview_id": interview_id, "key": event.key}
            numbered = event.model_copy(update={"seq": seq})
            made = insert(t.events).values(**row, seq=seq, kind=event.kind, at=event.at)
            self._connection.execute(made.values(body=body(numbered)))

    def events(self, owner_id: str, interview_id: str) -> tuple[Event, ...]:
        """Return the events by sequence number."""
        where = under(t.events, owner_id, interview_id)
        return read_bodies(self._connection, t.events, Event, where, t.events.c.seq)

    def keep_prompt(self, owner_id: str, sha256: str, text: str) -> None:
        """Store a prompt's text once."""
        insert_new(self._connection, t.prompts, owner_id=owner_id, sha256=sha256, text=text)

    def prompt(self, owner_id: str, sha256: str) -> str | None:
        """Return a kept prompt's text, None where it was never kept."""
        c = t.prompts.c
        wanted = select(c.text).where(c.owner_id == owner_id, c.sha256 == sha256)
        found: str | None = self._connection.execute(wanted).scalar()
        return found


def score_of(report: Report) -> float | None:
    """Return the overall score of a report that was written, None for any other."""
    return report.overall.score if report.state is WorkState.COMPLETED else None


class SqlLedgerRows:
    """Model calls: reserved before, settled after."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Store a call that is about to be made."""
        check_owner(self._connection, owner_id, entry.interview_id)
        row = {"id": entry.id, "owner_id": owner_id, "interview_id": entry.interview_id}
        made = insert(t.ledger).values(**row, purpose=entry.purpose, settled=False, at=at)
        self._connection.execute(made.values(body=body(entry)))

    def settle(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:  # noqa: ARG002
        """Write usage or error of a reserved call; one whose interview is gone is left alone."""
        c = t.ledger.c
        change = update(t.ledger).where(c.owner_id == owner_id, c.id == entry.id)
        self._connection.execute(change.values(settled=True, body=body(entry)))

    def calls_since(
        self, owner_id: str, since: datetime, *, speech: bool = False
    ) -> tuple[datetime, ...]:
        """Return when the owner's calls since then were reserved, oldest first."""
        c = t.ledger.c
        about_sound = c.purpose.in_([p for p in Purpose if p.is_speech])
        kind = about_sound if speech else ~about_sound
        rows = select(c.at).where(c.owner_id == owner_id, c.at >= since, kind).order_by(c.at)
        return tuple(self._connection.execute(rows).scalars())

    def spend(self, owner_id: str, interview_id: str | None = None) -> Spend:
        """Return the owner's spend, of one interview or of all."""
        c = t.ledger.c
        where = c.owner_id == owner_id
        if interview_id is not None:
            where = and_(where, c.interview_id == interview_id)
        return spend_of(read_bodies(self._connection, t.ledger, LedgerEntry, where))

    def entries(self, owner_id: str, interview_id: str) -> tuple[LedgerEntry, ...]:
        """Return the model calls of one interview, oldest first."""
        where = under(t.ledger, owner_id, interview_id)
        return read_bodies(self._connection, t.ledger, LedgerEntry, where, t.ledger.c.at)


def spend_of(entries: Sequence[LedgerEntry]) -> Spend:
    """Return the sum over ledger entries; a call without a known price is counted apart."""
    usages = [entry.usage for entry in entries if entry.usage is not None]
    priced = [usage.cost_usd for usage in usages if usage.cost_usd is not None]
    return Spend(
        calls=len(entries),
        input_tokens=sum(usage.input_tokens for usage in usages),
        cached_tokens=sum(usage.cached_tokens for usage in usages),
        output_tokens=sum(usage.output_tokens for usage in usages),
        cost_usd=sum(priced, start=Spend().cost_usd),
        own_key_calls=sum(entry.own_key for entry in entries),
        unpriced_calls=sum(usage.cost_usd is None and usage.attempts > 0 for usage in usages),
    )
