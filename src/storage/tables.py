"""The tables. Every row has an owner; values are JSON bodies beside the columns that are queried.

Unique keys make a turn, an event and a grade exactly one row however often a step is repeated.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time: stored in UTC, because SQLite drops the zone, and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the time as it is stored."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return a stored time with its zone."""
        if value is None or value.tzinfo is not None:
            return value.astimezone(UTC) if value else None
        return value.replace(tzinfo=UTC)


def _owner() -> Column[str]:
    return Column("owner_id", String(64), nullable=False, index=True)


def _interview() -> Column[str]:
    place = ForeignKey("interviews.id", ondelete="CASCADE")
    return Column("interview_id", String(64), place, nullable=False)


def _document() -> Column[str]:
    place = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", String(64), place, nullable=False)


def _when(name: str) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=False)


owners = Table("owners", metadata, Column("owner_id", String(64), primary_key=True), _when("at"))

tokens = Table(
    "tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _owner(),
    Column("kind", String(16), nullable=False),
    _when("at"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("kind", String(32), nullable=False),
    Column("version", Text, nullable=False),
    _when("at"),
    UniqueConstraint("owner_id", "kind", "version"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("kind", String(16), nullable=False),
    _when("at"),
    Column("body", JSON, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", String(64), nullable=False),
    _when("at"),
    Column("size_bytes", Integer, nullable=False),
    Index("ix_uploads_owner_at", "owner_id", "at"),
)

interviews = Table(
    "interviews",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("status", String(16), nullable=False),
    Column("planning", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    _when("at"),
    Column("began", UtcDateTime),
    Column("folded", Text, nullable=False, server_default=""),
    Column("body", JSON, nullable=False),
    Index("ix_interviews_owner_at", "owner_id", "at"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("take", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "position"),
)

skills = Table(
    "skills",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("skill", Text, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "skill"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("no", Integer, nullable=False),
    Column("client_key", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    _when("at"),
    Column("said", Text, nullable=False, server_default=""),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "no"),
    UniqueConstraint("interview_id", "client_key"),
)

grades = Table(
    "grades",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("position", Integer, nullable=False),
    Column("take", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "position", "take"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("turn_no", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "turn_no"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("score", Float),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _interview(),
    Column("seq", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", String(24), nullable=False),
    _when("at"),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "seq"),
    UniqueConstraint("interview_id", "key"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    _interview(),
    Column("purpose", String(16), nullable=False),
    Column("settled", Boolean, nullable=False),
    _when("at"),
    Column("body", JSON, nullable=False),
    Index("ix_ledger_owner_at", "owner_id", "at"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("interview_id", String(64), ForeignKey("interviews.id", ondelete="CASCADE")),
    Column("model", String(255), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("owner_id", "model", "sha256"),
)

uses = Table(
    "uses",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("kind", String(32), nullable=False),
    _when("at"),
    Index("ix_uses_owner_kind_at", "owner_id", "kind", "at"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _document(),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("document_id"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _document(),
    Column("body", JSON, nullable=False),
    UniqueConstraint("document_id"),
)

prompts = Table(
    "prompts",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("owner_id", "sha256"),
)

speech = Table(
    "speech",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    _interview(),
    Column("client_key", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    _when("at"),
    Column("body", JSON, nullable=False),
    UniqueConstraint("interview_id", "client_key"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("task_id", String(64), ForeignKey("speech.id", ondelete="CASCADE"), primary_key=True),
    _owner(),
    Column("audio", LargeBinary, nullable=False),
)
"""Apart from their tasks, so that a list of tasks reads no audio."""

outcomes = Table(
    "outcomes",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("day", Date, nullable=False),
    _when("at"),
    Column("body", JSON, nullable=False),
    Index("ix_outcomes_owner_day", "owner_id", "day"),
)

kits = Table(
    "kits",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("kit_id", String(64), nullable=True),
    Column("version", Integer, nullable=False),
    _when("at"),
    Column("line", JSON, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("owner_id", "kit_id"),
)

kept_kits = Table(
    "kept_kits",
    metadata,
    Column(
        "interview_id",
        String(64),
        ForeignKey("interviews.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    _owner(),
    Column("body", JSON, nullable=False),
)
