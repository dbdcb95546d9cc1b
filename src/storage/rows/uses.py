"""What is limited besides model calls: one row a use, counted by owner and kind."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, select

from src.storage import tables as t
from src.storage.rows.memory import State

KEPT = timedelta(days=1)
"""No limit looks further back."""


class SqlUseRows:
    """Uses as rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, kind: str, at: datetime) -> None:
        """Note a use, and forget those of a day ago."""
        c = t.uses.c
        old = and_(c.owner_id == owner_id, c.kind == kind, c.at < at - KEPT)
        self._connection.execute(delete(t.uses).where(old))
        self._connection.execute(insert(t.uses).values(owner_id=owner_id, kind=kind, at=at))

    def since(self, owner_id: str, kind: str, since: datetime) -> tuple[datetime, ...]:
        """Return when the owner's uses of a kind were since then, oldest first."""
        c = t.uses.c
        mine = and_(c.owner_id == owner_id, c.kind == kind, c.at >= since)
        return tuple(self._connection.execute(select(c.at).where(mine).order_by(c.at)).scalars())


class MemoryUseRows:
    """Uses in a plain dictionary."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, kind: str, at: datetime) -> None:
        """Note a use, and forget those of a day ago."""
        kept = self._state.uses.get((owner_id, kind), ())
        young = (*(each for each in kept if each >= at - KEPT), at)
        self._state.uses[owner_id, kind] = tuple(sorted(young))

    def since(self, owner_id: str, kind: str, since: datetime) -> tuple[datetime, ...]:
        """Return when the owner's uses of a kind were since then, oldest first."""
        return tuple(at for at in self._state.uses.get((owner_id, kind), ()) if at >= since)
