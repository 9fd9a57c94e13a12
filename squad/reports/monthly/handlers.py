"""What the worker does several times a day: see whose month is over."""

from squad.db.unit_of_work import unit_of_work
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome
from squad.reports.monthly.actions import tell_of_months


def mail_monthly(run: Run) -> Outcome:
    """Store the mails that are owed; a mail of the same month is stored once."""
    del run
    with unit_of_work():
        tell_of_months()
    return Outcome.DONE
