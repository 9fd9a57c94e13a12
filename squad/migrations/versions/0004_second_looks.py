"""Second looks

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_looks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('pairing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('milestone_code', sa.String(), nullable=False),
    sa.Column('asked_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('purposes', sa.String(), nullable=False),
    sa.Column('signs', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_id'], ['people.id'], name=op.f('fk_second_looks_asked_id')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_second_looks_pairing_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_looks'))
    )
    op.create_index('ix_second_looks_asked', 'second_looks', ['asked_id', 'state'], unique=False)
    op.create_index('uq_second_looks_once', 'second_looks', ['pairing_id', 'milestone_code', 'asked_id'], unique=True, sqlite_where=sa.text("state NOT IN ('withdrawn', 'expired')"), postgresql_where=sa.text("state NOT IN ('withdrawn', 'expired')"))
    op.create_table('second_look_answers',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('second_look_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_second_look_answers_by_id')),
    sa.ForeignKeyConstraint(['second_look_id'], ['second_looks.id'], name=op.f('fk_second_look_answers_second_look_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_look_answers')),
    sa.UniqueConstraint('second_look_id', 'number', name=op.f('uq_second_look_answers_second_look_id_number'))
    )


def downgrade() -> None:
    op.drop_table('second_look_answers')
    op.drop_table('second_looks')
