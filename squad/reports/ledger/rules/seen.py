"""What was known of one person at the end of a day: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from squad.kernel.dates import day_of, end_of_day
from squad.pairings.rules.clocks import Limits
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period
from squad.reports.agreed import in_force
from squad.reports.assembling import current_of, state_of_moves
from squad.reports.known_sessions import (
    KnownFigures,
    KnownSession,
    figures_by_pairing,
    known_session,
)
from squad.reports.ledger.rules.told import Told, ToldFigures, ToldPairing, ToldPeriod
from squad.reports.shapes import Moved, PairingFacts, SessionFigures, Times


@dataclass(frozen=True, slots=True)
class Seen:
    """The pairings of a person that both had accepted, with all that counts in them."""

    on: date
    """From this day on, until something else became known."""
    invited: bool = False
    completed: bool = False
    pairings: Sequence[PairingFacts] = ()
    sessions: Sequence[KnownSession] = ()
    times: Times = field(default_factory=Times)
    limits: Limits | None = None
    """With the cadence that the two agreed."""
    planned_sessions: int = 0

    @property
    def current(self) -> PairingFacts | None:
        """The pairing that lives, else the last one."""
        return current_of(self.pairings) if self.pairings else None

    @property
    def figures(self) -> SessionFigures:
        """The sessions of all these pairings together."""
        return sum((pairing.sessions for pairing in self.pairings), SessionFigures())


def days_told(told: Told) -> list[date]:
    """The days on which anything became known, in order."""
    instants = {card.version.in_force_at for card in told.cards}
    instants |= {move.known_at for pairing in told.pairings for move in pairing.moves}
    instants |= {one.known_at for versions in told.sessions.values() for one in versions}
    for period in _periods(told):
        instants |= {at for at in (period.known_at, period.removed_at) if at is not None}
    instants |= {figures.known_at for figures in told.programme.figures[1:]}
    return sorted({day_of(at, told.programme.time_zone) for at in instants})


def seen_on(told: Told, day: date) -> Seen:
    """What was known at the end of a day."""
    upto = end_of_day(day, told.programme.time_zone)
    moves = {p.id: tuple(m for m in p.moves if m.known_at < upto) for p in told.pairings}
    states = {pairing_id: state_of_moves(made) for pairing_id, made in moves.items()}
    begun = [pairing for pairing in told.pairings if states[pairing.id] is not None]
    invited = any(moves.values())
    if not begun:
        return Seen(day, invited=invited)
    own = {pairing.id for pairing in begun}
    sessions = [each for each in _sessions(told, upto) if each.pairing_id in own]
    figures = figures_by_pairing(sessions)
    programme = _figures(told.programme.figures, upto)
    card = in_force(told.cards, upto, ())
    return Seen(
        on=day,
        invited=invited,
        completed=any(m.to is PairingState.COMPLETED for made in moves.values() for m in made),
        pairings=[_facts(pairing, moves[pairing.id], figures) for pairing in begun],
        sessions=sessions,
        times=Times(
            closed=_standing(told.programme.closed, upto),
            quiet={whose: _standing(periods, upto) for whose, periods in told.quiet.items()},
            moves=moves,
        ),
        limits=programme.limits.with_cadence(card.cadence_days if card else None),
        planned_sessions=programme.planned_sessions,
    )


def _periods(told: Told) -> list[ToldPeriod]:
    quiet = [period for periods in told.quiet.values() for period in periods]
    return [*told.programme.closed, *quiet]


def _standing(periods: Sequence[ToldPeriod], upto: datetime) -> tuple[Period, ...]:
    return tuple(sorted(each.period for each in periods if each.known(upto)))


def _sessions(told: Told, upto: datetime) -> list[KnownSession]:
    found = []
    for versions in told.sessions.values():
        known = [version for version in versions if version.known_at < upto]
        if known and not known[-1].voided:
            found.append(known_session(known))
    return found


def _figures(figures: Sequence[ToldFigures], upto: datetime) -> ToldFigures:
    known = [each for each in figures if each.known_at < upto]
    return known[-1] if known else figures[0]


def _facts(pairing: ToldPairing, moves: Sequence[Moved], known: KnownFigures) -> PairingFacts:
    figures, planned = known.get(pairing.id, (SessionFigures(), ()))
    return PairingFacts(
        id=pairing.id,
        mentor_id=pairing.mentor_id,
        mentor_name="",
        state=moves[-1].to,
        accepted_on=pairing.accepted_on or moves[-1].on,
        sessions=figures,
        planned=planned,
    )
