"""Columns that people take along

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('column_choices',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('table_code', sa.String(), nullable=False),
    sa.Column('codes', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_column_choices_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', 'table_code', name=op.f('pk_column_choices'))
    )


def downgrade() -> None:
    op.drop_table('column_choices')
