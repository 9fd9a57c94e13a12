"""The addresses of reports."""

from flask import Blueprint
from flask_babel import gettext as _

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.reports.views import cohort, mentees
from squad.web.navigation import NavigationLink

blueprint = Blueprint("reports", __name__)
_rule = blueprint.add_url_rule
_FILE = "<any(csv, json):format_>"

_rule("/reports", view_func=cohort.show_cohort)
_rule(f"/reports/cohort.{_FILE}", view_func=cohort.export_cohort)
_rule("/reports/definitions", view_func=cohort.show_definitions)
_rule("/reports/mentees/<id:mentee_id>", view_func=mentees.show_mentee)
_rule(f"/reports/mentees/<id:mentee_id>.{_FILE}", view_func=mentees.export_mentee)
_rule("/me", view_func=mentees.show_me)
_rule("/me/what-hr-sees", view_func=mentees.show_hr_view)


def navigation_items(viewer: Viewer) -> list[NavigationLink]:
    """My own progress for a mentee, the reports for whoever reads a programme."""
    items: list[NavigationLink] = []
    if viewer.is_mentored():
        items += [
            NavigationLink("reports.show_me", _("My progress")),
            NavigationLink("reports.show_hr_view", _("What HR sees")),
        ]
    if may(viewer, Permission.READ_COHORT):
        items.append(NavigationLink("reports.show_cohort", _("Reports")))
    return items
