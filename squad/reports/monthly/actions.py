"""Asking for the monthly report; having it mailed once the month is over."""

from sqlalchemy import delete

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.notify.actions import Recipient, accept_mail, tell
from squad.programmes.queries import refuse_archived
from squad.reports.monthly.kinds import MONTHLY
from squad.reports.monthly.models import MonthlyReader
from squad.reports.monthly.queries import has_stopped, list_readers
from squad.reports.rules import last_month_end

MAIL = "reports.mail_monthly"


def choose_monthly(*, by: Viewer, programme_id: int, wanted: bool) -> None:
    """Want the report of each month's end by mail, or no more; twice is as once.

    Who stopped all of them by the link in a mail, and wants this one, has not asked for the others.
    """
    demand(by, Permission.READ_COHORT, Subject(programme_id=programme_id))
    if wanted:
        refuse_archived(programme_id)
        if has_stopped(by, MONTHLY.code):
            mine = MonthlyReader.person_id == by.person_id
            session.execute(delete(MonthlyReader).where(mine))
            accept_mail(person_id=by.person_id, kinds=[MONTHLY.code])
        asked = {"programme_id": programme_id, "person_id": by.person_id, "asked_at": clock.now()}
        session.execute(dialect_insert(MonthlyReader).values(asked).on_conflict_do_nothing())
        return
    found = session.get(MonthlyReader, (programme_id, by.person_id))
    if found is not None:
        session.delete(found)


def tell_of_months() -> None:
    """Have everybody mailed the last month's end that came since they asked, once."""
    for reader in list_readers():
        end = last_month_end(clock.today(reader.time_zone))
        if end < max(day_of(reader.asked_at, reader.time_zone), reader.starts_on):
            continue
        tell(
            MONTHLY,
            [Recipient(reader.person_id, reader.email, reader.language)],
            thing=f"month:{reader.programme_id}:{end}",
            params={"programme": reader.programme_id, "on": end.isoformat()},
        )
