"""Saying what a pairing brought, sharing it with HR, and taking that back."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.models import Brought, BroughtShare
from squad.coaching.queries.brought import list_said, list_signs
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.courses import load_course
from squad.coaching.rules.brought import BroughtAnswer, SignDraft, asks_of, check_said
from squad.coaching.rules.ratings import Moment
from squad.coaching.signals import share_taken_back
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.kernel.errors import StaleVersionError
from squad.pairings.models import AgreementPurpose


def say_brought(
    *,
    by: Viewer,
    context: PairingContext,
    moment: Moment,
    drafts: Sequence[SignDraft],
    version: int,
    form: FormKey,
) -> None:
    """Keep what the mentee says of the signs; what is said anew stands in place of the earlier.

    `context` was loaded with a lock. `version`: the number that the form was made from.
    """
    demand(by, Permission.SAY_BROUGHT, context.subject)
    sent = claim(person_id=by.person_id, action="say_brought", form=form)
    asks = asks_of(load_course(context.pairing), context.today, ())
    said = [row for row, _purpose in list_said(context) if row.moment is moment]
    number = max((row.number for row in said), default=0)
    if version != number:
        raise StaleVersionError
    known = {sign.purpose_id for sign in list_signs(context)}
    drafts = [draft for draft in drafts if draft.purpose_id in known]
    check_said(drafts, is_open=any(ask.moment is moment for ask in asks))
    for draft in drafts:
        if draft.answer is not None:
            earlier = [row.id for row in said if row.purpose_id == draft.purpose_id]
            _say(by, context, moment, number + 1, draft, earlier)
    record(
        "brought_said",
        by=by.person_id,
        pairing=context.pairing.id,
        moment=moment.value,
        number=number + 1,
    )
    sent.made = moment.value


def _say(
    by: Viewer,
    context: PairingContext,
    moment: Moment,
    number: int,
    draft: SignDraft,
    earlier: Sequence[int],
) -> None:
    made = Brought(
        pairing_id=context.pairing.id,
        moment=moment,
        number=number,
        purpose_id=draft.purpose_id,
        answer=str(draft.answer),
        value_now=draft.value_now,
        words=draft.words,
        happened_on=context.today,
        known_at=context.now,
        by_id=by.person_id,
    )
    session.add(made)
    session.flush()
    if draft.shared:
        _share(by, context, made)
    else:
        _withdraw(by, context, earlier)


def share_brought(*, by: Viewer, context: PairingContext, brought: Brought) -> None:
    """Let HR read it: kind, values and sentence are copied. Shared already is no mistake."""
    demand(by, Permission.SAY_BROUGHT, context.subject)
    if not _list_live([brought.id]):
        _share(by, context, brought)


def withdraw_brought(*, by: Viewer, context: PairingContext, brought: Brought) -> None:
    """HR reads nothing of this sign at this moment any more, of no version and as of no day."""
    demand(by, Permission.SAY_BROUGHT, context.subject)
    same = session.scalars(
        select(Brought.id).where(
            Brought.pairing_id == brought.pairing_id,
            Brought.moment == brought.moment,
            Brought.purpose_id == brought.purpose_id,
        )
    )
    _withdraw(by, context, same.all())


def _share(by: Viewer, context: PairingContext, brought: Brought) -> None:
    purpose = session.get_one(AgreementPurpose, brought.purpose_id)
    session.add(
        BroughtShare(
            brought_id=brought.id,
            kind=purpose.kind,
            answer=BroughtAnswer(brought.answer),
            value_at_start=purpose.value_at_start,
            value_now=brought.value_now,
            words=brought.words,
            happened_on=context.today,
            known_at=context.now,
        )
    )
    session.flush()
    touch(Touched.SHARED, [(context.programme.id, context.pairing.mentee_id)])
    record("brought_shared", by=by.person_id, pairing=context.pairing.id, brought=brought.id)


def _withdraw(by: Viewer, context: PairingContext, brought_ids: Iterable[int]) -> None:
    live = _list_live(brought_ids)
    for brought_id in live:
        session.execute(
            update(BroughtShare)
            .where(BroughtShare.brought_id == brought_id, BroughtShare.withdrawn_at.is_(None))
            .values(
                kind=None,
                answer=None,
                value_at_start=None,
                value_now=None,
                words=None,
                withdrawn_at=context.now,
            )
        )
        record("brought_withdrawn", by=by.person_id, pairing=context.pairing.id, brought=brought_id)
    if live:
        pairing = context.pairing
        touch(Touched.SHARED, [(pairing.programme_id, pairing.mentee_id)])
        share_taken_back.send(None, mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)


def _list_live(brought_ids: Iterable[int]) -> Sequence[int]:
    return session.scalars(
        select(BroughtShare.brought_id).where(
            BroughtShare.brought_id.in_(list(brought_ids)), BroughtShare.withdrawn_at.is_(None)
        )
    ).all()
