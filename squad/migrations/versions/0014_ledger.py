"""The ledger: what reports read instead of counting everybody

Revision ID: 0014
Revises: 0013

`squad init` fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KEY = sa.String().with_variant(sa.String(collation='C'), 'postgresql')


def _keys(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column('programme_id', ID, sa.ForeignKey('programmes.id', name=f'fk_{table}_programme_id'), nullable=False),
        sa.Column('mentee_id', ID, sa.ForeignKey('people.id', name=f'fk_{table}_mentee_id'), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        'standings',
        *_keys('standings'),
        sa.Column('state', sa.String(32), nullable=False),
        sa.Column('begun_on', sa.Date(), nullable=False),
        sa.Column('sort_key', KEY, nullable=False),
        sa.Column('function_key', KEY, nullable=False),
        sa.Column('site_key', KEY, nullable=False),
        sa.Column('level', sa.String(), nullable=False),
        sa.Column('language', sa.String(), nullable=False),
        sa.Column('purpose', sa.String(), nullable=False),
        sa.Column('last_order', sa.Integer(), nullable=False),
        sa.Column('silent_order', sa.Integer(), nullable=False),
        sa.Column('headline', sa.Integer(), nullable=False),
        sa.Column('target_met', sa.Boolean(), nullable=False),
        sa.Column('held', sa.Integer(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('programme_id', 'mentee_id', name='pk_standings'),
    )
    op.create_index('ix_standings_mentee_id', 'standings', ['mentee_id'])
    for name, column in (('name', None), ('function', 'function_key'), ('site', 'site_key'),
                         ('last', 'last_order'), ('silent', 'silent_order')):
        columns = ['programme_id', *([column] if column else []), 'sort_key', 'mentee_id']
        op.create_index(f'ix_standings_{name}', 'standings', columns)
    op.create_table(
        'silent_times',
        *_keys('silent_times'),
        sa.Column('from_on', sa.Date(), nullable=False),
        sa.Column('to_on', sa.Date(), nullable=True),
        sa.Column('level', sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint('programme_id', 'mentee_id', 'from_on', name='pk_silent_times'),
    )
    op.create_index('ix_silent_times_mentee_id', 'silent_times', ['mentee_id'])
    op.create_index('ix_silent_times_days', 'silent_times', ['programme_id', 'from_on'])
    op.create_table(
        'ledger_pages',
        *_keys('ledger_pages'),
        sa.Column('entries', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('programme_id', 'mentee_id', name='pk_ledger_pages'),
    )
    op.create_index('ix_ledger_pages_mentee_id', 'ledger_pages', ['mentee_id'])
    op.create_table(
        'tallies',
        sa.Column('programme_id', ID, sa.ForeignKey('programmes.id', name='fk_tallies_programme_id'), nullable=False),
        sa.Column('measure', KEY, nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('programme_id', 'measure', 'on', name='pk_tallies'),
    )
    op.create_index('ix_pairings_squad', 'pairings', ['programme_id', 'mentor_id', 'accepted_on'])


def downgrade() -> None:
    op.drop_index('ix_pairings_squad', 'pairings')
    for table in ('tallies', 'ledger_pages', 'silent_times', 'standings'):
        op.drop_table(table)
