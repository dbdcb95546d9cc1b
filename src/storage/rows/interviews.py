"""Interviews with their plans, skills and turns."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from src.errors import NotFoundError, StaleError
from src.models.enums import TurnState
from src.models.interview import AskedQuestion, Interview, SkillState, Turn
from src.storage import tables as t
from src.storage.rows.common import body, insert_new, put, read_bodies
from src.text import fold

GONE = "This interview is not there."


def under(table: Table, owner_id: str, interview_id: str) -> ColumnElement[bool]:
    """Return the condition for an owner's rows under an interview."""
    return and_(table.c.owner_id == owner_id, table.c.interview_id == interview_id)


_MINE = and_(t.interviews.c.id == bindparam("id"), t.interviews.c.owner_id == bindparam("owner"))
_OWNED = select(t.interviews.c.id).where(_MINE).with_for_update()
_ONE = select(t.interviews.c.body).where(_MINE)
"""Asked in every step, so they are built once: building takes longer than asking."""


def check_owner(connection: Connection, owner_id: str, interview_id: str) -> None:
    """Raise `NotFoundError` unless the interview is this owner's; asked before a write under it.

    On a server its row is locked until the unit ends, so that writers of one interview queue.
    """
    if connection.execute(_OWNED, {"id": interview_id, "owner": owner_id}).first() is None:
        raise NotFoundError(GONE)


