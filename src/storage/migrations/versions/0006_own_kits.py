"""Kits of people's own, and the copies that interviews keep of them

Revision: 0006, after 0005, 2026-11-26 18:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kits',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('owner_id', sa.String(length=64), nullable=False),
    sa.Column('kit_id', sa.String(length=64), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('line', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kits')),
    sa.UniqueConstraint('owner_id', 'kit_id', name=op.f('uq_kits_owner_id_kit_id'))
    )
    with op.batch_alter_table('kits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kits_owner_id'), ['owner_id'], unique=False)

    op.create_table('kept_kits',
    sa.Column('interview_id', sa.String(length=64), nullable=False),
    sa.Column('owner_id', sa.String(length=64), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], name=op.f('fk_kept_kits_interview_id_interviews'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('interview_id', name=op.f('pk_kept_kits'))
    )
    with op.batch_alter_table('kept_kits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_kits_owner_id'), ['owner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('kept_kits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_kits_owner_id'))

    op.drop_table('kept_kits')
    with op.batch_alter_table('kits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kits_owner_id'))

    op.drop_table('kits')
