"""One's own settings: password and browsers."""

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.accounts.actions.sign_ins import end_sign_ins
from squad.accounts.models import Account, SignIn
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.clock import clock


def change_password(*, by: Viewer, password_hash: str, end_others: bool) -> None:
    """Keep another password; end the other sign-ins if the person wants so."""
    account = session.scalars(
        select(Account).where(Account.id == by.account_id).with_for_update()
    ).one()
    account.password_hash = password_hash
    session.flush()
    if end_others:
        end_sign_ins(account_ids=[by.account_id], but=by.sign_in_id)
    record("password_changed", by=by.person_id, account=by.account_id)


def end_own_sign_in(*, by: Viewer, sign_in_id: int) -> bool:
    """End one of one's own sign-ins; False when it is none of theirs."""
    found = session.scalars(
        select(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.account_id == by.account_id)
        .with_for_update()
    ).one_or_none()
    if found is None:
        return False
    if found.ended_at is None:
        found.ended_at = clock.now()
        record("sign_ins_ended", by=by.person_id, account=by.account_id)
    return True


def end_other_sign_ins(*, by: Viewer) -> None:
    """End every sign-in of one's own but this one."""
    end_sign_ins(account_ids=[by.account_id], but=by.sign_in_id)
    record("sign_ins_ended", by=by.person_id, account=by.account_id)
