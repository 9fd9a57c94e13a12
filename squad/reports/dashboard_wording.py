"""The sentences of a programme's dashboard: what to read first, and what a drawing says."""

from typing import Any

from flask import url_for

from squad.coaching.rules.brought import BroughtAnswer
from squad.reports.cohort_shapes import Cohort, Totals
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web.formats import format_count, format_minutes


def first_steps(cohort: Cohort) -> list[dict[str, str]]:
    """For whom it does not work, what to do, and how far groups are: a sentence and a link each."""
    if cohort.totals is None or not cohort.mentees:
        return []
    groups = url_for("reports.show_groups", **asked_day(cohort))
    return [
        {
            "text": silent_sentence(cohort.totals),
            "link": _what_to_do(cohort),
            "href": "#calls" if calls_shown(cohort) else "#silence",
        },
        {
            "text": _("Where does each function stand, each site, each level?"),
            "link": _("See the groups"),
            "href": groups,
        },
    ]


def asked_day(cohort: Cohort) -> dict[str, Any]:
    """The programme, and the day unless it is today's: for links to pages beside this one."""
    day = {"as_of": cohort.as_of} if cohort.is_past and cohort.by_name else {}
    return {"programme": cohort.programme.code, **day}


def calls_shown(cohort: Cohort) -> bool:
    """Whether somebody is to be called: by the coordinator, today, in a programme that runs."""
    runs = not cohort.is_past and cohort.programme.archived_on is None
    return cohort.reader is Reader.COORDINATOR and runs


def _what_to_do(cohort: Cohort) -> str:
    return _("Whom to call first") if calls_shown(cohort) else _("Silence, month by month")


def silent_sentence(totals: Totals | Dashboard) -> str:
    """« 3 binômes sur 21 en cours sont silencieux, dont 1 depuis longtemps. »"""
    counted = totals.last if isinstance(totals, Dashboard) else totals
    silent, red = counted.amber + counted.red, counted.red
    if not silent:
        return _("No pairing has gone silent.")
    sentence = ngettext(
        "%(num)s pairing of %(under_way)s not yet over has gone silent.",
        "%(num)s pairings of %(under_way)s not yet over have gone silent.",
        silent,
        under_way=format_count(totals.under_way),
    )
    if not red:
        return sentence
    long = ngettext("%(num)s of them for long.", "%(num)s of them for long.", red)
    return f"{sentence} {long}"


def target_sentence(dashboard: Dashboard) -> str:
    """Where the targets of all stand together."""
    last = dashboard.last
    if not last.total:
        return _("No agreement is in force yet, so there is no target to count.")
    sentence = _(
        "Of %(total)s target milestones %(at_start)s were held at the start, %(since)s since, "
        "and %(to_go)s are to go.",
        total=format_count(last.total),
        at_start=format_count(last.at_start),
        since=format_count(last.since),
        to_go=format_count(last.total - last.held),
    )
    if not last.to_refresh:
        return sentence
    late = ngettext(
        "%(num)s of those held is to refresh; it still counts.",
        "%(num)s of those held are to refresh; they still count.",
        last.to_refresh,
    )
    return f"{sentence} {late}"


def time_sentence(dashboard: Dashboard) -> str:
    """What was given, and what stands beside it; it says nothing of one causing the other."""
    inside = sum(month.sessions.minutes for month in dashboard.months)
    beside = sum(month.sessions.other_minutes for month in dashboard.months)
    return _(
        "So far: %(inside)s in sessions, %(beside)s preparing and travelling. "
        "In the same time %(since)s target milestones came to be held.",
        inside=format_minutes(inside),
        beside=format_minutes(beside),
        since=format_count(dashboard.last.since),
    )


def signs_sentence(dashboard: Dashboard) -> str:
    """What the signs of success say, of how many people, and how many say nothing."""
    if dashboard.brought is None:
        return _(
            "Signs of success: left out, as fewer than %(least)s people share what it brought.",
            least=LEAST_PEOPLE,
        )
    counts, people = dashboard.brought.latest, dashboard.last.people
    return ngettext(
        "Signs of success: %(reached)s reached, %(partly)s partly, %(no)s not, %(early)s too early "
        "to say. Shared by %(num)s person of %(people)s; the others have not said, or keep it to "
        "the pair.",
        "Signs of success: %(reached)s reached, %(partly)s partly, %(no)s not, %(early)s too early "
        "to say. Shared by %(num)s people of %(people)s; the others have not said, or keep it to "
        "the pair.",
        counts.mentees,
        reached=format_count(counts.signs[BroughtAnswer.REACHED]),
        partly=format_count(counts.signs[BroughtAnswer.PARTLY]),
        no=format_count(counts.signs[BroughtAnswer.NO]),
        early=format_count(counts.signs[BroughtAnswer.TOO_EARLY]),
        people=format_count(people),
    )


def load_sentence(dashboard: Dashboard) -> str:
    """The hours of all mentors together, and their mean where it tells of nobody."""
    minutes = sum(month.minutes for month in dashboard.months)
    total = ngettext(
        "%(time)s in all, given by %(num)s mentor.",
        "%(time)s in all, given by %(num)s mentors.",
        dashboard.mentors,
        time=format_minutes(minutes),
    )
    if dashboard.mentors < LEAST_PEOPLE:
        return total
    mean = _("That is %(time)s each on average.", time=format_minutes(minutes // dashboard.mentors))
    return f"{total} {mean}"
