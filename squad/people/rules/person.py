"""One person as somebody enters them, and whether their line of managers holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.kernel.dates import is_plausible
from squad.kernel.errors import DomainError


class PersonProblem(StrEnum):
    """Why a person's fields are refused."""

    EMAIL_TAKEN = "person_email_taken"
    EMPLOYEE_ID_TAKEN = "person_employee_id_taken"
    MANAGER_LOOP = "person_manager_loop"
    EMAIL_IS_SIGN_IN = "person_email_is_sign_in"
    ADMINISTRATORS_OWN = "person_administrators_own"
    QUIET_ENDS_BEFORE_START = "quiet_ends_before_start"
    QUIET_IS_OVER = "quiet_is_over"
    QUIET_TOO_LONG = "quiet_too_long"
    QUIET_YEAR = "quiet_year"


class WayIn(StrEnum):
    """What a person comes in with, as far as others may change who they are."""

    NONE = "none"
    ACCOUNT = "account"
    ADMINISTRATOR = "administrator"


LONGEST_QUIET_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person as somebody wants them to be."""

    name: str
    list_name: str
    email: str
    employee_id: str | None
    language: str
    function: str
    level: str
    site: str
    time_zone: str
    manager_id: int | None


def may_change_email(way_in: WayIn, *, by_administrator: bool) -> bool:
    """Allowed if nobody signs in with it, or an administrator asks: links are sent to it."""
    return by_administrator or way_in is WayIn.NONE


def may_switch(way_in: WayIn, *, by_administrator: bool) -> bool:
    """Allowed if the person does not administer, or an administrator asks."""
    return by_administrator or way_in is not WayIn.ADMINISTRATOR


def check_line(person_id: int, manager_and_above: Collection[int], name: str) -> None:
    """Refuse a manager who is the person, or who reports to them, however far down."""
    if person_id in manager_and_above:
        raise DomainError(PersonProblem.MANAGER_LOOP, field="manager_name", name=name)


def check_quiet_period(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse quiet days that are over, more than a year, or out of all time."""
    if ends_on < starts_on:
        raise DomainError(PersonProblem.QUIET_ENDS_BEFORE_START, field="ends_on")
    if ends_on < today:
        raise DomainError(PersonProblem.QUIET_IS_OVER, field="ends_on")
    if not is_plausible(ends_on):
        raise DomainError(PersonProblem.QUIET_YEAR, field="ends_on")
    if (ends_on - starts_on).days >= LONGEST_QUIET_DAYS:
        raise DomainError(PersonProblem.QUIET_TOO_LONG, field="ends_on")
