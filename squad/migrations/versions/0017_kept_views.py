"""Kept views of reports

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kept_views',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('function', sa.String(), nullable=False),
    sa.Column('site', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('sort', sa.String(length=32), nullable=False),
    sa.Column('shown_day', sa.String(length=32), nullable=False),
    sa.Column('fixed_on', sa.Date(), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("shown_day <> 'fixed' OR fixed_on IS NOT NULL", name=op.f('ck_kept_views_fixed_day')),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_kept_views_by_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_kept_views_programme_id_programmes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_views')),
    sa.UniqueConstraint('programme_id', 'name', name=op.f('uq_kept_views_programme_id_name')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('kept_views')
