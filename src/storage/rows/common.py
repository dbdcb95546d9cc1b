"""What the rows of every subject share."""

from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

ModelT = TypeVar("ModelT", bound=BaseModel)


def body(value: BaseModel) -> object:
    """Return a value as its JSON column."""
    return value.model_dump(mode="json")


def read_bodies(
    connection: Connection,
    table: Table,
    model: type[ModelT],
    where: ColumnElement[bool],
    *order: ColumnElement[Any],
) -> tuple[ModelT, ...]:
    """Return the values of the rows that fit, in order."""
    rows = connection.execute(select(table.c.body).where(where).order_by(*order))
    return tuple(model.model_validate(found) for (found,) in rows)


def put(connection: Connection, table: Table, where: ColumnElement[bool], **values: object) -> None:
    """Update the row that fits, or insert it."""
    if connection.execute(update(table).where(where).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**values))


def insert_new(connection: Connection, table: Table, **values: object) -> bool:
    """Insert a row unless one of its keys is there already; say whether it was inserted."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    unless = made(table).values(**values).on_conflict_do_nothing().returning(table.c.owner_id)
    return connection.execute(unless).first() is not None
