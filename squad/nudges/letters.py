"""What somebody is written to about, and by whom: names and days, nothing of the pair's own words.

A mentee may be written to in the sponsor's name; whoever that is, Tweet Squad wrote it by itself,
which the end of each mail says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import lazy_gettext as _l

from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.nudges.queries.facts import Noticed, load_noticed
from squad.nudges.queries.tables import load_tables
from squad.nudges.rules import Rule, Voice, opens_at
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.reports.texts import gettext as _
from squad.web.formats import format_day


@dataclass(frozen=True, slots=True)
class About:
    """A pairing as one of its two is written to about it."""

    noticed: Noticed
    side: Side
    about: str
    """The thing that it is about, as a code."""
    sponsor: str | None
    """In whose name, if not the programme's."""
    stale: bool
    """Whether what it is about is not so any more, or not today."""

    @property
    def pairing(self) -> Pairing:
        """The pairing with its programme, people and summary."""
        return self.noticed.pairing

    @property
    def me(self) -> Person:
        """Who is written to."""
        return self.noticed.person(self.side)

    @property
    def other(self) -> str:
        """The other one's name."""
        return self.noticed.person(self.side.other).name

    @property
    def planned(self) -> str | None:
        """The day of the next session, in words."""
        zone = self.pairing.programme.time_zone
        at = self.pairing.summary.next_planned_at(self.noticed.today, zone)
        return format_day(day_of(at, zone), year=False, weekday=True) if at else None


def write_nudges(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for one of the two of a pairing; as many statements as to notice what is so of them.

    Whoever has left, or may not come in any more, has none.
    """
    noticed = {it.pairing.id: it for it in load_noticed({each.params["pairing"] for each in told})}
    tables = load_tables({it.pairing.programme_id for it in noticed.values()})
    found = {}
    for each in told:
        it = noticed.get(each.params["pairing"])
        side = _side_of(it, each.person_id) if it else None
        if it is not None and side is not None:
            stored = tables[it.pairing.programme_id]
            named = stored.speaks_for(it.pairing)
            if each.params["voice"] != Voice.SPONSOR:
                named = None
            stale = not _is_so(it, side, _RULES[each.kind], each.params["about"])
            name = named.name if named else None
            about = About(it, side, each.params["about"], name, stale)
            # What could not leave at once, the server being away, waits for the next such hour.
            opens = opens_at(clock.now(), about.me.time_zone, stored.table)
            found[each.id] = replace(_WRITERS[each.kind](about), not_before=opens)
    return found


def _side_of(it: Noticed, person_id: int) -> Side | None:
    """Which of the two somebody is who may come in."""
    return {it.person(side).id: side for side in Side if it.is_there(side)}.get(person_id)


def _is_so(it: Noticed, side: Side, rule: Rule, about: str) -> bool:
    return any(
        (signal.rule, signal.about) == (rule, about) and side in signal.sides
        for signal in it.signals
    )


def _words(about: About, line: str, subject: str, action: str, path: str, *then: str) -> Words:
    """The facts, then what is asked, and in whose name."""
    hello = _("Hello %(name)s,", name=about.me.name)
    return Words(
        line=line,
        subject=subject,
        action=action,
        path=path,
        paragraphs=(hello, line, *then, _signed(about)),
        stale=about.stale,
    )


def _meet(about: About, line: str, subject: str, action: str, then: str) -> Words:
    """The same where two do not meet: it leads to their times, and says how to be left in peace."""
    away = _(
        "If these weeks are too full, set quiet days in your settings, or tell your coordinator: "
        "a pairing can pause. You need not say why."
    )
    path = path_to("calendar.show_times", pairing_id=about.pairing.id)
    return _words(about, line, subject, action, path, then, away)


def _signed(about: About) -> str:
    programme = about.pairing.programme.name
    if about.sponsor is None:
        return _("In the name of %(programme)s", programme=programme)
    return _(
        "In the name of %(sponsor)s, sponsor of %(programme)s",
        sponsor=about.sponsor,
        programme=programme,
    )


def _asks(about: About) -> str:
    """The request itself, by whoever stands behind it."""
    if about.sponsor is None:
        return _("Please choose a time for the two of you. It need not be long.")
    return _(
        "%(sponsor)s asks you to choose a time for it: this programme lives by your meeting.",
        sponsor=about.sponsor,
    )


def _cancelled(about: About) -> Words:
    line = _("Your last two sessions with %(other)s were called off.", other=about.other)
    then = _kept(about, about.planned) if about.planned else _asks(about)
    return _meet(about, line, _("Your next session"), _("Open the times"), then)


def _kept(about: About, day: str) -> str:
    if about.sponsor is None:
        return _("The next one is planned for %(day)s. Please keep that hour.", day=day)
    return _(
        "The next one is planned for %(day)s. %(sponsor)s asks you to keep that hour.",
        day=day,
        sponsor=about.sponsor,
    )


def _overdue(about: About) -> Words:
    line = _(
        "You and %(other)s accepted on %(day)s, and have not met yet.",
        other=about.other,
        day=_since(about),
    )
    return _meet(about, line, _("Your first session"), _("Choose a time"), _asks(about))


def _silent(about: About) -> Words:
    line = _(
        "You and %(other)s have had no session since %(day)s, and none is planned soon.",
        other=about.other,
        day=_since(about),
    )
    return _meet(about, line, _("Your next session"), _("Choose a time"), _asks(about))


def _since(about: About) -> str:
    """The day that was the last then, also once they have met again."""
    return format_day(date.fromisoformat(about.about), year=False)


def _confirm(about: About) -> Words:
    line = _("%(other)s says what was seen, and waits for your answer.", other=about.other)
    then = _("Confirm it, or say that you would rather look again together. A tap is enough.")
    path = path_to("coaching.list_milestones", pairing_id=about.pairing.id)
    subject = _("Something awaits your answer")
    return _words(about, line, subject, _("Answer now"), path, then)


def _rating(about: About) -> Words:
    mentee = about.side is Side.MENTEE
    line = (
        _("You can say where you stand, in your pairing with %(other)s.", other=about.other)
        if mentee
        else _("You can say where you see %(other)s stand.", other=about.other)
    )
    then = _("It takes two minutes. Each of you reads what the other one said once you both have.")
    path = path_to("coaching.show_ratings", pairing_id=about.pairing.id)
    subject = _("Where things stand, as you see it")
    return _words(about, line, subject, _("Say where it stands"), path, then)


CANCELLED = Kind("nudge_cancelled", _l("Two sessions called off in a row"), write_nudges)
OVERDUE = Kind("nudge_overdue", _l("A first session that has not come about"), write_nudges)
SILENT = Kind("nudge_silent", _l("No session for a while"), write_nudges)
CONFIRM = Kind("nudge_confirm", _l("A statement that awaits your answer"), write_nudges)
RATING = Kind("nudge_rating", _l("A rating that is open"), write_nudges)
KINDS = (CANCELLED, OVERDUE, SILENT, CONFIRM, RATING)
KIND_OF: Mapping[Rule, Kind] = {
    Rule.CANCELLED: CANCELLED,
    Rule.OVERDUE: OVERDUE,
    Rule.SILENT: SILENT,
    Rule.CONFIRM: CONFIRM,
    Rule.RATING: RATING,
}
_RULES: Mapping[str, Rule] = {kind.code: rule for rule, kind in KIND_OF.items()}
_WRITERS: Mapping[str, Callable[[About], Words]] = {
    CANCELLED.code: _cancelled,
    OVERDUE.code: _overdue,
    SILENT.code: _silent,
    CONFIRM.code: _confirm,
    RATING.code: _rating,
}
