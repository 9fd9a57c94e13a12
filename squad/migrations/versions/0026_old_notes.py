"""Whether a new mentor reads the notes of before

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('old_notes',
    sa.Column('pairing_id', BIG_ID, nullable=False),
    sa.Column('to_pairing_id', BIG_ID, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mentee_answer', sa.Text(), nullable=True),
    sa.Column('mentee_answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mentor_answer', sa.Text(), nullable=True),
    sa.Column('mentor_answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_old_notes_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['to_pairing_id'], ['pairings.id'], name=op.f('fk_old_notes_to_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('pairing_id', name=op.f('pk_old_notes')),
    sa.UniqueConstraint('to_pairing_id', name=op.f('uq_old_notes_to_pairing_id'))
    )


def downgrade() -> None:
    op.drop_table('old_notes')
