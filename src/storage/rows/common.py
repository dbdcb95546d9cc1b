"""What the rows of every subject share."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

ModelT = TypeVar("ModelT", bound=BaseModel)


def body(value: BaseModel) -> object:
    """Return a value as its JSON column."""
    return value.model_dump(mode="json")


def aware(at: datetime) -> datetime:
    """Return a stored time as aware UTC; SQLite drops the zone."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


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
