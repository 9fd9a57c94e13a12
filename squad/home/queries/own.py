"""One's own pairings with what each of them waits for: one statement, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from squad.access.viewer import Viewer
from squad.coaching.calendar.queries.offers import times_wait
from squad.coaching.models import Progress
from squad.coaching.queries.contexts import given_name
from squad.coaching.queries.second_looks import is_asked_something
from squad.coaching.rules.rechecks import Dues, dues_of
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.fluency.statements import ANSWER_DAYS, last_day_to_answer
from squad.framework.rules.model import Rung
from squad.home.queries.own_columns import (
    NEWEST,
    ONE_DAY,
    agreement,
    fresh_until,
    kept_drills,
    signed_by,
    standing,
    statements_awaiting,
    to_look_again,
)
from squad.home.rules import Due, due_of, focus_key
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.calls.queries import fit_is_said
from squad.pairings.calls.rules import is_asked
from squad.pairings.models import AgreementVersion, Pairing, PairingSummary
from squad.pairings.old_notes.queries import notes_are_asked
from squad.pairings.rules.states import LIVE, LOGGABLE, PairingState
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of the viewer's pairings, live or lately ended, as home shows it."""

    pairing: Pairing
    side: Side
    now: datetime
    headline: Rung | None
    """The mentee's rung; None before anything was agreed."""
    held: int
    total: int
    target_met: bool
    newest: int | None
    """Number of the newest version of the agreement."""
    signed: bool
    """Whether the viewer has signed it."""
    agreed: bool
    """Whether the newest version is in force."""
    for_me: int
    """Statements that await the viewer's answer."""
    for_other: int
    """Statements that await the other one's."""
    close_at: int | None
    """The last session in which such a one was stated."""
    asked_to_look: bool
    """Whether another mentee offers the viewer a second look: not of this pairing alone."""
    kept_drills: int
    """Drills that the mentee kept and the viewer, the mentor, has not spoken of."""
    to_look_again: int = 0
    """Milestones of which one of the two said "look again, together"."""
    fit_said: bool = False
    """Whether the viewer has told the coordinator how it goes."""
    times_wait: bool = False
    """Whether the other one offers times for the next session."""
    notes_asked: bool = False
    """Whether the viewer has not said yet if the next mentor may read the notes."""
    fresh_until: tuple[date, ...] = ()
    """The last fresh days of what the mentee holds, of those that are near or past."""

    @property
    def other(self) -> Person:
        """The other one of the pair."""
        return self.pairing.mentee if self.side is Side.MENTOR else self.pairing.mentor

    @property
    def name(self) -> str:
        """How the other one is called in sentences."""
        return given_name(self.other)

    @property
    def today(self) -> date:
        """Today in the programme's time zone."""
        return day_of(self.now, self.pairing.programme.time_zone)

    @property
    def planned(self) -> datetime | None:
        """When the next session is, else the last that nobody logged, on the programme's clock."""
        zone = self.pairing.programme.time_zone
        summary = self.pairing.summary
        unlogged = max((each.at for each in summary.planned), default=None)
        at = summary.next_planned_at(self.today, zone) or unlogged
        return at.astimezone(ZoneInfo(zone)) if at else None

    @property
    def due(self) -> Due:
        """When that is, seen from today."""
        return due_of(self.planned, self.today)

    @property
    def live(self) -> bool:
        """Whether the pairing is under way, or about to be."""
        return self.pairing.state in LIVE

    @property
    def loggable(self) -> bool:
        """Whether sessions may be logged."""
        return self.pairing.state in LOGGABLE

    @property
    def to_accept(self) -> bool:
        """Whether the viewer has a proposal to answer."""
        pairing = self.pairing
        if pairing.state is not PairingState.PROPOSED:
            return False
        mentor = self.side is Side.MENTOR
        answered = pairing.mentor_accepted_at if mentor else pairing.mentee_accepted_at
        return answered is None and (pairing.expires_on is None or pairing.expires_on >= self.today)

    @property
    def to_sign(self) -> bool:
        """Whether there is a version of the agreement that the viewer has not signed."""
        return self.loggable and self.newest is not None and not self.signed and not self.agreed

    @property
    def to_write(self) -> bool:
        """Whether the two have yet to write their agreement."""
        return self.loggable and self.newest is None

    @property
    def fit_due(self) -> bool:
        """Whether the viewer is asked whether to go on."""
        held = self.pairing.summary.held_sessions
        return is_asked(self.pairing.state, held=held, said=self.fit_said)

    @property
    def to_answer(self) -> int:
        """Statements that the viewer can still answer."""
        ended = self.pairing.ended_on
        return self.for_me if ended is None or self.today <= last_day_to_answer(ended) else 0

    @property
    def dues(self) -> Dues:
        """What is to refresh, where the two can show it again."""
        return dues_of(self.fresh_until, self.today) if self.loggable else Dues()

    @property
    def waits(self) -> int:
        """How much waits for the viewer."""
        return self.to_answer + self.to_accept + self.to_sign + self.to_write


