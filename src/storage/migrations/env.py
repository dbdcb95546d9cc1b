"""Alembic's environment: the program's connection, batches for SQLite, nothing of an ini file."""

from alembic import context

from src.storage.tables import metadata


def run() -> None:
    """Run the migrations inside the transaction that the program opened."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
