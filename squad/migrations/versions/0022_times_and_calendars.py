"""Times to choose from, calendars, whom mentees let look after theirs

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text('closed_at IS NULL')
NOT_REMOVED = sa.text('removed_at IS NULL')


def upgrade() -> None:
    op.create_table('time_offers',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('pairing_id', BIG_ID, nullable=False),
    sa.Column('side', sa.String(length=32), nullable=False),
    sa.Column('by_id', BIG_ID, nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=32), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_time_offers_by_id_people')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_time_offers_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_offers'))
    )
    with op.batch_alter_table('time_offers', schema=None) as batch_op:
        batch_op.create_index('uq_time_offers_one_open', ['pairing_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table('offered_times',
    sa.Column('offer_id', BIG_ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['time_offers.id'], name=op.f('fk_offered_times_offer_id_time_offers')),
    sa.PrimaryKeyConstraint('offer_id', 'number', name=op.f('pk_offered_times'))
    )
    op.create_table('calendars',
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_calendars_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendars')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendars_token_hash'))
    )
    op.create_table('delegations',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('mentee_id', BIG_ID, nullable=False),
    sa.Column('delegate_id', BIG_ID, nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('mentee_id <> delegate_id', name=op.f('ck_delegations_two_people')),
    sa.ForeignKeyConstraint(['delegate_id'], ['people.id'], name=op.f('fk_delegations_delegate_id_people')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_delegations_mentee_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegations'))
    )
    with op.batch_alter_table('delegations', schema=None) as batch_op:
        batch_op.create_index('ix_delegations_delegate', ['delegate_id'], unique=False, sqlite_where=NOT_REMOVED, postgresql_where=NOT_REMOVED)
        batch_op.create_index('uq_delegations_one', ['mentee_id'], unique=True, sqlite_where=NOT_REMOVED, postgresql_where=NOT_REMOVED)


def downgrade() -> None:
    op.drop_table('delegations')
    op.drop_table('calendars')
    op.drop_table('offered_times')
    op.drop_table('time_offers')
