"""A programme’s figures counted anew from everybody’s statements: slow, what a ledger saves."""

from collections import Counter

from sqlalchemy import select

from squad.coaching.models import Brought, BroughtShare
from squad.coaching.rules.brought import MOMENTS
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Area
from squad.kernel.languages import written_in
from squad.pairings.models import Pairing
from squad.pairings.rules.clocks import Level
from squad.pairings.rules.states import LOGGABLE
from squad.reports.cohort_shapes import Partition, SessionTotals, Totals
from squad.reports.contract import cohort_json, mentee_json
from squad.reports.queries.known import load_replayed, members_of
from squad.reports.queries.programmes import card_as_known
from squad.reports.queries.sessions import load_known
from squad.reports.shapes import Reader

VALUES = {
    Partition.FUNCTION: lambda m: m.person.function,
    Partition.SITE: lambda m: m.person.site,
    Partition.LEVEL: lambda m: m.person.level,
    Partition.LANGUAGE: lambda m: written_in(m.person.language),
    Partition.PURPOSE: lambda m: m.purpose,
}


def replay(card, day):
    """Everybody as of a day: (known, members by mentee, sessions of their pairings)."""
    upto = fluency.end_of(day, card.time_zone)
    card = card_as_known(card, upto)
    known = load_replayed(card, day, upto, None)
    members = members_of(card, known, on=day, reader=Reader.OPERATOR)
    own = {pairing.id for pairings in known.pairings.values() for pairing in pairings}
    sessions = load_known(programme_id=card.id, upto=upto)
    return known, members, [each for each in sessions if each.pairing_id in own]


def replayed_totals(card, day):
    """The totals of a programme, and people at each stage of each area."""
    known, members, sessions = replay(card, day)
    progress = known.progress
    levels = [m.silence.level for m in members.values() if m.silence]
    totals = Totals(
        ladder=ladder_of(progress.values()),
        targets_met=sum(p.target_met for p in progress.values()),
        held=sum(p.held for p in progress.values()),
        total=sum(p.total for p in progress.values()),
        to_refresh=sum(p.to_refresh for p in progress.values()),
        sessions=session_totals(sessions, by_side=len(members) >= 5),
        amber=levels.count(Level.AMBER),
        red=levels.count(Level.RED),
        under_way=sum(m.pairing.state in LOGGABLE for m in members.values()),
    )
    stages = {area: Counter() for area in Area}
    for each in progress.values():
        for area in each.areas:
            stages[area.area][area.stage] += 1
    return totals, stages


def replayed_beside(card, day):
    """How many mentors there are, who shares what it brought, and their latest answers."""
    upto = fluency.end_of(day, card.time_zone)
    own = Pairing.programme_id == card.id
    mentors = session.scalars(select(Pairing.mentor_id).where(own, Pairing.accepted_on <= day))
    shared = session.execute(
        select(Pairing.mentee_id, Brought.purpose_id, Brought.moment, BroughtShare.answer)
        .join(Brought, Brought.pairing_id == Pairing.id)
        .join(BroughtShare, BroughtShare.brought_id == Brought.id)
        .where(own, BroughtShare.known_at < upto, BroughtShare.withdrawn_at.is_(None))
        .order_by(Brought.number, BroughtShare.id)
    ).all()
    ordered = sorted(shared, key=lambda row: MOMENTS.index(row.moment))
    latest = {row.purpose_id: row.answer for row in ordered}
    return len({*mentors}), len({row.mentee_id for row in shared}), Counter(latest.values())


def replayed_groups(card, day):
    """People on each rung, by each value of each partition."""
    known, members, _ = replay(card, day)
    found = {}
    for by, value_of in VALUES.items():
        for mentee_id, member in members.items():
            found.setdefault((by, value_of(member)), []).append(known.progress[mentee_id])
    return {key: ladder_of(of_one) for key, of_one in found.items()}


def ladder_of(progress):
    """How many of these people stand on each rung."""
    rungs = [int(each.headline) for each in progress]
    return tuple(rungs.count(rung) for rung in range(4))


def session_totals(sessions, *, by_side):
    """Sessions by what became of them."""
    held = [s for s in sessions if s.state is CoachingState.HELD]
    off = Counter(s.cancelled_by for s in sessions if s.state is CoachingState.CANCELLED)
    sides = (CancelledBy.MENTEE, CancelledBy.MENTOR, CancelledBy.OTHER)
    missed = sum(s.state is CoachingState.MISSED for s in sessions)
    return SessionTotals(
        held=len(held),
        minutes=sum(s.minutes for s in held),
        other_minutes=sum(s.other_minutes for s in sessions),
        cancelled={side: off[side] for side in sides} if by_side else None,
        missed=missed if by_side else None,
    )


def whole_json(cohort, *said):
    """A programme's report as a file has it: its figures, and a row for each person."""
    return cohort_json(cohort, *said) | {"rows": [mentee_json(row) for row in cohort.rows]}
