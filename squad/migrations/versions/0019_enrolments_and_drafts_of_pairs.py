"""Enrolments, weights and drafts of pairs

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('enrolments',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('side', sa.String(32), nullable=False),
    sa.Column('strengths', sa.String(), nullable=False),
    sa.Column('purposes', sa.String(), nullable=False),
    sa.Column('networks', sa.String(), nullable=False),
    sa.Column('languages', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('site', sa.String(), nullable=False),
    sa.Column('temperament', sa.String(32), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity >= 1', name=op.f('ck_enrolments_a_place')),
    sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_enrolments_added_by')),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_enrolments_answered_by')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_enrolments_person_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_enrolments_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolments')),
    sa.UniqueConstraint('programme_id', 'person_id', 'side', name=op.f('uq_enrolments_programme_id_person_id_side'))
    )
    with op.batch_alter_table('enrolments', schema=None) as batch_op:
        batch_op.create_index('ix_enrolments_person', ['person_id'], unique=False)

    op.create_table('match_drafts',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['people.id'], name=op.f('fk_match_drafts_made_by')),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_match_drafts_programme_id')),
    sa.PrimaryKeyConstraint('programme_id', name=op.f('pk_match_drafts'))
    )
    op.create_table('match_weights',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('strengths', sa.Integer(), nullable=False),
    sa.Column('networks', sa.Integer(), nullable=False),
    sa.Column('function', sa.Integer(), nullable=False),
    sa.Column('site', sa.Integer(), nullable=False),
    sa.Column('temperament', sa.Integer(), nullable=False),
    sa.Column('site_wish', sa.String(32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_match_weights_programme_id')),
    sa.PrimaryKeyConstraint('programme_id', name=op.f('pk_match_weights'))
    )
    op.create_table('match_left_overs',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('side', sa.String(32), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_match_left_overs_person_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['match_drafts.programme_id'], name=op.f('fk_match_left_overs_programme_id')),
    sa.PrimaryKeyConstraint('programme_id', 'person_id', 'side', name=op.f('pk_match_left_overs'))
    )
    op.create_table('match_pairs',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mentor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mentee_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('locked', sa.Boolean(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_match_pairs_mentee_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_match_pairs_mentor_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['match_drafts.programme_id'], name=op.f('fk_match_pairs_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match_pairs')),
    sa.UniqueConstraint('programme_id', 'mentee_id', name=op.f('uq_match_pairs_programme_id_mentee_id'))
    )
    with op.batch_alter_table('match_pairs', schema=None) as batch_op:
        batch_op.create_index('ix_match_pairs_mentor', ['programme_id', 'mentor_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('match_pairs', schema=None) as batch_op:
        batch_op.drop_index('ix_match_pairs_mentor')

    op.drop_table('match_pairs')
    op.drop_table('match_left_overs')
    op.drop_table('match_weights')
    op.drop_table('match_drafts')
    with op.batch_alter_table('enrolments', schema=None) as batch_op:
        batch_op.drop_index('ix_enrolments_person')

    op.drop_table('enrolments')
