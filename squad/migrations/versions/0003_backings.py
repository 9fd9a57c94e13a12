"""Backings

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('backings',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('observation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('pairing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_backings_by_id_people')),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_backings_observation_id_observations')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_backings_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['people.id'], name=op.f('fk_backings_withdrawn_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backings'))
    )
    op.create_index(op.f('ix_backings_observation_id'), 'backings', ['observation_id'], unique=False)
    op.create_index(op.f('ix_backings_pairing_id'), 'backings', ['pairing_id'], unique=False)
    op.create_table('backing_parts',
    sa.Column('backing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['backing_id'], ['backings.id'], name=op.f('fk_backing_parts_backing_id_backings')),
    sa.PrimaryKeyConstraint('backing_id', 'position', name=op.f('pk_backing_parts'))
    )


def downgrade() -> None:
    op.drop_table('backing_parts')
    op.drop_table('backings')
