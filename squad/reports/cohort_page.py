"""What the template of a programme's report is given."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from squad.coaching.rules.log import CoachingState
from squad.framework.messages import RUNGS
from squad.pairings.messages import STATES
from squad.reports.assembling import awaiting_shown
from squad.reports.cohort_list import columns, documents, next_url, selects
from squad.reports.cohort_shapes import Cohort
from squad.reports.cohort_wording import cohort_intro, cohort_opening
from squad.reports.documents.page import documents_link
from squad.reports.groups_page import partitions
from squad.reports.messages import (
    CANCELLED,
    OUTCOMES,
    SORTS,
)
from squad.reports.monthly.page import monthly_link
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard, Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.views.asking import asked, read_sort
from squad.web.formats import (
    format_count,
    format_minutes,
)


def cohort_page(cohort: Cohort, programmes: Sequence[ProgrammeCard]) -> dict[str, Any]:
    """What the page of a programme's report writes, on each page of its list."""
    sort = read_sort(request.args.get("sort"))
    return {
        "cohort": cohort,
        "coordinator": cohort.reader is Reader.COORDINATOR,
        "to_confirm_withheld": not awaiting_shown(cohort.reader, past=cohort.is_past),
        "least": LEAST_PEOPLE,
        "opening": cohort_opening(cohort),
        "intro": cohort_intro(cohort),
        "programmes": [p for p in programmes if p.id != cohort.programme.id],
        "facts": facts(cohort) if cohort.totals else [],
        "sides": sides(cohort),
        "partitions": partitions(cohort),
        "columns": columns(sort),
        "rungs": {rung: str(name) for rung, name in RUNGS.items()},
        "states": STATES,
        "sorted_by": SORTS[sort],
        "selects": selects(cohort),
        "documents": [*documents(), *documents_link(cohort), *monthly_link(cohort)],
        "next_url": next_url(cohort),
        "first_url": url_for("reports.show_cohort", **asked()),
        "on_later_page": bool(request.args.get("after")),
        "asked": asked,
        "query": request.args.get("q", ""),
        "silent_only": request.args.get("silent") == "1",
    }


def facts(cohort: Cohort) -> list[dict[str, Any]]:
    """Figures in short, each with its definition; links lead to definitions, never to names."""
    definitions = url_for("framework.show_glossary")
    urls = {"silent": _silent_url(cohort, definitions)}
    return [
        {**fact, "href": urls.get(term, f"{definitions}#{term}")}
        for term, fact in figures_in_short(cohort).items()
    ]


def figures_in_short(cohort: Cohort) -> dict[str, dict[str, str]]:
    """The same without links, by the word of the glossary that says what each counts."""
    totals = cohort.totals
    if totals is None:
        return {}
    silent = totals.amber + totals.red
    return {
        "target-met": {
            "figure": _of(totals.targets_met, cohort.mentees),
            "name": _("Target met"),
            "definition": _("Every area at the stage agreed by the pair."),
        },
        "held": {
            "figure": _of(totals.held, totals.total),
            "name": _("Milestones held"),
            "definition": _held(totals.to_refresh),
        },
        "sessions": {
            "figure": format_count(totals.sessions.held),
            "name": _("Sessions held, %(time)s", time=format_minutes(totals.sessions.minutes)),
            "definition": _beside(totals.sessions.other_minutes),
        },
        "silent": {
            "figure": format_count(silent),
            "name": ngettext("Silent pairing", "Silent pairings", silent),
            "definition": _silence(totals.red),
        },
    }


def _silence(red: int) -> str:
    meant = _("No session for a week longer than agreed, and none planned.")
    if not red:
        return meant
    long = ngettext("%(num)s of them for much longer.", "%(num)s of them for much longer.", red)
    return f"{meant} {long}"


def _held(to_refresh: int) -> str:
    meant = _("Done alone at least once, seen or checked, and confirmed by the other.")
    if not to_refresh:
        return meant
    some = ngettext("%(num)s of them to refresh.", "%(num)s of them to refresh.", to_refresh)
    return f"{meant} {some}"


def _beside(minutes: int) -> str:
    if not minutes:
        return _("In session; preparation and travel are counted apart.")
    return _("In session; preparation and travel are %(time)s more.", time=format_minutes(minutes))


def _of(count: int, total: int) -> str:
    return _("%(count)s of %(total)s", count=format_count(count), total=format_count(total))


def _silent_url(cohort: Cohort, definitions: str) -> str:
    """The coordinator's list of silent pairings; for HR the meaning, as it counts no names."""
    if cohort.reader is Reader.COORDINATOR:
        kept = asked("silent", "function", "site", "state", "q")
        return url_for("reports.show_cohort", silent=1, _anchor="people", **kept)
    return f"{definitions}#silent"


def sides(cohort: Cohort) -> str:
    """What became of all sessions, by side; empty where too few people stand behind it."""
    totals = cohort.totals
    if totals is None or totals.sessions.cancelled is None:
        return ""
    counts = [
        (OUTCOMES[CoachingState.HELD], totals.sessions.held),
        *((CANCELLED[side], count) for side, count in totals.sessions.cancelled.items()),
        (OUTCOMES[CoachingState.MISSED], totals.sessions.missed or 0),
    ]
    return ", ".join(f"{name} {format_count(count)}" for name, count in counts)
