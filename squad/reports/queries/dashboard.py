"""What a programme's dashboard is drawn from, replayed from statements month by month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import distinct, func, select

from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Area
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.reports.assembling import first_known, limits_for, member_of, session_totals, totals_of
from squad.reports.dashboard_shapes import Dashboard, Funnel, MonthFigures
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.known import Known, load_replayed
from squad.reports.queries.programmes import card_as_known
from squad.reports.queries.sessions import KnownSession, counts_of, load_known
from squad.reports.rules import figures_shown, month_ends_upto, sides_shown
from squad.reports.shapes import Member, ProgrammeCard, Reader


def load_dashboard(
    programme: ProgrammeCard, reader: Reader, as_of: date, *, by_name: bool
) -> Dashboard | None:
    """The figures as of the end of a day; None in groups only under five people.

    `by_name`: whether the reader may open each person; else `as_of` is a month's end.
    """
    card, known, members = _load_day(programme, reader, as_of)
    if not by_name and not figures_shown(len(members)):
        return None
    months = [
        _month(on, *_load_day(programme, reader, on)[1:])
        for on in _ends_before(known, as_of, programme.time_zone)
    ]
    if members:
        months.append(_month(as_of, known, members))
    if not by_name:
        months = [month for month in months if figures_shown(month.people)]
    return Dashboard(
        months=_with_sessions(months, _load_sessions(programme, known, as_of), by_name=by_name),
        funnel=_funnel(card, known, members, as_of),
        areas=_areas(known),
        mentors=len({p.mentor_id for of_one in known.pairings.values() for p in of_one}),
        under_way=totals_of(members, ()).under_way,
        brought=find_brought_totals(programme, as_of),
    )


def _load_day(
    programme: ProgrammeCard, reader: Reader, on: date
) -> tuple[ProgrammeCard, Known, list[Member]]:
    """The programme, and everybody in it, as known at the end of a day."""
    upto = fluency.end_of(on, programme.time_zone)
    card = card_as_known(programme, upto)
    known = load_replayed(card, on, upto)
    members = []
    for mentee_id, pairings in known.pairings.items():
        agreement = known.agreements.get(mentee_id)
        members.append(
            member_of(
                known.people[mentee_id],
                pairings,
                counted=known.counted[mentee_id],
                limits=limits_for(card, agreement.cadence_days if agreement else None),
                purpose=agreement.purpose if agreement else "",
                times=known.times,
                on=on,
                reader=reader,
            )
        )
    return card, known, members


def _ends_before(known: Known, as_of: date, time_zone: str) -> list[date]:
    """The month ends before `as_of` since both of a pair first accepted."""
    moments = [first_known(moves) for moves in known.times.moves.values()]
    if not (found := [at for at in moments if at]):
        return []
    ends = month_ends_upto(day_of(min(found), time_zone), as_of)
    return [end for end in ends if end < as_of]


def _month(on: date, known: Known, members: Sequence[Member]) -> MonthFigures:
    totals = totals_of(members, ())
    progress = known.progress_of(list(known.pairings))
    return MonthFigures(
        on=on,
        people=len(members),
        ladder=totals.ladder,
        held=totals.held,
        at_start=sum(each.at_start for each in progress.values()),
        total=totals.total,
        to_refresh=totals.to_refresh,
        targets_met=totals.targets_met,
        amber=totals.amber,
        red=totals.red,
        sessions=totals.sessions,
    )


def _load_sessions(programme: ProgrammeCard, known: Known, as_of: date) -> list[KnownSession]:
    """The sessions of accepted pairings, as known at the end of the day of the report."""
    upto = fluency.end_of(as_of, programme.time_zone)
    begun = {pairing.id for of_one in known.pairings.values() for pairing in of_one}
    found = load_known(programme_id=programme.id, upto=upto)
    return [each for each in found if each.pairing_id in begun]


def _with_sessions(
    months: Sequence[MonthFigures], sessions: Iterable[KnownSession], *, by_name: bool
) -> tuple[MonthFigures, ...]:
    """Each month with the sessions whose day lies in it.

    In groups only the first month that is shown holds those of the months before it as well:
    their total, less the months shown, would else tell of fewer than five people.
    """
    if not months:
        return ()
    by_month: dict[date, list[KnownSession]] = {}
    for each in sessions:
        month = each.held_on.replace(day=1)
        if not by_name:
            month = max(month, months[0].on.replace(day=1))
        by_month.setdefault(month, []).append(each)
    shown = sides_shown([month.people for month in months])
    return tuple(
        replace(
            month,
            sessions=session_totals(
                counts_of(by_month.get(month.on.replace(day=1), ())), by_side=by_side
            ),
        )
        for month, by_side in zip(months, shown, strict=True)
    )


def _funnel(
    programme: ProgrammeCard, known: Known, members: Sequence[Member], as_of: date
) -> Funnel:
    """How far people have come, in all of their pairings together."""
    upto = fluency.end_of(as_of, programme.time_zone)
    held = [member.sessions.held for member in members]
    planned = programme.planned_sessions
    completed = {
        mentee_id
        for mentee_id, pairings in known.pairings.items()
        if any(pairing.state is PairingState.COMPLETED for pairing in pairings)
    }
    return Funnel(
        invited=_count_invited(programme.id, upto),
        accepted=len(held),
        first=sum(count >= 1 for count in held),
        half=sum(count >= 1 and 2 * count >= planned for count in held),
        all_sessions=sum(count >= max(planned, 1) for count in held),
        closed=len(completed),
    )


def _count_invited(programme_id: int, upto: datetime) -> int:
    """People to whom a pairing was proposed, as known before `upto`."""
    return session.scalars(
        select(func.count(distinct(Pairing.mentee_id)))
        .join(PairingTransition, PairingTransition.pairing_id == Pairing.id)
        .where(Pairing.programme_id == programme_id, PairingTransition.known_at < upto)
    ).one()


def _areas(known: Known) -> Mapping[Area, tuple[int, int, int, int]]:
    """People at each stage of each area, 0 first."""
    stages: dict[Area, list[int]] = {area: [0, 0, 0, 0] for area in Area}
    for progress in known.progress_of(list(known.pairings)).values():
        for each in progress.areas:
            stages[each.area][each.stage] += 1
    return {area: (of[0], of[1], of[2], of[3]) for area, of in stages.items()}
