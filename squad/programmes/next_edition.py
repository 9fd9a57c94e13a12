"""The next programme starts from one that there is: its rules, closed days and roles."""

from dataclasses import replace

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.clock import clock
from squad.people.models import Person
from squad.programmes.actions import grant_role
from squad.programmes.models import ClosedPeriod, Programme, RoleGrant
from squad.programmes.queries import get_closed, get_draft
from squad.programmes.rules import ProgrammeDraft
from squad.programmes.shifting import closed_anew, next_dates
from squad.programmes.signals import edition_started


def draft_next(source: Programme) -> ProgrammeDraft:
    """What its form begins with: all of its rules, a year on, without its code."""
    first, last = next_dates(source.starts_on, source.ends_on, clock.today(source.time_zone))
    return replace(get_draft(source), code="", starts_on=first, ends_on=last)


def take_along(*, source_id: int, programme: Programme, by: Viewer) -> None:
    """Copy closed periods, moved into the new dates, and roles of people who are active still.

    Nobody's pairing, and nothing that was written, comes along.
    """
    demand(by, Permission.CREATE_PROGRAMME, Subject())
    for period in closed_anew(get_closed(source_id), programme.starts_on, programme.ends_on):
        session.add(
            ClosedPeriod(
                programme_id=programme.id,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                known_at=clock.now(),
            )
        )
        record("closed_period_set", by=by.person_id, programme=programme.id)
    grants = session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.programme_id == source_id, RoleGrant.removed_at.is_(None), Person.active)
        .order_by(RoleGrant.id)
    ).all()
    for person_id, role in grants:
        grant_role(person_id=person_id, programme_id=programme.id, role=role, by=by)
    edition_started.send(None, source_id=source_id, programme_id=programme.id, by_id=by.person_id)
