"""A cohort as of a day: from stored rows for today, replayed from statements for a day gone by."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from squad.coaching.queries.attained import load_attained
from squad.coaching.queries.history import load_statements
from squad.framework.rules import fluency
from squad.pairings.rules.states import FINISHED
from squad.reports.assembling import (
    SessionCount,
)
from squad.reports.queries.agreements import all_in_force, load_agreement_cards
from squad.reports.queries.people import (
    counted_of,
    known_pairing,
    load_rows,
    person_of,
    stored_pairing,
)
from squad.reports.queries.sessions import (
    count_sessions,
    counts_of,
    figures_by_pairing,
    load_known,
)
from squad.reports.queries.times import load_times
from squad.reports.shapes import (
    AgreementCard,
    Counted,
    PairingFacts,
    PersonCard,
    ProgrammeCard,
    Times,
)

ProgressOf = Callable[[Collection[int]], Mapping[int, fluency.Progress]]


@dataclass(frozen=True, slots=True)
class Known:
    """A cohort as of a day, before anything is counted over people."""

    people: Mapping[int, PersonCard]
    pairings: Mapping[int, Sequence[PairingFacts]]
    counted: Mapping[int, Counted]
    agreements: Mapping[int, AgreementCard]
    times: Times
    sessions: Sequence[SessionCount]
    progress_of: ProgressOf


def load_stored(programme: ProgrammeCard, day: date, upto: datetime) -> Known:
    """Today, from what is stored when it changes."""
    rows = load_rows(programme_id=programme.id, on=day)
    agreements = all_in_force(
        load_agreement_cards(programme_id=programme.id), upto, programme.moves
    )
    pairings: dict[int, list[PairingFacts]] = {}
    for row in rows:
        pairings.setdefault(row.id, []).append(stored_pairing(row, programme.time_zone))

    def progress_of(mentee_ids: Collection[int]) -> Mapping[int, fluency.Progress]:
        attained = load_attained(programme_id=programme.id, mentee_ids=mentee_ids)
        nothing = dict.fromkeys(programme.framework.milestones, fluency.Attainment())
        return {
            mentee_id: fluency.progress_from(
                programme.framework,
                _only_agreement(agreements.get(mentee_id)),
                upto,
                day,
                attained=nothing | attained[mentee_id],
            )
            for mentee_id in mentee_ids
        }

    return Known(
        people={row.id: person_of(row) for row in rows},
        pairings=pairings,
        counted={
            row.id: counted_of(row, _asked(programme, agreements.get(row.id))) for row in rows
        },
        agreements=agreements,
        times=load_times(programme_id=programme.id, upto=upto),
        sessions=count_sessions(programme.id),
        progress_of=progress_of,
    )


def _asked(programme: ProgrammeCard, agreement: AgreementCard | None) -> frozenset[str]:
    """Codes of what the target asks; held ones count, set aside or not."""
    targets = agreement.version.targets if agreement else {}
    return frozenset(m.code for m in fluency.asked_milestones(programme.framework, targets))


def _only_agreement(agreement: AgreementCard | None) -> fluency.History:
    return fluency.History(agreements=(agreement.version,) if agreement else ())


def load_replayed(programme: ProgrammeCard, day: date, upto: datetime) -> Known:
    """A day gone by, from exactly what was known before its end."""
    times = load_times(programme_id=programme.id, upto=upto)
    sessions = load_known(programme_id=programme.id, upto=upto)
    figures = figures_by_pairing(sessions)
    people: dict[int, PersonCard] = {}
    pairings: dict[int, list[PairingFacts]] = {}
    for row in load_rows(programme_id=programme.id):
        if (facts := known_pairing(row, times, figures)) is not None:
            people[row.id] = person_of(row)
            pairings.setdefault(row.id, []).append(facts)
    begun = {pairing.id for of_one in pairings.values() for pairing in of_one}
    cards = load_agreement_cards(programme_id=programme.id)
    statements = load_statements(programme_id=programme.id)
    progress = {
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
    }
    return Known(
        people=people,
        pairings=pairings,
        counted={
            mentee_id: Counted(p.headline, p.target_met, p.held, p.total, p.to_refresh)
            for mentee_id, p in progress.items()
        },
        agreements=all_in_force(cards, upto, programme.moves),
        times=times,
        sessions=counts_of(s for s in sessions if s.pairing_id in begun),
        progress_of=lambda mentee_ids: {i: progress[i] for i in mentee_ids},
    )


def ends_of(times: Times, pairings: Sequence[PairingFacts]) -> tuple[fluency.PairingEnd, ...]:
    """When the pairings of one mentee ended, as far as it was known."""
    return tuple(
        fluency.PairingEnd(pairing.id, move.on, move.known_at)
        for pairing in pairings
        for move in times.moves.get(pairing.id, ())
        if move.to in FINISHED
    )
