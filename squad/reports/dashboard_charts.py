"""The drawings of a programme's dashboard, each with the table of its data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.framework.messages import RUNGS, localized
from squad.framework.rules.model import STAGES, Area, Framework, Rung
from squad.kernel.text import capital
from squad.reports.cohort_shapes import MonthFigures
from squad.reports.dashboard_shapes import Funnel
from squad.reports.messages import CANCELLED, OUTCOMES
from squad.reports.texts import gettext as _
from squad.reports.texts import pgettext
from squad.web import drawings
from squad.web.drawings import Strip
from squad.web.formats import (
    format_count,
    format_day_short,
    format_minutes,
    format_month,
    format_month_name,
)

ONE_DAY = timedelta(days=1)
LEFT_OUT = "–"
Months = Sequence[MonthFigures]
Draw = Callable[[Sequence[str], bool], Markup]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked bar: its name, its shade, how many it counts in a month."""

    name: str
    shade: str
    count: Callable[[MonthFigures], int]


def month_labels(days: Sequence[date]) -> tuple[list[str], list[str]]:
    """The months by name, and short; a day that does not end its month by its date."""
    long, short = [format_month_name(day) for day in days], [format_month(day) for day in days]
    if days and (days[-1] + ONE_DAY).day != 1:
        long[-1] = short[-1] = format_day_short(days[-1])
    return long, short


def ladder(months: Months) -> dict[str, Any]:
    """People on each rung at each month's end."""
    names = [str(RUNGS[rung]) for rung in Rung]
    given: dict[str, Any] = {
        "names": names,
        "title": _("People on each rung at the end of each month"),
        "desc": _first_and_last(months, lambda month: _listed(names, month.ladder)),
    }

    def draw(labels: Sequence[str], wide: bool) -> Markup:
        columns = list(zip(labels, [month.ladder for month in months], strict=True))
        return drawings.bars(columns, wide=wide, **given)

    return _chart(months, draw, names, [list(month.ladder) for month in months]) | {
        "caption": given["title"],
        "key": [
            {"swatch": int(rung), "rung": int(rung), "label": str(RUNGS[rung])}
            for rung in reversed(Rung)
        ],
    }


def targets(months: Months) -> dict[str, Any]:
    """Target milestones held at the start, held since, and still to go."""
    parts = (
        Part(_("At the start"), "1", lambda month: month.at_start),
        Part(_("Since the start"), "3", lambda month: month.since),
        Part(_("To go"), "0", lambda month: month.total - month.held),
    )
    also = {_("To refresh"): lambda month: month.to_refresh}
    return _stacked(months, parts, _("Target milestones at the end of each month"), also=also)


def silence(months: Months) -> dict[str, Any] | None:
    """Silent pairings; None where there never was one."""
    if not any(month.amber or month.red for month in months):
        return None
    parts = (
        Part(pgettext("silence", "For long"), "red", lambda month: month.red),
        Part(pgettext("silence", "Not for long"), "amber", lambda month: month.amber),
    )
    return _stacked(months, parts, _("Silent pairings at the end of each month"), low=True)


def sessions(months: Months) -> dict[str, Any]:
    """Sessions of each month: held, called off by side, missed."""

    def side(by: CancelledBy) -> Callable[[MonthFigures], int | None]:
        return lambda m: None if m.sessions.cancelled is None else m.sessions.cancelled[by]

    rows: list[tuple[str, str, Callable[[MonthFigures], int | None]]] = [
        (str(OUTCOMES[CoachingState.HELD]), "3", lambda month: month.sessions.held),
        *((str(CANCELLED[by]), "1", side(by)) for by in CANCELLED),
        (str(OUTCOMES[CoachingState.MISSED]), "1", lambda month: month.sessions.missed),
    ]
    found = [
        Strip(capital(name), values, [_count(value) for value in values], shade)
        for name, shade, count in rows
        if (values := [count(month) for month in months])
    ]
    names = [strip.name for strip in found]
    cells = list(zip(*(strip.written for strip in found), strict=True))
    title = _("Sessions of each month, by what became of them")
    return _striped(months, found, title, names, cells)


def time_given(months: Months) -> dict[str, Any]:
    """Hours so far beside milestones held since the start, at each month's end."""
    inside, beside = _so_far(months, "minutes"), _so_far(months, "other_minutes")
    hours = [one + other for one, other in zip(inside, beside, strict=True)]
    since = [month.since for month in months]
    rows = [
        Strip(_("Hours so far"), hours, [_hours(minutes) for minutes in hours], "1"),
        Strip(_("Milestones since the start"), since, [_count(count) for count in since]),
    ]
    title = _("Hours given and milestones held since the start, so far")
    names = [_("In session"), _("Preparing and travelling"), _("Milestones since the start")]
    cells = [
        [format_minutes(one), format_minutes(other), format_count(count)]
        for one, other, count in zip(inside, beside, since, strict=True)
    ]
    return _striped(months, rows, title, names, cells, together=False)


