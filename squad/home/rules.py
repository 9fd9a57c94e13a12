"""What stands first on home: whom one sees next, which programme, and a role's first words."""

from datetime import date, datetime
from enum import IntEnum

from squad.access.viewer import Role, Viewer
from squad.accounts.rules.first_words import Part
from squad.pairings.rules.states import LIVE

Key = tuple[int, float]


class Due(IntEnum):
    """When the next session with somebody is, in the order in which it matters."""

    TODAY = 0
    NOT_LOGGED = 1
    """Its day has passed, and nobody has said what became of it."""
    AHEAD = 2
    NO_DATE = 3


def due_of(planned: datetime | None, today: date) -> Due:
    """When that is; `planned` stands on the clock by which `today` was read."""
    if planned is None:
        return Due.NO_DATE
    if planned.date() == today:
        return Due.TODAY
    return Due.AHEAD if planned.date() > today else Due.NOT_LOGGED


def focus_key(planned: datetime | None, last_held_on: date | None, today: date) -> Key:
    """By which the one to see next comes first.

    Today by the hour; then the latest that was not logged; then the soonest ahead; then, without a
    date, who has waited longest.
    """
    due = due_of(planned, today)
    if planned is None:
        return due, float(last_held_on.toordinal() if last_held_on else 0)
    moment = planned.timestamp()
    return due, -moment if due is Due.NOT_LOGGED else moment


def programme_key(starts_on: date, ends_on: date, today: date) -> tuple[bool, date]:
    """By which the programme to lead with is the greatest: one that runs today, else the latest."""
    return starts_on <= today <= ends_on, starts_on


def parts_of(viewer: Viewer) -> list[Part]:
    """What the viewer is today: of a pairing while it lives, be it only proposed."""
    held = {
        Part.MENTOR: any(pairing.state in LIVE for pairing in viewer.mentors()),
        Part.MENTEE: any(pairing.state in LIVE for pairing in viewer.is_mentored()),
        Part.COORDINATOR: bool(viewer.programmes_as(Role.COORDINATOR)),
        Part.HR_VIEWER: bool(viewer.programmes_as(Role.HR_VIEWER)),
        Part.ADMINISTRATOR: viewer.administrator,
    }
    return [part for part, holds in held.items() if holds]


def untold(viewer: Viewer) -> Part | None:
    """The role whose first words come next, one at a time; None once all are put away."""
    return next((part for part in parts_of(viewer) if part not in viewer.told), None)
