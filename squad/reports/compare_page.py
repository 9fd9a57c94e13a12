"""What the template of two programmes side by side is given."""

from collections.abc import Sequence
from typing import Any

from squad.reports import dashboard_charts as charts
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.queries.comparing import Compared
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.web.formats import format_count, format_minutes


def compare_page(sides: Sequence[Compared], readable: Sequence[ProgrammeCard]) -> dict[str, Any]:
    """Everything that the page writes; one side alone where there is nothing to set beside it."""
    chosen = [side.programme.code for side in sides]
    return {
        "sides": [_side(side) for side in sides],
        "least": LEAST_PEOPLE,
        "selects": [
            _select("programme", _("Programme"), readable, chosen[0]),
            _select("with", _("Beside it"), readable, chosen[-1] if len(chosen) > 1 else ""),
        ],
        "several": len(readable) > 1 or len(sides) > 1,
    }


def _select(name: str, label: str, readable: Sequence[ProgrammeCard], value: str) -> dict[str, Any]:
    options = [(programme.code, programme.name) for programme in readable]
    if not value:
        options.insert(0, ("", _("Choose a programme")))
    return {"name": name, "label": label, "options": options, "value": value}


def _side(side: Compared) -> dict[str, Any]:
    dashboard = side.dashboard if side.dashboard and side.dashboard.months else None
    return {
        "programme": side.programme,
        "as_of": side.as_of,
        "by_name": side.by_name,
        "withheld": side.dashboard is None,
        "figures": _figures(dashboard) if dashboard else [],
        "drawings": _drawings(dashboard, side.programme) if dashboard else [],
    }


def _figures(dashboard: Dashboard) -> list[tuple[str, str]]:
    last = dashboard.last
    minutes = sum(month.minutes for month in dashboard.months)
    held = sum(month.sessions.held for month in dashboard.months)
    return [
        (_("People"), format_count(last.people)),
        (_("Target met"), _of(last.targets_met, last.people)),
        (_("Milestones held"), _of(last.held, last.total)),
        (_("Of them at the start"), format_count(last.at_start)),
        (_("Sessions held"), format_count(held)),
        (_("Time given, all of it"), format_minutes(minutes)),
        (_("Silent pairings"), _of(last.amber + last.red, dashboard.under_way)),
    ]


def _drawings(dashboard: Dashboard, programme: ProgrammeCard) -> list[dict[str, Any]]:
    found = [charts.ladder(dashboard.months)]
    if dashboard.last.total:
        found.append(charts.targets(dashboard.months))
    if dashboard.funnel:
        found.append(charts.course(dashboard.funnel))
    return [*found, charts.areas(dashboard.areas, programme.framework)]


def _of(count: int, total: int) -> str:
    return _("%(count)s of %(total)s", count=format_count(count), total=format_count(total))
