"""The step line of one person's report, with what stands beside it, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from squad.coaching.messages.labels import MOMENTS
from squad.framework.messages import localized
from squad.framework.rules.model import Area
from squad.reports.links import Traces
from squad.reports.pace import Guide, Outlook, guide_of, value_on
from squad.reports.report_shapes import MenteeReport
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.texts import pgettext as _p
from squad.reports.tracing import Figure
from squad.web import drawings
from squad.web.formats import conventions, format_day
from squad.web.numbers import in_words

LEAST_AHEAD = 10
"""Days that the line's drawing goes on after its last point."""


@dataclass(frozen=True, slots=True)
class Line:
    """The step line in both widths, its figures, and what is said beside it."""

    wide: Markup
    narrow: Markup
    said: str
    """What the drawing shows, in words."""
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    note: str
    outlook: str
    felt: Sequence[tuple[str, str]]
    """A moment with its day, and the stages that the mentee saw."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn, cut to the drawing's days."""

    start: date
    end: date
    closed: Sequence[drawings.Closed]
    guides: Sequence[Guide]


def line(report: MenteeReport, traces: Traces) -> Line:
    """Held target milestones over time, beside the pace that was agreed."""
    points, total, course = report.trajectory, report.figures.progress.total, report.course
    drawn = _drawn(report)
    said = [_("%(held)s on %(day)s", held=held, day=_day(report, day)) for day, held in points]
    given: dict[str, Any] = {
        "start": drawn.start,
        "end": drawn.end,
        "target": total,
        "title": _("Milestones held over time"),
        "desc": _("%(points)s; the target is %(total)s.", points=", ".join(said), total=total),
        "locale": conventions(),
        "closed": drawn.closed,
        "target_label": _("target"),
        "also": drawings.Beside(
            targets=[(day, count) for day, count in course.targets if count],
            changes=course.changes,
            change_label=_("new target"),
            moves=_moved(report),
            move_label=_("new version"),
            guides=[guide.vertices for guide in drawn.guides],
            guide_label=_("agreed pace"),
            ticks=course.held_on,
        ),
    }
    return Line(
        wide=drawings.steps(points, wide=True, **given),
        narrow=drawings.steps(points, wide=False, **given),
        said=given["desc"],
        columns=_columns(report),
        rows=_rows(report, drawn.guides, traces),
        note=" ".join(_notes(report, drawn)),
        outlook=_outlook(course.outlook) if course.outlook else "",
        felt=_felt(report),
    )


def _drawn(report: MenteeReport) -> _Drawn:
    first, last = report.trajectory[0][0], report.trajectory[-1][0]
    end = last + max(timedelta(days=LEAST_AHEAD), (last - first) / 8)
    closed = [
        drawings.Closed(period.starts_on, period.ends_on, _("closed"))
        for period in report.closed
        if period.ends_on >= first and period.starts_on <= end
    ]
    terms = report.course.terms
    untils = [*(after.since for _before, after in pairwise(terms)), end]
    guides = [
        guide_of(each, until=until, closed=report.closed)
        for each, until in zip(terms, untils, strict=False)  # no terms: the end alone
    ]
    return _Drawn(first, end, closed, [guide for guide in guides if guide is not None])


def _notes(report: MenteeReport, drawn: _Drawn) -> Sequence[str]:
    """What each kind of stroke means."""
    total = report.figures.progress.total
    notes = [
        ngettext(
            "Dotted: the target, %(num)s milestone.",
            "Dotted: the target, %(num)s milestones.",
            total,
        )
    ]
    if drawn.guides:
        notes.append(_("Dashed: the pace that the agreement implies, a guide and no duty."))
    if report.course.held_on:
        notes.append(_("Strokes on the base line: sessions held."))
    if report.course.changes:
        notes.append(_("Upright line: another target was agreed."))
    notes += [
        _("Upright line on %(day)s: another version of the framework.", day=format_day(day))
        for day in _moved(report)
    ]
    if drawn.closed:
        notes.append(_("Grey: the programme is closed, and no clock runs."))
    return notes


def _moved(report: MenteeReport) -> list[date]:
    """The days on which the programme moved to another version of the framework."""
    return [move.on(report.programme.time_zone) for move in report.programme.moves]


def _columns(report: MenteeReport) -> list[Any]:
    heads = [_("Milestones held"), _("Target"), _("Agreed pace")]
    sessions = [_("Session")] if report.course.held_on else []
    return [_("Day"), *sessions, *({"label": head, "number": True} for head in heads)]


def _rows(report: MenteeReport, guides: Sequence[Guide], traces: Traces) -> list[list[Any]]:
    """A row for each day on which something changed or a session was held."""
    course = report.course
    days = {day for day, _held in (*report.trajectory, *course.targets)} | set(course.held_on)
    rows: list[list[Any]] = []
    for day in sorted(day for day in days if day >= report.started_on):
        held, target = _count_on(report.trajectory, day), _count_on(course.targets, day)
        pace = next((v for g in reversed(guides) if (v := value_on(g, day)) is not None), None)
        figures = [
            traces.link(Figure.HELD, held, on=day) if held else held,
            traces.link(Figure.TARGET, target, on=day) if target else "–",
            "–" if pace is None else round(pace),
        ]
        sat = _p("course", "held") if day in course.held_on else "–"
        rows.append([_day(report, day), *([sat] if course.held_on else []), *figures])
    return rows


def _count_on(points: Sequence[tuple[date, int]], day: date) -> int:
    return next((count for on, count in reversed(points) if on <= day), 0)


def _outlook(outlook: Outlook) -> str:
    """What the next sessions may bring, with what that assumes."""
    came = ngettext(
        "The last %(sessions)s sessions brought %(num)s milestone.",
        "The last %(sessions)s sessions brought %(num)s milestones.",
        outlook.gained,
        sessions=in_words(outlook.sessions),
    )
    ahead = _(
        "If the next %(ahead)s bring as many as those did, between %(low)s and %(high)s of "
        "%(total)s will be held. Nobody knows whether they will.",
        ahead=in_words(outlook.ahead),
        low=outlook.low,
        high=outlook.high,
        total=outlook.total,
    )
    return f"{came} {ahead}"


def _felt(report: MenteeReport) -> list[tuple[str, str]]:
    return [
        (
            _("%(moment)s, on %(day)s", moment=MOMENTS[felt.moment], day=_day(report, felt.on)),
            ". ".join(
                _felt_at(report, felt.levels, level) for level in sorted({*felt.levels.values()})
            ),
        )
        for felt in report.course.felt
    ]


def _felt_at(report: MenteeReport, levels: Mapping[Area, int], level: int) -> str:
    """« Stage 1: Purpose, Listening »; below it « Start », as everywhere beside a name."""
    names = report.programme.framework.areas
    there = [localized(names[area].name) for area in Area if levels.get(area) == level]
    stage = _("Stage %(stage)s", stage=level) if level else _p("rung", "Start")
    return _("%(stage)s: %(areas)s", stage=stage, areas=", ".join(there))


def _day(report: MenteeReport, day: date) -> str:
    """A day, with its year where the line lies in more than one."""
    one_year = report.trajectory[0][0].year == report.trajectory[-1][0].year
    return format_day(day, year=not one_year)
