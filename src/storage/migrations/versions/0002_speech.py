"""Recordings, what was heard in them, and what was read aloud

Revision: 0002, after 0001, 2026-11-26 18:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('speech',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('owner_id', sa.String(length=64), nullable=False),
    sa.Column('interview_id', sa.String(length=64), nullable=False),
    sa.Column('client_key', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], name=op.f('fk_speech_interview_id_interviews'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speech')),
    sa.UniqueConstraint('interview_id', 'client_key', name=op.f('uq_speech_interview_id_client_key'))
    )
    op.create_index(op.f('ix_speech_owner_id'), 'speech', ['owner_id'], unique=False)
    op.create_table('recordings',
    sa.Column('task_id', sa.String(length=64), nullable=False),
    sa.Column('owner_id', sa.String(length=64), nullable=False),
    sa.Column('audio', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['speech.id'], name=op.f('fk_recordings_task_id_speech'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('task_id', name=op.f('pk_recordings'))
    )
    op.create_index(op.f('ix_recordings_owner_id'), 'recordings', ['owner_id'], unique=False)


def downgrade() -> None:
    op.drop_table('recordings')
    op.drop_table('speech')
