"""Codes of failures as sentences for an administrator, who then knows where to look."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

_REASONS: Mapping[str, LazyString] = {
    "rcpt": _l("The mail server refuses this address."),
    "mail": _l("The mail server refuses our address as sender. Look at SQUAD_MAIL_FROM."),
    "data": _l("The mail server refuses this mail."),
    "auth": _l("The mail server refuses our name or password. Look at SQUAD_MAIL_URL."),
    "connect": _l("The mail server turns us away."),
    "timeout": _l("The mail server did not answer in time."),
    "dropped": _l("The mail server ended the connection."),
    "unreachable": _l("The mail server cannot be reached. Look at SQUAD_MAIL_URL."),
    "tls": _l("The mail server’s certificate is not valid for its name."),
    "not_supported": _l("The mail server offers no protected connection, or no sign-in."),
    "smtputf8": _l("The mail server takes no such letters in an address."),
    "lost": _l("Each worker that had it fell silent."),
}


def reason_of(failure: str | None) -> str:
    """What a failure's code says; an error of our own is in the log under that name."""
    step = (failure or "").partition(":")[0]
    return str(_REASONS.get(step) or _("It failed in the program itself. The log says more."))
