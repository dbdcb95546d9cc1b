"""Databases of the revisions before: opened by this program, with what was in them."""

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from src.storage import migrating, open_store
from src.storage.engine import migration_engine, sqlite_url
from src.storage.mending import backups
from tests.factory import NOON
from tests.stores import ME


def made_at(file: Path, revision: str) -> None:
    """Make a database of a revision with an owner in it."""
    config = migrating._config()
    engine = migration_engine(sqlite_url(file))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        row = {"owner": ME, "hash": "h", "at": "2026-11-26 09:00:00.000000"}
        connection.execute(text("INSERT INTO owners VALUES (:owner, :at)"), row)
        connection.execute(text("INSERT INTO tokens VALUES (:hash, :owner, 'cookie', :at)"), row)
    engine.dispose()


def before(name: str) -> str:
    """Return the revision before the one whose file has this name."""
    script = ScriptDirectory.from_config(migrating._config())
    found = next(r for r in script.walk_revisions() if r.path.endswith(f"_{name}.py"))
    return str(found.down_revision)


@pytest.mark.parametrize("name", ["uses", "vectors"])
def test_a_database_from_before_goes_on(tmp_path: Path, name: str) -> None:
    """With a backup of how it was."""
    file = tmp_path / "app.db"
    made_at(file, before(name))

    store = open_store(None, tmp_path)
    with store.unit(write=True) as unit:
        unit.uses.add(ME, "search", NOON)
        unit.vectors.put(ME, "m", {"a": b"1234"}, None)
        unit.commit()
    with store.unit() as unit:
        assert unit.vectors.get(ME, "m", ["a"]) == {"a": b"1234"}
        known, uses = unit.owners.owner_of("h"), unit.uses.since(ME, "search", NOON)
    store.close()

    assert (known, uses) == (ME, (NOON,))
    assert len(backups(file)) == 1
