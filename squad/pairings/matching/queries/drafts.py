"""A programme's draft of pairs, whom it left over, and who else would do for a mentee."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, true, tuple_
from sqlalchemy.orm import aliased

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import TABLE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.kernel.dates import day_of
from squad.kernel.text import search_words
from squad.pairings.matching.models import MatchDraft, MatchLeftOver, MatchPair
from squad.pairings.matching.queries.pool import load_pool
from squad.pairings.matching.rules.drafting import Reason, read_reasons
from squad.pairings.matching.rules.fit import Pool, keeps_apart, reasons_for, score_of
from squad.pairings.rules.hard import MatchNotice
from squad.people.models import Person
from squad.programmes.models import Programme

MOST_OFFERED = 20
"""Mentors, and exchanges, that are offered at once: the best ones, or those sought by name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in figures."""

    made_at: datetime
    made_on: date
    version: int
    pairs: int
    locked: int
    noticed: int
    """Pairs of which something must be known before they are proposed."""
    failed: int
    left: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two people of a draft."""

    id: int
    mentee_id: int
    mentee_name: str
    sort_key: str
    mentor_id: int
    mentor_name: str
    score: int
    codes: str
    locked: bool
    problem: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it."""
        return tuple(self.codes.split())


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Somebody whom a draft left over."""

    person_id: int
    name: str
    sort_key: str
    side: Side
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A mentor who would do for a mentee; with an exchange, whose mentor they are in the draft."""

    mentor_id: int
    mentor_name: str
    score: int
    reasons: tuple[str, ...]
    other_id: int | None = None
    """The mentee who would get this mentee's mentor."""
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A mentee in a draft: their pair, if they have one, and what else would do."""

    mentee_id: int
    mentee_name: str
    pair: PairRow | None
    offers: Sequence[Offer]
    exchanges: Sequence[Offer]
    offered_of: int
    """All mentors with a free place who would do, of whom the best are offered."""


def find_draft(viewer: Viewer, programme: Programme) -> Draft | None:
    """The draft of a programme, if there is one; one statement."""
    demand(viewer, Permission.PROPOSE_PAIRING, Subject(programme_id=programme.id))
    of_draft = MatchPair.programme_id == MatchDraft.programme_id
    wanted = (true(), MatchPair.locked, _noticed(), MatchPair.problem != "")
    counts = [
        select(func.count(MatchPair.id)).where(of_draft, which).scalar_subquery()
        for which in wanted
    ]
    left = (
        select(func.count(MatchLeftOver.person_id))
        .where(MatchLeftOver.programme_id == MatchDraft.programme_id)
        .scalar_subquery()
    )
    row = session.execute(
        select(MatchDraft.made_at, MatchDraft.version, *counts, left).where(
            MatchDraft.programme_id == programme.id
        )
    ).one_or_none()
    return Draft(row[0], day_of(row[0], programme.time_zone), *row[1:]) if row else None


def list_pairs(programme_id: int, cursor: str | None) -> Page[PairRow]:
    """The draft's pairs by mentee; whoever asks has found the draft for a viewer before."""
    mentor, mentee = aliased(Person), aliased(Person)
    query = _pairs(mentor, mentee).where(MatchPair.programme_id == programme_id)
    after = _after(cursor)
    if after is not None:
        query = query.where(tuple_(mentee.sort_key, MatchPair.id) > tuple_(*after))
    rows = session.execute(query.order_by(mentee.sort_key, MatchPair.id).limit(TABLE_SIZE + 1))
    return make_page(
        [PairRow(*row) for row in rows], TABLE_SIZE, lambda row: (row.sort_key, row.id)
    )


def list_noticed(programme_id: int) -> Sequence[PairRow]:
    """Pairs of which something must be known before they are proposed, by mentee."""
    mentor, mentee = aliased(Person), aliased(Person)
    query = _pairs(mentor, mentee).where(MatchPair.programme_id == programme_id, _noticed())
    rows = session.execute(query.order_by(mentee.sort_key, MatchPair.id).limit(TABLE_SIZE))
    return [PairRow(*row) for row in rows]


def list_left_over(programme_id: int, side: Side, cursor: str | None) -> Page[LeftRow]:
    """Whom the draft left over on a side, by name."""
    query = (
        select(Person.id, Person.name, Person.sort_key, MatchLeftOver.side, MatchLeftOver.reasons)
        .join(Person, Person.id == MatchLeftOver.person_id)
        .where(MatchLeftOver.programme_id == programme_id, MatchLeftOver.side == side)
    )
    after = _after(cursor)
    if after is not None:
        query = query.where(tuple_(Person.sort_key, Person.id) > tuple_(*after))
    rows = session.execute(query.order_by(Person.sort_key, Person.id).limit(TABLE_SIZE + 1))
    found = [LeftRow(*row[:4], read_reasons(row[4])) for row in rows]
    return make_page(found, TABLE_SIZE, lambda row: (row.sort_key, row.person_id))


