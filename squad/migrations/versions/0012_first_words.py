"""First words

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('first_words',
    sa.Column('person_id', big, nullable=False),
    sa.Column('part', sa.String(length=32), nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_first_words_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', 'part', name=op.f('pk_first_words'))
    )


def downgrade() -> None:
    op.drop_table('first_words')
