"""Moments in words: the weekday first, because that is how people plan."""

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _

from squad.access.gate import viewer
from squad.coaching import messages
from squad.coaching.forms.fields import local_text
from squad.coaching.forms.log import NOT_YET, OTHER, chosen_moment
from squad.coaching.queries.contexts import OwnSession
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.kernel.text import capital
from squad.web.formats import format_day, format_time, in_zone


def moment_label(local: datetime) -> str:
    """« mardi 15 décembre, 8 h 30 », "Tuesday 15 December, 8:30"; `local` is on its own clock."""
    day, time = weekday_label(local.date()), format_time(local)
    return str(_("%(day)s, %(time)s", day=day, time=time))


def next_options(chosen: str | None, proposed: datetime) -> list[tuple[str, str]]:
    """A time to offer, which is the one that was chosen if the form comes back; or another."""
    at = chosen_moment(chosen) or proposed
    return [
        (local_text(at), capital(moment_label(at))),
        (OTHER, _("Another day")),
        (NOT_YET, _("Not yet")),
    ]


def weekday_label(day: date) -> str:
    """« mardi 15 décembre », "Tuesday 15 December"."""
    return format_day(day, year=False, weekday=True)


def moment_in(moment: datetime, time_zone: str) -> str:
    """A moment in words, on the clock of `time_zone`."""
    return moment_label(in_zone(moment, time_zone))


def what_became(own: OwnSession, *, year: bool = False) -> str:
    """What became of a session, in a sentence: its day, its length or who called it off."""
    it = own.coaching_session
    day = capital(format_day(it.held_on, year=year, weekday=True))
    if it.state is CoachingState.HELD:
        return str(_("%(day)s, %(minutes)s minutes.", day=day, minutes=it.minutes))
    if it.state is CoachingState.CANCELLED and it.cancelled_by is not None:
        return f"{day}. {_with_notice(_called_off_among_us(own, it.cancelled_by), it.notice)}."
    return f"{day}. {messages.STATES[it.state]}."


def _called_off_among_us(own: OwnSession, by: str) -> str:
    """Who called it off, as the two call each other."""
    context = own.context
    names = {CancelledBy.MENTOR: context.mentor_name, CancelledBy.MENTEE: context.mentee_name}
    if by not in names:
        return str(messages.CANCELLED_BY[by])
    if by == context.side_of(viewer().person_id):
        return str(_("Called off by you"))
    return str(_("Called off by %(name)s", name=names[CancelledBy(by)]))


def called_off(by: str, notice: str | None) -> str:
    """Who called it off, with how much notice if that is known; without a name."""
    return _with_notice(str(messages.CANCELLED_BY[by]), notice)


def _with_notice(who: str, notice: str | None) -> str:
    if notice is None:
        return who
    told = str(messages.NOTICES[notice])
    return f"{who}, {told[:1].lower()}{told[1:]}"


def configure_moments(app: Flask) -> None:
    """Let templates write moments."""
    app.jinja_env.globals.update(
        weekday_label=weekday_label,
        moment_in=moment_in,
        what_became=what_became,
        called_off_words=called_off,
    )
