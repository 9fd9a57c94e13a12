"""Everything on one person's report, as of a day, with the eyes of one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from squad.coaching.queries.history import load_statements
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework, Milestone
from squad.kernel.clock import clock
from squad.pairings.models import AgreementPurpose
from squad.reports.agreed import in_force
from squad.reports.assembling import awaiting_shown, figures_of, member_of
from squad.reports.known_sessions import figures_by_pairing
from squad.reports.queries.agreements import load_agreement_cards
from squad.reports.queries.brought import list_for_pair, list_shared
from squad.reports.queries.course import load_course
from squad.reports.queries.known import ends_of
from squad.reports.queries.pair_only import find_planned, list_signs, list_waiting
from squad.reports.queries.people import known_pairing, load_rows, person_of, stored_pairing
from squad.reports.queries.programmes import card_as_known, with_moves
from squad.reports.queries.receipts import find_last_read
from squad.reports.queries.retention import load_retention
from squad.reports.queries.sessions import load_known
from squad.reports.queries.times import load_times
from squad.reports.report_shapes import BroughtSaid, MenteeReport, PairOnly
from squad.reports.shapes import (
    AgreementCard,
    Member,
    MenteeFigures,
    PairingFacts,
    ProgrammeCard,
    Reader,
    Times,
)

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day of a programme: what was known before `upto` counts."""

    day: date
    today: date
    upto: datetime

    @property
    def past(self) -> bool:
        """Whether it is gone by, and is replayed."""
        return self.day < self.today


def as_of_day(programme: ProgrammeCard, wanted: date | None) -> AsOf:
    """The day wanted, at the latest today; without one, that of archiving, if it was archived."""
    today = clock.today(programme.time_zone)
    day = min(wanted or programme.archived_on or today, today)
    return AsOf(day, today, fluency.end_of(day, programme.time_zone))


@dataclass(frozen=True, slots=True)
class _Known:
    """A mentee as of a day."""

    member: Member
    started_on: date
    """The day on which a first pairing was accepted."""
    history: fluency.History
    times: Times
    cards: Sequence[AgreementCard]
    """Every version that both signed, also later than the day."""
    agreement: AgreementCard | None


def load_report(
    programme: ProgrammeCard,
    mentee_id: int,
    reader: Reader,
    *,
    own_pairing_id: int | None = None,
    as_of: date | None = None,
    others: tuple[tuple[str, str], ...] = (),
    brief: bool = False,
) -> MenteeReport | None:
    """The report with the eyes of `reader`; None if both had not accepted a pairing by then.

    `own_pairing_id`: the pairing of a mentor who reads; of a day before it, its pairing is
    another one, whose words are not theirs. `brief`: the standing alone, without what only the
    two read, who opened it and its course.
    """
    at = as_of_day(programme, as_of)
    programme = card_as_known(programme, at.upto) if at.past else with_moves(programme)
    known = _load_known(programme, mentee_id, reader, at)
    if known is None:
        return None
    report = _standing(programme, known, reader, at)
    report = replace(report, others=others, own_pairing_id=own_pairing_id)
    if brief:
        return report
    own = reader is Reader.MENTEE
    return replace(
        report,
        pair_only=_pair_only(report, known, at) if reader.of_pair else None,
        brought=_brought(report, at),
        course=load_course(report, known.cards, at.upto),
        last_read=find_last_read(mentee_id, programme.id) if own else None,
    )


def _standing(programme: ProgrammeCard, known: "_Known", reader: Reader, at: AsOf) -> MenteeReport:
    """Where someone stands, without anything that a brief report leaves out."""
    attained = _attained(programme.framework, known.history, reader, at)
    agreement, purposes = known.agreement, list_purposes(known.agreement)
    return MenteeReport(
        figures=_figures(programme, known, attained, reader, at),
        programme=programme,
        reader=reader,
        today=at.today,
        pairing=known.member.pairing,
        started_on=known.started_on,
        agreement=agreement,
        purposes=purposes,
        attained=attained,
        history=known.history.known_before(at.upto),
        trajectory=_trajectory(programme, known, at),
        closed=known.times.closed,
        next_milestones=_suggested(programme, agreement, attained, purposes, at.day),
        pair_only=None,
        retention=load_retention(programme, known.history, at.upto),
    )


def _attained(
    framework: Framework, history: fluency.History, reader: Reader, at: AsOf
) -> Mapping[str, fluency.Attainment]:
    """How each milestone stood; nothing awaits an answer for who may not know since when."""
    attained = fluency.attainments(framework, history, at.upto)
    if awaiting_shown(reader, past=at.past):
        return attained
    nothing: dict[str, Any] = {"pending": False, "pending_until": None, "look_again": False}
    return {code: replace(each, **nothing) for code, each in attained.items()}


