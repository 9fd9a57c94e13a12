"""Accounts' codes as sentences."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from squad.accounts.rules.passwords import PasswordProblem
from squad.accounts.rules.states import AccountProblem, AccountState
from squad.kernel.errors import DomainError


def waiting(seconds: int) -> str:
    """How long to wait before the next try."""
    if seconds <= 90:
        sentence = ngettext(
            "There were several failed tries. Wait %(num)s second, then try again.",
            "There were several failed tries. Wait %(num)s seconds, then try again.",
            seconds,
        )
        return str(sentence)
    sentence = ngettext(
        "There were several failed tries. Wait %(num)s minute, then try again.",
        "There were several failed tries. Wait %(num)s minutes, then try again.",
        -(-seconds // 60),
    )
    return str(sentence)


SENTENCES: Mapping[str, Any] = {
    "wait_before_sign_in": waiting,
    "wrong_credentials": _l("This e-mail and password do not go together. Please try again."),
    PasswordProblem.TOO_SHORT: _l("Choose a password of at least %(least)s characters."),
    PasswordProblem.TOO_LONG: _l("Choose a password of at most %(most)s characters."),
    PasswordProblem.COMMON: _l(
        "Many people use this password, or one like it, so it is tried first. Choose another:"
        " three or four words that do not belong together are easy to keep in mind."
    ),
    PasswordProblem.HOLDS_NAME: _l(
        "This password holds the name of your e-mail address. Choose one without it."
    ),
    AccountProblem.LAST_ADMINISTRATOR: _l(
        "Nobody else administers and can sign in. Let somebody else administer first."
    ),
    AccountProblem.ALREADY_ACCEPTED: _l(
        "This invitation is accepted already. If the password is lost, make a link for a new one."
    ),
    AccountProblem.NOT_ACCEPTED: _l(
        "This person has no password yet. Send them an invitation instead."
    ),
    AccountProblem.PERSON_LEFT: _l(
        "This person is no longer here. Reactivate them under People first."
    ),
    AccountProblem.NO_ACCOUNT: _l("This person has no account yet. Invite them first."),
    AccountProblem.LINK_IS_DEAD: _l(
        "If you have chosen a password, sign in with it. If not, ask the person who sent you the "
        "link for a new one."
    ),
    AccountProblem.ADMINISTRATOR_EXISTS: _l(
        "There is an administrator already. They let others administer, under Accounts."
    ),
}

STATES: Mapping[AccountState, LazyString] = {
    AccountState.NONE: _l("no account yet"),
    AccountState.INVITED: _l("invited"),
    AccountState.ACTIVE: _l("active"),
    AccountState.DISABLED: _l("disabled"),
}


def refusal_of(error: DomainError) -> tuple[int, dict[str, str]]:
    """Status and headers of a refused password: 429 with the time to wait, else 422."""
    if error.code != "wait_before_sign_in":
        return 422, {}
    return 429, {"Retry-After": str(error.params["seconds"])}
