"""Real interviews, as their owner logged them."""

from sqlalchemy import Connection, and_, delete, insert, update

from src.errors import NotFoundError
from src.models.outcomes import RealInterview
from src.storage import tables as t
from src.storage.rows.common import body, read_bodies

UNLOGGED = "This real interview is not there."


class SqlOutcomeRows:
    """Real interviews by owner."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, real: RealInterview) -> None:
        """Store one."""
        row = {"id": real.id, "owner_id": owner_id, "at": real.created_at}
        made = insert(t.outcomes).values(**row, day=real.day, body=body(real))
        self._connection.execute(made)

    def replace(self, owner_id: str, real: RealInterview) -> None:
        """Replace one; a missing one is `NotFoundError`."""
        c = t.outcomes.c
        mine = and_(c.owner_id == owner_id, c.id == real.id)
        change = update(t.outcomes).where(mine).values(day=real.day, body=body(real))
        if self._connection.execute(change).rowcount == 0:
            raise NotFoundError(UNLOGGED)

    def list(self, owner_id: str) -> tuple[RealInterview, ...]:
        """Return the owner's real interviews, newest day first."""
        c = t.outcomes.c
        order = (c.day.desc(), c.at.desc(), c.id)
        return read_bodies(
            self._connection, t.outcomes, RealInterview, c.owner_id == owner_id, *order
        )

    def delete(self, owner_id: str, real_id: str) -> None:
        """Delete one; a missing one is `NotFoundError`."""
        c = t.outcomes.c
        gone = delete(t.outcomes).where(c.owner_id == owner_id, c.id == real_id)
        if self._connection.execute(gone).rowcount == 0:
            raise NotFoundError(UNLOGGED)
