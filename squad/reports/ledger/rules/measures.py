"""What a programme's ledger counts. A measure is a short text: the key of its sums."""

from datetime import date
from enum import StrEnum

from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.log import CancelledBy
from squad.framework.rules.model import Area
from squad.pairings.rules.states import PairingState


class Measure(StrEnum):
    """Sums over people that stand from a day on; of counts, the sum of everybody's counts."""

    INVITED = "invited"
    """People to whom a pairing was ever proposed."""
    PEOPLE = "people"
    """People who ever accepted one: those of a report."""
    FIRST = "first"
    """People who held a session; half of those planned; all."""
    HALF = "half"
    ALL = "all"
    CLOSED = "closed"
    """People who completed a pairing."""
    AMBER = "amber"
    RED = "red"
    TARGET_MET = "met"
    HELD = "held"
    AT_START = "at-start"
    TOTAL = "total"
    TO_REFRESH = "to-refresh"
    MENTORS = "mentors"
    SHARING = "sharing"
    """People who share what it brought."""


class OfMonth(StrEnum):
    """Sums over sessions, for the month in which their day lies."""

    HELD = "sessions"
    MINUTES = "minutes"
    OTHER_MINUTES = "beside"
    """Preparation and travel."""
    BY_MENTEE = "off-mentee"
    BY_MENTOR = "off-mentor"
    BY_OTHER = "off-other"
    MISSED = "missed"

    def in_month(self, month: str) -> str:
        """The measure of the month `2026-10`."""
        return f"{self.value}:{month}"


CANCELLED = {
    CancelledBy.MENTEE: OfMonth.BY_MENTEE,
    CancelledBy.MENTOR: OfMonth.BY_MENTOR,
    CancelledBy.OTHER: OfMonth.BY_OTHER,
}
STEPS = (1, 2, 3)


def in_state(state: PairingState) -> str:
    """People whose pairing, the one that lives or else the last, stands so."""
    return f"state:{state.value}"


def rung(value: int) -> str:
    """People on a rung of the ladder, 1 to 3; whoever is on none stands at its start."""
    return f"rung:{value}"


def stage(area: Area, value: int) -> str:
    """People at a stage of an area, 1 to 3."""
    return f"{area.value}:{value}"


def sign(answer: BroughtAnswer) -> str:
    """Signs of success that have come so far, by what is shared."""
    return f"sign:{answer.value}"


def month_of(day: date) -> str:
    """The month of a day, as in the measures of months."""
    return f"{day:%Y-%m}"
