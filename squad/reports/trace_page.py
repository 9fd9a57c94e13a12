"""What the template of a trace writes: the figure, and one line for each statement behind it."""

from collections.abc import Iterator
from typing import Any

from flask import url_for

from squad.framework.glossary import TERMS
from squad.framework.messages import AUTONOMY, EVIDENCE, RUNGS, localized
from squad.framework.rules import fluency
from squad.framework.rules.fluency import Side
from squad.kernel.dates import day_of
from squad.reports.links import day_and_programme
from squad.reports.presenting import MARKS
from squad.reports.queries.course import HeldSession
from squad.reports.queries.traces import Traced
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.texts import pgettext as _p
from squad.reports.trace_messages import ANSWERED, TERMS_OF, VERDICTS
from squad.reports.tracing import OUTSIDE, Entry, Figure, Group, Line, Trace, Verdict
from squad.web.formats import format_day, format_minutes


def trace_page(traced: Traced, *, as_hr: bool = False) -> dict[str, Any]:
    """Everything that the page of a trace is given; `as_hr`: one's own, as HR gets it."""
    report, trace = traced.report, traced.trace
    figure, kept = trace.subject.figure, day_and_programme(report)
    term = TERMS[TERMS_OF[figure]]
    return {
        "report": report,
        "figures": report.figures,
        "own": report.reader is Reader.MENTEE,
        "as_hr": as_hr,
        "outside": report.reader in OUTSIDE,
        "title": _title(report, trace),
        "definition": term.meaning,
        "definition_url": url_for("framework.show_glossary", _anchor=term.code),
        "back_url": _back(report, kept, as_hr=as_hr),
        "kept": kept,
        "figure": figure.value,
        "subject": trace.subject,
        "withheld": trace.withheld,
        "groups": [_group(traced, group) for group in trace.groups],
        "sessions": list(_sessions(traced)),
        "minutes": format_minutes(report.figures.sessions.minutes),
    }


def _back(report: MenteeReport, kept: dict[str, Any], *, as_hr: bool) -> str:
    if as_hr:
        return url_for("reports.show_hr_view", **kept)
    if report.reader is Reader.MENTEE:
        return url_for("reports.show_me", **kept)
    return url_for("reports.show_mentee", mentee_id=report.figures.person.id, **kept)


def _title(report: MenteeReport, trace: Trace) -> str:
    """The figure in words."""
    subject, count, held = trace.subject, trace.counted, report.figures.sessions.held
    if trace.withheld:
        return _("To confirm: not shown")
    if subject.area is not None:
        area = localized(report.programme.framework.areas[subject.area].name)
        return _(
            "%(area)s, stage %(stage)s: %(held)s held of %(total)s",
            area=area,
            stage=subject.stage,
            held=count,
            total=len(trace.groups[0].entries),
        )
    if subject.figure is Figure.TARGET_MET:
        met = report.figures.progress.target_met
        return _("The target is met") if met else _("The target so far")
    if subject.figure is Figure.HEADLINE:
        return _("On the ladder: %(rung)s", rung=RUNGS[report.figures.progress.headline])
    if subject.figure is Figure.SESSIONS:
        return ngettext("%(num)s session held", "%(num)s sessions held", held)
    return _milestones(subject.figure, count)


def _milestones(figure: Figure, count: int) -> str:
    """A count of milestones in words."""
    titles = {
        Figure.HELD: ngettext("%(num)s milestone held", "%(num)s milestones held", count),
        Figure.AT_START: ngettext(
            "%(num)s milestone held at the start", "%(num)s milestones held at the start", count
        ),
        Figure.SINCE: ngettext(
            "%(num)s milestone held since the start",
            "%(num)s milestones held since the start",
            count,
        ),
        Figure.TO_CONFIRM: ngettext(
            "%(num)s milestone to confirm", "%(num)s milestones to confirm", count
        ),
        Figure.TO_REFRESH: ngettext(
            "%(num)s milestone to refresh", "%(num)s milestones to refresh", count
        ),
        Figure.NEXT: ngettext(
            "%(num)s milestone to come next", "%(num)s milestones to come next", count
        ),
        Figure.SET_ASIDE: ngettext(
            "%(num)s milestone set aside", "%(num)s milestones set aside", count
        ),
        Figure.TARGET: ngettext(
            "%(num)s milestone in the target", "%(num)s milestones in the target", count
        ),
        Figure.RETENTION: ngettext(
            "%(num)s milestone shown again after 90 days",
            "%(num)s milestones shown again after 90 days",
            count,
        ),
    }
    return titles[figure]


def _group(traced: Traced, group: Group) -> dict[str, Any]:
    areas = traced.report.programme.framework.areas
    title = ""
    if group.rung is not None:
        title = str(RUNGS[group.rung])
    elif group.area is not None:
        stage = traced.report.targets[group.area]
        title = _("%(area)s, stage %(stage)s", area=localized(areas[group.area].name), stage=stage)
    return {
        "title": title,
        "said": _("%(count)s of %(total)s", count=group.counted, total=len(group.entries)),
        "entries": [_entry(traced, entry) for entry in group.entries],
    }