class SqlInterviewRows:
    """Interviews with their planned questions and skill levels."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, interview: Interview, plan: Sequence[AskedQuestion]) -> None:
        """Store a new interview with its plan."""
        row = _columns(interview) | {"id": interview.id, "owner_id": owner_id}
        self._connection.execute(insert(t.interviews).values(**row, at=interview.created_at))
        self._add_plan(owner_id, interview.id, plan)

    def _add_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
        rows = [_question(owner_id, interview_id, asked) for asked in plan]
        if rows:
            self._connection.execute(insert(t.questions), rows)

    def get(self, owner_id: str, interview_id: str) -> Interview:
        """Return an interview or raise `NotFoundError`."""
        found = self._connection.execute(_ONE, {"id": interview_id, "owner": owner_id}).scalar()
        if found is None:
            raise NotFoundError(GONE)
        return Interview.model_validate(found)

    def list(self, owner_id: str, limit: int = 50, offset: int = 0) -> tuple[Interview, ...]:
        """Return the owner's interviews, newest first."""
        c = t.interviews.c
        rows = self._connection.execute(
            select(c.body)
            .where(c.owner_id == owner_id)
            .order_by(c.at.desc(), c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(Interview.model_validate(found) for (found,) in rows)

    def save(self, owner_id: str, interview: Interview) -> Interview:
        """Replace an interview if its version still stands; return it with the next one."""
        c = t.interviews.c
        saved = interview.model_copy(update={"version": interview.version + 1})
        mine = and_(c.owner_id == owner_id, c.id == interview.id)
        change = update(t.interviews).where(mine, c.version == interview.version)
        if self._connection.execute(change.values(**_columns(saved))).rowcount == 0:
            check_owner(self._connection, owner_id, interview.id)
            raise StaleError
        return saved

    def delete(self, owner_id: str, interview_id: str) -> None:
        """Delete an interview; its rows go with it by foreign key."""
        c = t.interviews.c
        gone = delete(t.interviews).where(c.owner_id == owner_id, c.id == interview_id)
        if self._connection.execute(gone).rowcount == 0:
            raise NotFoundError(GONE)

    def questions(self, owner_id: str, interview_id: str) -> tuple[AskedQuestion, ...]:
        """Return the planned questions by position."""
        where = under(t.questions, owner_id, interview_id)
        order = t.questions.c.position
        return read_bodies(self._connection, t.questions, AskedQuestion, where, order)

    def question(self, owner_id: str, interview_id: str, position: int) -> AskedQuestion | None:
        """Return the planned question at a position."""
        where = and_(under(t.questions, owner_id, interview_id), t.questions.c.position == position)
        found = read_bodies(self._connection, t.questions, AskedQuestion, where)
        return found[0] if found else None

    def save_question(self, owner_id: str, interview_id: str, asked: AskedQuestion) -> None:
        """Insert or replace the question at its position."""
        check_owner(self._connection, owner_id, interview_id)
        place = t.questions.c.position == asked.position
        where = and_(under(t.questions, owner_id, interview_id), place)
        put(self._connection, t.questions, where, **_question(owner_id, interview_id, asked))

    def replace_plan(self, owner_id: str, interview_id: str, plan: Sequence[AskedQuestion]) -> None:
        """Replace all planned questions."""
        check_owner(self._connection, owner_id, interview_id)
        where = under(t.questions, owner_id, interview_id)
        self._connection.execute(delete(t.questions).where(where))
        self._add_plan(owner_id, interview_id, plan)

    def skills(self, owner_id: str, interview_id: str) -> tuple[SkillState, ...]:
        """Return level and confidence by skill."""
        where = under(t.skills, owner_id, interview_id)
        return read_bodies(self._connection, t.skills, SkillState, where, t.skills.c.id)

    def save_skill(self, owner_id: str, interview_id: str, state: SkillState) -> None:
        """Insert or replace one skill's state."""
        check_owner(self._connection, owner_id, interview_id)
        where = and_(under(t.skills, owner_id, interview_id), t.skills.c.skill == state.skill)
        row = {"owner_id": owner_id, "interview_id": interview_id, "skill": state.skill}
        put(self._connection, t.skills, where, **row, body=body(state))


def _columns(interview: Interview) -> dict[str, object]:
    return {
        "status": interview.status,
        "planning": interview.planning,
        "version": interview.version,
        "began": interview.started_at,
        "folded": fold(f"{interview.setup.role}\n{interview.setup.company}"),
        "body": body(interview),
    }


def _question(owner_id: str, interview_id: str, asked: AskedQuestion) -> dict[str, object]:
    return {
        "owner_id": owner_id,
        "interview_id": interview_id,
        "position": asked.position,
        "state": asked.state,
        "take": asked.take,
        "body": body(asked),
    }


class SqlTurnRows:
    """Turns, each exactly one row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def accept(self, owner_id: str, turn: Turn) -> tuple[Turn, bool]:
        """Store a turn, or return the one that was stored before it."""
        check_owner(self._connection, owner_id, turn.interview_id)
        row = {"owner_id": owner_id, "interview_id": turn.interview_id, "no": turn.no}
        row |= {"client_key": turn.client_key, "at": turn.accepted_at}
        if insert_new(self._connection, t.turns, **row, **_turn(turn)):
            return turn, True
        c = t.turns.c
        same = or_(c.client_key == turn.client_key, c.no == turn.no)
        where = and_(under(t.turns, owner_id, turn.interview_id), same)
        order = (c.client_key != turn.client_key).asc()
        return read_bodies(self._connection, t.turns, Turn, where, order)[0], False

    def get(self, owner_id: str, interview_id: str, no: int) -> Turn:
        """Return a turn or raise `NotFoundError`."""
        where = and_(under(t.turns, owner_id, interview_id), t.turns.c.no == no)
        found = read_bodies(self._connection, t.turns, Turn, where)
        if not found:
            raise NotFoundError("This turn is not there.")
        return found[0]

    def list(self, owner_id: str, interview_id: str) -> tuple[Turn, ...]:
        """Return the turns by number."""
        where = under(t.turns, owner_id, interview_id)
        return read_bodies(self._connection, t.turns, Turn, where, t.turns.c.no)

    def beside(
        self, owner_id: str, interview_id: str, no: int, client_key: str
    ) -> tuple[Turn, ...]:
        """Return the turns of this number or key, and the last one."""
        c = t.turns.c
        mine = under(t.turns, owner_id, interview_id)
        last = select(func.max(c.no)).where(mine).scalar_subquery()
        wanted = or_(c.no == no, c.client_key == client_key, c.no == last)
        return read_bodies(self._connection, t.turns, Turn, and_(mine, wanted), c.no)

    def finish(self, owner_id: str, turn: Turn) -> bool:
        """Write a turn that isn't done yet; False when it was done."""
        c = t.turns.c
        where = and_(under(t.turns, owner_id, turn.interview_id), c.no == turn.no)
        change = update(t.turns).where(where, c.state != TurnState.DONE).values(**_turn(turn))
        return self._connection.execute(change).rowcount == 1


def _turn(turn: Turn) -> dict[str, object]:
    told = {"state": turn.state, "attempt": turn.attempt, "said": fold(turn.text)}
    return {**told, "body": body(turn)}
