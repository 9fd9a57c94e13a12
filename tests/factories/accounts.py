"""Accounts and signed-in visitors."""

from datetime import timedelta

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.accounts.models import Account, SignIn
from squad.accounts.passwords import passwords
from squad.accounts.sign_in_cookie import token_hash
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.kernel.ids import new_token
from squad.pairings.queries import list_own
from squad.programmes.queries import list_roles


class MakeAccounts:
    def account(self, person, password=None, **values):
        """An accepted account; without `password` nobody knows its password."""
        now = clock.now()
        if password is not None:
            values["password_hash"] = passwords.hash(password)
        account = Account(
            **{"person_id": person.id, "created_at": now, "accepted_at": now, **values}
        )
        with unit_of_work():
            session.add(account)
        return account

    def administrator(self, name="Tom Lavoie", **values):
        """A person who administers."""
        person = self.person(name, **values)
        self.account(person, administrator=True)
        return person

    def viewer(self, person):
        """The person as the policy sees them now."""
        return Viewer(
            person_id=person.id,
            name=person.name,
            email=person.email,
            language=person.language,
            time_zone=person.time_zone,
            roles=list_roles(person.id),
            pairings=list_own(person.id),
        )


def sign_in(app, visitor, person):
    """Put a living sign-in of this person into the visitor."""
    name, token = cookie_of(app, person)
    visitor.client.set_cookie(name, token)
    return token


def cookie_of(app, person):
    """(name, value) of the cookie of a living sign-in of this person."""
    now = clock.now()
    token = new_token()
    with unit_of_work():
        account = session.scalar(select(Account).where(Account.person_id == person.id))
        if account is None:
            account = Account(person_id=person.id, created_at=now, accepted_at=now)
            session.add(account)
            session.flush()
        session.add(
            SignIn(
                account_id=account.id,
                token_hash=token_hash(token),
                created_at=now,
                last_seen_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
    return app.config["SIGN_IN_COOKIE"], token
