"""Drills

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('drill_runs',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('pairing_id', big, nullable=False),
    sa.Column('framework_version_id', big, nullable=False),
    sa.Column('drill', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Text(), nullable=False),
    sa.Column('own', sa.Text(), nullable=True),
    sa.Column('said', sa.Text(), nullable=True),
    sa.Column('kept_on', sa.Date(), nullable=True),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['framework_version_id'], ['framework_versions.id'], name=op.f('fk_drill_runs_framework_version_id_framework_versions')),
    sa.ForeignKeyConstraint(['pairing_id'], ['pairings.id'], name=op.f('fk_drill_runs_pairing_id_pairings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill_runs'))
    )
    op.create_index('ix_drill_runs_pairing', 'drill_runs', ['pairing_id', 'state'], unique=False)
    op.create_table('drill_statements',
    sa.Column('run_id', big, nullable=False),
    sa.Column('observation_id', big, nullable=False),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_drill_statements_observation_id_observations')),
    sa.ForeignKeyConstraint(['run_id'], ['drill_runs.id'], name=op.f('fk_drill_statements_run_id_drill_runs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'observation_id', name=op.f('pk_drill_statements'))
    )


def downgrade() -> None:
    op.drop_table('drill_statements')
    op.drop_index('ix_drill_runs_pairing', table_name='drill_runs')
    op.drop_table('drill_runs')
