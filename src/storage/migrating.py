"""Migrations by alembic; imported only while the database is opened."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from src.errors import StorageError, StorageNewerError
from src.storage.engine import is_sqlite, migration_engine

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_KEY = 7_310_451  # any number that means "upgrade" to every replica


def _config() -> Config:
    config = Config()
    # The option goes through ConfigParser, to which a % in a path begins an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def head() -> str:
    """Return the newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision(url: URL) -> str | None:
    """Return the revision of a database, None for a new one; raises for a newer one."""
    # No pool, for nobody disposes of this engine: a connection that is kept would hold the file.
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(_config())
    if at is not None and at not in {known.revision for known in script.walk_revisions()}:
        raise StorageNewerError
    return at


def upgrade(url: URL, before: Callable[[str], object] = lambda _: None) -> None:
    """Bring a database to the newest revision, all or nothing.

    `before` gets the revision of a database that holds data and will change.
    """
    at = revision(url)
    if at == head():
        return
    if at is not None:
        before(at)
    engine = migration_engine(url)
    try:
        with engine.begin() as connection:
            _change(connection)
    finally:
        engine.dispose()


def _change(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    if not is_sqlite(connection.engine.url):
        # Replicas that start together queue here; the later ones find nothing left to do.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_KEY})")
        command.upgrade(config, "head")
        return
    command.upgrade(config, "head")
    # Foreign keys were off while tables were rebuilt, so nothing has looked until now.
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StorageError("The upgrade would leave rows without the interview they belong to.")
