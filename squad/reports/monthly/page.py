"""Where a report's page leads to have it each month."""

from flask import url_for

from squad.notify.carrier import carrier
from squad.reports.cohort_shapes import Cohort
from squad.reports.texts import gettext as _


def monthly_link(cohort: Cohort) -> list[dict[str, str]]:
    """Where the report can be asked for each month, where mail is sent."""
    if not carrier.ready or cohort.programme.archived_on:
        return []
    url = url_for("reports.choose_monthly", programme=cohort.programme.code)
    return [{"url": url, "label": _("PDF by groups, each month by mail")}]