def load(months: Months) -> dict[str, Any]:
    """Hours of each month, in sessions and beside them."""
    inside = [month.sessions.minutes for month in months]
    beside = [month.sessions.other_minutes for month in months]
    rows = [
        Strip(_("In session"), inside, [_hours(minutes) for minutes in inside], "2"),
        Strip(_("Preparing and travelling"), beside, [_hours(m) for m in beside], "1"),
    ]
    names = [row.name for row in rows]
    cells = [[format_minutes(m) for m in both] for both in zip(inside, beside, strict=True)]
    return _striped(months, rows, _("Hours of each month"), names, cells)


def course(funnel: Funnel) -> dict[str, Any]:
    """How many people have come how far."""
    steps = [
        (_("Invited"), funnel.invited),
        (_("Accepted by both"), funnel.accepted),
        (_("First session held"), funnel.first),
        (_("Half of the sessions held"), funnel.half),
        (_("All planned sessions held"), funnel.all_sessions),
        (_("Pairing completed, after the review"), funnel.closed),
    ]
    given = {
        "title": _("People, from the invitation to the closing review"),
        "desc": _listed([name for name, _count in steps], [count for _name, count in steps]),
    }
    return {
        "wide": drawings.course(steps, wide=True, **given),
        "narrow": drawings.course(steps, wide=False, **given),
        "caption": given["title"],
        "columns": [_("Step"), {"label": _("People"), "number": True}],
        "rows": [[name, format_count(count)] for name, count in steps],
    }


def areas(stages: Mapping[Area, tuple[int, int, int, int]], framework: Framework) -> dict[str, Any]:
    """People at each stage of each area."""
    heads = [
        pgettext("rung", "Start"),
        *(_("Stage %(stage)s", stage=stage) for stage in STAGES),
    ]
    rows = [(localized(framework.areas[area].name), stages[area]) for area in Area]
    given = {
        "title": _("People at each stage of each area"),
        "desc": ". ".join(
            _("%(label)s: %(words)s", label=name, words=_listed(heads, counts))
            for name, counts in rows
        ),
    }
    return {
        "wide": drawings.heat(rows, heads, wide=True, **given),
        "narrow": drawings.heat(rows, heads, wide=False, **given),
        "caption": given["title"],
        "columns": [_("Area"), *_numbers(heads)],
        "rows": [[name, *(format_count(count) for count in counts)] for name, counts in rows],
    }


def _stacked(
    months: Months,
    parts: Sequence[Part],
    title: str,
    also: Mapping[str, Callable[[MonthFigures], int]] | None = None,
    low: bool = False,
) -> dict[str, Any]:
    names = [part.name for part in parts]
    counts = [[part.count(month) for part in parts] for month in months]
    given: dict[str, Any] = {
        "names": names,
        "shades": [part.shade for part in parts],
        "title": title,
        "desc": _first_and_last(
            months, lambda month: _listed(names, [part.count(month) for part in parts])
        ),
    }

    def draw(labels: Sequence[str], wide: bool) -> Markup:
        return drawings.stacks(list(zip(labels, counts, strict=True)), wide=wide, low=low, **given)

    more = also or {}
    cells = [
        [*of_month, *(count(month) for count in more.values())]
        for of_month, month in zip(counts, months, strict=True)
    ]
    return _chart(months, draw, [*names, *more], cells) | {
        "caption": title,
        "key": [{"swatch": part.shade, "label": part.name} for part in reversed(parts)],
    }


def _striped(
    months: Months,
    rows: Sequence[Strip],
    title: str,
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    *,
    together: bool = True,
) -> dict[str, Any]:
    given = {
        "title": title,
        "desc": ". ".join(
            _("%(label)s: %(words)s", label=row.name, words=", ".join(row.written[-2:]))
            for row in rows
        ),
    }

    def draw(labels: Sequence[str], wide: bool) -> Markup:
        return drawings.strips(rows, labels, wide=wide, together=together, **given)

    return _chart(months, draw, names, cells) | {"caption": title}


def _chart(
    months: Months, draw: Draw, names: Sequence[str], cells: Sequence[Sequence[Any]]
) -> dict[str, Any]:
    long, short = month_labels([month.on for month in months])
    return {
        "wide": draw(long, True),
        "narrow": draw(short, False),
        "columns": [_("Month end"), *_numbers(names)],
        "rows": [[label, *of_month] for label, of_month in zip(long, cells, strict=True)],
    }


def _numbers(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"label": name, "number": True} for name in names]


def _first_and_last(months: Months, words: Callable[[MonthFigures], str]) -> str:
    ends = months[:1] if len(months) == 1 else (months[0], months[-1])
    return ". ".join(
        _("%(label)s: %(words)s", label=format_month_name(month.on), words=words(month))
        for month in ends
    )


def _listed(names: Sequence[str], counts: Sequence[int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))


def _count(value: int | None) -> str:
    return LEFT_OUT if value is None else format_count(value)


def _hours(minutes: int) -> str:
    return format_count(round(minutes / 60))


def _so_far(months: Months, what: str) -> list[int]:
    """Minutes of all months up to each."""
    found, total = [], 0
    for month in months:
        total += getattr(month.sessions, what)
        found.append(total)
    return found
