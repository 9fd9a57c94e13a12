"""A mail as it leaves: the same words as text and as HTML, with the headers that are due."""

from datetime import timedelta
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from squad.kernel.clock import clock
from squad.notify.addresses import absolute, path_to
from squad.notify.carrier import carrier
from squad.notify.claims import Outgoing
from squad.notify.kinds import Kind, Told, Words, kind_of
from squad.notify.signing import stop_links
from squad.web.languages import locale_of


class TooEarlyError(Exception):
    """The mail is to leave `wait` from now: its reader has quiet hours."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class WholeHeader(UnstructuredHeader, BaseHeader):
    """A header of one word that programs read, however long it is."""

    # The library turns a word that fits no line of 78 into encoded words, which only texts may
    # hold: no mail program finds the link in them. A line may have 998 characters.
    def fold(self, *, policy: Policy) -> str:
        """The header on a line of its own."""
        return f"{self.name}: {self}{policy.linesep}"


def _policy() -> Any:
    headers = HeaderRegistry()
    headers.map_to_type("list-unsubscribe", WholeHeader)
    # Seven bits: whether a server on the way takes eight, nobody asks.
    return SMTP.clone(header_factory=headers, cte_type="7bit")


POLICY = _policy()


def write_mail(mail: Outgoing) -> EmailMessage | None:
    """The mail in its reader's language; None where there is nothing to say any more.

    Raises ValueError for an address that cannot be written to, TooEarlyError in quiet hours.
    """
    kind = kind_of(mail.kind)
    if kind is None:
        return None
    with force_locale(locale_of(mail.language)):
        told = Told(mail.id, mail.person_id, mail.kind, mail.params)
        words = kind.author([told]).get(mail.id)
        if words is None or words.stale:
            return None
        wait = words.not_before - clock.now() if words.not_before else timedelta()
        if wait > timedelta():
            raise TooEarlyError(wait)
        return _written(mail, kind, words)


def _written(mail: Outgoing, kind: Kind, words: Words) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["Message-ID"] = mail.message_id
    message["Date"] = mail.asked_at
    message["From"] = carrier.sender
    message["To"] = Address(addr_spec=mail.address)
    # A name may hold what ends a line to Python alone, such as U+2028; no header takes it.
    message["Subject"] = " ".join(words.subject.splitlines())
    message["Auto-Submitted"] = "auto-generated"
    stop = _stop_address(mail) if kind.optional else None
    if stop:
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _set_text(message, words, stop)
    if words.calendar is not None:
        method = {"method": words.calendar.method, "charset": "utf-8"}
        message.add_alternative(
            words.calendar.content, maintype="text", subtype="calendar", params=method
        )
    for each in words.attachments:
        main, _slash, sub = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    message["Content-Language"] = mail.language  # last: what begins so moves into the first part
    return message


def _set_text(message: EmailMessage, words: Words, stop: str | None) -> None:
    given: dict[str, Any] = {
        "words": words,
        "address": absolute(words.path),
        "or_copy": _("If the button does not work, copy this address:"),
        "footer": _("Tweet Squad wrote this by itself, from %(host)s.", host=carrier.host),
        "stop": stop,
        "stop_label": _("No more mail of this kind"),
    }
    # Rendered as it is: what pages have besides asks who is signed in, and here is no request.
    text, html = (
        current_app.jinja_env.get_template(f"emails/letter.{ending}").render(given)
        for ending in ("txt", "html")
    )
    message.set_content(text.strip() + "\n")
    message.add_alternative(html, subtype="html")


def _stop_address(mail: Outgoing) -> str:
    token = stop_links.token(mail.person_id, mail.kind)
    return absolute(path_to("notify.stop_mail", token=token, lang=mail.language))
