"""Who of a programme needs a call, why, and what was sent; a short list, for its coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, or_, select, true

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.kernel.clock import clock
from squad.nudges.models import Nudge
from squad.nudges.queries.facts import Noticed, load_noticed
from squad.nudges.rules import AGAIN_DAYS, CALLED_FOR, MOST, Rule, Signal, urgency, why_called
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.rules.clocks import Level
from squad.pairings.rules.states import LOGGABLE
from squad.programmes.models import Programme
from squad.programmes.queries import subject_of
from squad.reports.ledger.models import SilentTime, Standing

SHOWN = 10
MOST_READ = 120
"""So many pairings of each kind are looked at: those behind come up as these move again."""
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Call:
    """A pairing with the reason to call, if there is one today."""

    noticed: Noticed
    why: Signal | None


@dataclass(frozen=True, slots=True)
class CallList:
    """The first who need a call, and whether there are more."""

    calls: Sequence[Call]
    more: bool


def list_calls(viewer: Viewer, programme: Programme) -> CallList:
    """Long silence first, then cancelled twice, then what nudges did not move; longest first."""
    demand(viewer, Permission.STEER_PAIRING, subject_of(programme))
    today = clock.today(programme.time_zone)
    ids = [*_list_silent(programme.id, today), *_list_nudged(programme.id)]
    found = [(call, call.why) for call in map(_call, load_noticed(set(ids)))]
    due = [(call, why) for call, why in found if why is not None]
    due.sort(key=lambda it: (urgency(it[1]), it[0].noticed.pairing.mentee.sort_key))
    return CallList([call for call, _ in due[:SHOWN]], len(due) > SHOWN)


def find_call_about(pairing_id: int) -> Call | None:
    """One pairing, in the hands of who may see it; None before both accepted."""
    return next(map(_call, load_noticed([pairing_id])), None)


def _call(it: Noticed) -> Call:
    sent = [each for _, each in it.sent]
    return Call(it, why_called(it.signals, sent, it.last_call, it.today, it.stopped))


def _list_silent(programme_id: int, today: date) -> Sequence[int]:
    """Pairings that have been silent for long, the longest first."""
    lasting = (
        SilentTime.from_on <= today,
        or_(SilentTime.to_on.is_(None), SilentTime.to_on >= today),
    )
    same = and_(
        SilentTime.programme_id == Standing.programme_id,
        SilentTime.mentee_id == Standing.mentee_id,
    )
    theirs = and_(
        Pairing.programme_id == Standing.programme_id, Pairing.mentee_id == Standing.mentee_id
    )
    return session.scalars(
        select(Pairing.id)
        .join(Standing, theirs)
        .join(SilentTime, same)
        .where(
            Standing.programme_id == programme_id,
            SilentTime.level == Level.RED,
            Pairing.state.in_(LOGGABLE),
            *lasting,
        )
        .order_by(Standing.silent_order, Pairing.id)
        .limit(MOST_READ)
    ).all()


def _list_nudged(programme_id: int) -> Sequence[int]:
    """Pairings under way in which the last nudge about what is still so is long sent."""
    last = or_(
        *(and_(Nudge.rule == rule, Nudge.number == MOST[rule], _is_still_so(rule))
          for rule in CALLED_FOR)
    )  # fmt: skip
    now = clock.now()
    rows = session.execute(
        select(Nudge.pairing_id, Nudge.id)
        .join(Pairing, Pairing.id == Nudge.pairing_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.state.in_(LOGGABLE),
            Nudge.sent_at > now - LATELY,
            Nudge.sent_at <= now - timedelta(days=AGAIN_DAYS - 1),
            last,
        )
        .order_by(Nudge.id.desc())
        .limit(MOST_READ)
    )
    return [row.pairing_id for row in rows]


def _is_still_so(rule: Rule) -> ColumnElement[bool]:
    """As far as the summary tells: else what was settled since would fill the number read."""
    held_on = PairingSummary.last_held_on
    if rule is Rule.CONFIRM:
        return PairingSummary.to_confirm > 0
    if rule is Rule.OVERDUE:
        return held_on.is_(None)
    if rule is Rule.SILENT:
        return Nudge.about == cast(held_on, String)
    return true()
