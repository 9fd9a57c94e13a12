"""Writing to whoever is due: each thing once, however many workers notice it at the same time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, union

from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.framework.rules.fluency import Side
from squad.jobs.rules import Payload
from squad.kernel.clock import clock
from squad.notify.actions import Recipient, Telling, tell_each
from squad.nudges.letters import KIND_OF
from squad.nudges.models import Nudge
from squad.nudges.queries.facts import Noticed, count_lately, load_noticed
from squad.nudges.queries.tables import Stored, load_tables
from squad.nudges.rules import (
    A_WEEK,
    NOT_MET,
    Rule,
    Signal,
    Table,
    Voice,
    has_room,
    is_due,
    may_write_at,
    rests,
    sides_of,
)
from squad.pairings.models import Pairing
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class Due:
    """One person is to be written to about one thing."""

    noticed: Noticed
    signal: Signal
    side: Side
    number: int
    voice: Voice

    @property
    def person(self) -> Person:
        """Whom to write to."""
        return self.noticed.person(self.side)


def find_due(pairing_ids: Collection[int], now: datetime) -> list[Due]:
    """Who of these pairings is due now, one thing a person; nobody in their quiet hours."""
    noticed = load_noticed(pairing_ids)
    tables = load_tables({it.pairing.programme_id for it in noticed})
    found = [due for it in noticed for due in _due_in(it, tables[it.pairing.programme_id], now)]
    lately = count_lately({due.person.id for due in found}, now - A_WEEK)
    first: dict[int, Due] = {}
    for due in sorted(found, key=_before):
        table = tables[due.noticed.pairing.programme_id].table
        if has_room(lately.get(due.person.id, ()), now, table.a_week):
            first.setdefault(due.person.id, due)
    return list(first.values())


def nudge(pairing_ids: Collection[int]) -> int:
    """Write to whoever of these pairings is due; how many.

    Their rows are locked, so that of two workers one counts what the other has sent, also in
    another programme. Whoever somebody else holds at this moment is left to the next round:
    waiting for them, with others in hand, two could wait in a circle.
    """
    held = _lock_people(pairing_ids)
    now = clock.now()
    rows = [
        {
            "pairing_id": due.noticed.pairing.id,
            "person_id": due.person.id,
            "side": due.side,
            "rule": due.signal.rule,
            "about": due.signal.about,
            "number": due.number,
            "voice": due.voice,
            "sent_at": now,
        }
        for due in find_due(pairing_ids, now)
        if due.person.id in held
    ]
    if not rows:
        return 0
    adding = dialect_insert(Nudge).values(rows).on_conflict_do_nothing().returning(Nudge)
    added = session.scalars(adding).all()
    _tell(added)
    return len(added)


def _due_in(it: Noticed, stored: Stored, now: datetime) -> Iterator[Due]:
    # Nobody is asked to meet somebody who is gone: that is the coordinator's to mend.
    at_rest = rests(it.last_call, it.today, it.stopped) or not all(map(it.is_there, Side))
    for signal in it.signals:
        row = stored.table.rows[signal.rule]
        if at_rest and signal.rule in NOT_MET:
            continue
        for side in sides_of(signal, row):
            sent = it.sent_days(signal, side)
            if _reaches(it, side, stored.table, now) and _is_due(it, signal, stored, sent):
                yield Due(it, signal, side, len(sent) + 1, _voice(it, side, signal.rule, stored))


def _is_due(it: Noticed, signal: Signal, stored: Stored, sent: Sequence[date]) -> bool:
    return is_due(signal, stored.table.rows[signal.rule], sent, it.today, it.stopped)


def _reaches(it: Noticed, side: Side, table: Table, now: datetime) -> bool:
    return it.is_there(side) and may_write_at(now, it.person(side).time_zone, table)


def _voice(it: Noticed, side: Side, rule: Rule, stored: Stored) -> Voice:
    """The sponsor's for a mentee, where there is one who is not of the pair."""
    speaks = side is Side.MENTEE and stored.speaks_for(it.pairing) is not None
    return stored.table.rows[rule].voice if speaks else Voice.PROGRAMME


def _before(due: Due) -> tuple[int, int, int]:
    """What is written first, of several things for one person."""
    return list(Rule).index(due.signal.rule), -due.signal.days, due.noticed.pairing.id


def _lock_people(pairing_ids: Collection[int]) -> frozenset[int]:
    sides = (Pairing.mentor_id, Pairing.mentee_id)
    theirs = union(*(select(side).where(Pairing.id.in_(pairing_ids)) for side in sides))
    query = select(Person.id).where(Person.id.in_(theirs)).order_by(Person.id)
    return frozenset(session.scalars(query.with_for_update(key_share=True, skip_locked=True)))


def _tell(sent: Sequence[Nudge]) -> None:
    people: Mapping[int, Any] = {
        row.id: row
        for row in session.execute(
            select(Person.id, Person.email, Person.language).where(
                Person.id.in_({each.person_id for each in sent})
            )
        )
    }
    tell_each([_telling(each, Recipient(*people[each.person_id])) for each in sent])


def _telling(it: Nudge, to: Recipient) -> Telling:
    thing = f"nudge:{it.pairing_id}:{it.about}:{it.number}"
    params: Payload = {"pairing": it.pairing_id, "about": it.about, "voice": it.voice.value}
    return Telling(KIND_OF[it.rule], to, thing, params)
