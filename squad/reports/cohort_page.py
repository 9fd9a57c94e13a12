"""What the template of a programme's report is given."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import request, url_for

from squad.coaching.rules.log import CoachingState
from squad.framework.messages import RUNGS
from squad.framework.rules.model import Rung
from squad.kernel.text import capital
from squad.pairings.messages import STATES
from squad.reports.assembling import awaiting_shown
from squad.reports.cohort_list import columns, next_url, selects
from squad.reports.cohort_shapes import Cohort, Partition
from squad.reports.cohort_wording import cohort_intro, cohort_opening, group_name
from squad.reports.messages import (
    CANCELLED,
    OUTCOMES,
    PARTITIONS,
    SORTS,
)
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard, Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.views.asking import asked, read_sort
from squad.web import drawings
from squad.web.formats import (
    format_count,
    format_day_short,
    format_minutes,
    format_month,
    format_month_name,
)

ONE_DAY = timedelta(days=1)


def cohort_page(cohort: Cohort, programmes: Sequence[ProgrammeCard]) -> dict[str, Any]:
    """Everything that the page of a programme's report writes."""
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
        "chart": chart(cohort) if cohort.months else None,
        "sides": sides(cohort),
        "partitions": partitions(cohort),
        "columns": columns(sort),
        "rungs": {rung: str(name) for rung, name in RUNGS.items()},
        "states": STATES,
        "sorted_by": SORTS[sort],
        "selects": selects(cohort),
        "next_url": next_url(cohort),
        "first_url": url_for("reports.show_cohort", **asked()),
        "on_later_page": bool(request.args.get("after")),
        "asked": asked,
        "query": request.args.get("q", ""),
        "silent_only": request.args.get("silent") == "1",
    }


def facts(cohort: Cohort) -> list[dict[str, Any]]:
    """Figures in short, each with its definition; links lead to definitions, never to names."""
    totals = cohort.totals
    if totals is None:
        return []
    definitions = url_for("framework.show_glossary")
    silent = totals.amber + totals.red
    return [
        {
            "figure": _of(totals.targets_met, cohort.mentees),
            "name": _("Target met"),
            "definition": _("Every area at the stage agreed by the pair."),
            "href": f"{definitions}#target-met",
        },
        {
            "figure": _of(totals.held, totals.total),
            "name": _("Milestones held"),
            "definition": _held(totals.to_refresh),
            "href": f"{definitions}#held",
        },
        {
            "figure": format_count(totals.sessions.held),
            "name": _("Sessions held, %(time)s", time=format_minutes(totals.sessions.minutes)),
            "definition": _beside(totals.sessions.other_minutes),
            "href": f"{definitions}#sessions",
        },
        {
            "figure": format_count(silent),
            "name": ngettext("Silent pairing", "Silent pairings", silent),
            "definition": _(
                "No session for a week longer than agreed, and none planned; "
                "for %(red)s of them for much longer.",
                red=format_count(totals.red),
            ),
            "href": _silent_url(cohort, definitions),
        },
    ]


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


def _rungs(names: Sequence[str], ladder: Sequence[int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in zip(names, ladder, strict=True))


def chart(cohort: Cohort) -> dict[str, Any]:
    """People on each rung, month by month."""
    names = [str(RUNGS[rung]) for rung in Rung]
    months = cohort.months
    last = months[-1]
    given: dict[str, Any] = {
        "names": names,
        "title": _("People on each rung at the end of each month"),
        "desc": ". ".join(
            _("%(label)s: %(words)s", label=format_month_name(m.on), words=_rungs(names, m.ladder))
            for m in (months[0], last)
        ),
    }
    whole = (last.on + ONE_DAY).day == 1
    labels = [format_month_name(m.on) for m in months]
    short = [format_month(m.on) for m in months]
    if not whole:
        labels[-1] = short[-1] = format_day_short(last.on)
    return {
        "wide": drawings.bars(
            list(zip(labels, [m.ladder for m in months], strict=True)), wide=True, **given
        ),
        "narrow": drawings.bars(
            list(zip(short, [m.ladder for m in months], strict=True)), wide=False, **given
        ),
        "columns": [_("Month end"), *({"label": name, "number": True} for name in names)],
        "rows": [[label, *month.ladder] for label, month in zip(labels, months, strict=True)],
        "key": [
            {"swatch": int(rung), "rung": int(rung), "label": str(RUNGS[rung])}
            for rung in reversed(Rung)
        ],
    }


def sides(cohort: Cohort) -> list[list[Any]] | None:
    """What became of sessions, by side; None where too few people stand behind it."""
    totals = cohort.totals
    if totals is None or totals.sessions.cancelled is None:
        return None
    lines = [
        [OUTCOMES[CoachingState.HELD], format_count(totals.sessions.held)],
        *(
            [CANCELLED[side], format_count(count)]
            for side, count in totals.sessions.cancelled.items()
        ),
        [OUTCOMES[CoachingState.MISSED], format_count(totals.sessions.missed or 0)],
    ]
    return [[capital(str(name)), count] for name, count in lines]


def partitions(cohort: Cohort) -> list[dict[str, Any]]:
    """One table for each way of grouping; without rows where it is withheld."""
    found = []
    for by in Partition:
        groups = [g for g in cohort.groups if g.by is by]
        shown = [g for g in groups if g.value is not None]
        rows = [[group_name(cohort.programme, g), g.mentees, *g.ladder] for g in shown]
        found.append({"by": by.value, "name": str(PARTITIONS[by]), "rows": rows})
    return found
