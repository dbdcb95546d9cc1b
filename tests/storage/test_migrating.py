"""Upgrades: a backup first, then the whole change or nothing."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from src.errors import StorageError, StorageNewerError
from src.models.documents import Document, Upload
from src.models.enums import DocumentKind
from src.models.kits import OwnKit
from src.models.progress import HistoryQuery
from src.models.reading import Reading
from src.storage import migrating, open_store
from src.storage.engine import migration_engine, sqlite_url
from src.storage.mending import backups
from src.storage.migrating import MIGRATIONS, head, revision, upgrade
from src.storage.tables import metadata
from tests.factory import NOON, interview, kit, speech_task
from tests.stores import ME, fill, listed

LAST = head()
NEXT = f"""
from alembic import op
import sqlalchemy as sa

revision = "next"
down_revision = "{LAST}"
branch_labels = None
depends_on = None


def upgrade() -> None:
"""

ADD = '    op.add_column("owners", sa.Column("name", sa.String(20)))\n'
BURST = "    op.execute('SELECT no_such_function()')\n"
REBUILD = """
    with op.batch_alter_table("interviews", recreate="always") as batch:
        batch.add_column(sa.Column("title", sa.String(20)))
"""
ORPHAN = "    op.execute('DELETE FROM interviews')\n"


def columns(file: Path, table: str) -> set[str]:
    """Return the names of a table's columns."""
    with closing(sqlite3.connect(file)) as connection:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def test_the_revisions_make_the_tables_of_the_code(tmp_path: Path) -> None:
    """From empty to head, alembic finds nothing to change."""
    file = tmp_path / "new.db"

    upgrade(sqlite_url(file))

    engine = create_engine(sqlite_url(file))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def old(file: Path) -> None:
    """Make a database of the first revision with an interview, an answer and a report in it."""
    setup = {"role": "Ingénieur", "company": "Łódź Cafés", "question_count": 3}
    began = "2026-11-26T11:00:00+02:00"
    body = {"id": "iv-1", "setup": setup, "started_at": began, "created_at": began}
    said = {"text": "It’s the Query\u200b Plan"}
    overall = {"state": "completed", "overall": {"score": 6.5}}
    at = "2026-11-26 09:00:00.000000"
    mine = {"owner_id": ME, "attempt": 1}
    done = {"status": "completed", "planning": "completed", "version": 1}
    rows: dict[str, dict[str, object]] = {
        "interviews": {"id": "iv-1", "owner_id": ME, "at": at, **done, "body": body},
        "turns": {**mine, "no": 1, "client_key": "k", "state": "done", "at": at, "body": said},
        "reports": {**mine, "state": "completed", "body": overall},
    }
    config = migrating._config()
    engine = migration_engine(sqlite_url(file))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, row in rows.items():
            row.update(body=json.dumps(row["body"]))
            row.update({} if table == "interviews" else {"interview_id": "iv-1"})
            places = ", ".join(f":{name}" for name in row)
            words = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"  # noqa: S608 - ours
            connection.execute(text(words), row)
    engine.dispose()


@pytest.mark.parametrize(
    "search", ["ingenieur", "lodz cafes", "it's", "query plan", "INGÉNIEUR plan"]
)
def test_what_was_stored_before_is_found_after_an_upgrade(tmp_path: Path, search: str) -> None:
    """By role, company and words said; with its score and its beginning in UTC."""
    old(tmp_path / "app.db")

    store = open_store(None, tmp_path)
    with store.unit() as unit:
        since = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
        found = unit.history.find(ME, HistoryQuery(search=search, graded=True, since=since))
    store.close()

    assert [line.interview.id for line in found.lines] == ["iv-1"]
    assert len(backups(tmp_path / "app.db")) == 1


def test_every_table_has_an_owner(tmp_path: Path) -> None:
    """And none of them may be empty."""
    with closing(sqlite3.connect(fill(tmp_path))) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        owned = {
            table
            for table in tables
            for column in connection.execute(f"PRAGMA table_info({table})")
            if column[1] == "owner_id" and column[3]
        }

    assert set(metadata.tables) <= tables
    assert owned == set(metadata.tables)


def test_an_upgrade_makes_a_backup_first(tmp_path: Path, revisions: Path) -> None:
    """Data of the earlier revision is copied, then changed; a second start does nothing more."""
    file = fill(tmp_path)
    (revisions / "next_revision.py").write_text(NEXT + ADD)

    for _ in range(2):
        assert listed(tmp_path) == ["iv-1"]

    (backup,) = backups(file)
    assert revision(sqlite_url(backup)) == LAST
    assert revision(sqlite_url(file)) == head() == "next"
    assert columns(file, "owners") - columns(backup, "owners") == {"name"}


def test_a_new_database_needs_no_backup(tmp_path: Path) -> None:
    """There is nothing in it."""
    assert backups(fill(tmp_path)) == []


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path, revisions: Path) -> None:
    """Half an upgrade would stop every later start; mended, it goes through."""
    file = fill(tmp_path)
    (revisions / "next_revision.py").write_text(NEXT + ADD + BURST)

    with pytest.raises(StorageError):
        open_store(None, tmp_path)

    assert "name" not in columns(file, "owners")
    assert revision(sqlite_url(file)) == LAST
    (revisions / "next_revision.py").write_text(NEXT + ADD)
    assert listed(tmp_path) == ["iv-1"]
    assert "name" in columns(file, "owners")


