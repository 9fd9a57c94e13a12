"""The Squad room: tips, what mentors show each other, group sessions

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('tips',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('programme_id', big, nullable=False),
    sa.Column('by_id', big, nullable=False),
    sa.Column('area', sa.String(length=32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('searched', sa.Text(), nullable=False),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_tips_by_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_tips_programme_id_programmes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tips')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_tips_programme', 'tips', ['programme_id', 'id'], unique=False)
    op.add_column('coaching_sessions', sa.Column('huddle', sa.String(), nullable=True))
    op.create_table('room_cards',
    sa.Column('programme_id', big, nullable=False),
    sa.Column('person_id', big, nullable=False),
    sa.Column('places', sa.Boolean(), nullable=False),
    sa.Column('strengths', sa.Boolean(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_room_cards_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_room_cards_programme_id_programmes')),
    sa.PrimaryKeyConstraint('programme_id', 'person_id', name=op.f('pk_room_cards'))
    )


def downgrade() -> None:
    op.drop_table('room_cards')
    op.drop_column('coaching_sessions', 'huddle')
    op.drop_table('tips')