def mark_of(entry: Entry) -> str:
    """The state of a milestone, by the name of its mark."""
    mark = MARKS[entry.state]
    return "start" if mark == "held" and entry.attained.at_start else mark


def _entry(traced: Traced, entry: Entry) -> dict[str, Any]:
    report, code = traced.report, entry.milestone.code
    mark = mark_of(entry)
    url = None
    if report.reader.of_pair:
        url = url_for("coaching.show_milestone", pairing_id=report.pair_id, code=code)
    due = entry.attained.refresh_due if mark == "refresh" else None
    return {
        "name": localized(entry.milestone.short),
        "code": code,
        "url": url,
        "state": mark,
        "due": _("Its evidence was fresh until %(day)s.", day=format_day(due)) if due else "",
        "lines": [_line(traced, line) for line in entry.lines],
    }


def _line(traced: Traced, line: Line) -> dict[str, Any]:
    report, said = traced.report, line.observation
    sequence = line.answer.sequence if line.answer else 0
    return {
        "what": ", ".join(what_was_stated(said)),
        "how": " ".join(_how(traced, line)),
        "verdict": _verdict(report, line),
        "counts": line.counts,
        "words": traced.beside.words.get(said.id, ""),
        "answered": traced.beside.answered.get((said.id, sequence), ""),
        "session_url": _url_of(traced, traced.beside.in_session.get(said.id)),
    }


def what_was_stated(said: fluency.Observation) -> Iterator[str]:
    """« Alone, seen, in a drill, already so before we began, imported »"""
    yield str(AUTONOMY[said.autonomy])
    yield str(EVIDENCE[said.evidence])
    if said.drill:
        yield _("in a drill")
    if said.before:
        yield _("already so before we began")
    if said.imported:
        yield _("imported")


def _how(traced: Traced, line: Line) -> Iterator[str]:
    """When, by whom, in which session, and what the other said; for HR without the other's day."""
    report, said = traced.report, line.observation
    day, who = format_day(said.happened_on), who_stated(report, said, said.stated_by)
    if report.reader in OUTSIDE:
        yield _("For %(day)s, stated by %(who)s, confirmed by the other.", day=day, who=who)
        return
    known = format_day(day_of(said.known_at, report.programme.time_zone))
    yield _("For %(day)s, stated by %(who)s on %(known)s.", day=day, who=who, known=known)
    held = traced.beside.in_session.get(said.id)
    if held is not None:
        yield _("In the session of %(day)s.", day=format_day(held.on))
    if line.answer is not None:
        answered = format_day(day_of(line.answer.known_at, report.programme.time_zone))
        other = who_stated(report, said, said.stated_by.other)
        yield str(ANSWERED[line.answer.kind]) % {"who": other, "day": answered}


def who_stated(report: MenteeReport, said: fluency.Observation, side: Side) -> str:
    """One of the two, by name for the pair, as a side for everybody else."""
    mentee = side is Side.MENTEE
    if not report.reader.of_pair:
        return _p("statement", "the mentee") if mentee else _p("statement", "the mentor")
    if not mentee and said.pairing_id != report.pair_id:
        return _p("statement", "an earlier mentor")
    if mentee is (report.reader is Reader.MENTEE):
        return _p("statement", "you")
    return report.figures.person.name if mentee else report.pairing.mentor_name


def _verdict(report: MenteeReport, line: Line) -> str:
    """Why it counts or not."""
    day = None
    if line.verdict is Verdict.WITHDRAWN and line.observation.withdrawn_at is not None:
        day = day_of(line.observation.withdrawn_at, report.programme.time_zone)
    if line.verdict is Verdict.CORRECTED and line.corrected_by is not None:
        day = line.corrected_by.happened_on
    text = str(VERDICTS[line.verdict])
    return text % {"day": format_day(day)} if day else text


def _url_of(traced: Traced, held: HeldSession | None) -> str | None:
    """The session's own page, for the two who may open it."""
    report = traced.report
    if held is None or not report.reader.of_pair:
        return None
    if report.reader is Reader.MENTOR and held.pairing_id != report.pair_id:
        return None
    return url_for("coaching.show_session", coaching_session_id=held.id)


def _sessions(traced: Traced) -> Iterator[dict[str, Any]]:
    """The sessions held, newest first; none for HR, who reads how many and the last."""
    if traced.trace.subject.figure is not Figure.SESSIONS:
        return
    for held in reversed(traced.beside.sessions):
        yield {
            "day": format_day(held.on),
            "minutes": format_minutes(held.minutes),
            "url": _url_of(traced, held),
        }
