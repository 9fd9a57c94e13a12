"""Framework moves

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('framework_moves',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('programme_id', big, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('from_version_id', big, nullable=False),
    sa.Column('to_version_id', big, nullable=False),
    sa.Column('mapping', sa.Text(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', big, nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_framework_moves_by_id_people')),
    sa.ForeignKeyConstraint(['from_version_id'], ['framework_versions.id'], name=op.f('fk_framework_moves_from_version_id_framework_versions')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_framework_moves_programme_id_programmes')),
    sa.ForeignKeyConstraint(['to_version_id'], ['framework_versions.id'], name=op.f('fk_framework_moves_to_version_id_framework_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework_moves')),
    sa.UniqueConstraint('programme_id', 'number', name=op.f('uq_framework_moves_programme_id_number'))
    )
    op.add_column('programmes', sa.Column('framework_moves', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    op.drop_column('programmes', 'framework_moves')
    op.drop_table('framework_moves')
