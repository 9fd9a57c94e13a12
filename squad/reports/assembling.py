"""From what is known to the figures of a report: pure, the same for every way out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.coaching.rules.second_looks import (
    AgreementRate,
    CountedLook,
    agrees,
    correct_until,
    rate_shown,
)
from squad.framework.rules import fluency
from squad.kernel.dates import day_of, end_of_day
from squad.pairings.rules.clocks import Level, Limits, Silence, offers_closing, pauses, silence
from squad.pairings.rules.states import LIVE, LOGGABLE, NEVER_BEGUN, PairingState
from squad.reports.cohort_shapes import (
    MonthEnd,
    SessionTotals,
    Totals,
    ladder_of,
)
from squad.reports.rules import figures_shown
from squad.reports.shapes import (
    Counted,
    Member,
    MenteeFigures,
    Moved,
    PairingFacts,
    PersonCard,
    ProgrammeCard,
    QuietPairing,
    Reader,
    SaidLook,
    SessionFigures,
    Times,
)

ONE_DAY = timedelta(days=1)
UNDER_WAY = frozenset({PairingState.ACCEPTED, PairingState.ACTIVE})


@dataclass(frozen=True, slots=True)
class SessionCount:
    """How many sessions of a programme came to the same end."""

    state: CoachingState
    cancelled_by: CancelledBy | None
    count: int
    minutes: int
    other_minutes: int


def current_of(pairings: Sequence[PairingFacts]) -> PairingFacts:
    """The pairing that lives, else the one accepted last."""
    return max(pairings, key=lambda p: (p.state in LIVE, p.accepted_on, p.id))


def state_of_moves(moves: Sequence[Moved]) -> PairingState | None:
    """The state that a pairing's known moves lead to, None if both never accepted."""
    if all(move.to in NEVER_BEGUN for move in moves):
        return None
    return moves[-1].to


def first_known(moves: Sequence[Moved]) -> datetime | None:
    """When it became known that both had accepted."""
    known = [move.known_at for move in moves if move.to not in NEVER_BEGUN]
    return min(known, default=None)


def silence_of(
    pairing: PairingFacts,
    mentee_id: int,
    *,
    times: Times,
    limits: Limits,
    on: date,
    with_quiet: bool = True,
) -> Silence | None:
    """How silent a pairing under way is; quiet periods are no concern of HR's."""
    if pairing.state not in UNDER_WAY:
        return None
    away = [*times.closed, *pauses([(m.to, m.on) for m in times.moves.get(pairing.id, ())])]
    if with_quiet:
        for person_id in (pairing.mentor_id, mentee_id):
            away.extend(times.quiet.get(person_id, ()))
    return silence(
        accepted_on=pairing.accepted_on,
        last_held_on=pairing.sessions.last,
        planned=pairing.planned,
        on=on,
        limits=limits,
        closed=away,
    )


def limits_for(programme: ProgrammeCard, cadence_days: int | None) -> Limits:
    """The programme's limits, with the cadence that the two agreed."""
    usual = programme.limits
    return Limits(
        cadence_days or usual.cadence_days,
        usual.overdue_amber_days,
        usual.overdue_red_days,
        usual.closing_offer_days,
    )


def member_of(
    person: PersonCard,
    pairings: Sequence[PairingFacts],
    *,
    counted: Counted,
    limits: Limits,
    purpose: str,
    times: Times,
    on: date,
    reader: Reader,
) -> Member:
    """One person of a cohort; sessions of all their pairings count."""
    current = current_of(pairings)
    exact = silence_of(current, person.id, times=times, limits=limits, on=on)
    seen = exact
    if reader in {Reader.HR, Reader.OPERATOR}:
        seen = silence_of(current, person.id, times=times, limits=limits, on=on, with_quiet=False)
    return Member(
        person=person,
        pairing=current,
        sessions=sum((p.sessions for p in pairings), SessionFigures()),
        counted=counted,
        silence=exact,
        days_silent=seen.days if seen else None,
        purpose=purpose,
        offers_closing=exact is not None
        and offers_closing(exact, after_days=limits.closing_offer_days),
        since=_since(pairings, times),
    )


def _since(pairings: Sequence[PairingFacts], times: Times) -> datetime | None:
    known = [first_known(times.moves.get(pairing.id, ())) for pairing in pairings]
    return min((at for at in known if at), default=None)


def awaiting_shown(reader: Reader, *, past: bool) -> bool:
    """Whether the reader sees what awaits an answer; HR as of today alone.

    Day by day it would tell how long one of the two waits, and what was looked at again.
    """
    return reader is not Reader.HR or not past


