"""From what is known to the figures of a report: pure, the same for every way out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from squad.coaching.rules.second_looks import (
    AgreementRate,
    CountedLook,
    agrees,
    correct_until,
    rate_shown,
)
from squad.framework.rules import fluency
from squad.kernel.dates import day_of
from squad.pairings.rules.clocks import Level, Limits, Silence, offers_closing, pauses, silence
from squad.pairings.rules.states import LIVE, NEVER_BEGUN, PairingState
from squad.reports.shapes import (
    Member,
    MenteeFigures,
    Moved,
    PairingFacts,
    PersonCard,
    QuietPairing,
    Reader,
    SaidLook,
    SessionFigures,
    Times,
)

ONE_DAY = timedelta(days=1)
UNDER_WAY = frozenset({PairingState.ACCEPTED, PairingState.ACTIVE})


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


def member_of(
    person: PersonCard,
    pairings: Sequence[PairingFacts],
    *,
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
    if not reader.of_pair:  # lists are sorted by it, and when someone is away is no concern of HR's
        seen = silence_of(current, person.id, times=times, limits=limits, on=on, with_quiet=False)
    return Member(
        person=person,
        pairing=current,
        sessions=sum((p.sessions for p in pairings), SessionFigures()),
        silence=exact,
        days_silent=seen.days if seen else None,
        purpose=purpose,
        offers_closing=exact is not None
        and offers_closing(exact, after_days=limits.closing_offer_days),
    )


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
