"""What stands beside the held milestones over time: targets, pace, sessions, how it felt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select

from squad.coaching.models import CoachingSessionVersion, Rating
from squad.coaching.rules import ratings
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing
from squad.reports.pace import Outlook, Terms, outlook_of
from squad.reports.report_shapes import Course, Felt, MenteeReport
from squad.reports.shapes import AgreementCard, Reader

SEES_SESSION_DAYS = frozenset({Reader.MENTEE, Reader.MENTOR, Reader.COORDINATOR})
"""The day of a session is of the programme's class: HR reads how many, and the last one."""


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session held, as it was known."""

    id: int
    pairing_id: int
    on: date
    minutes: int


def load_held(*, programme_id: int, mentee_id: int, upto: datetime) -> list[HeldSession]:
    """The sessions held with a mentee as known before `upto`, in order; one statement."""
    version = CoachingSessionVersion
    rows = session.execute(
        select(
            version.coaching_session_id,
            version.pairing_id,
            version.held_on,
            version.minutes,
            version.state,
            version.voided,
        )
        .join(Pairing, Pairing.id == version.pairing_id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.mentee_id == mentee_id,
            version.known_at < upto,
        )
        .order_by(version.coaching_session_id, version.number)
    )
    newest = {row.coaching_session_id: row for row in rows}
    held = [
        HeldSession(id_, row.pairing_id, row.held_on, row.minutes or 0)
        for id_, row in newest.items()
        if row.state is CoachingState.HELD and not row.voided
    ]
    return sorted(held, key=lambda each: (each.on, each.id))


def load_course(report: MenteeReport, cards: Sequence[AgreementCard], upto: datetime) -> Course:
    """The course of a report that has none yet; two statements at most."""
    zone = report.programme.time_zone
    history, since = report.history, report.started_on
    targets = fluency.target_over_time(report.programme.framework, history, since, upto, zone)
    signed = sorted(
        (card for card in cards if card.version.in_force_at < upto),
        key=lambda card: fluency.agreement_order(card.version),
    )
    by_day, held_on = _by_day(signed, zone), _held_on(report, upto)
    return Course(
        targets=tuple(targets),
        changes=tuple(_changes(by_day)),
        terms=tuple(_terms(report, by_day, targets)),
        held_on=held_on,
        outlook=_outlook(report, held_on),
        felt=_load_felt(report, upto) if report.reader.of_pair else (),
    )


def _held_on(report: MenteeReport, upto: datetime) -> tuple[date, ...]:
    if report.reader not in SEES_SESSION_DAYS:
        return ()
    programme_id, mentee_id = report.programme.id, report.figures.person.id
    held = load_held(programme_id=programme_id, mentee_id=mentee_id, upto=upto)
    return tuple(each.on for each in held)


def _by_day(signed: Sequence[AgreementCard], zone: str) -> Mapping[date, AgreementCard]:
    """The last version of each day on which any came into force."""
    return {day_of(card.version.in_force_at, zone): card for card in signed}


def _changes(by_day: Mapping[date, AgreementCard]) -> Iterable[date]:
    """Days on which a version with another target came into force."""
    for (_, before), (day, after) in pairwise(by_day.items()):
        was, became = before.version, after.version
        if (was.targets, was.set_aside) != (became.targets, became.set_aside):
            yield day


def _terms(
    report: MenteeReport,
    by_day: Mapping[date, AgreementCard],
    targets: Sequence[tuple[date, int]],
) -> Iterable[Terms]:
    """What each version says of the pace, from its day on."""
    for day, card in by_day.items():
        yield Terms(
            since=day,
            held=_count_on(report.trajectory, day),
            total=_count_on(targets, day),
            sessions=report.programme.planned_sessions,
            cadence_days=card.cadence_days,
        )


def _count_on(points: Sequence[tuple[date, int]], day: date) -> int:
    """The count that holds on a day."""
    return next((count for on, count in reversed(points) if on <= day), 0)


def _outlook(report: MenteeReport, held_on: Sequence[date]) -> Outlook | None:
    """What the next sessions may bring: for the pair alone, and for today alone."""
    counted = report.figures.progress
    if not report.reader.of_pair or report.is_past or counted.target_met:
        return None
    asked = fluency.asked_milestones(report.programme.framework, report.targets)
    attained = [report.attained[milestone.code] for milestone in asked]
    return outlook_of(
        held=counted.held,
        total=counted.total,
        held_on=held_on,
        reached_on=[
            day_of(each.held_since, report.programme.time_zone)
            for each in attained
            if each.held_since is not None and not each.at_start
        ],
    )


def _load_felt(report: MenteeReport, upto: datetime) -> tuple[Felt, ...]:
    """What the mentee said of themself at the start and last, unless it is blind to the reader."""
    side = Side.MENTOR if report.reader is Reader.MENTOR else Side.MENTEE
    visible = ratings.visible_to(side, _load_ratings(report.pair_id, upto))
    first = visible.get((Moment.START, Side.MENTEE))
    last = ratings.newest_own_view(visible)
    shown = [first] if first is last else [first, last]
    return tuple(Felt(each.moment, each.on, each.levels) for each in shown if each is not None)


def _load_ratings(pairing_id: int, upto: datetime) -> list[ratings.Rating]:
    """Every version of every rating known before `upto`, less its words: for `visible_to` only."""
    rows = session.execute(
        select(
            Rating.moment,
            Rating.side,
            Rating.number,
            Rating.happened_on,
            Rating.area,
            Rating.level,
        ).where(Rating.pairing_id == pairing_id, Rating.known_at < upto)
    )
    levels: dict[tuple[Moment, Side, int, date], dict[Area, int]] = {}
    for row in rows:
        said = levels.setdefault((row.moment, row.side, row.number, row.happened_on), {})
        if row.level is not None:
            said[row.area] = int(row.level)
    return [ratings.Rating(*key, levels=said) for key, said in levels.items()]
