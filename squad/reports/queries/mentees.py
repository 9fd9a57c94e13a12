"""One person's report: who may read it, and everything on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import ForbiddenError, may
from squad.access.predicates import Subject
from squad.access.viewer import Role, Viewer
from squad.coaching.queries.history import load_statements
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Milestone
from squad.kernel.clock import clock
from squad.pairings.models import AgreementPurpose, Pairing
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.reports.assembling import figures_of, limits_for, member_of
from squad.reports.queries.agreements import in_force, load_agreement_cards
from squad.reports.queries.cohort import ends_of
from squad.reports.queries.pair_only import find_planned, list_signs, list_waiting
from squad.reports.queries.people import known_pairing, load_rows, person_of, stored_pairing
from squad.reports.queries.programmes import COLUMNS, card_of
from squad.reports.queries.receipts import find_last_read
from squad.reports.queries.sessions import figures_by_pairing, load_known
from squad.reports.queries.times import load_times
from squad.reports.shapes import (
    AgreementCard,
    Counted,
    Member,
    MenteeReport,
    PairOnly,
    ProgrammeCard,
    Reader,
    Times,
)

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A programme in which someone is or was mentored, with the pairing that lives or was last."""

    programme: Any
    pairing_id: int
    mentor_id: int

    def subject(self, mentee_id: int) -> Subject:
        """The same as the policy sees it."""
        return Subject(
            programme_id=self.programme.id,
            pairing_id=self.pairing_id,
            mentor_id=self.mentor_id,
            mentee_id=mentee_id,
            named_reading=card_of(self.programme).named,
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """A mentee as of a day."""

    member: Member
    started_on: date
    """The day on which a first pairing was accepted."""
    history: fluency.History
    times: Times
    agreement: AgreementCard | None


def mentee_report_for(
    viewer: Viewer,
    mentee_id: int,
    *,
    programme_id: int | None = None,
    as_of: date | None = None,
) -> MenteeReport | None:
    """Someone's report as the viewer may read it; None if there is none for them.

    Without a programme: the latest that the viewer may read. Refused (ForbiddenError) to whoever
    reads the programme's groups, but not its people.
    """
    places = list_places(mentee_id)
    readable = [
        (place, reader) for place in places if (reader := reader_of(viewer, mentee_id, place))
    ]
    wanted = [
        (place, reader)
        for place, reader in readable
        if programme_id is None or place.programme.id == programme_id
    ]
    if not wanted:
        _refuse_groups_only(viewer, places, programme_id)
        return None
    place, reader = wanted[0]
    others = tuple(
        (other.programme.code, other.programme.name) for other, _ in readable if other is not place
    )
    return load_report(card_of(place.programme), mentee_id, reader, as_of=as_of, others=others)


def _refuse_groups_only(viewer: Viewer, places: Sequence[Place], programme_id: int | None) -> None:
    """Refuse whoever reads a programme's groups, but not its people."""
    roles = viewer.programmes_as(Role.HR_VIEWER, Role.COORDINATOR)
    read = {place.programme.id for place in places} & roles
    if read and (programme_id is None or programme_id in read):
        raise ForbiddenError


def list_places(mentee_id: int) -> list[Place]:
    """Where someone is or was mentored, once both had accepted; the latest programme first."""
    rows = session.execute(
        select(
            Pairing.id.label("pairing_id"),
            Pairing.mentor_id,
            Pairing.state,
            Pairing.accepted_on,
            *COLUMNS,
        )
        .join(Programme, Programme.id == Pairing.programme_id)
        .where(Pairing.mentee_id == mentee_id, Pairing.accepted_on.is_not(None))
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    current = (
        max(of_one, key=lambda r: (r.state in LIVE, r.accepted_on, r.pairing_id))
        for of_one in found.values()
    )
    return [Place(row, row.pairing_id, row.mentor_id) for row in current]


def reader_of(viewer: Viewer, mentee_id: int, place: Place) -> Reader | None:
    """With whose eyes the viewer reads the report, None: not at all."""
    if not may(viewer, Permission.READ_REPORT, place.subject(mentee_id)):
        return None
    if viewer.person_id == mentee_id:
        return Reader.MENTEE
    if viewer.person_id == place.mentor_id:
        return Reader.MENTOR
    if place.programme.id in viewer.programmes_as(Role.COORDINATOR):
        return Reader.COORDINATOR
    return Reader.HR


def find_mentee_id(email: str) -> int | None:
    """A person by e-mail: for the operator's command."""
    return session.scalars(
        select(Person.id).where(Person.email == email.strip().lower())
    ).one_or_none()


def load_report(
    programme: ProgrammeCard,
    mentee_id: int,
    reader: Reader,
    *,
    as_of: date | None = None,
    others: tuple[tuple[str, str], ...] = (),
) -> MenteeReport | None:
    """The report with the eyes of `reader`; None if both had not accepted a pairing by then."""
    today = clock.today(programme.time_zone)
    day = min(as_of or today, today)
    upto = fluency.end_of(day, programme.time_zone)
    known = _load_known(programme, mentee_id, reader, day=day, past=day < today, upto=upto)
    if known is None:
        return None
    member, agreement = known.member, known.agreement
    attained = fluency.attainments(programme.framework, known.history, upto)
    progress = fluency.progress_from(
        programme.framework, known.history, upto, day, attained=attained
    )
    purposes = list_purposes(agreement)
    return MenteeReport(
        figures=figures_of(member, progress, programme=programme.code, on=day, reader=reader),
        programme=programme,
        reader=reader,
        today=today,
        pairing=member.pairing,
        started_on=known.started_on,
        agreement=agreement,
        purposes=purposes,
        attained=attained,
        trajectory=tuple(
            fluency.trajectory(
                programme.framework, known.history, known.started_on, upto, programme.time_zone
            )
        ),
        closed=known.times.closed,
        next_milestones=_suggested(programme, agreement, attained, purposes, day),
        pair_only=_pair_only(known, programme, reader, upto=upto, day=day, past=day < today),
        others=others,
        last_read=find_last_read(mentee_id, programme.id) if reader is Reader.MENTEE else None,
    )


def _load_known(
    programme: ProgrammeCard,
    mentee_id: int,
    reader: Reader,
    *,
    day: date,
    past: bool,
    upto: datetime,
) -> _Known | None:
    rows = load_rows(programme_id=programme.id, mentee_id=mentee_id)
    times = load_times(programme_id=programme.id, upto=upto, mentee_id=mentee_id)
    if past:
        known = load_known(programme_id=programme.id, upto=upto, mentee_id=mentee_id)
        figures = figures_by_pairing(known)
        seen = [known_pairing(row, times, figures) for row in rows]
        pairings = [pairing for pairing in seen if pairing is not None]
    else:
        pairings = [stored_pairing(row, programme.time_zone) for row in rows]
    if not pairings:
        return None
    only = [mentee_id]
    cards = load_agreement_cards(programme_id=programme.id, mentee_ids=only).get(mentee_id, [])
    said = load_statements(programme_id=programme.id, mentee_ids=only)
    agreement = in_force(cards, upto)
    member = member_of(
        person_of(rows[0]),
        pairings,
        counted=Counted(),
        limits=limits_for(programme, agreement.cadence_days if agreement else None),
        purpose=agreement.purpose if agreement else "",
        times=times,
        on=day,
        reader=reader,
    )
    history = fluency.History(
        *said.get(mentee_id, ((), ())),
        ends_of(times, pairings),
        tuple(card.version for card in cards),
    )
    started_on = min(pairing.accepted_on for pairing in pairings)
    return _Known(member, started_on, history, times, agreement)


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
    return fluency.suggestions(
        programme.framework,
        agreement.version.targets,
        attained,
        agreement.networks,
        purposes,
        SUGGESTED,
        on=on,
        set_aside=agreement.version.set_aside,
    )


def _pair_only(
    known: _Known,
    programme: ProgrammeCard,
    reader: Reader,
    *,
    upto: datetime,
    day: date,
    past: bool,
) -> PairOnly | None:
    """What only the two read; answers are for today alone."""
    if not reader.of_pair:
        return None
    pairing = known.member.pairing
    own = {pairing.id} if reader is Reader.MENTOR else None
    agreement = known.agreement
    if agreement is not None and own is not None and agreement.version.pairing_id not in own:
        agreement = None  # what an earlier pair wrote is theirs
    signs = list_signs(agreement.id) if agreement else ()
    if past:
        return PairOnly(signs=signs)
    side = fluency.Side.MENTOR if reader is Reader.MENTOR else fluency.Side.MENTEE
    return PairOnly(
        signs=signs,
        waiting=list_waiting(
            programme.framework, known.history.known_before(upto), side, on=day, own=own
        ),
        next_planned_at=find_planned(pairing.id, day, programme.time_zone),
    )
