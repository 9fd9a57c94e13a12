"""What the page of the log offers: a day, a length, the next one, the milestones."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from squad.access.viewer import Viewer
from squad.coaching.models import Attainment, CoachingSession, Draft
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.times import default_next_day
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Area, Evidence, Framework, Milestone, NetworkKind
from squad.kernel.dates import at_local
from squad.pairings.models import AgreementVersion, Pairing
from squad.programmes.queries import get_closed
from squad.programmes.rules import Period

OFFERED = 3
FIRST_HOUR, LAST_HOUR = 8, 18
QUARTER = 15


@dataclass(frozen=True, slots=True)
class Offered:
    """A milestone as the log lists it: with the mark of how it stands."""

    milestone: Milestone
    state: fluency.MilestoneState


@dataclass(frozen=True, slots=True)
class LogPage:
    """What the form begins with. `next_at` is on the programme's own clock."""

    on: date
    next_at: datetime
    planned_later: CoachingSession | None
    agreed: bool
    suggested: Sequence[Offered] = ()
    others: Mapping[Area, Sequence[Offered]] = field(default_factory=dict)
    purpose: str | None = None
    """The first purpose agreed: its opener is for the first session."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A half-written log as it was kept."""

    fields: list[tuple[str, str]]
    saved_at: datetime


def load_log_page(viewer: Viewer, context: PairingContext) -> LogPage:
    """What the log of this pairing offers; six statements."""
    del viewer  # the context was loaded for them
    planned = _list_planned(context.pairing.id)
    closed = get_closed(context.programme.id)
    agreement = find_agreement(context)
    due = next((p for p in planned if p.held_on <= context.today), None)
    later = next((p for p in planned if p is not due and p.held_on >= context.today), None)
    on = due.held_on if due else context.today
    cadence = agreement.cadence_days if agreement else context.programme.cadence_days
    page = LogPage(
        on=on,
        next_at=_next_at(context, due, later, on=on, cadence_days=cadence, closed=closed),
        planned_later=later,
        agreed=agreement is not None,
    )
    return page if agreement is None else _with_milestones(page, context, agreement)


def load_next_time(context: PairingContext, after: CoachingSession | None = None) -> datetime:
    """A time to propose for the next session, on the programme's clock.

    The planned one; one cadence after `after` if that is given, the one that is called off.
    """
    agreement = find_agreement(context)
    return _next_at(
        context,
        after,
        None if after else find_planned(context),
        on=after.held_on if after else context.today,
        cadence_days=agreement.cadence_days if agreement else context.programme.cadence_days,
        closed=get_closed(context.programme.id),
    )


def find_planned(context: PairingContext) -> CoachingSession | None:
    """The next session that is planned, from today on."""
    ahead = (p for p in _list_planned(context.pairing.id) if p.held_on >= context.today)
    return next(ahead, None)


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


def _with_milestones(
    page: LogPage, context: PairingContext, agreement: AgreementVersion
) -> LogPage:
    attained = _load_attained(context.pairing.mentee_id, context.programme.id)
    set_aside = frozenset(aside.milestone_code for aside in agreement.set_asides)
    purposes = [purpose.kind for purpose in agreement.purposes]
    framework, today = context.framework, context.today
    next_ones = fluency.suggestions(
        framework,
        targets_of(agreement),
        attained,
        [NetworkKind(kind) for kind in agreement.networks.split(",") if kind],
        purposes,
        OFFERED,
        on=today,
        set_aside=set_aside,
    )

    def offered(milestone: Milestone) -> Offered:
        stands = attained.get(milestone.code, fluency.Attainment())
        aside = milestone.code in set_aside
        return Offered(milestone, fluency.state_of(stands, today, aside))

    return replace(
        page,
        suggested=[offered(m) for m in next_ones],
        others=_by_area(framework, {m.code for m in next_ones}, offered),
        purpose=purposes[0] if purposes else None,
    )


def _by_area(
    framework: Framework, but: Collection[str], offered: Callable[[Milestone], Offered]
) -> Mapping[Area, Sequence[Offered]]:
    return {
        area: [
            offered(m)
            for m in framework.milestones.values()
            if m.area is area and m.code not in but
        ]
        for area in Area
    }


def evidence_of(framework: Framework) -> Mapping[str, Evidence]:
    """The evidence that each milestone's statement begins with in a log.

    That is "seen"; "checked" where its list does not name "seen", so that it can count.
    """
    return {
        code: Evidence.SEEN if Evidence.SEEN in m.evidence else Evidence.CHECKED
        for code, m in framework.milestones.items()
    }


def targets_of(agreement: AgreementVersion) -> Mapping[Area, int]:
    """The target stage of each area of an agreement's profile."""
    stages = {area: getattr(agreement, f"target_{area.value}") for area in Area}
    return {area: stage for area, stage in stages.items() if stage}


def find_agreement(context: PairingContext) -> AgreementVersion | None:
    """The agreement in force of the mentee in the programme, with purposes and set-asides."""
    return session.scalars(
        select(AgreementVersion)
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(
            Pairing.mentee_id == context.pairing.mentee_id,
            Pairing.programme_id == context.programme.id,
            AgreementVersion.in_force_at.is_not(None),
        )
        .order_by(
            AgreementVersion.in_force_at.desc(),
            AgreementVersion.pairing_id.desc(),
            AgreementVersion.number.desc(),
        )
        .options(selectinload(AgreementVersion.purposes), selectinload(AgreementVersion.set_asides))
        .limit(1)
    ).one_or_none()


def find_draft_for(viewer: Viewer, pairing_id: int) -> KeptDraft | None:
    """The viewer's own half-written log of a pairing."""
    draft = session.get(Draft, (viewer.person_id, pairing_id))
    if draft is None:
        return None
    return KeptDraft([(n, v) for n, v in json.loads(draft.fields)], draft.saved_at)


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


def _load_attained(mentee_id: int, programme_id: int) -> Mapping[str, fluency.Attainment]:
    rows = session.scalars(
        select(Attainment).where(
            Attainment.mentee_id == mentee_id, Attainment.programme_id == programme_id
        )
    )
    return {
        row.milestone_code: fluency.Attainment(
            held=row.held,
            held_since=row.held_since,
            at_start=row.at_start,
            refresh_due=row.refresh_due,
            pending=row.pending,
            pending_until=row.pending_until,
            look_again=row.look_again,
        )
        for row in rows
    }
