"""What the page of the log offers: a day, a length, the next one, the milestones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, Draft
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.offers import Offer, find_agreement, offer_of
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.times import default_next_day
from squad.db.session import session
from squad.kernel.dates import at_local
from squad.programmes.queries import get_closed
from squad.programmes.rules import Period

FIRST_HOUR, LAST_HOUR = 8, 18
QUARTER = 15


@dataclass(frozen=True, slots=True)
class LogPage:
    """What the form begins with. `next_at` is on the programme's own clock."""

    on: date
    next_at: datetime
    planned_later: CoachingSession | None
    offer: Offer
    logged_that_day: int | None = None
    """Id of a session of `on` that was logged already."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A half-written log as it was kept."""

    fields: list[tuple[str, str]]
    saved_at: datetime


def load_log_page(viewer: Viewer, context: PairingContext) -> LogPage:
    """What the log of this pairing offers; seven statements."""
    del viewer  # the context was loaded for them
    planned = _list_planned(context.pairing.id)
    closed = get_closed(context.programme.id)
    agreement = find_agreement(context)
    due = next((p for p in reversed(planned) if p.held_on <= context.today), None)
    later = next((p for p in planned if p is not due and p.held_on >= context.today), None)
    on = due.held_on if due else context.today
    cadence = agreement.cadence_days if agreement else context.programme.cadence_days
    return LogPage(
        on=on,
        next_at=_next_at(context, due, later, on=on, cadence_days=cadence, closed=closed),
        planned_later=later,
        offer=offer_of(context, agreement),
        logged_that_day=None if due else _find_logged(context.pairing.id, on),
    )


def load_next_time(context: PairingContext, after: CoachingSession | None = None) -> datetime:
    """A time to propose for the next session, on the programme's clock.

    The planned one; else one cadence after `after`, the one that is called off, or after today.
    """
    agreement = find_agreement(context)
    return _next_at(
        context,
        after,
        find_planned(context, but=after),
        on=after.held_on if after else context.today,
        cadence_days=agreement.cadence_days if agreement else context.programme.cadence_days,
        closed=get_closed(context.programme.id),
    )


def find_planned(
    context: PairingContext, *, but: CoachingSession | None = None
) -> CoachingSession | None:
    """The next session that is planned, from today on, other than `but`."""
    planned = _list_planned(context.pairing.id)
    return next((p for p in planned if p is not but and p.held_on >= context.today), None)


def _next_at(
    context: PairingContext,
    due: CoachingSession | None,
    later: CoachingSession | None,
    *,
    on: date,
    cadence_days: int,
    closed: Sequence[Period],
) -> datetime:
    """The planned time; else the same weekday and time a cadence later."""
    zone = context.programme.time_zone
    if later is not None and later.starts_at is not None and later.starts_at > context.now:
        return later.starts_at.astimezone(ZoneInfo(zone))
    day = default_next_day(on, cadence_days=cadence_days, today=context.today, closed=closed)
    begun = due.starts_at if due else None
    moment = begun.astimezone(ZoneInfo(zone)) if begun else _usual_time(context)
    # Through UTC and back: a time that the change to summer time leaves out becomes a real one.
    return at_local(day, moment.time(), zone).astimezone(ZoneInfo(zone))


def _usual_time(context: PairingContext) -> datetime:
    """When a session that is just over began, to the quarter of an hour, in office hours."""
    local = context.now.astimezone(ZoneInfo(context.programme.time_zone))
    begun = local - timedelta(minutes=context.programme.minutes)
    hour = min(max(begun.hour, FIRST_HOUR), LAST_HOUR)
    same = hour == begun.hour and begun.date() == local.date()
    minute = begun.minute // QUARTER * QUARTER if same else 0
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)


def find_draft_for(viewer: Viewer, pairing_id: int) -> KeptDraft | None:
    """The viewer's own half-written log of a pairing."""
    draft = session.get(Draft, (viewer.person_id, pairing_id))
    if draft is None:
        return None
    return KeptDraft([(n, v) for n, v in json.loads(draft.fields)], draft.saved_at)


def _find_logged(pairing_id: int, on: date) -> int | None:
    return session.scalar(
        select(func.max(CoachingSession.id)).where(
            CoachingSession.pairing_id == pairing_id,
            CoachingSession.held_on == on,
            CoachingSession.state != CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
        )
    )


def _list_planned(pairing_id: int) -> Sequence[CoachingSession]:
    return session.scalars(
        select(CoachingSession)
        .where(
            CoachingSession.pairing_id == pairing_id,
            CoachingSession.state == CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
        )
        .order_by(CoachingSession.held_on, CoachingSession.id)
    ).all()
