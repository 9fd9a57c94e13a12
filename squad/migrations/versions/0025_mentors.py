"""Mentors: the induction of a programme

Revision ID: 0025
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0022'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('inductions',
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('ticked', sa.String(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_inductions_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_inductions_programme_id_programmes')),
    sa.PrimaryKeyConstraint('person_id', 'programme_id', name=op.f('pk_inductions'))
    )
    op.create_index('ix_inductions_programme_id', 'inductions', ['programme_id'], unique=False)


def downgrade() -> None:
    op.drop_table('inductions')
