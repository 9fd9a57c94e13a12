"""Corrections by what they correct

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_observations_corrects', 'observations', ['corrects_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_observations_corrects', table_name='observations')
