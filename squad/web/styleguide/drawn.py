"""One chart of each kind, with figures that show what it can draw."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext
from markupsafe import Markup

from squad.web import drawings
from squad.web.formats import conventions, format_month, format_month_name

_START = date(2026, 2, 2)
_MONTHS = [(date(2026, 2, 28), (9, 2, 1, 0)), (date(2026, 3, 31), (5, 4, 2, 1)),
           (date(2026, 4, 30), (2, 5, 4, 2))]  # fmt: skip
_STEPS = [(_START + timedelta(days=days), held) for days, held in ((0, 0), (20, 3), (48, 7))]


def charts() -> Mapping[str, Any]:
    """The drawings by name; those with two widths as (wide, narrow)."""
    return {
        "bars": (_bars(wide=True), _bars(wide=False)),
        "steps": (_steps(wide=True), _steps(wide=False)),
        "minutes": (_minutes(wide=True), _minutes(wide=False)),
        "ladder": drawings.ladder_bar(
            _MONTHS[-1][1], names=_rungs(), title=_("Usual target"), desc=_("The ladder")
        ),
        "months": [[format_month_name(day), *counts] for day, counts in _MONTHS],
        "rungs": _rungs(),
    }


def _rungs() -> list[str]:
    names = (pgettext("rung", "Start"), _("Broadcast"), _("Conversation"), _("Proactive care"))
    return [str(name) for name in names]


def _bars(*, wide: bool) -> Markup:
    named = format_month_name if wide else format_month
    return drawings.bars(
        [(named(day), counts) for day, counts in _MONTHS],
        names=_rungs(),
        title=_("People on each rung"),
        desc=_("The ladder, month by month"),
        wide=wide,
    )


def _steps(*, wide: bool) -> Markup:
    return drawings.steps(
        _STEPS,
        start=_START,
        end=_START + timedelta(days=60),
        target=12,
        title=_("Milestones held over time"),
        desc=_("Milestones held, by day"),
        locale=conventions(),
        wide=wide,
        closed=[drawings.Closed(date(2026, 2, 14), date(2026, 2, 22), _("closed"))],
        target_label=_("target"),
        also=drawings.Beside(ticks=[_START + timedelta(days=days) for days in (6, 27, 48)]),
    )


def _minutes(*, wide: bool) -> Markup:
    return drawings.minutes_strip(
        [5, 15, 15, 10],
        ends=(_("To begin, a question"), _("Before you part")),
        title=_("The session in minutes"),
        desc=_("A first session of 45 minutes"),
        wide=wide,
    )
