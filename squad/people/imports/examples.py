"""A small roster that imports as it is."""

from flask_babel import gettext as _

from squad.people.messages import FIELDS
from squad.people.rules.shapes import RosterField

ORDER = (
    RosterField.EMPLOYEE_ID,
    RosterField.NAME,
    RosterField.EMAIL,
    RosterField.LANGUAGE,
    RosterField.FUNCTION,
    RosterField.LEVEL,
    RosterField.SITE,
    RosterField.MANAGER,
    RosterField.TIME_ZONE,
    RosterField.ACTIVE,
)


def roster_example() -> tuple[list[str], list[list[str]]]:
    """Headers and rows, in the reader's language."""
    yes, sales, paris = _("yes"), _("Sales"), "Europe/Paris"
    leads = ["1001", "Hélène Roy", "helene.roy@example.com", "fr", _("Management"), "A"]
    reports = ["1002", "Sam Carter", "sam.carter@example.com", "en", sales, "B"]
    return [str(FIELDS[name]) for name in ORDER], [
        [*leads, "Paris", "", paris, yes],
        [*reports, "Lyon", "1001", paris, yes],
    ]