def test_a_first_start_that_fails_leaves_no_tables(tmp_path: Path, revisions: Path) -> None:
    """The next start begins anew."""
    file = tmp_path / "new.db"
    (revisions / "next_revision.py").write_text(NEXT + BURST)

    with pytest.raises(OperationalError):
        upgrade(sqlite_url(file))

    assert columns(file, "interviews") == set()


def test_a_rebuilt_table_keeps_what_is_under_it(tmp_path: Path, revisions: Path) -> None:
    """It is dropped on the way, and with foreign keys on its rows' rows would be deleted."""
    fill(tmp_path)
    (revisions / "next_revision.py").write_text(NEXT + REBUILD)

    store = open_store(None, tmp_path)
    with store.unit() as unit:
        kept = unit.interviews.questions(ME, "iv-1")
    with store.unit(write=True) as unit:
        unit.interviews.delete(ME, "iv-1")
        gone = unit.interviews.questions(ME, "iv-1")
    store.close()

    assert len(kept) == 1
    assert gone == ()


def test_an_upgrade_that_would_leave_orphans_is_refused(tmp_path: Path, revisions: Path) -> None:
    """Foreign keys are off meanwhile, so they are checked before the end."""
    fill(tmp_path)
    (revisions / "next_revision.py").write_text(NEXT + ORPHAN)

    with pytest.raises(StorageError, match="without the interview"):
        open_store(None, tmp_path)

    (revisions / "next_revision.py").unlink()
    assert listed(tmp_path) == ["iv-1"]


def test_a_revision_that_nobody_knows_is_newer(tmp_path: Path, revisions: Path) -> None:
    """Data of the next version is refused by this one."""
    file = fill(tmp_path)
    (revisions / "next_revision.py").write_text(NEXT + ADD)
    upgrade(sqlite_url(file))
    (revisions / "next_revision.py").unlink()

    with pytest.raises(StorageNewerError):
        revision(sqlite_url(file))


def test_data_of_the_first_revision_comes_through(tmp_path: Path) -> None:
    """What a person had before recordings were kept is there after the upgrade, and can be used."""
    file = tmp_path / "app.db"
    old = Config()
    old.set_main_option("script_location", str(MIGRATIONS))
    engine = migration_engine(sqlite_url(file))
    body = interview().model_dump_json()
    row = {"id": "iv-1", "owner_id": ME, "body": body, "at": "2026-11-26 09:00:00"}
    with engine.begin() as connection:
        old.attributes["connection"] = connection
        command.upgrade(old, "0001")
        connection.execute(
            text(
                "INSERT INTO interviews (id, owner_id, status, planning, version, at, body) "
                "VALUES (:id, :owner_id, 'active', 'completed', 0, :at, :body)"
            ),
            row,
        )
    engine.dispose()

    assert listed(tmp_path) == ["iv-1"]
    store = open_store(None, tmp_path)
    with store.unit(write=True) as unit:
        _, added = unit.speech.add(ME, speech_task(), b"RIFF")
        unit.documents.add_upload(ME, Upload(at=NOON, size_bytes=5))
        counted = unit.documents.uploads_since(ME, NOON)
    store.close()
    assert len(counted) == 1
    assert added
    assert len(backups(file)) == 1


def test_a_database_from_before_own_kits_opens_with_its_interviews(tmp_path: Path) -> None:
    """They know no kit's title and keep no copy; kits can be kept from then on."""
    old(tmp_path / "app.db")

    store = open_store(None, tmp_path)
    with store.unit(write=True) as unit:
        found = unit.interviews.get(ME, "iv-1")
        before = unit.kits.kept(ME, "iv-1")
        unit.kits.add(ME, OwnKit(key="k", kit=kit(), created_at=NOON, updated_at=NOON))
        unit.kits.keep(ME, "iv-1", kit())
        after = (unit.kits.get(ME, "k").kit, unit.kits.kept(ME, "iv-1"))
    store.close()

    assert (found.kit_title, before) == (None, None)
    assert after == (kit(), kit())


def test_a_document_of_an_earlier_revision_can_be_read_and_corrected(tmp_path: Path) -> None:
    """What was kept before readings were has none yet, and takes one."""
    file = tmp_path / "app.db"
    old = Config()
    old.set_main_option("script_location", str(MIGRATIONS))
    engine = migration_engine(sqlite_url(file))
    kept = Document(id="d-1", kind=DocumentKind.RESUME, title="r", text="t", created_at=NOON)
    row = {"id": kept.id, "owner_id": ME, "body": kept.model_dump_json(), "at": str(NOON)[:19]}
    with engine.begin() as connection:
        old.attributes["connection"] = connection
        command.upgrade(old, "0001")
        connection.execute(
            text(
                "INSERT INTO documents (id, owner_id, kind, at, body) "
                "VALUES (:id, :owner_id, 'resume', :at, :body)"
            ),
            row,
        )
    engine.dispose()

    store = open_store(None, tmp_path)
    with store.unit(write=True) as unit:
        before = unit.readings.get(ME, kept.id)
        unit.readings.save(ME, kept.id, Reading(claimed=1))
        after = unit.readings.get(ME, kept.id)
        assert unit.documents.get(ME, kept.id) == kept
    store.close()

    assert (before, after) == (None, Reading(claimed=1))
