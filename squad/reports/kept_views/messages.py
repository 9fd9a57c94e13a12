"""Kept views' codes as sentences and labels."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.reports.kept_views.rules import ShownDay, ViewProblem
from squad.reports.texts import gettext as _
from squad.web.formats import format_day

PROBLEMS: Mapping[str, LazyString] = {
    ViewProblem.NAMELESS: _l("Give the view a name."),
    ViewProblem.NAME_TOO_LONG: _l("Shorten the name to %(most)s characters."),
    ViewProblem.NAME_TAKEN: _l("A view of this programme has this name. Choose another."),
    ViewProblem.TOO_MANY: _l(
        "This programme has %(most)s kept views, as many as fit. Delete one of them first."
    ),
}


def day_label(shown_day: ShownDay, fixed_on: date | None) -> str:
    """The day that a view shows, in words."""
    if shown_day is ShownDay.FIXED and fixed_on:
        return _("Always %(day)s", day=format_day(fixed_on))
    if shown_day is ShownDay.MONTH_END:
        return _("The last month’s end, whenever it is opened")
    return _("Today, whenever it is opened")
