"""The kind of mail that brings a programme's report, and what is noted once it has left."""

from flask_babel import lazy_gettext as _l

from squad.audit.actions import record
from squad.notify.kinds import Kind, Told
from squad.reports.monthly.letters import write_months


def note_left(told: Told) -> None:
    """A report was taken along; nothing in it is about a person, so nobody gets a receipt."""
    record(
        "report_exported", by=told.person_id, programme=told.params["programme"],
        table="programme", format="pdf",
    )  # fmt: skip


MONTHLY = Kind(
    "monthly_report",
    _l("The report each month"),
    write_months,
    noticed=False,
    asked_for=True,
    after_sending=note_left,
)
KINDS = (MONTHLY,)
