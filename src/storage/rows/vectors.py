"""Vectors of texts, by hash and model: the texts themselves are not kept with them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select

from src.storage import tables as t
from src.storage.rows.common import insert_new
from src.storage.rows.interviews import check_owner
from src.storage.rows.memory import State


class SqlVectorRows:
    """Vectors as rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, owner_id: str, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Return the owner's vectors of a model by hash, where there are some."""
        c = t.vectors.c
        mine = and_(c.owner_id == owner_id, c.model == model, c.sha256.in_(hashes))
        rows = self._connection.execute(select(c.sha256, c.vector).where(mine))
        return {sha256: bytes(vector) for sha256, vector in rows}

    def put(
        self, owner_id: str, model: str, rows: Mapping[str, bytes], interview_id: str | None
    ) -> None:
        """Keep vectors by hash, each once; with an interview they go when it goes."""
        if interview_id is not None:
            check_owner(self._connection, owner_id, interview_id)
        row = {"owner_id": owner_id, "model": model, "interview_id": interview_id}
        for sha256, vector in rows.items():
            insert_new(self._connection, t.vectors, **row, sha256=sha256, vector=vector)


class MemoryVectorRows:
    """Vectors in a plain dictionary."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, owner_id: str, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Return the owner's vectors of a model by hash, where there are some."""
        keys = {sha256: (owner_id, model, sha256) for sha256 in hashes}
        kept = self._state.vectors
        return {sha256: kept[key][1] for sha256, key in keys.items() if key in kept}

    def put(
        self, owner_id: str, model: str, rows: Mapping[str, bytes], interview_id: str | None
    ) -> None:
        """Keep vectors by hash, each once."""
        if interview_id is not None:
            self._state.check(owner_id, interview_id)
        for sha256, vector in rows.items():
            self._state.vectors.setdefault((owner_id, model, sha256), (interview_id, vector))
