"""How a programme nudges, what was sent, the calls that were made

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('nudge_tables',
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('sponsor_id', BIG_ID, nullable=True),
    sa.Column('a_week', sa.Integer(), nullable=False),
    sa.Column('from_hour', sa.Integer(), nullable=False),
    sa.Column('until_hour', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_nudge_tables_programme_id_programmes')),
    sa.ForeignKeyConstraint(['sponsor_id'], ['people.id'], name=op.f('fk_nudge_tables_sponsor_id_people')),
    sa.PrimaryKeyConstraint('programme_id', name=op.f('pk_nudge_tables'))
    )
    op.create_table('nudge_rules',
    sa.Column('programme_id', BIG_ID, nullable=False),
    sa.Column('rule', sa.String(length=32), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('after_days', sa.Integer(), nullable=False),
    sa.Column('writes_to', sa.String(length=32), nullable=False),
    sa.Column('voice', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['nudge_tables.programme_id'], name=op.f('fk_nudge_rules_programme_id_nudge_tables')),
    sa.PrimaryKeyConstraint('programme_id', 'rule', name=op.f('pk_nudge_rules'))
    )
    op.create_table('nudges',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('pairing_id', BIG_ID, nullable=False),
    sa.Column('person_id', BIG_ID, nullable=False),
    sa.Column('side', sa.String(length=32), nullable=False),
    sa.Column('rule', sa.String(length=32), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('voice', sa.String(length=32), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_nudges_pairing_id_pairings')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_nudges_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nudges')),
    sa.UniqueConstraint('pairing_id', 'person_id', 'rule', 'about', 'number', name=op.f('uq_nudges_pairing_id_person_id_rule_about_number'))
    )
    with op.batch_alter_table('nudges', schema=None) as batch_op:
        batch_op.create_index('ix_nudges_person', ['person_id', 'sent_at'], unique=False)
        batch_op.create_index('ix_nudges_sent', ['sent_at'], unique=False)
    op.create_table('nudge_calls',
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.Column('pairing_id', BIG_ID, nullable=False),
    sa.Column('rule', sa.String(length=32), nullable=True),
    sa.Column('outcome', sa.String(length=32), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG_ID, nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_nudge_calls_by_id_people')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_nudge_calls_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nudge_calls'))
    )
    with op.batch_alter_table('nudge_calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nudge_calls_pairing_id'), ['pairing_id'], unique=False)


def downgrade() -> None:
    op.drop_table('nudge_calls')
    op.drop_table('nudges')
    op.drop_table('nudge_rules')
    op.drop_table('nudge_tables')