def find_place(programme: Programme, mentee_id: int, words: str = "") -> Place | None:
    """A mentee of the draft, with the mentors who would do; None for somebody who is not in it."""
    rows = _all_pairs(programme.id)
    own = next((row for row in rows if row.mentee_id == mentee_id), None)
    name = own.mentee_name if own else _find_left_over(programme.id, mentee_id)
    if name is None:
        return None
    pool = load_pool(programme)
    offers, exchanges = _offers(pool, rows, mentee_id)
    names = _names([offer.mentor_id for offer in (*offers, *exchanges)])
    offers, exchanges = (_named(each, names, words) for each in (offers, exchanges))
    return Place(mentee_id, name, own, offers[:MOST_OFFERED], exchanges[:MOST_OFFERED], len(offers))


def _offers(pool: Pool, rows: Sequence[PairRow], mentee_id: int) -> tuple[list[Offer], list[Offer]]:
    """Mentors with a free place, and those whose mentee could have this one's mentor instead."""
    mentors = {mentor.id: mentor for mentor in pool.mentors}
    mentees = {mentee.id: mentee for mentee in pool.mentees}
    mentee = mentees.get(mentee_id)
    if mentee is None:
        return [], []
    own = next((row for row in rows if row.mentee_id == mentee_id), None)
    taken = Counter(row.mentor_id for row in rows)
    would_do = {m.id: m for m in pool.mentors if keeps_apart(pool, m, mentee) is None}
    found = {
        id_: Offer(id_, "", score_of(m, mentee, pool.weights), reasons_for(pool, m, mentee))
        for id_, m in would_do.items()
        if own is None or id_ != own.mentor_id
    }
    offers = [each for id_, each in found.items() if taken[id_] < mentors[id_].places]
    mine = mentors.get(own.mentor_id) if own else None
    exchanges = []
    for row in rows:
        other, each = mentees.get(row.mentee_id), found.get(row.mentor_id)
        if mine and other and each and keeps_apart(pool, mine, other) is None:
            after = each.score + score_of(mine, other, pool.weights)
            exchanges.append((after, each, row))
    best = sorted(exchanges, key=lambda each: (-each[0], each[2].sort_key, each[2].id))
    return offers, [
        Offer(each.mentor_id, "", each.score, each.reasons, row.mentee_id, row.mentee_name)
        for _after, each, row in best
    ]


def _named(
    offers: Sequence[Offer], names: Mapping[int, tuple[str, str]], words: str
) -> list[Offer]:
    """With names, the best first, those of whom each word is in the mentor's or other's name."""
    sought = search_words(words)
    found = [
        Offer(o.mentor_id, names[o.mentor_id][0], o.score, o.reasons, o.other_id, o.other_name)
        for o in offers
        if all(word in names[o.mentor_id][1] for word in sought)
    ]
    if any(offer.other_id for offer in found):
        return found
    return sorted(found, key=lambda each: (-each.score, names[each.mentor_id][1], each.mentor_id))


def _names(ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    rows = session.execute(
        select(Person.id, Person.name, Person.sort_key).where(Person.id.in_(set(ids)))
    )
    return {row.id: (row.name, row.sort_key) for row in rows}


def _find_left_over(programme_id: int, person_id: int) -> str | None:
    return session.scalar(
        select(Person.name)
        .join(MatchLeftOver, MatchLeftOver.person_id == Person.id)
        .where(
            MatchLeftOver.programme_id == programme_id,
            MatchLeftOver.person_id == person_id,
            MatchLeftOver.side == Side.MENTEE,
        )
    )


def _all_pairs(programme_id: int) -> list[PairRow]:
    mentor, mentee = aliased(Person), aliased(Person)
    query = _pairs(mentor, mentee).where(MatchPair.programme_id == programme_id)
    return [PairRow(*row) for row in session.execute(query)]


def _noticed() -> ColumnElement[bool]:
    return MatchPair.reasons.contains(MatchNotice.BOSS_FURTHER_UP, autoescape=True)


def _pairs(mentor: Any, mentee: Any) -> Any:
    return (
        select(
            MatchPair.id,
            mentee.id,
            mentee.name,
            mentee.sort_key,
            mentor.id,
            mentor.name,
            MatchPair.score,
            MatchPair.reasons,
            MatchPair.locked,
            MatchPair.problem,
        )
        .join(mentor, mentor.id == MatchPair.mentor_id)
        .join(mentee, mentee.id == MatchPair.mentee_id)
    )


def _after(cursor: str | None) -> list[str | int] | None:
    after = read_cursor(cursor)
    return after if after and [type(part) for part in after] == [str, int] else None
