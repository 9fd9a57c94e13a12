"""Retention checks

Revision ID: 0005
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('observations', sa.Column('last_answer_on', sa.Date(), nullable=True))
    op.create_table('retention_answers',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('pairing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('milestone_code', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('said', sa.Text(), nullable=True),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_retention_answers_by_id_people')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_retention_answers_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_answers')),
    sa.UniqueConstraint('pairing_id', 'milestone_code', 'number', name=op.f('uq_retention_answers_pairing_id_milestone_code_number'))
    )
    op.create_table('retention_shares',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('pairing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('no_longer', sa.Integer(), nullable=True),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_retention_shares_by_id_people')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_retention_shares_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_shares')),
    sa.UniqueConstraint('pairing_id', 'number', name=op.f('uq_retention_shares_pairing_id_number'))
    )


def downgrade() -> None:
    op.drop_table('retention_shares')
    op.drop_table('retention_answers')
    op.drop_column('observations', 'last_answer_on')