def _figures(
    programme: ProgrammeCard,
    known: "_Known",
    attained: Mapping[str, fluency.Attainment],
    reader: Reader,
    at: AsOf,
) -> MenteeFigures:
    framework, history = programme.framework, known.history
    return figures_of(
        known.member,
        fluency.progress_from(framework, history, at.upto, at.day, attained=attained),
        programme=programme.code,
        on=at.day,
        reader=reader,
        past=at.past,
    )


def _trajectory(
    programme: ProgrammeCard, known: "_Known", at: AsOf
) -> tuple[tuple[date, int], ...]:
    zone, since = programme.time_zone, known.started_on
    return tuple(fluency.trajectory(programme.framework, known.history, since, at.upto, zone))


def _load_known(
    programme: ProgrammeCard, mentee_id: int, reader: Reader, at: AsOf
) -> _Known | None:
    rows = load_rows(programme_id=programme.id, mentee_ids=[mentee_id])
    times = load_times(programme_id=programme.id, upto=at.upto, mentee_ids=[mentee_id])
    pairings = _pairings(programme, mentee_id, rows, times, at)
    if not pairings:
        return None
    only = [mentee_id]
    cards = load_agreement_cards(programme_id=programme.id, mentee_ids=only).get(mentee_id, [])
    said = load_statements(programme_id=programme.id, mentee_ids=only)
    agreement = in_force(cards, at.upto, programme.moves)
    member = member_of(
        person_of(rows[0]),
        pairings,
        limits=programme.limits.with_cadence(agreement.cadence_days if agreement else None),
        purpose=agreement.purpose if agreement else "",
        times=times,
        on=at.day,
        reader=reader,
    )
    history = fluency.History(
        *said.get(mentee_id, ((), ())),
        ends_of(times, pairings),
        tuple(card.version for card in cards),
        programme.moves,
    )
    started_on = min(pairing.accepted_on for pairing in pairings)
    return _Known(member, started_on, history, times, cards, agreement)


def _pairings(
    programme: ProgrammeCard, mentee_id: int, rows: Sequence[Any], times: Times, at: AsOf
) -> list[PairingFacts]:
    """The pairings of a mentee as they are stored today, or as they were known."""
    if not at.past:
        return [stored_pairing(row, programme.time_zone) for row in rows]
    known = load_known(programme_id=programme.id, upto=at.upto, mentee_ids=[mentee_id])
    figures = figures_by_pairing(known)
    seen = [known_pairing(row, times, figures) for row in rows]
    return [pairing for pairing in seen if pairing is not None]


def list_purposes(agreement: AgreementCard | None) -> tuple[str, ...]:
    """The kinds of purpose of an agreement, in order: no word of the pair is read."""
    if agreement is None:
        return ()
    return tuple(
        session.scalars(
            select(AgreementPurpose.kind)
            .where(AgreementPurpose.agreement_version_id == agreement.id)
            .order_by(AgreementPurpose.position, AgreementPurpose.id)
        )
    )


def _suggested(
    programme: ProgrammeCard,
    agreement: AgreementCard | None,
    attained: Mapping[str, fluency.Attainment],
    purposes: Sequence[str],
    on: date,
) -> tuple[Milestone, ...]:
    if agreement is None:
        return ()
    path = fluency.path_ahead(
        programme.framework,
        agreement.version.targets,
        attained,
        agreement.networks,
        purposes,
        on=on,
        set_aside=agreement.version.set_aside,
    )
    return tuple(ahead.milestone for ahead in path.suggested[:SUGGESTED])


def _brought(report: MenteeReport, at: AsOf) -> tuple[BroughtSaid, ...]:
    """What it brought: all of it for the two, what is shared for everybody else."""
    programme_id, mentee_id = report.programme.id, report.figures.person.id
    if not report.reader.of_pair:
        return list_shared(programme_id, mentee_id, at.upto)
    return list_for_pair(programme_id, mentee_id, at.upto, own=report.own_pairing_ids)


def _pair_only(report: MenteeReport, known: _Known, at: AsOf) -> PairOnly:
    """What only the two read; answers are for today alone."""
    programme, agreement, own = report.programme, known.agreement, report.own_pairing_ids
    if agreement is not None and own is not None and agreement.version.pairing_id not in own:
        agreement = None  # what an earlier pair wrote is theirs
    signs = list_signs(agreement.id) if agreement else ()
    if at.past:
        return PairOnly(signs=signs)
    side = fluency.Side.MENTOR if report.reader is Reader.MENTOR else fluency.Side.MENTEE
    return PairOnly(
        signs=signs,
        waiting=list_waiting(
            programme.framework, report.history.carried(), side, on=at.day, own=own
        ),
        next_planned_at=find_planned(report.pair_id, at.day, programme.time_zone),
    )
