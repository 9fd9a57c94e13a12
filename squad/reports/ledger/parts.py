"""What people add to a programme's figures beside a course: told, and stored."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true, tuple_

from squad.coaching.models import Brought, BroughtShare
from squad.coaching.rules.brought import MOMENTS
from squad.db.batches import batched
from squad.db.session import session
from squad.db.upsert import dialect_insert, upsert
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing
from squad.programmes.models import Programme
from squad.reports.ledger.models import LedgerPart
from squad.reports.ledger.pages import differences, read_page, write_page
from squad.reports.ledger.rules.course import Entries
from squad.reports.ledger.rules.parts import Part, ToldShare, as_mentor, as_sharing

Whose = tuple[int, int]
"""A programme and a person, by id."""
PORTION = 200
KEY = (LedgerPart.programme_id, LedgerPart.person_id)


def load_parts(
    part: Part, programme_id: int, person_ids: Collection[int] | None = None
) -> dict[int, Entries]:
    """What these people add to a programme's figures, or everybody; one statement."""
    load = {Part.MENTOR: _load_mentors, Part.SIGNS: _load_signs}[part]
    return load(programme_id, person_ids)


def write_parts(touched: Mapping[Part, Collection[Whose]]) -> Counter[tuple[int, str, date]]:
    """Work out and store these parts; by how much each sum moves."""
    moved: Counter[tuple[int, str, date]] = Counter()
    for part, whose in touched.items():
        for some in batched(sorted(whose), PORTION):
            before = _open(part, some)
            after = _load_all(part, some)
            for programme_id, person_id in some:
                was, now = before[programme_id, person_id], after.get((programme_id, person_id), {})
                for (measure, on), amount in differences(was, now).items():
                    moved[programme_id, measure, on] += amount
            upsert(LedgerPart, [_row(part, each, write_page(after.get(each, {}))) for each in some])
    return moved


def list_missing_parts() -> dict[Part, list[Whose]]:
    """Whoever adds something of which nothing is stored."""
    mentors = select(Pairing.programme_id, Pairing.mentor_id).where(
        Pairing.accepted_on.is_not(None), ~_stored(Part.MENTOR, Pairing.mentor_id)
    )
    sharing = (
        select(Pairing.programme_id, Pairing.mentee_id)
        .join(Brought, Brought.pairing_id == Pairing.id)
        .join(BroughtShare, BroughtShare.brought_id == Brought.id)
        .where(BroughtShare.withdrawn_at.is_(None), ~_stored(Part.SIGNS, Pairing.mentee_id))
    )
    return {part: _list(query) for part, query in ((Part.MENTOR, mentors), (Part.SIGNS, sharing))}


def _list(query: Select[int, int]) -> list[Whose]:
    return [
        (programme_id, person_id) for programme_id, person_id in session.execute(query.distinct())
    ]


def _stored(part: Part, person_id: ColumnElement[int] | Any) -> ColumnElement[bool]:
    return exists().where(
        LedgerPart.programme_id == Pairing.programme_id,
        LedgerPart.person_id == person_id,
        LedgerPart.part == part,
    )


def _open(part: Part, whose: Sequence[Whose]) -> dict[Whose, Entries]:
    """Lock these parts in one order, empty ones where there was none; what they say."""
    rows = [_row(part, each, "") for each in whose]
    session.execute(dialect_insert(LedgerPart).values(rows).on_conflict_do_nothing())
    chosen = select(*KEY, LedgerPart.entries).where(
        LedgerPart.part == part, tuple_(*KEY).in_(whose)
    )
    opened = session.execute(chosen.order_by(*KEY).with_for_update())
    return {(row.programme_id, row.person_id): read_page(row.entries) for row in opened}


def _row(part: Part, whose: Whose, entries: str) -> dict[str, Any]:
    programme_id, person_id = whose
    return {"programme_id": programme_id, "person_id": person_id, "part": part, "entries": entries}


def _load_all(part: Part, whose: Sequence[Whose]) -> dict[Whose, Entries]:
    return {
        (programme_id, person_id): entries
        for programme_id, own in groupby(whose, lambda each: each[0])
        for person_id, entries in load_parts(part, programme_id, [each[1] for each in own]).items()
    }


def _load_mentors(programme_id: int, person_ids: Collection[int] | None) -> dict[int, Entries]:
    rows = session.execute(
        select(Pairing.mentor_id, func.min(Pairing.accepted_on))
        .where(
            Pairing.programme_id == programme_id,
            Pairing.accepted_on.is_not(None),
            true() if person_ids is None else Pairing.mentor_id.in_(person_ids),
        )
        .group_by(Pairing.mentor_id)
    )
    return {mentor_id: as_mentor(since) for mentor_id, since in rows if since}


def _load_signs(programme_id: int, person_ids: Collection[int] | None) -> dict[int, Entries]:
    """What was taken back counts as of no day."""
    rows = session.execute(
        select(
            Pairing.mentee_id,
            Programme.time_zone,
            Brought.purpose_id,
            Brought.moment,
            Brought.number,
            BroughtShare.id,
            BroughtShare.answer,
            BroughtShare.known_at,
        )
        .join(Brought, Brought.id == BroughtShare.brought_id)
        .join(Pairing, Pairing.id == Brought.pairing_id)
        .join(Programme, Programme.id == Pairing.programme_id)
        .where(
            Pairing.programme_id == programme_id,
            BroughtShare.withdrawn_at.is_(None),
            true() if person_ids is None else Pairing.mentee_id.in_(person_ids),
        )
    )
    shares: dict[int, list[ToldShare]] = {}
    for row in rows:
        order = (MOMENTS.index(row.moment), row.number, row.id)
        told = ToldShare(row.purpose_id, order, row.answer, day_of(row.known_at, row.time_zone))
        shares.setdefault(row.mentee_id, []).append(told)
    return {mentee_id: as_sharing(of_one) for mentee_id, of_one in shares.items()}
