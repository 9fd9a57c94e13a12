"""Rules, outcomes and refusals in words, and the sentences of the list of calls."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.nudges.queries.calls import Call
from squad.nudges.queries.facts import Noticed
from squad.nudges.queries.tables import Stored
from squad.nudges.rules import NudgeProblem, Outcome, Row, Rule, Signal, To, Voice
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web.formats import format_day

PROBLEMS: Mapping[str, LazyString] = {
    NudgeProblem.DAYS_RANGE: _l("Enter a number of days from 0 to %(most)s."),
    NudgeProblem.WEEK_RANGE: _l("Enter a number from 1 to %(most)s."),
    NudgeProblem.HOURS: _l("Choose hours from 0 to 24, the second one after the first."),
    NudgeProblem.SPONSOR_UNKNOWN: _l(
        "Nobody of the roster has this address. Enter another one, or leave it empty."
    ),
    NudgeProblem.NOT_UNDER_WAY: _l(
        "This pairing is not under way: there is nothing to call about."
    ),
}
RULES: Mapping[Rule, LazyString] = {
    Rule.CANCELLED: _l("Called off twice in a row"),
    Rule.OVERDUE: _l("No first session"),
    Rule.SILENT: _l("No session for a while"),
    Rule.CONFIRM: _l("A statement awaits an answer"),
    Rule.RATING: _l("A rating is open"),
}
MEANINGS: Mapping[Rule, LazyString] = {
    Rule.CANCELLED: _l("The mentee’s side has called off the last two sessions."),
    Rule.OVERDUE: _l("Overdue as reports show it, and no first session is planned."),
    Rule.SILENT: _l("Silent as reports show it: nothing held, nothing planned soon."),
    Rule.CONFIRM: _l("One of the two has stated a milestone; the other one has not answered."),
    Rule.RATING: _l("Whoever is asked has not said yet where things stand."),
}
WRITES_TO: Mapping[To, LazyString] = {
    To.MENTEE: _l("the mentee"),
    To.MENTOR: _l("the mentor"),
    To.BOTH: _l("both"),
}
ASKED: LazyString = _l("whoever is asked")
VOICES: Mapping[Voice, LazyString] = {
    Voice.SPONSOR: _l("in the sponsor’s name"),
    Voice.PROGRAMME: _l("in the programme’s name"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.WILL_MEET: _l("They will meet"),
    Outcome.AGAIN: _l("We talk again in a week"),
    Outcome.NOT_REACHED: _l("Nobody was reached"),
    Outcome.LEFT_ALONE: _l("They want to be left in peace for now"),
}
CAME_OF_IT: Mapping[Outcome, LazyString] = {
    Outcome.WILL_MEET: _l("they will meet"),
    Outcome.AGAIN: _l("another talk in a week"),
    Outcome.NOT_REACHED: _l("nobody was reached"),
    Outcome.LEFT_ALONE: _l("they want to be left in peace for now"),
}
SPONSOR: LazyString = _l("E-mail of the sponsor")
A_WEEK: LazyString = _l("At most, per week")
FROM_HOUR: LazyString = _l("From this hour")
UNTIL_HOUR: LazyString = _l("Until this hour")
_SENT: LazyString = _l("%(day)s, to %(name)s, in the programme’s name")
_SENT_BY_SPONSOR: LazyString = _l("%(day)s, to %(name)s, in the sponsor’s name")


def writes_to(rule: Rule, to: To) -> str:
    """Whom a rule writes to; « both » means whoever is asked where one side alone may be."""
    asked = to is To.BOTH and rule in {Rule.CONFIRM, Rule.RATING}
    return str(ASKED if asked else WRITES_TO[to])


def reason(call: Call) -> str:
    """Why to call: a fact with its day, and no blame."""
    why = call.why
    if why is None:
        return _("Nothing asks for a call today.")
    if why.rule is Rule.CANCELLED:
        return _("The mentee’s side called off the last two sessions, and none is planned soon.")
    if why.rule is Rule.CONFIRM:
        return _waits(call.noticed, why)
    held = call.noticed.pairing.summary.last_held_on
    if held is not None:
        return _("No session since %(day)s, and none planned soon.", day=_day(held))
    accepted = call.noticed.pairing.accepted_on
    return _("Both accepted on %(day)s, and no session is held or planned.", day=_day(accepted))


def _waits(noticed: Noticed, why: Signal) -> str:
    (side,) = why.sides
    return ngettext(
        "A statement has awaited %(name)s’s answer for %(num)s day.",
        "A statement has awaited %(name)s’s answer for %(num)s days.",
        why.days,
        name=noticed.person(side).name,
    )


def history(noticed: Noticed) -> list[tuple[str, str]]:
    """What was sent in a pairing, in the order of its days: what about; when, to whom, by whom."""
    return [
        (
            str(RULES[sent.rule]),
            (_SENT if row.voice is Voice.PROGRAMME else _SENT_BY_SPONSOR)
            % {"day": _day(sent.on), "name": noticed.person(sent.side).name},
        )
        for row, sent in noticed.sent
    ]


def last_call(noticed: Noticed) -> str:
    """When one of the two was last called, and what came of it; empty if never."""
    call = noticed.last_call
    if call is None:
        return ""
    return _("Called on %(day)s: %(outcome)s.", day=_day(call.on), outcome=CAME_OF_IT[call.outcome])


def described(stored: Stored) -> list[tuple[str, str]]:
    """A table as lines of label and value, to be read beside another."""
    table = stored.table
    return [
        (str(SPONSOR), stored.sponsor.name if stored.sponsor else ""),
        *((str(RULES[rule]), _row(rule, row)) for rule, row in table.rows.items()),
        (str(A_WEEK), str(table.a_week)),
        (str(FROM_HOUR), str(table.from_hour)),
        (str(UNTIL_HOUR), str(table.until_hour)),
    ]


def _row(rule: Rule, row: Row) -> str:
    if not row.on:
        return _("off")
    days = ngettext("after %(num)s day", "after %(num)s days", row.after_days)
    return f"{days}, {writes_to(rule, row.to)}, {VOICES[row.voice]}"


def _day(day: date | None) -> str:
    return format_day(day, year=False) if day else ""
