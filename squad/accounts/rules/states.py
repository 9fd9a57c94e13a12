"""The state of an account, and what must never happen to administrators."""

from datetime import datetime
from enum import StrEnum

from squad.kernel.errors import DomainError


class AccountState(StrEnum):
    """Where an account stands; `NONE` for a person who has none."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class AccountProblem(StrEnum):
    """Why an act on an account is refused."""

    LAST_ADMINISTRATOR = "last_administrator"
    ALREADY_ACCEPTED = "invitation_already_accepted"
    NOT_ACCEPTED = "invitation_not_accepted"
    PERSON_LEFT = "account_person_left"
    LINK_IS_DEAD = "link_is_dead"
    ADMINISTRATOR_EXISTS = "administrator_exists"
    NO_ACCOUNT = "no_account"


def state_of(*, accepted_at: datetime | None, disabled_at: datetime | None) -> AccountState:
    """Where an account with these dates stands."""
    if disabled_at is not None:
        return AccountState.DISABLED
    return AccountState.INVITED if accepted_at is None else AccountState.ACTIVE


def check_administrator_remains(who_can_sign_in: int) -> None:
    """Refuse what would leave nobody who administers and can sign in."""
    if who_can_sign_in < 1:
        raise DomainError(AccountProblem.LAST_ADMINISTRATOR)
