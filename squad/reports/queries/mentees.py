"""Whose report a viewer may read, and with whose eyes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import ForbiddenError, may
from squad.access.predicates import Subject
from squad.access.viewer import Role, Viewer
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.rules import ReadingMode
from squad.reports.queries.programmes import COLUMNS, card_of
from squad.reports.queries.report import load_report
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader


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


def mentee_report_for(
    viewer: Viewer,
    mentee_id: int,
    *,
    programme_id: int | None = None,
    as_of: date | None = None,
    brief: bool = False,
) -> MenteeReport | None:
    """Someone's report as the viewer may read it; None if there is none for them.

    Without a programme: the latest that the viewer may read. Refused (ForbiddenError) to whoever
    reads a programme's groups, but not its people: mentored or not, or the answer would tell.
    """
    readable = _list_readable(viewer, mentee_id)
    found = _wanted(viewer, readable, programme_id)
    if found is None:
        return None
    place, reader = found
    others = tuple(
        (other.programme.code, other.programme.name) for other, _ in readable if other is not place
    )
    card = card_of(place.programme)
    own = place.pairing_id if reader is Reader.MENTOR else None
    return load_report(
        card, mentee_id, reader, own_pairing_id=own, as_of=as_of, others=others, brief=brief
    )


def circulated_report_for(
    viewer: Viewer, mentee_id: int, *, programme_id: int | None, as_of: date | None
) -> tuple[Reader, MenteeReport] | None:
    """What HR reads in a report that the viewer may read, whoever they are; and who they are.

    Without a programme, refused and None: as `mentee_report_for`.
    """
    found = _wanted(viewer, _list_readable(viewer, mentee_id), programme_id)
    if found is None:
        return None
    place, reader = found
    report = load_report(card_of(place.programme), mentee_id, Reader.HR, as_of=as_of)
    return (reader, report) if report else None


def _list_readable(viewer: Viewer, mentee_id: int) -> list[tuple[Place, Reader]]:
    return [
        (place, reader)
        for place in list_places(mentee_id)
        if (reader := reader_of(viewer, mentee_id, place))
    ]


def _wanted(
    viewer: Viewer, readable: list[tuple[Place, Reader]], programme_id: int | None
) -> tuple[Place, Reader] | None:
    for place, reader in readable:
        if programme_id is None or place.programme.id == programme_id:
            return place, reader
    _refuse_groups_only(viewer)
    return None


def _refuse_groups_only(viewer: Viewer) -> None:
    """Refuse whoever reads some programme in groups only, whomever they ask about."""
    groups_only = session.scalar(
        select(Programme.id).where(
            Programme.id.in_(viewer.programmes_as(Role.HR_VIEWER)),
            Programme.reading_mode == ReadingMode.GROUPS_ONLY,
        )
    )
    if groups_only is not None:
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
