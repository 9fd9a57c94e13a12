"""Invitations and reset links: single use, expiring, used by POST only, copied at any time."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from sqlalchemy import select

from squad.accounts.models import Account, AccountLink
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.kernel.clock import clock
from tests.support.page import Visitor

NEW = "trois valises vertes"


@pytest.fixture
def admin(make, visitor_of):
    return visitor_of(make.administrator())


@pytest.fixture
def ines(make):
    return make.person("Inès Haddad", email="ines.haddad@example.org")


def invite(admin, person):
    page = admin.get("accounts.show_account", person_id=person.id)
    page = admin.follow(page.submit(f"/admin/accounts/{person.id}/invite", status=303))
    return link_of(page)


def link_of(page):
    (address,) = [
        e.get("value") for e in page.tree.iter("input") if "/links/" in e.get("value", "")
    ]
    assert address.startswith("http://localhost/links/")
    return urlsplit(address).path


def is_in(visitor):
    return visitor.get("accounts.sign_in", status=None).status == 303


def event_names():
    names = session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)).all()
    session.rollback()
    return names


def test_an_invitation_is_accepted_once_and_signs_in(admin, ines, visitor):
    path = invite(admin, ines)
    page = visitor.get_path(path)
    assert page.h1 == "Welcome, Inès Haddad"
    assert "ines.haddad@example.org" in page.text
    done = page.submit(password=NEW, status=303)
    assert done.location == "/"
    assert is_in(visitor)
    assert visitor.get_path(path, status=410).h1 == "This link does not work any more"
    with_form_open = Visitor(visitor.app)
    with_form_open.post(
        "accounts.use_link", {"password": "un autre mot"}, token=path[7:], status=410
    )
    assert event_names() == ["invited", "invitation_accepted", "signed_in"]
    fresh = Visitor(visitor.app)
    fresh.get("accounts.sign_in").submit(email=ines.email, password=NEW, status=303)


def test_opening_a_link_uses_nothing_up_not_even_for_a_mail_scanner(admin, ines, visitor):
    path = invite(admin, ines)
    for _ in range(3):
        visitor.get_path(path)
    assert visitor.client.head(path).status_code == 200
    visitor.get_path(path).submit(password=NEW, status=303)


def test_the_link_is_there_to_copy_again_and_the_database_alone_does_not_make_it(admin, ines):
    path = invite(admin, ines)
    again = admin.get("accounts.show_account", person_id=ines.id)
    assert link_of(again) == path
    listed = admin.get("accounts.list_invited")
    assert link_of(listed) == path
    assert path in listed.by_id("all-links").text
    nonce = session.scalars(select(AccountLink.nonce)).one()
    session.rollback()
    admin.get_path(f"/links/{nonce}", status=410)
    # Not the last letter: some of its bits say nothing.
    other = "A" if path[-9] != "A" else "B"
    admin.get_path(f"{path[:-9]}{other}{path[-8:]}", status=410)


def test_resending_ends_the_earlier_link(admin, ines, visitor):
    first = invite(admin, ines)
    second = invite(admin, ines)
    assert first != second
    visitor.get_path(first, status=410)
    visitor.get_path(second).submit(password=NEW, status=303)


@pytest.mark.parametrize(
    ("after", "status"), [(timedelta(days=13.9), 200), (timedelta(days=14), 410)]
)
def test_an_invitation_lives_fourteen_days(admin, ines, visitor, after, status):
    with time_machine.travel(clock.now(), tick=False) as now:
        path = invite(admin, ines)
        now.shift(after)
        visitor.get_path(path, status=status)


def test_a_reset_link_lives_a_day_and_ends_every_sign_in(admin, make, visitor, visitor_of):
    claire = make.person("Claire Fontaine", email="claire@example.org")
    make.account(claire, password="ancien mot bleu")
    elsewhere = Visitor(visitor.app)
    elsewhere.get("accounts.sign_in").submit(email=claire.email, password="ancien mot bleu")
    with time_machine.travel(clock.now(), tick=False) as now:
        page = admin.get("accounts.show_account", person_id=claire.id)
        at = f"/admin/accounts/{claire.id}/reset-link"
        path = link_of(admin.follow(page.submit(at, status=303)))
        assert visitor.get_path(path).h1 == "A new password"
        now.shift(timedelta(hours=24))
        visitor.get_path(path, status=410)
        admin = visitor_of(make.administrator("Ada Autre"))
        page = admin.get("accounts.show_account", person_id=claire.id)
        path = link_of(admin.follow(page.submit(at, status=303)))
        visitor.get_path(path).submit(password=NEW, status=303)
    assert is_in(visitor)
    assert not is_in(elsewhere)
    elsewhere.get("accounts.sign_in").submit(
        email=claire.email, password="ancien mot bleu", status=422
    )
    assert "password_changed" in event_names()


def test_failed_tries_never_delay_a_reset_link(admin, make, visitor):
    claire = make.person("Claire Fontaine", email="claire@example.org")
    make.account(claire, password="ancien mot bleu")
    for _ in range(5):
        visitor.get("accounts.sign_in").submit(email=claire.email, password="wrong", status=422)
    visitor.get("accounts.sign_in").submit(email=claire.email, password="wrong", status=429)
    page = admin.get("accounts.show_account", person_id=claire.id)
    page = admin.follow(page.submit(f"/admin/accounts/{claire.id}/reset-link", status=303))
    visitor.get_path(link_of(page)).submit(password=NEW, status=303)
    assert is_in(visitor)
    visitor.post("accounts.sign_out")
    visitor.get("accounts.sign_in").submit(email=claire.email, password=NEW, status=303)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Choose a password."),
        ("court7!", "at least 8 characters"),
        ("Motdepasse2026", "Many people use this password"),
        ("ines.haddad et moi", "the name of your e-mail address"),
        ("k7 " * 400, "at most 1000 characters"),
    ],
)
def test_a_refused_password_leaves_the_link_as_it_was(admin, ines, visitor, password, said):
    path = invite(admin, ines)
    page = visitor.get_path(path).submit(password=password, status=422)
    assert any(said in error for error in page.errors)
    assert password.strip() == "" or password not in page.html
    page.submit(password=NEW, status=303)


def test_a_very_long_password_in_any_alphabet_is_kept_whole(admin, ines, visitor):
    long = "Ω≈ç√ une phrase très longue, " * 34
    visitor.get_path(invite(admin, ines)).submit(password=long, status=303)
    fresh = Visitor(visitor.app)
    fresh.get("accounts.sign_in").submit(email=ines.email, password=long[:-1], status=422)
    fresh.get("accounts.sign_in").submit(email=ines.email, password=long, status=303)


def test_a_link_of_somebody_who_left_or_is_disabled_does_not_work(admin, ines, visitor, make):
    path = invite(admin, ines)
    admin.post("people.deactivate_person", person_id=ines.id)
    visitor.get_path(path, status=410)
    admin.post("people.reactivate_person", person_id=ines.id)
    visitor.get_path(path, status=410)
    path = invite(admin, ines)
    admin.post("accounts.disable_account", person_id=ines.id)
    visitor.get_path(path, status=410)
    admin.post("accounts.enable_account", person_id=ines.id)
    visitor.get_path(path, status=410)


def test_a_link_that_was_taken_back_does_not_work(admin, ines, visitor):
    path = invite(admin, ines)
    admin.post("accounts.revoke_links", person_id=ines.id)
    visitor.get_path(path, status=410)
    assert "link_revoked" in event_names()


def test_the_page_speaks_the_invited_persons_language(admin, make, visitor):
    paul = make.person("Paul Mercier", language="fr")
    path = invite(admin, paul)
    page = visitor.get_path(path)
    assert page.h1 == "Bienvenue, Paul Mercier"
    assert visitor.get_path(page.links()["English"]).h1 == "Welcome, Paul Mercier"


def test_many_are_invited_at_once_and_listed_until_they_accept(admin, make, visitor):
    people = [make.person(f"Anna Number{n}", site="Lyon") for n in range(3)]
    make.person("Bob Elsewhere", site="Paris")
    page = admin.get("accounts.choose_invited", site="Lyon")
    assert "Bob Elsewhere" not in page.text
    ids = [str(person.id) for person in people[:2]]
    listed = admin.follow(page.submit("/admin/invitations", person=ids, status=303))
    assert "2 invitations are ready" in listed.text
    names = [person.list_name for person in people]
    assert names[0] in listed.text
    assert names[2] not in listed.text
    file = admin.get("accounts.export_invited")
    lines = file.html.strip().splitlines()
    assert lines[0] == '\ufeff"Name","E-mail","Link"'
    assert len(lines) == 3
    path = urlsplit(lines[1].split(",")[2].strip('"')).path
    visitor.get_path(path).submit(password=NEW, status=303)
    assert names[0] not in admin.get("accounts.list_invited").text
    assert names[2] in admin.get("accounts.choose_invited").text
    assert names[0] not in admin.get("accounts.choose_invited").text


def test_somebody_who_accepted_cannot_be_invited_again(admin, make):
    claire = make.person("Claire Fontaine")
    make.account(claire)
    page = admin.post("accounts.invite_person", person_id=claire.id, status=422)
    assert "accepted already" in page.text
    admin.post("accounts.invite_people", {"person": str(claire.id)})
    assert session.scalars(select(AccountLink)).all() == []


def test_nothing_secret_of_a_link_reaches_log_or_audit(admin, ines, visitor, caplog):
    logging.getLogger("squad").propagate = True
    try:
        with caplog.at_level(logging.DEBUG):
            path = invite(admin, ines)
            visitor.get_path(path).submit(password=NEW, status=303)
    finally:
        logging.getLogger("squad").propagate = False
    nonce = session.scalars(select(AccountLink.nonce)).one()
    details = session.scalars(select(AuditEvent.details)).all()
    written = "".join(str(vars(record)) for record in caplog.records) + str(details)
    for secret in (path.rsplit("/", 1)[1], nonce, NEW, ines.email, "Haddad"):
        assert secret not in written
    kept = session.scalars(select(Account.password_hash).where(Account.person_id == ines.id)).one()
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_of_invitations_costs_the_same_with_many(make, admin, statements, count):
    people = [make.person(f"Guest {n:02}").id for n in range(count)]
    admin.post("accounts.invite_people", [("person", str(one)) for one in people])
    with statements() as sent:
        page = admin.get("accounts.list_invited")
    assert len([i for i in page.tree.iter("input") if i.get("readonly") is not None]) == count
    assert len(sent) <= 6, "\n".join(sent)
