"""The times of one person's report: the sessions, and when a statement was made."""

from datetime import date
from typing import Any

from squad.framework.messages import AUTONOMY, EVIDENCE
from squad.reports.links import Traces
from squad.reports.report_shapes import MenteeReport, Waiting
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.tracing import Figure
from squad.web.formats import (
    format_day,
    format_day_short,
    format_minutes,
    format_time,
    in_zone,
)


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


def time_facts(report: MenteeReport, traces: Traces) -> list[dict[str, Any]]:
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
        facts = [{**fact, "href": traces.url(Figure.SESSIONS)} for fact in facts]
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
