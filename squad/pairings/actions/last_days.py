"""Clocks stop in closed and quiet periods: open proposals then have another last day."""

from datetime import date
from typing import Any

from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.queries.proposals import OpenProposal, lock_proposals
from squad.pairings.rules.states import proposal_expires_anew
from squad.programmes.rules import Period


def move_last_days(
    _sender: Any = None,
    *,
    starts_on: date,
    ends_on: date,
    stands: bool,
    programme_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """A period of a programme or a person came or went: as many days to answer are left as were.

    Receives the signals of closed and quiet periods, in their transaction, under the roster's
    lock. A proposal whose last day has passed stays closed.
    """
    session.flush()
    changed = Period(starts_on, ends_on)
    for proposal in lock_proposals(programme_id=programme_id, person_id=person_id):
        _move(proposal, changed, stands=stands)
    session.flush()


def _move(proposal: OpenProposal, changed: Period, *, stands: bool) -> None:
    pairing, before = proposal.pairing, list(proposal.away)
    today = clock.today(pairing.programme.time_zone)
    if pairing.expires_on is None or pairing.expires_on < today:
        return
    if stands:
        before.remove(changed)
    else:
        before.append(changed)
    pairing.expires_on = proposal_expires_anew(
        pairing.expires_on,
        proposed_on=proposal.proposed_on,
        before=before,
        after=proposal.away,
        today=today,
    )
