"""A real SMTP server on this machine, which keeps what it is given, refuses, hangs and drops."""

# ruff: noqa: N802  hooks have the names that aiosmtpd gives them
import asyncio
import socket
from contextlib import contextmanager
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default
from threading import Event

from aiosmtpd.controller import Controller

from squad.notify.carrier import carrier
from squad.notify.rules import Security, Server

SENDER = Address("Tweet Squad", "squad", "example.org")


class Mailbox:
    """What arrived, and how the server shall behave."""

    def __init__(self):
        self.mails = []
        self.refuse = {}
        """{"rcpt" or "data": answers, taken from the front}."""
        self.hangs = None
        """The step at which it falls silent."""
        self.drops = None
        """The step at which it closes the connection: at "data" it keeps the mail all the same."""
        self.reached = Event()
        """Whether it came to hanging."""
        self.connections = 0

    def to(self, address):
        return [mail for mail in self.mails if mail["To"] == address]

    async def _behave(self, step, server):
        if self.hangs == step:
            self.reached.set()
            await asyncio.Event().wait()
        if self.drops == step:
            server.transport.abort()
        answers = self.refuse.get(step)
        return answers.pop(0) if answers else "250 OK"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.connections += 1
        await self._behave("ehlo", server)
        return responses

    async def handle_NOOP(self, server, session, envelope, arg):
        return await self._behave("noop", server)

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = await self._behave("rcpt", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=default)
        if not self.refuse.get("data"):
            self.mails.append(mail)
        return await self._behave("data", server)


@contextmanager
def receiving(security=Security.NONE, user="", password="", **options):
    """The mailbox of a server that runs; the application sends by it meanwhile.

    `options` are the server's own: certificate, who may come in.
    """
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    before = carrier.server, carrier.sender, carrier.base_url
    server = Server(security, "localhost", port, user, password)
    carrier.configure(server, SENDER, "http://localhost")
    try:
        yield mailbox
    finally:
        carrier.configure(*before)
        controller.stop()


def parts_of(mail):
    """(text, HTML) of a mail."""
    return tuple(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
