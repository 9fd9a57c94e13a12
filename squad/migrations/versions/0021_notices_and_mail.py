"""Notices, the outbox, mail that somebody wants or not

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
UNREAD = sa.text('read_at IS NULL')


def upgrade() -> None:
    op.create_table('notices',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('person_id', 'kind', 'thing', name=op.f('uq_notices_person_id_kind_thing'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index('ix_notices_person', ['person_id', 'id'], unique=False)
        batch_op.create_index('ix_notices_unread', ['person_id'], unique=False, sqlite_where=UNREAD, postgresql_where=UNREAD)
    op.create_table('mails',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails')),
    sa.UniqueConstraint('message_id', name=op.f('uq_mails_message_id')),
    sa.UniqueConstraint('person_id', 'kind', 'thing', name=op.f('uq_mails_person_id_kind_thing'))
    )
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mails_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mails_ended_at'), ['ended_at'], unique=False)
    op.create_table('mail_refusals',
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'kind', name=op.f('pk_mail_refusals'))
    )
    op.create_table('monthly_readers',
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_monthly_readers_person_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_monthly_readers_programme_id_programmes')),
    sa.PrimaryKeyConstraint('programme_id', 'person_id', name=op.f('pk_monthly_readers'))
    )


def downgrade() -> None:
    op.drop_table('monthly_readers')
    op.drop_table('mail_refusals')
    op.drop_table('mails')
    op.drop_table('notices')
