"""Alembic's environment: one connection, batches for SQLite, nothing of an ini file."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from src.storage.tables import metadata


def run() -> None:
    """Run the migrations on the database that the program handed in."""
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
