"""Asking for the report each month by mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.monthly.actions import choose_monthly as choose
from squad.reports.monthly.kinds import MONTHLY
from squad.reports.monthly.queries import wants_monthly
from squad.reports.queries.programmes import list_readable
from squad.reports.texts import gettext as _
from squad.reports.views.cohort import chosen_programme


@requires(Permission.READ_COHORT)
def choose_monthly() -> ResponseReturnValue:
    """What comes, when, and whether one wants it."""
    programme = chosen_programme(list_readable(viewer()))
    if request.method == "GET":
        return render_template(
            "reports/choose_monthly.html",
            programme=programme,
            wanted=wants_monthly(viewer(), programme.id, MONTHLY.code),
        )
    wanted = request.form.get("wanted") == "yes"
    choose(by=viewer(), programme_id=programme.id, wanted=wanted)
    said = _("From the end of this month on it comes by mail.") if wanted else _("It stops.")
    flash(said, "success")
    return redirect(url_for(".choose_monthly", programme=programme.code), 303)
