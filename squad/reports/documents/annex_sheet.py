"""What lies behind a mentee's document: every milestone held, with the statements that count."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from squad.framework.messages import STATES, localized
from squad.framework.rules.fluency import MilestoneState
from squad.reports.documents.paper import drawn
from squad.reports.presenting import MARKS
from squad.reports.report_shapes import MenteeReport
from squad.reports.texts import gettext as _
from squad.reports.trace_page import what_was_stated, who_stated
from squad.reports.tracing import Entry, held_entries
from squad.web import drawings
from squad.web.formats import format_day


def annex_sheet(report: MenteeReport) -> dict[str, Any] | None:
    """What is held, area by area, each with the statements that make it so."""
    held = held_entries(report)
    if not held:
        return None
    names = report.programme.framework.areas
    return {
        "title": _("Annex: what is held, and what it rests on"),
        "intro": _("Every milestone held, of the target or not, with the statements that count."),
        "head": [_("Milestone"), _("Day"), _("How"), _("Stated by")],
        "areas": [
            {"name": localized(names[area].name), "rows": _held_rows(report, list(entries))}
            for area, entries in groupby(held, key=lambda entry: entry.milestone.area)
        ],
    }


def _held_rows(report: MenteeReport, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "mark": drawn(drawings.mark(_mark(entry))),
            "name": localized(entry.milestone.short),
            "code": ", ".join(_code_and_state(entry)),
            "lines": [
                {
                    "day": format_day(line.observation.happened_on),
                    "how": ", ".join(what_was_stated(line.observation)),
                    "who": who_stated(report, line.observation, line.observation.stated_by),
                }
                for line in entry.lines
            ],
        }
        for entry in entries
    ]


def _code_and_state(entry: Entry) -> Iterator[str]:
    """« purpose-1b, held at the start »: that it is held is what the annex says of all."""
    yield entry.milestone.code
    if (mark := _mark(entry)) != "held":
        yield str(STATES[mark])


def _mark(entry: Entry) -> str:
    """The mark of a milestone that is held."""
    if entry.state is MilestoneState.TO_REFRESH:
        return MARKS[entry.state]
    return "start" if entry.attained.at_start else "held"
