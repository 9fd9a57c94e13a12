"""Ratings in groups and what it brought

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Programmes that exist said nothing of it before anyone accepted: nobody else reads ratings.
    op.add_column('programmes',
    sa.Column('ratings_in_groups', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    with op.batch_alter_table('programmes') as batch_op:
        batch_op.alter_column('ratings_in_groups', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('programmes') as batch_op:
        batch_op.drop_column('ratings_in_groups')
