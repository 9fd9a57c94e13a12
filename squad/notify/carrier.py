"""The way out: one connection to the mail server, and what its answers mean.

Of a server's answers only codes are kept: its words may hold addresses.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from squad.notify.rules import Security, Server, refused_for_good

TIMEOUT = 30.0
"""Seconds that a server may stay silent, at each step."""
MOST_BY_ONE = 20
"""Mails on one connection; servers close one that goes on for long."""

OK = 250


class RefusedError(Exception):
    """The server refuses this mail: `code`, and whether it would do so again."""

    def __init__(self, code: str, *, for_good: bool) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good


class AwayError(Exception):
    """The server cannot be reached, or stopped answering: `code`. No mail is at fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Carrier:
    """Which server takes our mail, and under whose name. Set when the application starts."""

    def __init__(self) -> None:
        self.server: Server | None = None
        self.sender = Address()
        self.base_url = ""

    def configure(self, server: Server | None, sender: Address | None, base_url: str) -> None:
        """Send by this server; by none, where there is none."""
        self.server = server
        self.sender = sender or Address()
        self.base_url = base_url

    @property
    def ready(self) -> bool:
        """Whether this installation sends mail."""
        return self.server is not None

    @property
    def host(self) -> str:
        """The host that people know us by."""
        return urlsplit(self.base_url).hostname or "localhost"


class Line:
    """A connection that is opened with the first mail, and again after many."""

    def __init__(self, server: Server, host: str) -> None:
        self._server = server
        self._host = host
        self._smtp: smtplib.SMTP | None = None
        self._sent = 0

    def send(self, message: EmailMessage, *, sender: str, to: str) -> None:
        """Hand a mail over; raises RefusedError or AwayError."""
        smtp = self._open()
        try:
            smtp.send_message(message, sender, [to])
        except smtplib.SMTPRecipientsRefused as error:
            status = next(iter(error.recipients.values()))[0]
            self._refuse("rcpt", status, error)
        except smtplib.SMTPSenderRefused as error:
            self._refuse("mail", error.smtp_code, error)
        except smtplib.SMTPDataError as error:
            self._refuse("data", error.smtp_code, error)
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError("smtputf8", for_good=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise AwayError(self._lost(error)) from error
        self._sent += 1

    def close(self) -> None:
        """Take leave, if the server still listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _open(self) -> smtplib.SMTP:
        if self._sent >= MOST_BY_ONE or not self._is_there():
            self.close()
        if self._smtp is None:
            self._sent = 0
            try:
                self._smtp = _connect(self._server, self._host)
            except smtplib.SMTPAuthenticationError as error:
                raise AwayError(f"auth:{error.smtp_code}") from error
            except smtplib.SMTPResponseException as error:
                raise AwayError(f"connect:{error.smtp_code}") from error
            except (smtplib.SMTPException, OSError) as error:
                raise AwayError(_code_of(error)) from error
        return self._smtp

    def _is_there(self) -> bool:
        """Whether the server still listens: one that had enough of us closes between two mails."""
        try:
            return self._smtp is not None and self._smtp.noop()[0] == OK
        except (smtplib.SMTPException, OSError):
            return False

    def _refuse(self, step: str, status: int, error: Exception) -> None:
        if status == 421:  # the server is about to close, whatever it was asked
            raise AwayError(self._lost(error, f"{step}:421")) from error
        raise RefusedError(f"{step}:{status}", for_good=refused_for_good(status)) from error

    def _lost(self, error: Exception, code: str | None = None) -> str:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
        return code or _code_of(error)


@contextmanager
def open_line(server: Server, host: str) -> Iterator[Line]:
    """A line to the server, closed when the block ends."""
    line = Line(server, host)
    try:
        yield line
    finally:
        line.close()


def _connect(server: Server, host: str) -> smtplib.SMTP:
    where: dict[str, Any] = {"host": server.host, "port": server.port, "timeout": TIMEOUT}
    where["local_hostname"] = host
    smtp: smtplib.SMTP
    if server.security is Security.TLS:
        smtp = smtplib.SMTP_SSL(**where, context=ssl.create_default_context())
    else:
        smtp = smtplib.SMTP(**where)
    try:
        if server.security is Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _code_of(error: BaseException) -> str:
    """What went wrong with a connection, as a code."""
    # smtplib tells of silence as of a lost connection; what came before it says which it was.
    silent = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    if silent:
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "not_supported"
    return "dropped" if isinstance(error, smtplib.SMTPServerDisconnected) else "unreachable"


carrier = Carrier()