def list_own_rows(viewer: Viewer) -> list[OwnRow]:
    """The viewer's pairings by the other one's name: live ones, and those ended lately."""
    now = clock.now()
    rows = session.execute(_own(viewer, now)).unique()
    found = [_row(viewer, now, *row) for row in rows]
    return sorted(found, key=lambda row: (row.other.sort_key, row.pairing.id))


def count_waiting(viewer: Viewer) -> int:
    """How much waits for the viewer in their own pairings; no statement for who has none."""
    if not viewer.pairings:
        return 0
    now = clock.now()
    rows = session.execute(_own(viewer, now, waiting=True)).unique()
    return sum(_row(viewer, now, *row).waits for row in rows)


def focus_of(rows: Sequence[OwnRow]) -> OwnRow | None:
    """Whom one sees next."""
    with_sessions = [row for row in rows if row.loggable]
    return min(with_sessions, key=by_next, default=None)


def by_next(row: OwnRow) -> tuple[tuple[int, float], str]:
    """By which whom one sees next comes first; what has not begun, or rests, comes last."""
    rests = row.planned is None and row.pairing.state in {
        PairingState.PAUSED,
        PairingState.PROPOSED,
    }
    due, then = focus_key(row.planned, row.pairing.summary.last_held_on, row.today)
    return (due + rests, then), row.other.sort_key


def _own(viewer: Viewer, now: datetime, *, waiting: bool = False) -> Select[Any]:
    """The viewer's pairings; with `waiting` only those in which something might wait."""
    me = viewer.person_id
    lately = now.date() - ANSWER_DAYS * ONE_DAY - ONE_DAY
    query = (
        _joined(
            select(
                Pairing,
                *standing(),
                *agreement(me),
                *statements_awaiting(me),
                is_asked_something(me),
                kept_drills(me),
                to_look_again(),
                fit_is_said(me),
                times_wait(me, now),
                notes_are_asked(me),
                fresh_until(now),
            )
        )
        .options(
            contains_eager(Pairing.programme),
            contains_eager(Pairing.summary),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
        )
        .where(
            or_(Pairing.mentor_id == me, Pairing.mentee_id == me),
            or_(Pairing.state.in_(LIVE), Pairing.ended_on >= lately),
        )
    )
    might = or_(
        Pairing.state == PairingState.PROPOSED,
        PairingSummary.to_confirm > 0,
        signed_by(me).is_(None),
    )
    return query.where(might) if waiting else query


def _joined(query: Select[Any]) -> Select[Any]:
    number = (
        select(func.max(AgreementVersion.number))
        .where(AgreementVersion.pairing_id == Pairing.id)
        .correlate(Pairing)
        .scalar_subquery()
    )
    of_mentee = and_(
        Progress.mentee_id == Pairing.mentee_id, Progress.programme_id == Pairing.programme_id
    )
    return (
        query.join(Pairing.programme)
        .join(Pairing.summary)
        .outerjoin(NEWEST, and_(NEWEST.pairing_id == Pairing.id, NEWEST.number == number))
        .outerjoin(Progress, of_mentee)
    )


def _row(viewer: Viewer, now: datetime, pairing: Pairing, *rest: Any) -> OwnRow:
    *progress, newest, signed, agreed, for_me, for_other, close_at, asked = rest[:-6]
    kept, again, fit_said, times, notes, fresh = rest[-6:]
    side = Side.MENTOR if pairing.mentor_id == viewer.person_id else Side.MENTEE
    under_way = pairing.state in LIVE and pairing.accepted_on is not None
    # Where the mentee stands is the mentor's to know from both yeses on, and while it lasts.
    readable = side is Side.MENTEE or under_way
    headline, held, total, target_met = progress if readable else (None, 0, 0, False)
    return OwnRow(
        pairing=pairing,
        side=side,
        now=now,
        headline=None if headline is None else Rung(headline),
        held=held or 0,
        total=total or 0,
        target_met=bool(target_met),
        newest=newest,
        signed=bool(signed),
        agreed=bool(agreed),
        for_me=for_me or 0,
        for_other=for_other or 0,
        close_at=close_at,
        asked_to_look=asked,
        kept_drills=kept or 0,
        to_look_again=again if under_way else 0,
        fit_said=bool(fit_said),
        times_wait=bool(times),
        notes_asked=bool(notes),
        fresh_until=tuple(date.fromisoformat(day) for day in (fresh or "").split()),
    )
