"""What people add to a programme's figures beside a mentee's course

Revision ID: 0018
Revises: 0017

`squad init` fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OWN = sa.or_(
    *(sa.column('measure') == measure for measure in ('mentors', 'sharing')),
    sa.column('measure').like('sign:%'),
)


def upgrade() -> None:
    op.create_table(
        'ledger_parts',
        sa.Column('programme_id', ID, nullable=False),
        sa.Column('person_id', ID, nullable=False),
        sa.Column('part', sa.String(length=32), nullable=False),
        sa.Column('entries', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_ledger_parts_person_id_people')),
        sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_ledger_parts_programme_id_programmes')),
        sa.PrimaryKeyConstraint('programme_id', 'person_id', 'part', name=op.f('pk_ledger_parts')),
    )
    op.create_index(op.f('ix_ledger_parts_person_id'), 'ledger_parts', ['person_id'])


def downgrade() -> None:
    op.execute(sa.delete(sa.table('tallies')).where(OWN))
    op.drop_table('ledger_parts')
