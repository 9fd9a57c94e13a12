"""Jobs, and batches of documents

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('jobs',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('worker', sa.String(), nullable=True),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs')),
    sa.UniqueConstraint('key', name=op.f('uq_jobs_key'))
    )
    op.create_index(op.f('ix_jobs_due_at'), 'jobs', ['due_at'])
    op.create_index(op.f('ix_jobs_ended_at'), 'jobs', ['ended_at'])
    op.create_table('document_batches',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('job_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_document_batches_by_id_people')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_document_batches_programme_id_programmes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_batches'))
    )
    running = sa.text("state = 'running'")
    op.create_index('uq_document_batches_running', 'document_batches', ['programme_id', 'by_id'], unique=True, sqlite_where=running, postgresql_where=running)
    op.create_index('ix_document_batches_by', 'document_batches', ['by_id', 'asked_at'])
    op.create_index(op.f('ix_document_batches_expires_at'), 'document_batches', ['expires_at'])
    op.create_table('batch_documents',
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('mentee_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('left_out', sa.String(length=32), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['document_batches.id'], name=op.f('fk_batch_documents_batch_id_document_batches')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_batch_documents_mentee_id_people')),
    sa.PrimaryKeyConstraint('batch_id', 'position', name=op.f('pk_batch_documents'))
    )
    op.create_index(op.f('ix_batch_documents_mentee_id'), 'batch_documents', ['mentee_id'])


def downgrade() -> None:
    op.drop_table('batch_documents')
    op.drop_table('document_batches')
    op.drop_table('jobs')
