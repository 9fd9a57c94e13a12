"""Writing accounts and sign-ins."""

from sqlalchemy import select, update

from squad.accounts.models import Account, SignIn
from squad.db.session import session
from squad.kernel.clock import clock


def touch_sign_in(*, sign_in_id: int) -> None:
    """Note that a sign-in was used; called through `record_after`."""
    now = clock.now()
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=now))
    of_sign_in = select(SignIn.account_id).where(SignIn.id == sign_in_id)
    session.execute(update(Account).where(Account.id.in_(of_sign_in)).values(last_seen_at=now))
