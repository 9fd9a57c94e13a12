"""People as of a day: from stored rows for today, replayed from statements for a day gone by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from squad.coaching.queries.attained import load_attained
from squad.coaching.queries.history import load_statements
from squad.framework.rules import fluency
from squad.pairings.rules.states import FINISHED
from squad.reports.agreed import all_in_force
from squad.reports.assembling import figures_of, member_of
from squad.reports.known_sessions import figures_by_pairing
from squad.reports.queries.agreements import load_agreement_cards
from squad.reports.queries.people import known_pairing, load_rows, person_of, stored_pairing
from squad.reports.queries.sessions import load_known
from squad.reports.queries.times import load_times
from squad.reports.shapes import (
    AgreementCard,
    Member,
    MenteeFigures,
    PairingFacts,
    PersonCard,
    ProgrammeCard,
    Reader,
    Times,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Some people of a programme as of a day; each mapping is by mentee."""

    people: Mapping[int, PersonCard]
    pairings: Mapping[int, Sequence[PairingFacts]]
    agreements: Mapping[int, AgreementCard]
    times: Times
    progress: Mapping[int, fluency.Progress]


def load_people(
    programme: ProgrammeCard, mentee_ids: Collection[int], *, day: date, today: date
) -> Known:
    """These people as of a day; five statements at most, however many they are."""
    load = load_replayed if day < today else load_stored
    return load(programme, day, fluency.end_of(day, programme.time_zone), mentee_ids)


def load_stored(
    programme: ProgrammeCard, day: date, upto: datetime, mentee_ids: Collection[int]
) -> Known:
    """Today, from what is stored when it changes; four statements."""
    rows = load_rows(programme_id=programme.id, mentee_ids=mentee_ids)
    cards = load_agreement_cards(programme_id=programme.id, mentee_ids=mentee_ids)
    attained = load_attained(programme_id=programme.id, mentee_ids=mentee_ids)
    agreements = all_in_force(cards, upto, programme.moves)
    pairings: dict[int, list[PairingFacts]] = {}
    for row in rows:
        pairings.setdefault(row.id, []).append(stored_pairing(row, programme.time_zone))
    nothing = dict.fromkeys(programme.framework.milestones, fluency.Attainment())
    return Known(
        people={row.id: person_of(row) for row in rows},
        pairings=pairings,
        agreements=agreements,
        times=load_times(programme_id=programme.id, mentee_ids=mentee_ids, upto=upto),
        progress={
            mentee_id: fluency.progress_from(
                programme.framework,
                _only_agreement(agreements.get(mentee_id)),
                upto,
                day,
                attained=nothing | of_one,
            )
            for mentee_id, of_one in attained.items()
        },
    )


def _only_agreement(agreement: AgreementCard | None) -> fluency.History:
    return fluency.History(agreements=(agreement.version,) if agreement else ())


def load_replayed(
    programme: ProgrammeCard, day: date, upto: datetime, mentee_ids: Collection[int] | None
) -> Known:
    """A day gone by, from exactly what was known before its end; five statements.

    `mentee_ids` None: everybody.
    """
    times = load_times(programme_id=programme.id, mentee_ids=mentee_ids, upto=upto)
    sessions = load_known(programme_id=programme.id, mentee_ids=mentee_ids, upto=upto)
    figures = figures_by_pairing(sessions)
    people: dict[int, PersonCard] = {}
    pairings: dict[int, list[PairingFacts]] = {}
    for row in load_rows(programme_id=programme.id, mentee_ids=mentee_ids):
        if (facts := known_pairing(row, times, figures)) is not None:
            people[row.id] = person_of(row)
            pairings.setdefault(row.id, []).append(facts)
    cards = load_agreement_cards(programme_id=programme.id, mentee_ids=mentee_ids)
    statements = load_statements(programme_id=programme.id, mentee_ids=mentee_ids)
    return Known(
        people=people,
        pairings=pairings,
        agreements=all_in_force(cards, upto, programme.moves),
        times=times,
        progress={
            mentee_id: fluency.progress(
                programme.framework,
                fluency.History(
                    *statements.get(mentee_id, ((), ())),
                    ends_of(times, of_one),
                    tuple(card.version for card in cards.get(mentee_id, ())),
                    programme.moves,
                ),
                upto,
                day,
            )
            for mentee_id, of_one in pairings.items()
        },
    )


def ends_of(times: Times, pairings: Sequence[PairingFacts]) -> tuple[fluency.PairingEnd, ...]:
    """When the pairings of one mentee ended, as far as it was known."""
    return tuple(
        fluency.PairingEnd(pairing.id, move.on, move.known_at)
        for pairing in pairings
        for move in times.moves.get(pairing.id, ())
        if move.to in FINISHED
    )


def members_of(
    programme: ProgrammeCard, known: Known, *, on: date, reader: Reader
) -> dict[int, Member]:
    """Each of these people with what a list says of them, by id."""
    found = {}
    for mentee_id, pairings in known.pairings.items():
        agreement = known.agreements.get(mentee_id)
        found[mentee_id] = member_of(
            known.people[mentee_id],
            pairings,
            limits=programme.limits.with_cadence(agreement.cadence_days if agreement else None),
            purpose=agreement.purpose if agreement else "",
            times=known.times,
            on=on,
            reader=reader,
        )
    return found


def load_figures(
    programme: ProgrammeCard,
    mentee_ids: Sequence[int],
    *,
    day: date,
    today: date,
    reader: Reader,
) -> list[MenteeFigures]:
    """The rows of these people as of a day, in the order asked for."""
    if not mentee_ids:
        return []
    known = load_people(programme, mentee_ids, day=day, today=today)
    members = members_of(programme, known, on=day, reader=reader)
    return [
        figures_of(
            members[mentee_id],
            known.progress[mentee_id],
            programme=programme.code,
            on=day,
            reader=reader,
            past=day < today,
        )
        for mentee_id in mentee_ids
        if mentee_id in members
    ]
