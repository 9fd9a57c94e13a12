"""What the list of people in a programme's report is given: columns, filters, pages."""

from typing import Any

from flask import request, url_for

from squad.framework.messages import RUNGS
from squad.pairings.messages import STATES
from squad.programmes.messages import RATING_MEANINGS
from squad.reports.cohort_shapes import Cohort
from squad.reports.messages import (
    OPENED,
    OPENED_AS,
)
from squad.reports.shapes import Sort
from squad.reports.texts import gettext as _
from squad.reports.views.asking import asked

# What narrows or orders rows is nothing to a document, which has none.
_OF_ROWS = ("function", "site", "state", "q", "silent", "sort")


def row_labels() -> dict[str, Any]:
    """What one row of the list of people needs, and the words of receipts."""
    return {
        "columns": [_unsorted(column) for column in columns(Sort.NAME)],
        "rungs": {rung: str(name) for rung, name in RUNGS.items()},
        "states": STATES,
        "rating_meanings": RATING_MEANINGS,
        "opened": OPENED,
        "opened_as": OPENED_AS,
    }


def _unsorted(column: Any) -> Any:
    """The head of a column of a list that nothing sorts."""
    if isinstance(column, str):
        return column
    return {"label": column["label"], "number": column["number"]}


def columns(sort: Sort) -> list[Any]:
    """The head of the list of people: five of its columns sort it."""

    def sorting(label: str, by: Sort, *, number: bool = False) -> dict[str, Any]:
        falls = by in {Sort.LAST, Sort.SILENT}
        return {
            "label": label,
            "number": number,
            "sort": ("descending" if falls else "ascending") if by is sort else None,
            "href": url_for(
                "reports.show_cohort", sort=by.value, _anchor="people", **asked("sort")
            ),
        }

    return [
        sorting(_("Name"), Sort.NAME),
        sorting(_("Function"), Sort.FUNCTION),
        sorting(_("Site"), Sort.SITE),
        _("Rung"),
        {"label": _("Target"), "number": True},
        {"label": _("To confirm"), "number": True},
        sorting(_("Last session"), Sort.LAST, number=True),
        sorting(_("Days without"), Sort.SILENT, number=True),
        {"label": _("Sessions"), "number": True},
        {"label": _("Time"), "number": True},
    ]


def selects(cohort: Cohort) -> list[dict[str, Any]]:
    """What narrows the list of people."""
    choices, args = cohort.choices, request.args
    return [
        {
            "name": "function",
            "label": _("Function"),
            "options": [("", _("All")), *((f, f) for f in choices.functions)],
            "value": args.get("function", ""),
        },
        {
            "name": "site",
            "label": _("Site"),
            "options": [("", _("All")), *((s, s) for s in choices.sites)],
            "value": args.get("site", ""),
        },
        {
            "name": "state",
            "label": _("Pairing"),
            "options": [("", _("All")), *((s.value, STATES[s]) for s in choices.states)],
            "value": args.get("state", ""),
        },
    ]


def documents() -> list[dict[str, str]]:
    """The programme as a document, which knows neither filters nor names."""
    url = url_for("reports.export_cohort_document", **asked(*_OF_ROWS))
    return [{"url": url, "label": _("PDF by groups, the whole programme at the last month’s end")}]


def next_url(cohort: Cohort) -> str | None:
    """The next page of the list."""
    if cohort.next_cursor is None:
        return None
    return url_for("reports.show_cohort", after=cohort.next_cursor, _anchor="people", **asked())
