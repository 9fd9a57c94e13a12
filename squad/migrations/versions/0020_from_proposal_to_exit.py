"""What is said to the coordinator alone: answers about the fit, and that something is not right

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('fit_answers',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('pairing_id', big, nullable=False),
    sa.Column('side', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('answer', sa.String(length=32), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', big, nullable=True),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_fit_answers_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['people.id'], name=op.f('fk_fit_answers_settled_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fit_answers')),
    sa.UniqueConstraint('pairing_id', 'side', 'number', name=op.f('uq_fit_answers_pairing_id_side_number'))
    )
    waiting = sa.text('settled_at IS NULL')
    op.create_index('ix_fit_answers_waiting', 'fit_answers', ['pairing_id'], unique=False, sqlite_where=waiting, postgresql_where=waiting)
    op.create_table('concerns',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('pairing_id', big, nullable=False),
    sa.Column('side', sa.String(length=32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', big, nullable=True),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_concerns_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['people.id'], name=op.f('fk_concerns_settled_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concerns')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_concerns_waiting', 'concerns', ['pairing_id'], unique=False, sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_table('concerns')
    op.drop_table('fit_answers')
