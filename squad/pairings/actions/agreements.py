"""Writing and signing agreements: a change is a new version, signed by nobody yet."""

from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.actions.moves import actor_for, check_rules, locked, step
from squad.pairings.actions.telling import tell_of_version
from squad.pairings.models import (
    AgreementPurpose,
    AgreementSetAside,
    AgreementVersion,
    Pairing,
)
from squad.pairings.queries.agreements import find_newest, get_draft, get_signatures
from squad.pairings.queries.beginnings import list_carried
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.agreement import AgreementDraft, AgreementProblem, check_draft, signed_by
from squad.pairings.rules.states import LOGGABLE, Move, StateProblem, next_state
from squad.pairings.signals import agreement_came_into_force, held_codes
from squad.people.queries import lock_roster


def draft_agreement(
    *, pairing_id: int, draft: AgreementDraft, based_on: int, by: Viewer
) -> AgreementVersion:
    """Keep `draft` as the next version. `based_on`: the version that its writer read, 0 for none.

    Raises StaleVersionError with the newest draft when somebody wrote a version meanwhile.
    """
    pairing = locked(by, pairing_id)
    demand(by, Permission.WRITE_AGREEMENT, subject_of(pairing))
    if pairing.state not in LOGGABLE:
        raise DomainError(StateProblem.NOT_FROM_HERE, state=pairing.state)
    newest = find_newest(pairing_id)
    if newest is not None and newest.number != based_on:
        raise StaleVersionError(newest)
    if newest is not None and get_draft(newest) == draft:
        return newest
    check_draft(
        draft,
        framework=get_framework(pairing.programme.framework_version_id),
        held=held_codes(pairing.mentee_id, pairing.programme_id),
        carried=list_carried(pairing),
    )
    number = newest.number + 1 if newest is not None else 1
    version = _version(pairing, draft, number=number, by_id=by.person_id)
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError as error:
        raise StaleVersionError(find_newest(pairing_id)) from error
    record("agreement_drafted", by=by.person_id, pairing=pairing_id, number=version.number)
    tell_of_version(pairing, number, by_id=by.person_id, in_force=False)
    return version


def sign_agreement(*, pairing_id: int, number: int, by: Viewer) -> AgreementVersion:
    """Sign the newest version; with the second signature it is in force and the pairing active."""
    lock_roster()
    pairing = locked(by, pairing_id)
    demand(by, Permission.WRITE_AGREEMENT, subject_of(pairing))
    actor = actor_for(by, pairing, Move.SIGN)
    version = _newest_of(pairing_id, number)
    now, side = clock.now(), Side(actor.value)
    if side in get_signatures(version).signed:
        return version  # a second press
    signed = signed_by(get_signatures(version), side, at=now, newest=version.number)
    to = next_state(pairing.state, Move.SIGN, by=actor, both=signed.in_force_at is not None)
    if to is not pairing.state:
        check_rules(pairing)
    setattr(version, f"{side}_signed_at", now)
    record("agreement_signed", by=by.person_id, pairing=pairing_id, number=number, side=side.value)
    if signed.in_force_at is not None:
        version.in_force_at = signed.in_force_at
        version.happened_on = clock.today(pairing.programme.time_zone)
        session.flush()
        if to is not pairing.state:
            step(pairing, to, by_id=by.person_id)
        _tell(pairing)
    session.flush()
    in_force = signed.in_force_at is not None
    tell_of_version(pairing, number, by_id=by.person_id, in_force=in_force)
    return version


def _newest_of(pairing_id: int, number: int) -> AgreementVersion:
    """The version to sign, which must be the newest: nobody signs what they have not read."""
    newest = find_newest(pairing_id)
    if newest is None or newest.number != number:
        raise DomainError(
            AgreementProblem.NOT_NEWEST, newest=newest.number if newest is not None else 1
        )
    return newest


def _version(
    pairing: Pairing, draft: AgreementDraft, *, number: int, by_id: int
) -> AgreementVersion:
    version = AgreementVersion(
        pairing_id=pairing.id,
        number=number,
        drafted_by=by_id,
        drafted_at=clock.now(),
        networks=",".join(kind for kind in NetworkKind if kind in draft.networks),
        communities=draft.communities,
        cadence_days=draft.cadence_days,
        place=draft.place,
        booked_by=draft.booked_by,
        out_of_bounds=draft.out_of_bounds,
        ask_before_publishing=draft.ask_before_publishing,
        **{f"target_{area}": draft.target.get(area) for area in Area},
    )
    version.purposes = [
        AgreementPurpose(
            position=position,
            kind=purpose.kind,
            sign_of_success=purpose.sign_of_success,
            value_at_start=purpose.value_at_start,
        )
        for position, purpose in enumerate(draft.purposes)
    ]
    version.set_asides = [
        AgreementSetAside(milestone_code=aside.milestone_code, reason=aside.reason)
        for aside in draft.set_asides
    ]
    return version


def _tell(pairing: Pairing) -> None:
    agreement_came_into_force.send(
        None, mentee_id=pairing.mentee_id, programme_id=pairing.programme_id
    )
