"""How mail leaves: where to, how often it is tried, when it is given up. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address, AddressHeader, HeaderRegistry
from enum import StrEnum
from urllib.parse import unquote, urlsplit

LEASE = timedelta(minutes=15)
"""How long a mail is one worker's to send: longer than its connection may take in all."""
MOST_ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
PAUSE_GROWS = 4
AWAY_PAUSE = timedelta(minutes=4)
"""How long all mail rests while the server is away."""
MAIL_KEPT = timedelta(days=90)
NOTICES_KEPT = timedelta(days=365)
LONGEST_CODE = 64
PERMANENT = range(500, 600)


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """A worker has it: from here until "sent", only a crash can make two of it."""
    SENT = "sent"
    DROPPED = "dropped"
    """By the time it was to leave, it was no longer true, or no longer wanted."""
    FAILED = "failed"
    """Given up: an administrator sees it, and may have it tried again."""


NOT_LEFT = frozenset({MailState.WAITING, MailState.SENDING, MailState.FAILED})
"""Of these the server has not said that it took them."""


class Security(StrEnum):
    """How the connection to the server is kept private."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server, as SQUAD_MAIL_URL names it."""

    security: Security
    host: str
    port: int
    user: str = ""
    password: str = ""


def read_mail_url(url: str) -> Server:
    """The server of an address like `smtp+starttls://user:password@host:587`.

    ValueError, in words for whoever set it, where it is none, or would send a password in clear.
    """
    try:
        parts = urlsplit(url)
        security = Security(parts.scheme)
        port = parts.port or PORTS[security]
    except ValueError:
        raise ValueError(
            "must begin with smtp://, smtp+starttls:// or smtps://, then a host, and a port where"
            " it is not the usual one"
        ) from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must name a host, and nothing behind it")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("must name both a user and a password, or neither")
    if user and security is Security.NONE and parts.hostname not in HERE:
        raise ValueError("would send a password in clear: use smtp+starttls:// or smtps://")
    return Server(security, parts.hostname, port, user, password)


def read_sender(text: str) -> Address:
    """The one address of « Tweet Squad <squad@example.com> »; ValueError for anything else."""
    header = HeaderRegistry()("from", text)
    found = header.addresses if isinstance(header, AddressHeader) and not header.defects else ()
    if len(found) != 1 or not (found[0].username and found[0].domain):
        raise ValueError("must be one address, for example Tweet Squad <squad@example.com>")
    return found[0]


def pause_after(attempts: int) -> timedelta:
    """How long a mail rests after its n-th attempt: 1 min, 4, 16, 64, 256, then twelve hours."""
    return min(FIRST_PAUSE * int(PAUSE_GROWS ** max(attempts - 1, 0)), LONGEST_PAUSE)


def refused_for_good(status: int) -> bool:
    """Whether a server's answer says that the same would be refused again (RFC 5321, 4.2.1)."""
    return status in PERMANENT
