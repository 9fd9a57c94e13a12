"""Accounts' codes as sentences."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from squad.accounts.rules.passwords import PasswordProblem
from squad.kernel.errors import DomainError

SENTENCES: Mapping[str, Any] = {
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
}


def sentence_of(error: DomainError) -> str:
    """The sentence of a refusal, in the reader's language."""
    if error.code == "wait_before_sign_in":
        return waiting(error.params["seconds"])
    text = str(SENTENCES[error.code])
    return text % error.params if error.params else text


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
