"""What a programme's dashboard is drawn from: its ledger, month by month."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import distinct, func, select

from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import STAGES, Area
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import NEVER_BEGUN
from squad.reports.cohort_figures import month_days, month_figures, totals_of
from squad.reports.dashboard_shapes import Dashboard, Funnel, MonthFigures
from squad.reports.ledger.reading import Sums, load_sums
from squad.reports.ledger.rules.measures import Measure, stage
from squad.reports.queries.brought import find_brought_totals
from squad.reports.rules import figures_shown, sides_shown
from squad.reports.shapes import ProgrammeCard


def load_dashboard(programme: ProgrammeCard, as_of: date, *, by_name: bool) -> Dashboard | None:
    """The figures as of the end of a day; None in groups only under five people; three statements.

    `by_name`: whether the reader may open each person; else `as_of` is a month's end.
    """
    sums = load_sums(programme.id, as_of)
    if not by_name and not figures_shown(sums.total(Measure.PEOPLE)):
        return None
    return Dashboard(
        months=_months(sums, as_of, by_name=by_name),
        funnel=_funnel(sums),
        areas=_areas(sums),
        mentors=_count_mentors(programme.id, fluency.end_of(as_of, programme.time_zone)),
        under_way=totals_of(sums).under_way,
        brought=find_brought_totals(programme, as_of),
    )


def _months(sums: Sums, as_of: date, *, by_name: bool) -> tuple[MonthFigures, ...]:
    """Each month with the sessions whose day lies in it.

    In groups only the first month that is shown holds those of the months before it as well:
    their total, less the months shown, would else tell of fewer than five people.
    """
    days = list(month_days(sums, as_of))
    people = [sums.upto(Measure.PEOPLE, month) for _, month in days]
    if by_name:
        sides = sides_shown(people)
        return tuple(
            month_figures(sums, on, [month], by_side=by_side)
            for (on, month), by_side in zip(days, sides, strict=True)
        )
    hidden = sum(not figures_shown(count) for count in people)
    first = [month for _, month in days[: hidden + 1]]
    return tuple(
        month_figures(sums, on, [month] if index else first, by_side=True)
        for index, (on, month) in enumerate(days[hidden:])
    )


def _funnel(sums: Sums) -> Funnel:
    return Funnel(
        invited=sums.total(Measure.INVITED),
        accepted=sums.total(Measure.PEOPLE),
        first=sums.total(Measure.FIRST),
        half=sums.total(Measure.HALF),
        all_sessions=sums.total(Measure.ALL),
        closed=sums.total(Measure.CLOSED),
    )


def _areas(sums: Sums) -> Mapping[Area, tuple[int, int, int, int]]:
    """People at each stage of each area, 0 first."""
    people, found = sums.total(Measure.PEOPLE), {}
    for area in Area:
        one, two, three = (sums.total(stage(area, value)) for value in STAGES)
        found[area] = (people - one - two - three, one, two, three)
    return found


def _count_mentors(programme_id: int, upto: datetime) -> int:
    """People who mentor or mentored in a pairing that both had accepted before `upto`."""
    return session.scalars(
        select(func.count(distinct(Pairing.mentor_id)))
        .join(PairingTransition, PairingTransition.pairing_id == Pairing.id)
        .where(
            Pairing.programme_id == programme_id,
            PairingTransition.known_at < upto,
            PairingTransition.to_state.not_in(NEVER_BEGUN),
        )
    ).one()
