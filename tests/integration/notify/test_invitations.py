"""Invitations and reset links by mail: what arrives, in both languages, and what is stored."""

import re
from email import message_from_bytes
from email.policy import default

import html5lib
import pytest
from flask_babel import force_locale, gettext
from sqlalchemy import select, text

from squad.db.session import session
from squad.kernel.clock import clock
from squad.notify.carrier import carrier
from squad.notify.claims import Outgoing
from squad.notify.models import Mail
from squad.notify.rules import MailState
from squad.notify.writing import write_mail
from squad.people.models import Person
from tests.integration.notify.letters import ICS, use_sample
from tests.support.mail import parts_of
from tests.support.page import Visitor

LINK = re.compile(r"http://localhost(/links/\S+)")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_invitation_arrives_and_opens(app, make, visitor_of, mailbox, work, language):
    make.person("Hélène Roy", email="h.roy@example.org", language=language)
    admin = visitor_of(make.administrator())
    person_id = session.scalar(select(Person.id).where(Person.email == "h.roy@example.org"))
    page = admin.follow(admin.post("accounts.invite_people", {"person": person_id}))
    assert "1 invitation leaves by mail." in page.text
    assert mailbox.mails == []
    work()
    (mail,) = mailbox.to("h.roy@example.org")
    with force_locale(language):
        assert mail["Subject"] == gettext("You are invited to Tweet Squad")
    assert mail["From"] == "Tweet Squad <squad@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == language
    assert mail["Message-ID"].endswith("@localhost>")
    assert mail["List-Unsubscribe"] is None
    words, html = parts_of(mail)
    assert "Hélène Roy" in words
    assert html5lib.HTMLParser(strict=True).parse(html)
    assert f'<html lang="{language}">' in html
    assert "<img" not in html  # nothing tells anybody that it was opened
    address = LINK.search(words)[1]
    assert address in html
    guest = Visitor(app, language)
    assert "Hélène Roy" in guest.get_path(address).h1


def test_the_outbox_holds_no_link(app, make, visitor_of, mailbox, work):
    """Whoever reads the database alone cannot come in as anybody."""
    person = make.person()
    visitor_of(make.administrator()).post("accounts.invite_person", person_id=person.id)
    stored = repr(session.execute(text("SELECT * FROM mails")).all())
    work()
    token = LINK.search(parts_of(mailbox.mails[0])[0])[1].rpartition("/")[2]
    assert token not in stored
    nonce = session.scalar(text("SELECT nonce FROM account_links"))
    assert nonce not in stored


def test_a_link_that_was_taken_back_is_not_mailed(make, visitor_of, mailbox, work):
    person = make.person()
    admin = visitor_of(make.administrator())
    admin.post("accounts.invite_person", person_id=person.id)
    admin.post("accounts.invite_person", person_id=person.id)
    work()
    assert len(mailbox.mails) == 1  # the later one
    states = session.scalars(select(Mail.state).order_by(Mail.id)).all()
    assert states == [MailState.DROPPED, MailState.SENT]


def test_a_reset_link_is_mailed(make, visitor_of, mailbox, work):
    person = make.person(email="c.dumas@example.org")
    make.account(person, password="trois valises vertes")
    admin = visitor_of(make.administrator())
    page = admin.follow(admin.post("accounts.make_reset_link", person_id=person.id))
    assert "The link leaves by mail." in page.text
    assert "It is mailed to this person" in page.text
    work()
    assert mailbox.to("c.dumas@example.org")[0]["Subject"] == "A new password for Tweet Squad"


def outgoing(**values):
    same = {
        "id": 1, "person_id": 3, "address": "ada@example.org", "language": "en", "kind": "sample",
        "params": {}, "message_id": "<x@localhost>", "asked_at": None, "attempts": 1,
    }  # fmt: skip
    return Outgoing(**{**same, **values})


def test_a_mail_carries_files_a_calendar_part_and_a_way_to_stop_it(sqlite_app):
    with sqlite_app.app_context(), use_sample():
        written = write_mail(outgoing(asked_at=clock.now()))
    mail = message_from_bytes(written.as_bytes(), policy=default)
    words, html = parts_of(mail)
    assert "It is <so>." in words
    assert "It is &lt;so&gt;." in html
    calendar = next(p for p in mail.walk() if p.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().encode() == ICS
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("a.pdf", b"%PDF-1.7")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, written.as_bytes().splitlines())) <= 998


def test_programs_find_the_way_to_stop_it_at_a_long_address_too(sqlite_app, monkeypatch):
    base = f"https://tweet-squad.intranet.{'long-' * 12}name.example.com"
    monkeypatch.setattr(carrier, "base_url", base)
    with sqlite_app.app_context(), use_sample():
        raw = write_mail(outgoing(asked_at=clock.now(), language="fr")).as_bytes()
    assert f"\r\nList-Unsubscribe: <{base}/mail/stop/".encode() in raw
    assert raw.isascii()  # whatever a server on the way takes


@pytest.fixture
def _sample(app):
    with use_sample():
        yield


@pytest.mark.usefixtures("_sample")
def test_the_link_in_a_mail_stops_its_kind_by_post_alone(app, make, mailbox, work):
    from squad.db.unit_of_work import unit_of_work
    from squad.notify.actions import Recipient, tell
    from tests.integration.notify.letters import SAMPLE

    ada, ben = make.person("Ada A"), make.person("Ben B")

    def ask(thing):
        with unit_of_work():
            to = [Recipient(p.id, p.email, "en") for p in (ada, ben)]
            tell(SAMPLE, to, thing=thing, params={})
        work()

    ask("first")
    stop = mailbox.to(ada.email)[0]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    guest = Visitor(app)
    assert "A sample" in guest.get_path(stop).text
    ask("second")
    assert len(mailbox.mails) == 4  # opening the link changed nothing: scanners open links
    # As a mail program sends it: no cookie, no token of ours (RFC 8058).
    for _press in range(2):
        answer = app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    ask("third")
    assert [mail["To"] for mail in mailbox.mails[4:]] == [ben.email]
    assert guest.get_path(stop.replace("/stop/", "/stop/x"), status=404)
