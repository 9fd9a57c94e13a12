"""The people of the demo by e-mail, with the rights that they have at the moment."""

from collections.abc import Mapping

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.accounts.models import Account
from squad.coaching.models import CoachingSession
from squad.coaching.queries.contexts import PairingContext, find_context_for
from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.queries import list_own
from squad.people.models import Person
from squad.programmes.queries import list_roles


class Company:
    """Who is who; nothing but ids is kept between two questions."""

    def __init__(self) -> None:
        people = session.execute(select(Person.email, Person.id))
        self.ids: Mapping[str, int] = {row.email: row.id for row in people}

    def viewer(self, email: str) -> Viewer:
        """A person with their roles and pairings of this moment."""
        person, account = session.execute(
            select(Person, Account)
            .outerjoin(Account, Account.person_id == Person.id)
            .where(Person.id == self.ids[email])
        ).one()
        return Viewer(
            person_id=person.id,
            name=person.name,
            email=person.email,
            language=person.language,
            time_zone=person.time_zone,
            administrator=account is not None and account.administrator,
            roles=list_roles(person.id),
            pairings=list_own(person.id),
        )

    def pairing_id(self, mentor: str, mentee: str) -> int:
        """The pairing of two people, the latest if they had several."""
        return session.scalars(
            select(Pairing.id)
            .where(
                Pairing.mentor_id == self.ids[mentor],
                Pairing.mentee_id == self.ids[mentee],
            )
            .order_by(Pairing.id.desc())
            .limit(1)
        ).one()

    def context(self, by: Viewer, pairing_id: int) -> PairingContext:
        """A pairing that the viewer belongs to, locked, at this moment."""
        context = find_context_for(by, pairing_id, now=clock.now(), lock=True)
        if context is None:
            raise LookupError(f"{by.email} does not belong to pairing {pairing_id}")
        return context

    def sitting(self, pairing_id: int, on: object) -> int:
        """The session that a pairing held on a day."""
        return session.scalars(
            select(CoachingSession.id).where(
                CoachingSession.pairing_id == pairing_id,
                CoachingSession.held_on == on,
                CoachingSession.voided_at.is_(None),
            )
        ).one()
