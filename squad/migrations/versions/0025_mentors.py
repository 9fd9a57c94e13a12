"""Mentors: the induction of a programme, and a record of their own

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
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
    op.create_table('agreed_hours',
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('per', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agreed_hours_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_agreed_hours_programme_id_programmes')),
    sa.PrimaryKeyConstraint('person_id', 'programme_id', name=op.f('pk_agreed_hours'))
    )
    op.create_table('confidences',
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('moment', sa.String(length=32), nullable=False),
    sa.Column('levels', sa.Text(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_confidences_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_confidences_programme_id_programmes')),
    sa.PrimaryKeyConstraint('person_id', 'programme_id', 'moment', name=op.f('pk_confidences'))
    )
    op.create_table('lessons',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_lessons_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_lessons_programme_id_programmes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lessons')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_lessons_person', 'lessons', ['person_id', 'programme_id'], unique=False)


def downgrade() -> None:
    op.drop_table('lessons')
    op.drop_table('confidences')
    op.drop_table('agreed_hours')
    op.drop_table('inductions')
