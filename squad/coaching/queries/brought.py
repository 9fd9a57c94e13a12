"""What a pairing brought, as one of the two reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import Brought, BroughtShare
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.courses import load_course
from squad.coaching.rules.brought import BroughtAnswer, asks_of
from squad.coaching.rules.ratings import Ask, Moment
from squad.db.session import session
from squad.pairings.models import AgreementPurpose, AgreementVersion


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of success in the mentee's words, with its value at the start."""

    purpose_id: int
    kind: str
    words: str
    at_start: str


@dataclass(frozen=True, slots=True)
class SaidOfSign:
    """What the mentee said of one sign at one moment."""

    id: int
    said: Brought
    answer: BroughtAnswer
    shared: bool


@dataclass(frozen=True, slots=True)
class BroughtPage:
    """All that is said, by sign and moment, and what the mentee may say today."""

    signs: Sequence[Sign]
    """Those of the agreement in force, and those spoken of."""
    said: Mapping[tuple[int, Moment], SaidOfSign]
    open: Sequence[Ask]


def list_signs(context: PairingContext) -> list[Sign]:
    """The signs of the pairing's own agreement in force at the context's moment."""
    newest = (
        select(AgreementVersion.id)
        .where(
            AgreementVersion.pairing_id == context.pairing.id,
            AgreementVersion.in_force_at <= context.now,
        )
        .order_by(AgreementVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(AgreementPurpose)
        .where(AgreementPurpose.agreement_version_id == newest)
        .order_by(AgreementPurpose.position, AgreementPurpose.id)
    )
    return [_sign(row) for row in rows]


def list_said(context: PairingContext) -> list[tuple[Brought, AgreementPurpose]]:
    """Every version of what was said, with the very purpose that it speaks of, oldest first."""
    rows = session.execute(
        select(Brought, AgreementPurpose)
        .join(AgreementPurpose, AgreementPurpose.id == Brought.purpose_id)
        .where(Brought.pairing_id == context.pairing.id)
        .order_by(Brought.number, Brought.id)
    )
    return [(said, purpose) for said, purpose in rows]


def load_brought_page(viewer: Viewer, context: PairingContext) -> BroughtPage:
    """What was said of each sign; both of the pair read all of it at once."""
    demand(viewer, Permission.READ_BROUGHT, context.subject)
    rows = list_said(context)
    shared = set(
        session.scalars(
            select(BroughtShare.brought_id)
            .join(Brought, Brought.id == BroughtShare.brought_id)
            .where(Brought.pairing_id == context.pairing.id, BroughtShare.withdrawn_at.is_(None))
        )
    )
    signs = {sign.purpose_id: sign for sign in list_signs(context)}
    for _said, purpose in rows:
        signs.setdefault(purpose.id, _sign(purpose))
    said = {
        (row.purpose_id, row.moment): SaidOfSign(
            row.id, row, BroughtAnswer(row.answer), row.id in shared
        )
        for row, _purpose in rows
    }
    return BroughtPage(list(signs.values()), said, list_asks(context, said))


def list_asks(context: PairingContext, said: Mapping[tuple[int, Moment], SaidOfSign]) -> list[Ask]:
    """What the mentee may say today."""
    moments = {moment for _purpose, moment in said}
    return asks_of(load_course(context.pairing), context.today, moments)


def find_brought_for(viewer: Viewer, brought_id: int) -> Brought | None:
    """Something said in one of the viewer's own pairings."""
    return session.scalars(
        select(Brought).where(
            Brought.id == brought_id, Brought.pairing_id.in_([own.id for own in viewer.pairings])
        )
    ).one_or_none()


def _sign(purpose: AgreementPurpose) -> Sign:
    return Sign(purpose.id, purpose.kind, purpose.sign_of_success, purpose.value_at_start)
