"""A pairing's retention check, for the two; and which checks are open for a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import RetentionAnswer, RetentionShare
from squad.coaching.queries.attained import load_attained_of
from squad.coaching.queries.contexts import PairingContext, given_name
from squad.coaching.queries.milestones import Statement
from squad.coaching.queries.rechecks import ShownAgain, find_waiting
from squad.coaching.queries.statements import load_statements_of
from squad.coaching.rules.rechecks import is_late
from squad.coaching.rules.retention import AFTER_DAYS, OVER, Ended, Said, window_of
from squad.db.session import session
from squad.framework.rules import fluency
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.queries.stopped import list_all_stopped
from squad.pairings.rules.states import LIVE
from squad.programmes.rules import Period, is_open

LONGEST = timedelta(days=400)
"""Beyond this no check is looked for: closed and quiet periods are far shorter."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A milestone that was held at the end, and what was said of it at the check."""

    shown: ShownAgain
    said: Said | None
    confirmed_on: date | None
    """The day on which it was shown again, once the other one has confirmed."""


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """All that the two read of their check."""

    window: Period | None
    open: bool
    rows: Sequence[Kept]
    shared: int | None
    """How many the mentee no longer does, as HR reads it; None: not shared."""

    @property
    def confirmed(self) -> int:
        """How many were shown again and confirmed."""
        return sum(row.confirmed_on is not None for row in self.rows)

    @property
    def said(self) -> Mapping[str, Said | None]:
        """What the mentee said, by milestone."""
        return {row.shown.milestone.code: row.said for row in self.rows}


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A check that is open for the viewer today."""

    pairing_id: int
    name: str
    """How the other one is called."""
    until: date
    reminds: bool
    """Whether today counts: on closed or quiet days nobody is reminded."""


def find_window(context: PairingContext) -> Period | None:
    """The days of a pairing's check; four statements, none while it is not over."""
    if context.pairing.state not in OVER:
        return None
    return _windows([context.pairing])[context.pairing.id][0]


def find_open_check(context: PairingContext) -> Period | None:
    """The days of a pairing's check, if it is open today."""
    window = find_window(context)
    return window if window is not None and context.today in window else None


def load_retention(viewer: Viewer, context: PairingContext) -> RetentionPage:
    """What was held at the end, and what was said of each since; as many statements with many."""
    demand(viewer, Permission.STATE_MILESTONE, context.subject)
    window, shared = find_window(context), find_shared(context.pairing.id)
    ended_on = context.pairing.ended_on
    if window is None or ended_on is None or context.today < window.starts_on:
        return RetentionPage(window, open=False, rows=(), shared=shared)
    pairing = context.pairing
    said = load_statements_of(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)
    history = fluency.History(*said, moves=context.moves)
    zone = context.programme.time_zone
    kept = fluency.held_at_end(context.framework, history, ended_on, zone)
    return RetentionPage(
        window=window,
        open=context.today in window,
        rows=_rows(viewer, context, kept, _confirmed(context, history)),
        shared=shared,
    )


def find_shared(pairing_id: int) -> int | None:
    """The number that the mentee shares; None: none."""
    return session.scalar(
        select(RetentionShare.no_longer)
        .where(RetentionShare.pairing_id == pairing_id)
        .order_by(RetentionShare.number.desc())
        .limit(1)
    )


def list_open_checks(viewer: Viewer) -> list[OpenCheck]:
    """The checks that are open for the viewer; no statement without a pairing that is over."""
    ids = [own.id for own in viewer.pairings if own.state in OVER]
    today = clock.now().date()
    if not ids:
        return []
    pairings = session.scalars(
        select(Pairing)
        .join(Pairing.programme)
        .options(
            contains_eager(Pairing.programme),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
            joinedload(Pairing.summary, innerjoin=True),
        )
        .where(
            Pairing.id.in_(ids),
            Pairing.ended_on.between(today - LONGEST, today - timedelta(days=AFTER_DAYS - 1)),
        )
        .order_by(Pairing.id)
    ).all()
    found = []
    for pairing, (window, stopped) in _with_windows(pairings):
        day = clock.today(pairing.programme.time_zone)
        if window is not None and day in window:
            other = pairing.mentee if viewer.person_id == pairing.mentor_id else pairing.mentor
            reminds = is_open(day, stopped)
            found.append(OpenCheck(pairing.id, given_name(other), window.ends_on, reminds))
    return found


Windows = dict[int, tuple[Period | None, Sequence[Period]]]


def _with_windows(
    pairings: Sequence[Pairing],
) -> list[tuple[Pairing, tuple[Period | None, Sequence[Period]]]]:
    windows = _windows(pairings) if pairings else {}
    return [(pairing, windows[pairing.id]) for pairing in pairings]


def _windows(pairings: Sequence[Pairing]) -> Windows:
    """The days of the checks of some pairings, with the days that do not count."""
    stopped, going_on = list_all_stopped(pairings), _going_on([p.id for p in pairings])
    return {
        p.id: (
            window_of(
                Ended(
                    state=p.state,
                    ended_on=p.ended_on,
                    held_sessions=p.summary.held_sessions,
                    goes_on=p.id in going_on,
                    stopped=stopped[p.id],
                )
            ),
            stopped[p.id],
        )
        for p in pairings
    }


def _going_on(pairing_ids: Collection[int]) -> frozenset[int]:
    """Those whose mentee has a live pairing in the programme, or accepted a later one."""
    other = aliased(Pairing)
    later = tuple_(other.accepted_on, other.id) > tuple_(Pairing.accepted_on, Pairing.id)
    successor = exists().where(
        other.id != Pairing.id,
        other.mentee_id == Pairing.mentee_id,
        other.programme_id == Pairing.programme_id,
        or_(other.state.in_(LIVE), later),
    )
    return frozenset(
        session.scalars(select(Pairing.id).where(Pairing.id.in_(pairing_ids), successor))
    )


def _rows(
    viewer: Viewer,
    context: PairingContext,
    kept: Collection[str],
    confirmed: Mapping[str, date],
) -> list[Kept]:
    """In the order of the framework."""
    waiting, attained = find_waiting(viewer, context), load_attained_of(context)
    said = _said(context)
    return [
        Kept(
            shown=_shown(context, code, attained.get(code), waiting.get(code)),
            said=said.get(code),
            confirmed_on=confirmed.get(code),
        )
        for code in context.framework.milestones
        if code in kept
    ]


def _shown(
    context: PairingContext,
    code: str,
    attained: fluency.Attainment | None,
    waiting: Statement | None,
) -> ShownAgain:
    due = (attained and attained.refresh_due) or context.today
    state = "refresh" if is_late(due, context.today) else "held"
    return ShownAgain(context.framework.milestones[code], state, due, waiting)


def _confirmed(context: PairingContext, history: fluency.History) -> Mapping[str, date]:
    """When each milestone was shown again and confirmed, at this pairing's check."""
    shown = fluency.shown_again(context.framework, history.carried())
    return {
        o.milestone: o.happened_on
        for o in sorted(shown, key=lambda o: o.happened_on)
        if o.pairing_id == context.pairing.id
    }


def _said(context: PairingContext) -> Mapping[str, Said | None]:
    """The mentee's answers in force, by milestone."""
    rows = session.scalars(
        select(RetentionAnswer)
        .where(RetentionAnswer.pairing_id == context.pairing.id)
        .order_by(RetentionAnswer.number)
    )
    return {context.code_of(row): Said(row.said) if row.said else None for row in rows}
