"""What the dashboard of a programme is given: its sections, each with its drawing."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from squad.framework.rules.model import Framework
from squad.reports import dashboard_charts as charts
from squad.reports import dashboard_wording as say
from squad.reports.cohort_shapes import Cohort, MonthFigures
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.queries.needs import Coordinated
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.texts import gettext as _


def dashboard_page(
    cohort: Cohort, dashboard: Dashboard | None, coordinated: Coordinated | None
) -> dict[str, Any]:
    """Everything that stands above the list of people."""
    drawn = dashboard if dashboard and dashboard.months else None
    return {
        "first_steps": say.first_steps(cohort),
        "coordinated": coordinated,
        "calls": coordinated.silent if coordinated else (),
        "sections": sections(drawn, cohort) if drawn else [],
        "groups_url": url_for("reports.show_groups", **say.asked_day(cohort)),
    }


def sections(dashboard: Dashboard, cohort: Cohort) -> list[Mapping[str, Any]]:
    """The drawings in the order in which they answer: silence, progress, course, time."""
    months, framework = dashboard.months, cohort.programme.framework
    return [
        {
            "id": "silence",
            "title": _("Silence, month by month"),
            "intro": say.silent_sentence(dashboard),
            "chart": charts.silence(months),
            "term": "silent",
            "term_label": _("When a pairing counts as silent"),
            "key": True,
        },
        {
            "id": "ladder",
            "title": _("The ladder, month by month"),
            "intro": _(
                "People on each rung at the month’s end. A rung is reached when every core "
                "milestone below it is held: it says how someone uses networks, not how well "
                "they work."
            ),
            "chart": charts.ladder(months),
            "term": "ladder",
            "term_label": _("What each rung asks for"),
        },
        {
            "id": "targets",
            "title": _("Targets, month by month"),
            "intro": say.target_sentence(dashboard),
            "chart": charts.targets(months) if dashboard.last.total else None,
            "term": "target",
            "term_label": _("What a target counts"),
        },
        _areas(dashboard, framework),
        *_course(dashboard),
        *_time(dashboard),
    ]


def _areas(dashboard: Dashboard, framework: Framework) -> Mapping[str, Any]:
    return {
        "id": "areas",
        "folded": True,
        "title": _("Areas and stages"),
        "intro": _("How many people are at each stage; the darker, the more of them."),
        "chart": charts.areas(dashboard.areas, framework),
        "term": "stage",
        "term_label": _("What a stage is"),
    }


def _course(dashboard: Dashboard) -> list[Mapping[str, Any]]:
    months = dashboard.months
    return [
        {
            "id": "course",
            "folded": True,
            "title": _("From invitation to review"),
            "intro": _("People who came this far, in all of their pairings together."),
            "chart": charts.course(dashboard.funnel) if dashboard.funnel else None,
            "term": "course",
            "term_label": _("What each step counts"),
        },
        {
            "id": "sides",
            "folded": True,
            "title": _("Sessions, month by month"),
            "intro": _("The whole programme together, never narrowed and never by person."),
            "chart": charts.sessions(months),
            "note": _sides_note(months),
            "sides": True,
            "term": "sides",
            "term_label": _("What these count"),
        },
    ]


def _time(dashboard: Dashboard) -> list[Mapping[str, Any]]:
    months = dashboard.months
    return [
        {
            "id": "time",
            "folded": True,
            "title": _("What does the time bring?"),
            "intro": say.time_sentence(dashboard),
            "chart": charts.time_given(months),
            "note": _(
                "They stand side by side; neither explains the other. People differ, and what "
                "nobody stated is not counted."
            ),
            "also": say.signs_sentence(dashboard),
            "term": "time-given",
            "term_label": _("What is counted as time, and what beside it"),
        },
        {
            "id": "load",
            "folded": True,
            "title": _("Load of the Squad"),
            "intro": say.load_sentence(dashboard),
            "chart": charts.load(months),
            "note": _("All mentors together: no mentor’s hours are shown apart."),
            "term": "load",
            "term_label": _("What the load counts"),
        },
    ]


def _sides_note(months: Sequence[MonthFigures]) -> str:
    if all(month.sessions.missed is not None for month in months):
        return ""
    return _(
        "A dash: left out, as the month would speak of fewer than %(least)s people.",
        least=LEAST_PEOPLE,
    )
