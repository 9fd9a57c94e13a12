"""French of Canada

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """People may read in fr-CA from here on; no row does yet."""


def downgrade() -> None:
    op.execute("UPDATE people SET language = 'fr' WHERE language = 'fr-CA'")
