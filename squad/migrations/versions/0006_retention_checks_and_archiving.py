"""Retention checks, and archiving

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
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
    op.add_column('programmes', sa.Column('archived_on', sa.Date(), nullable=True))
    op.create_table('programme_archivings',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('archived', sa.Boolean(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_programme_archivings_by_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_programme_archivings_programme_id_programmes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_archivings'))
    )
    op.create_index(op.f('ix_programme_archivings_programme_id'), 'programme_archivings', ['programme_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_programme_archivings_programme_id'), table_name='programme_archivings')
    op.drop_table('programme_archivings')
    op.drop_column('programmes', 'archived_on')
    op.drop_table('retention_shares')
    op.drop_table('retention_answers')
    op.drop_column('observations', 'last_answer_on')
