"""Carrying an import of pairings out: as a whole, or not at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.batches import batched
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.files.imports import NotReadyError, PlanChangedError
from squad.files.table import Table
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.pairings.actions.expiry import expire_proposals
from squad.pairings.actions.telling import tell_of_proposal
from squad.pairings.imports.moments import known_on
from squad.pairings.imports.plans import PlannedPairings, make_plan
from squad.pairings.imports.queries import list_programmes_into
from squad.pairings.models import (
    AgreementPurpose,
    AgreementVersion,
    Pairing,
    PairingSummary,
    PairingTransition,
)
from squad.pairings.queries.proposals import list_away
from squad.pairings.rules.agreement import Booker
from squad.pairings.rules.imports import Plan
from squad.pairings.rules.planning import NewPairing
from squad.pairings.rules.states import (
    FINISHED,
    NEVER_BEGUN,
    PairingState,
    proposal_expires_on,
)
from squad.pairings.signals import pairings_imported
from squad.people.queries import lock_roster
from squad.programmes.actions import note_acceptance
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived

_BEFORE_BEGINNING = (PairingState.PROPOSED,)
_BEFORE_ACTIVE = (PairingState.PROPOSED, PairingState.ACCEPTED)


def import_pairings(
    *, by: Viewer | None, table: Table, programme_id: int | None, fingerprint: str | None = None
) -> dict[str, int]:
    """Create the pairings of a file that are not here yet; counts of what was done.

    `by` None: the operator, who may import into every programme. PlanChangedError if the plan is
    not the one whose fingerprint was seen, NotReadyError while it has problems.
    """
    if by is not None:
        demand(by, Permission.IMPORT_PAIRINGS, Subject(programme_id=programme_id))
    lock_roster()
    programmes = list_programmes_into(programme_id, lock=True)
    planned = make_plan(table, programmes)
    if fingerprint is not None and fingerprint != planned.plan.fingerprint:
        raise PlanChangedError
    if planned.plan.problems:
        raise NotReadyError
    try:
        with session.begin_nested():
            _carry_out(planned, programmes, by.person_id if by else None)
    except IntegrityError as error:
        raise PlanChangedError from error
    return counts_of(planned.plan)


def counts_of(plan: Plan[NewPairing]) -> dict[str, int]:
    """How many rows are new, here already, and here with other content."""
    return {
        "created": len(plan.created),
        "unchanged": plan.unchanged,
        "differing": len(plan.differing),
    }


def _carry_out(
    planned: PlannedPairings, programmes: Sequence[Programme], actor: int | None
) -> None:
    by_code: defaultdict[str, list[NewPairing]] = defaultdict(list)
    for new in planned.plan.created:
        by_code[new.key.programme].append(new)
    for programme in programmes:
        made = by_code[programme.code]
        if made:
            refuse_archived(programme.id)
            _Writer(programme, actor, clock.now()).write(made)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the pairings of one programme, each with every step that led to its state."""

    programme: Programme
    actor: int | None
    now: datetime

    def write(self, made: Sequence[NewPairing]) -> None:
        """Pairings, their summaries, steps and agreements; then what counts is told."""
        mentees = list(batched(sorted({new.key.mentee_id for new in made})))
        for mentee_ids in mentees:
            expire_proposals(programme=self.programme, mentee_ids=mentee_ids)
        pairings = [self._pairing(new) for new in made]
        session.add_all(pairings)
        session.flush()
        for new, pairing in zip(made, pairings, strict=True):
            session.add(PairingSummary(pairing_id=pairing.id))
            session.add_all(self._steps(new, pairing.id))
            if new.is_signed:
                session.add(self._agreement(new, pairing.id))
            record("pairing_moved", by=self.actor, pairing=pairing.id, to=pairing.state.value)
        programme_id = self.programme.id
        record("pairings_imported", by=self.actor, programme=programme_id, created=len(made))
        session.flush()
        for pairing in pairings:
            if pairing.state is PairingState.PROPOSED:
                tell_of_proposal(pairing)
        if begun := {new.key.mentor_id for new in made if new.facts.started}:
            note_acceptance(programme_id=programme_id)
            touch(Touched.MENTOR, [(programme_id, mentor_id) for mentor_id in begun])
        for mentee_ids in mentees:
            pairings_imported.send(None, programme_id=programme_id, mentee_ids=mentee_ids)

    def _known(self, day: date) -> datetime:
        return known_on(day, self.programme.time_zone, now=self.now)

    def _pairing(self, new: NewPairing) -> Pairing:
        started, ended = new.facts.started, new.facts.ended
        accepted_at = self._known(started) if started else None
        return Pairing(
            programme_id=self.programme.id,
            mentor_id=new.key.mentor_id,
            mentee_id=new.key.mentee_id,
            state=new.facts.state,
            proposed_by=self.actor,
            expires_on=self._expires_on(new),
            mentor_accepted_at=accepted_at,
            mentee_accepted_at=accepted_at,
            accepted_on=started,
            ended_on=ended,
            imported=True,
        )

    def _expires_on(self, new: NewPairing) -> date | None:
        """A proposal that is still open can be answered from today on, as a new one can."""
        if new.facts.state is not PairingState.PROPOSED:
            return None
        programme = self.programme
        today = clock.today(programme.time_zone)
        away = list_away(programme.id, new.key.mentor_id, new.key.mentee_id)
        return proposal_expires_on(today, programme.proposal_working_days, away)

    def _steps(self, new: NewPairing, pairing_id: int) -> list[PairingTransition]:
        state = new.facts.state
        last = new.facts.ended if state in FINISHED else None
        first = new.facts.started or new.proposed_on or last or self._today()
        path = path_to(state)
        return [
            PairingTransition(
                pairing_id=pairing_id,
                from_state=before,
                to_state=after,
                happened_on=day,
                known_at=self._known(day),
                by_id=self.actor,
            )
            for before, after in zip((None, *path), path, strict=False)
            for day in [last if after is state and last else first]
        ]

    def _today(self) -> date:
        return clock.today(self.programme.time_zone)

    def _agreement(self, new: NewPairing, pairing_id: int) -> AgreementVersion:
        """Version 1, signed by both when they began: codes alone, for no file has their words."""
        started = new.facts.started or self._today()
        known = self._known(started)
        target: Mapping[Area, int] = dict(new.target)
        return AgreementVersion(
            pairing_id=pairing_id,
            number=1,
            drafted_by=None,
            drafted_at=known,
            mentor_signed_at=known,
            mentee_signed_at=known,
            in_force_at=known,
            happened_on=started,
            **{f"target_{area}": target.get(area) for area in Area},
            networks=",".join(new.networks),
            communities="",
            cadence_days=self.programme.cadence_days,
            place="",
            booked_by=Booker.MENTEE,
            out_of_bounds="",
            ask_before_publishing="",
            imported=True,
            purposes=[
                AgreementPurpose(position=n, kind=kind, sign_of_success="", value_at_start="")
                for n, kind in enumerate(new.purposes)
            ],
        )


def path_to(state: PairingState) -> tuple[PairingState, ...]:
    """Every state on the way: what has begun was proposed, accepted and active before."""
    if state in NEVER_BEGUN:
        return tuple(dict.fromkeys((*_BEFORE_BEGINNING, state)))
    if state is PairingState.ACCEPTED:
        return _BEFORE_ACTIVE
    return tuple(dict.fromkeys((*_BEFORE_ACTIVE, PairingState.ACTIVE, state)))
