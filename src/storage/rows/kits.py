"""Kits of people's own, and the copies that interviews keep."""

from sqlalchemy import Connection, and_, delete, insert, select, update

from src.errors import NotFoundError, StaleError
from src.models.content import Kit
from src.models.kits import KitLine, OwnKit
from src.storage import tables as t
from src.storage.rows.common import body, put, read_bodies
from src.storage.rows.interviews import check_owner, under

GONE = "This question kit is not there."


class SqlKitRows:
    """Kits by owner; a list reads the small column alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, kit: OwnKit) -> None:
        """Store a new kit."""
        row = _columns(kit) | {"id": kit.key, "owner_id": owner_id}
        self._connection.execute(insert(t.kits).values(**row))

    def get(self, owner_id: str, key: str) -> OwnKit:
        """Return a kit by its key or raise `NotFoundError`."""
        c = t.kits.c
        where = and_(c.owner_id == owner_id, c.id == key)
        found = read_bodies(self._connection, t.kits, OwnKit, where)
        if not found:
            raise NotFoundError(GONE)
        return found[0]

    def list(self, owner_id: str) -> tuple[KitLine, ...]:
        """Return what lists show of the owner's kits, the one changed last first."""
        c = t.kits.c
        mine = select(c.line).where(c.owner_id == owner_id).order_by(c.at.desc(), c.id)
        return tuple(KitLine.model_validate(found) for (found,) in self._connection.execute(mine))

    def save(self, owner_id: str, kit: OwnKit) -> OwnKit:
        """Replace a kit if its version still stands; return it with the next one."""
        c = t.kits.c
        saved = kit.model_copy(update={"version": kit.version + 1})
        mine = and_(c.owner_id == owner_id, c.id == kit.key)
        change = update(t.kits).where(mine, c.version == kit.version)
        if self._connection.execute(change.values(**_columns(saved))).rowcount == 0:
            self.get(owner_id, kit.key)
            raise StaleError
        return saved

    def delete(self, owner_id: str, key: str) -> None:
        """Delete a kit; a missing one is `NotFoundError`."""
        c = t.kits.c
        gone = delete(t.kits).where(c.owner_id == owner_id, c.id == key)
        if self._connection.execute(gone).rowcount == 0:
            raise NotFoundError(GONE)

    def keep(self, owner_id: str, interview_id: str, kit: Kit | None) -> None:
        """Keep a copy of the kit that an interview is held with, or none."""
        check_owner(self._connection, owner_id, interview_id)
        where = under(t.kept_kits, owner_id, interview_id)
        if kit is None:
            self._connection.execute(delete(t.kept_kits).where(where))
            return
        row = {"owner_id": owner_id, "interview_id": interview_id, "body": body(kit)}
        put(self._connection, t.kept_kits, where, **row)

    def kept(self, owner_id: str, interview_id: str) -> Kit | None:
        """Return the copy that an interview keeps."""
        where = under(t.kept_kits, owner_id, interview_id)
        return next(iter(read_bodies(self._connection, t.kept_kits, Kit, where)), None)


def _columns(kit: OwnKit) -> dict[str, object]:
    line = kit.line
    return {
        "kit_id": line.kit_id,
        "version": kit.version,
        "at": kit.updated_at,
        "line": body(line),
        "body": body(kit),
    }
