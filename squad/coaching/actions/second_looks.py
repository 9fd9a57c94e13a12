"""Offering a second look, taking it back, declining it, and saying what was seen."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.models import SecondLook, SecondLookAnswer
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.second_looks import Look, load_offer_page
from squad.coaching.rules import second_looks as rules
from squad.coaching.rules.second_looks import LookDraft, LookProblem, LookState
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.framework.rules.model import Milestone
from squad.kernel.errors import DomainError, StaleVersionError


def offer_look(
    *,
    by: Viewer,
    context: PairingContext,
    milestone: Milestone,
    asked_id: int | None,
    place: str,
    with_signs: bool,
    form: FormKey,
) -> None:
    """Ask another mentor to look at a milestone; `context` was loaded with a lock."""
    demand(by, Permission.OFFER_SECOND_LOOK, context.subject)
    sent = claim(person_id=by.person_id, action="offer_second_look", form=form)
    rules.check_words(place, "place")
    page = load_offer_page(by, context, milestone)
    if not page.offers:
        raise DomainError(LookProblem.NOT_FROM_HERE)
    _expire(page.looks)
    if any(it.offer.asked_id == asked_id and it.state not in rules.UNASKED for it in page.looks):
        raise DomainError(LookProblem.ALREADY_ASKED, field="asked")
    if asked_id is None or asked_id not in {each.id for each in page.askable}:
        raise DomainError(LookProblem.NOT_ASKABLE, field="asked")
    signs = [purpose.sign_of_success for purpose in page.purposes if with_signs]
    offer = SecondLook(
        pairing_id=context.pairing.id,
        milestone_code=milestone.code,
        asked_id=asked_id,
        happened_on=context.today,
        known_at=context.now,
        purposes=",".join(purpose.kind for purpose in page.purposes),
        signs="\n".join(filter(None, signs)),
        place=place,
    )
    _add(offer)
    record("second_look_offered", by=by.person_id, second_look=offer.id, milestone=milestone.code)
    sent.made = str(offer.id)


def withdraw_look(*, by: Viewer, look: Look) -> None:
    """Take an offer back that nobody has answered; what was shared for it is gone."""
    demand(by, Permission.OFFER_SECOND_LOOK, look.subject)
    if look.state is LookState.WITHDRAWN:
        return
    rules.check_open(look.state)
    look.offer.signs = ""
    _close(by, look, LookState.WITHDRAWN)


def decline_look(*, by: Viewer, look: Look) -> None:
    """Rather not look; nobody asks why."""
    demand(by, Permission.GIVE_SECOND_LOOK, look.subject)
    if look.state is LookState.DECLINED:
        return
    rules.check_open(look.state)
    _close(by, look, LookState.DECLINED)


def give_look(*, by: Viewer, look: Look, draft: LookDraft, version: int, form: FormKey) -> None:
    """Say what was seen, or correct it within seven days; `look` was loaded with a lock.

    `version`: the number of the answer that the form was made from, 0 for none.
    """
    demand(by, Permission.GIVE_SECOND_LOOK, look.subject)
    sent = claim(person_id=by.person_id, action="give_second_look", form=form)
    rules.check_answerable(look.state, look.said_on, look.today, own_mentor=look.own_mentor)
    number = look.answer.number if look.answer else 0
    if version != number:
        raise StaleVersionError
    rules.check_look(draft, offered_on=look.offer.happened_on, today=look.today)
    session.add(
        SecondLookAnswer(
            second_look_id=look.offer.id,
            number=number + 1,
            verdict=draft.verdict.value,
            words=draft.words,
            happened_on=draft.on,
            known_at=look.now,
            by_id=by.person_id,
        )
    )
    if number == 0:
        _close(by, look, LookState.ANSWERED)
    record("second_look_given", by=by.person_id, second_look=look.offer.id, number=number + 1)
    sent.made = str(look.offer.id)


def _expire(looks: Iterable[Look]) -> None:
    """Write down what the clock has closed, so that the same person may be asked again."""
    for look in looks:
        if look.state is LookState.EXPIRED and look.offer.state is LookState.OPEN:
            look.offer.state = LookState.EXPIRED
            look.offer.closed_at = look.now
    session.flush()


def _add(offer: SecondLook) -> None:
    try:
        with session.begin_nested():
            session.add(offer)
    except IntegrityError as error:
        raise DomainError(LookProblem.ALREADY_ASKED, field="asked") from error


def _close(by: Viewer, look: Look, state: LookState) -> None:
    look.offer.state = state
    look.offer.closed_at = look.now
    session.flush()
    record("second_look_closed", by=by.person_id, second_look=look.offer.id, to=state.value)
