"""Ratings in groups and what it brought

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Programmes that exist said nothing of it before anyone accepted: nobody else reads ratings.
    op.add_column('programmes',
    sa.Column('ratings_in_groups', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table('brought',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('pairing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moment', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('purpose_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('value_now', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_brought_by_id_people')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_brought_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['purpose_id'], ['agreement_purposes.id'], name=op.f('fk_brought_purpose_id_agreement_purposes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brought')),
    sa.UniqueConstraint('pairing_id', 'moment', 'number', 'purpose_id', name=op.f('uq_brought_pairing_id_moment_number_purpose_id'))
    )
    op.create_table('brought_shares',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('brought_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('answer', sa.String(length=32), nullable=True),
    sa.Column('value_at_start', sa.String(), nullable=True),
    sa.Column('value_now', sa.String(), nullable=True),
    sa.Column('words', sa.String(), nullable=True),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['brought_id'], ['brought.id'], name=op.f('fk_brought_shares_brought_id_brought')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brought_shares'))
    )
    op.create_index(op.f('ix_brought_shares_brought_id'), 'brought_shares', ['brought_id'], unique=False)


def downgrade() -> None:
    op.drop_table('brought_shares')
    op.drop_table('brought')
    op.drop_column('programmes', 'ratings_in_groups')
