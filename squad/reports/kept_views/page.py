"""What pages say of kept views: those there are, the one that is shown, a form to keep another."""

from typing import Any

from flask import current_app, request, url_for

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.kernel.clock import clock
from squad.pairings.messages import STATES
from squad.pairings.rules.states import PairingState
from squad.reports.cohort_shapes import Cohort
from squad.reports.kept_views.forms import KeepViewForm
from squad.reports.kept_views.messages import day_label
from squad.reports.kept_views.names import list_views
from squad.reports.kept_views.queries import View, find_view_for, subject_of
from squad.reports.kept_views.rules import (
    LONGEST_NAME,
    ShownDay,
    day_to_ask,
    reads_people,
    shown_to,
)
from squad.reports.messages import SORTS
from squad.reports.rules import last_month_end
from squad.reports.shapes import Filters, Sort
from squad.reports.texts import gettext as _
from squad.reports.views.asking import asked
from squad.web.converters import read_number


def kept_views_of(viewer: Viewer, cohort: Cohort) -> dict[str, Any]:
    """The views of a programme for its report; no statement more where it lists people."""
    programme = cohort.programme
    views = cohort.choices.views if cohort.by_name else list_views(programme.id)
    shown = _shown(viewer, cohort)
    return {
        "views": [
            {
                "id": view.id,
                "name": view.name,
                "shown": shown is not None and view.id == shown.id,
                "mine": may(viewer, Permission.CHANGE_VIEW, subject_of(programme.id, view.by_id)),
            }
            for view in views
        ],
        "shown": shown,
        "address": address_of(shown) if shown else "",
        "left_out": left_out(shown) if shown else "",
        "form": None if programme.archived_on else keep_form(cohort),
        **keeping(cohort),
    }


def keeping(cohort: Cohort) -> dict[str, Any]:
    """Where the form goes, and what it says of what is kept."""
    here = {**asked("q"), "programme": cohort.programme.code, "as_of": cohort.as_of}
    return {
        "action": url_for("reports.keep_view", **here),
        "longest": LONGEST_NAME,
        "by_name": cohort.by_name,
    }


def keep_form(cohort: Cohort) -> KeepViewForm:
    """The form with its days; where nobody is read by name, today is a month's end too."""
    form = KeepViewForm()
    days = [day for day in ShownDay if cohort.by_name or day is not ShownDay.TODAY]
    form.offer([(day.value, day_label(day, cohort.as_of)) for day in days], _usual_day(cohort))
    return form


def _usual_day(cohort: Cohort) -> ShownDay:
    if cohort.as_of == last_month_end(cohort.today):
        return ShownDay.MONTH_END
    return ShownDay.FIXED if cohort.is_past else ShownDay.TODAY


def _shown(viewer: Viewer, cohort: Cohort) -> View | None:
    """The view by which this page was reached, if it still shows what that view shows."""
    view_id = read_number(request.args.get("view"))
    view = find_view_for(viewer, view_id) if view_id else None
    return view if view and arguments_of(view) == asked() else None


def arguments_of(view: View) -> dict[str, str]:
    """What a view asks of the report, for its reader."""
    filters = shown_to(view.filters, view.reader, named=view.named)
    day = day_to_ask(view.shown_day, view.fixed_on, clock.today(view.time_zone))
    sorted_by = view.sort if reads_people(view.reader, named=view.named) else Sort.NAME
    asking = {
        "programme": view.programme_code,
        "as_of": day.isoformat() if day else "",
        "function": filters.function,
        "site": filters.site,
        "state": filters.state,
        "silent": "1" if filters.silent else "",
        "sort": "" if sorted_by is Sort.NAME else sorted_by.value,
    }
    return {name: value for name, value in asking.items() if value}


def report_of(view: View) -> str:
    """The report as the view shows it, at its list where the view narrows or orders that."""
    part = "people" if reads_people(view.reader, named=view.named) else "groups"
    of_list = view.filters != Filters() or view.sort is not Sort.NAME
    asking: dict[str, Any] = arguments_of(view)
    anchor = part if of_list else None
    return url_for("reports.show_cohort", view=view.id, _anchor=anchor, **asking)


def address_of(view: View) -> str:
    """What to send to others, whole."""
    base = current_app.config["SETTINGS"].base_url
    return f"{base}{url_for('reports.open_view', view_id=view.id)}"


def left_out(view: View) -> str:
    """What of a view its reader does not get; empty where they get all of it."""
    if shown_to(view.filters, view.reader, named=view.named) == view.filters:
        return ""
    if not reads_people(view.reader, named=view.named):
        return _("What narrows the list of people is left out: you read this programme in groups.")
    return _("“Silent pairings alone” is left out: only the coordinator narrows the list to them.")


def described(view: View) -> list[dict[str, str]]:
    """What a view shows, in words: pairs of label and text."""
    filters = view.filters
    state = STATES[PairingState(filters.state)] if filters.state else ""
    parts = [
        (_("Function"), filters.function),
        (_("Site"), filters.site),
        (_("Pairing"), state),
        (_("Silent"), _("Silent pairings alone.") if filters.silent else ""),
        (_("Order"), SORTS[view.sort]),
        (_("Day"), day_label(view.shown_day, view.fixed_on)),
    ]
    return [{"label": label, "text": str(text)} for label, text in parts if text]