def figures_of(
    member: Member,
    progress: fluency.Progress,
    *,
    programme: str,
    on: date,
    reader: Reader,
    past: bool,
) -> MenteeFigures:
    """One person’s figures as `reader` may see them; `past`: of a day gone by."""
    return MenteeFigures(
        person=member.person,
        programme=programme,
        as_of=on,
        state=member.pairing.state,
        progress=progress,
        to_confirm=progress.to_confirm if awaiting_shown(reader, past=past) else None,
        sessions=member.sessions,
        days_silent=member.days_silent,
        silent=None if reader in {Reader.HR, Reader.OPERATOR} else member.silent,
        quiet=_quiet(member) if reader is Reader.COORDINATOR else None,
    )


def _quiet(member: Member) -> QuietPairing | None:
    if member.silence is None or not member.silent:
        return None
    current, long = member.pairing, member.silence.level is Level.RED
    return QuietPairing(current.id, current.mentor_name, long, member.offers_closing)


def totals_of(members: Sequence[Member], sessions: Iterable[SessionCount]) -> Totals:
    """The figures of everybody together."""
    levels = [m.silence.level for m in members if m.silence]
    return Totals(
        ladder=ladder_of([int(m.counted.headline) for m in members]),
        targets_met=sum(m.counted.target_met for m in members),
        held=sum(m.counted.held for m in members),
        total=sum(m.counted.total for m in members),
        to_refresh=sum(m.counted.to_refresh for m in members),
        sessions=session_totals(list(sessions), by_side=figures_shown(len(members))),
        amber=levels.count(Level.AMBER),
        red=levels.count(Level.RED),
        under_way=sum(m.pairing.state in LOGGABLE for m in members),
    )


def session_totals(counts: Sequence[SessionCount], *, by_side: bool) -> SessionTotals:
    """What became of sessions, together; by side only where enough people stand behind it."""
    held = [c for c in counts if c.state is CoachingState.HELD]
    missed = sum(c.count for c in counts if c.state is CoachingState.MISSED)
    cancelled = {
        side: sum(
            c.count for c in counts if c.state is CoachingState.CANCELLED and c.cancelled_by is side
        )
        for side in (CancelledBy.MENTEE, CancelledBy.MENTOR, CancelledBy.OTHER)
    }
    return SessionTotals(
        held=sum(c.count for c in held),
        minutes=sum(c.minutes for c in held),
        other_minutes=sum(c.other_minutes for c in counts),
        cancelled=cancelled if by_side else None,
        missed=missed if by_side else None,
    )


def rate_of(looks: Iterable[SaidLook], on: date, time_zone: str) -> AgreementRate | None:
    """How often second looks agree with the pairs, as a programme may know it.

    A look counts once it can no longer be corrected, so that no figure is ever revised.
    """
    counted = []
    for look in looks:
        agreed = agrees(look.verdict, held=look.held)
        if agreed is not None and correct_until(day_of(look.said_at, time_zone)) < on:
            counted.append(CountedLook(look.mentee_id, agreed))
    return rate_shown(counted)


def month_ends(
    begun: Mapping[int, datetime],
    spans: Mapping[int, Sequence[fluency.Span]],
    *,
    as_of: date,
    time_zone: str,
    least: int = 0,
) -> tuple[MonthEnd, ...]:
    """People on each rung at each month's end since the first began, and at `as_of`.

    `begun`: when each person's first acceptance was known. `least`: days with fewer people are
    left out.
    """
    if not begun:
        return ()
    found: list[MonthEnd] = []
    for day in _days(day_of(min(begun.values()), time_zone), as_of):
        upto = end_of_day(day, time_zone)
        people = [mentee_id for mentee_id, at in begun.items() if at < upto]
        if len(people) >= max(least, 1):
            rungs = [_rung_at(spans.get(mentee_id, ()), upto) for mentee_id in people]
            found.append(MonthEnd(day, ladder_of(rungs)))
    return tuple(found)


def _rung_at(spans: Sequence[fluency.Span], upto: datetime) -> int:
    return next((span.value for span in spans if span.covers(upto)), 0)


def _days(first: date, last: date) -> list[date]:
    """The month ends from `first` on that come before `last`, then `last`."""
    days: list[date] = []
    day = first
    while True:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        end = following - ONE_DAY
        if end >= last:
            return [*days, last]
        days.append(end)
        day = following
