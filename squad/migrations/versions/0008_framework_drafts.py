"""Framework drafts

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('framework_drafts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('base_version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['base_version_id'], ['framework_versions.id'], name=op.f('fk_framework_drafts_base_version_id_framework_versions')),
    sa.ForeignKeyConstraint(['changed_by'], ['people.id'], name=op.f('fk_framework_drafts_changed_by_people')),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_framework_drafts_created_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework_drafts'))
    )


def downgrade() -> None:
    op.drop_table('framework_drafts')
