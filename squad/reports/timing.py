"""The times of one person's report: the step line, the sessions, when a statement was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import get_locale
from markupsafe import Markup

from squad.framework.messages import AUTONOMY, EVIDENCE
from squad.reports.report_shapes import MenteeReport, Waiting
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web import drawings
from squad.web.formats import (
    format_day,
    format_day_short,
    format_minutes,
    format_time,
    in_zone,
)

LEAST_AHEAD = 10
"""Days that the line's drawing goes on after its last point."""


@dataclass(frozen=True, slots=True)
class Line:
    """The step line in both widths, and its figures."""

    wide: Markup
    narrow: Markup
    rows: Sequence[Sequence[Any]]
    note: str


def line(report: MenteeReport) -> Line:
    """Held target milestones over time."""
    points, total = report.trajectory, report.figures.progress.total
    first, last = points[0][0], points[-1][0]
    end = last + max(timedelta(days=LEAST_AHEAD), (last - first) / 8)
    closed = [
        drawings.Closed(period.starts_on, period.ends_on, _("closed"))
        for period in report.closed
        if period.ends_on >= first and period.starts_on <= end
    ]
    one_year = first.year == last.year
    said = [
        _("%(held)s on %(day)s", held=held, day=format_day(day, year=not one_year))
        for day, held in points
    ]
    given: dict[str, Any] = {
        "start": first,
        "end": end,
        "target": total,
        "title": _("Milestones held over time"),
        "desc": _("%(points)s; the target is %(total)s.", points=", ".join(said), total=total),
        "locale": str(get_locale() or "en"),
        "closed": closed,
        "target_label": _("target"),
    }
    return Line(
        wide=drawings.steps(points, wide=True, **given),
        narrow=drawings.steps(points, wide=False, **given),
        rows=[(format_day(day, year=not one_year), held) for day, held in points],
        note=_line_note(total, closed=bool(closed)),
    )


def _line_note(total: int, *, closed: bool) -> str:
    dotted = ngettext(
        "Dotted: the target, %(num)s milestone.", "Dotted: the target, %(num)s milestones.", total
    )
    if not closed:
        return dotted
    grey = _("Grey: the programme is closed, and no clock runs.")
    return f"{dotted} {grey}"


def how_known(report: MenteeReport, waiting: Waiting) -> str:
    """« Alone, seen by Inès Haddad in a session on 10 November »."""
    pairing, person = report.pairing, report.figures.person
    values = {
        "autonomy": AUTONOMY[waiting.autonomy],
        "evidence": EVIDENCE[waiting.evidence],
        "name": pairing.mentor_name if report.reader is Reader.MENTEE else person.name,
        "day": day_in_year(waiting.happened_on, report.figures.as_of),
    }
    if waiting.in_coaching_session:
        return _("%(autonomy)s, %(evidence)s by %(name)s in a session on %(day)s", **values)
    return _("%(autonomy)s, %(evidence)s by %(name)s on %(day)s", **values)


def time_facts(report: MenteeReport) -> list[dict[str, Any]]:
    """Sessions held, minutes in them, and, for the pair, the next one."""
    sessions, as_of = report.figures.sessions, report.figures.as_of
    planned = report.programme.planned_sessions
    held: Any = sessions.held
    if sessions.held <= planned:
        held = _("%(held)s of %(planned)s", held=sessions.held, planned=planned)
    name = _("sessions held")
    if sessions.last:
        name = _("sessions held, the last on %(day)s", day=day_in_year(sessions.last, as_of))
    facts = [{"figure": held, "name": name}]
    if sessions.held:
        facts.append({"figure": format_minutes(sessions.minutes), "name": _("in sessions")})
    at = report.pair_only.next_planned_at if report.pair_only else None
    if at is not None:
        local = in_zone(at, report.programme.time_zone)
        when = _(
            "%(day)s at %(time)s",
            day=format_day(local.date(), year=False, weekday=True),
            time=format_time(local),
        )
        facts.append(
            {
                "figure": format_day_short(local.date()),
                "name": _("next session, %(when)s", when=when),
            }
        )
    return facts


def day_in_year(day: date, as_of: date) -> str:
    """A day, with its year where that is not the report's."""
    return format_day(day, year=day.year != as_of.year)
