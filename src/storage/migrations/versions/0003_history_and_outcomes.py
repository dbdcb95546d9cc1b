"""What the list of interviews is searched and ordered by, and real interviews

Revision: 0003, after 0002, 2026-11-26
"""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# A revision keeps its own reading of the rows: the program's may change later.
LETTERS = str.maketrans({'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'æ': 'ae', 'œ': 'oe'})
SIGNS = str.maketrans('‘’‚‛“”„‟«»–—−‐‑…', '\'\'\'\'""""""-----.')
ROWS = 200


def upgrade() -> None:
    op.add_column('interviews', sa.Column('began', sa.DateTime(timezone=True)))
    op.add_column('interviews', _text('folded'))
    op.add_column('turns', _text('said'))
    op.add_column('reports', sa.Column('score', sa.Float()))
    op.create_table('outcomes',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('owner_id', sa.String(length=64), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcomes'))
    )
    op.create_index(op.f('ix_outcomes_owner_id'), 'outcomes', ['owner_id'], unique=False)
    op.create_index('ix_outcomes_owner_day', 'outcomes', ['owner_id', 'day'], unique=False)
    _fill('interviews', _interview, began=sa.DateTime(timezone=True), folded=sa.Text())
    _fill('turns', _turn, said=sa.Text())
    _fill('reports', _report, score=sa.Float())


def downgrade() -> None:
    op.drop_table('outcomes')
    for table, columns in (('reports', ['score']), ('turns', ['said']), ('interviews', ['folded', 'began'])):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, server_default='')


def _fill(name: str, values_of: Callable[[dict], dict], **columns: sa.types.TypeEngine) -> None:
    """Give each stored row its new columns, a bounded number of rows at a time."""
    key = sa.String(64) if name == 'interviews' else sa.Integer()
    table = sa.table(name, sa.column('id', key), sa.column('body', sa.JSON()),
                     *(sa.column(column, kind) for column, kind in columns.items()))
    connection, last = op.get_bind(), None
    while True:
        rows = sa.select(table.c.id, table.c.body).order_by(table.c.id).limit(ROWS)
        found = connection.execute(rows if last is None else rows.where(table.c.id > last)).all()
        for row_id, body in found:
            told = json.loads(body) if isinstance(body, str) else body
            change = sa.update(table).where(table.c.id == row_id)
            connection.execute(change.values(**values_of(told)))
            last = row_id
        if len(found) < ROWS:
            return


def _interview(body: dict) -> dict:
    began, setup = body.get('started_at'), body['setup']
    at = datetime.fromisoformat(began).astimezone(UTC) if began else None
    return {'began': at, 'folded': _folded(f"{setup['role']}\n{setup.get('company', '')}")}


def _turn(body: dict) -> dict:
    return {'said': _folded(body.get('text', ''))}


def _report(body: dict) -> dict:
    done = body.get('state') == 'completed'
    return {'score': body.get('overall', {}).get('score') if done else None}


def _folded(text: str) -> str:
    seen = ''.join(c for c in text if c.isspace() or unicodedata.category(c) not in {'Cc', 'Cf'})
    told = unicodedata.normalize('NFKC', seen).translate(SIGNS).casefold()
    plain = ' '.join(told.split()).translate(LETTERS)
    apart = unicodedata.normalize('NFKD', plain)
    return ''.join(char for char in apart if not unicodedata.combining(char))
