"""Accounts as administrators see them: found, switched off, never without an administrator."""

import pytest
from sqlalchemy import select

from squad.accounts.models import Account
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.kernel.clock import clock


@pytest.fixture
def tom(make):
    return make.administrator()


@pytest.fixture
def admin(tom, visitor_of):
    return visitor_of(tom)


def names(page):
    return [
        " ".join("".join(cell.itertext()).split())
        for cell in page.tree.iter("th")
        if cell.find("a") is not None
    ]


def event_names():
    found = session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)).all()
    session.rollback()
    return found


ADMIN_PAGES = ["list_accounts", "list_invited", "choose_invited", "export_invited"]
ACTS = ["invite_person", "make_reset_link", "revoke_links", "disable_account", "enable_account"]
ACTS += ["end_sign_ins", "grant_administrator", "remove_administrator"]


def test_only_administrators_come_here(make, visitor, visitor_of):
    person = make.person()
    his = visitor_of(person)
    for name in ADMIN_PAGES:
        his.get(f"accounts.{name}", status=403)
        visitor.get(f"accounts.{name}", status=303)
    his.get("accounts.show_account", person_id=person.id, status=403)
    for name in ACTS:
        his.post(f"accounts.{name}", person_id=person.id, status=403)
        visitor.post(f"accounts.{name}", person_id=person.id, status=401)
    his.post("accounts.invite_people", {"person": str(person.id)}, status=403)
    assert not session.scalars(select(Account.administrator).where(Account.administrator)).all()


def test_found_by_a_part_of_the_name_whatever_its_accents_and_by_state(admin, make):
    now = clock.now()
    make.account(make.person("Hélène Roy"))
    make.account(make.person("Ines Royer"), accepted_at=None)
    make.account(make.person("Léon Royal"), disabled_at=now)
    assert names(admin.get("accounts.list_accounts", q="ROY")) == [
        "Roy, Hélène",
        "Royal, Léon",
        "Royer, Ines",
    ]
    assert names(admin.get("accounts.list_accounts", q="hel roy")) == ["Roy, Hélène"]
    assert names(admin.get("accounts.list_accounts", state="invited")) == ["Royer, Ines"]
    assert names(admin.get("accounts.list_accounts", state="disabled")) == ["Royal, Léon"]
    assert names(admin.get("accounts.list_accounts", state="active", q="roy")) == ["Roy, Hélène"]
    assert "Nobody is found" in admin.get("accounts.list_accounts", q="100%").text
    admin.get("accounts.list_accounts", state="nonsense", after="nonsense")


def test_the_list_goes_on_after_twenty_and_costs_the_same(admin, make, statements):
    for n in range(1):
        make.account(make.person(f"Person Alpha{n:02d}"))
    admin.get("accounts.list_accounts")
    with statements() as few:
        admin.get("accounts.list_accounts")
    for n in range(1, 30):
        make.account(make.person(f"Person Alpha{n:02d}"))
    with statements() as many:
        first = admin.get("accounts.list_accounts")
    assert len(many) == len(few) <= 6
    second = admin.get_path(first.links()["Next page"])
    together = names(first) + names(second)
    assert len(names(first)) == 20
    assert together == sorted(set(together))
    assert len(together) == 31


def test_a_disabled_account_stops_at_the_next_request_and_its_cookie_stays_dead(
    admin, make, visitor_of
):
    claire = make.person("Claire Fontaine")
    hers = visitor_of(claire)
    hers.get("accounts.edit_settings")
    page = admin.get("accounts.show_account", person_id=claire.id)
    done = admin.follow(page.submit(f"/admin/accounts/{claire.id}/disable", status=303))
    assert "Disabled, and signed out everywhere." in done.text
    hers.get("accounts.edit_settings", status=303)
    done.submit(f"/admin/accounts/{claire.id}/enable", status=303)
    hers.get("accounts.edit_settings", status=303)
    assert event_names() == ["account_disabled", "account_enabled"]


def test_an_administrator_ends_every_sign_in_of_a_person(admin, make, visitor_of):
    claire = make.person("Claire Fontaine")
    hers, phone = visitor_of(claire), visitor_of(claire)
    page = admin.get("accounts.show_account", person_id=claire.id)
    page.submit(f"/admin/accounts/{claire.id}/end-sign-ins", status=303)
    hers.get("accounts.edit_settings", status=303)
    phone.get("accounts.edit_settings", status=303)


def test_administration_is_given_and_taken_back_at_the_next_request(admin, make, visitor_of):
    claire = make.person("Claire Fontaine")
    hers = visitor_of(claire)
    hers.get("accounts.list_accounts", status=403)
    page = admin.get("accounts.show_account", person_id=claire.id)
    page = admin.follow(page.submit(f"/admin/accounts/{claire.id}/administrator/grant", status=303))
    hers.get("accounts.list_accounts")
    page.submit(f"/admin/accounts/{claire.id}/administrator/remove", status=303)
    hers.get("accounts.list_accounts", status=403)
    acts = [name for name in event_names() if name != "refused"]
    assert acts == ["administrator_granted", "administrator_removed"]


@pytest.mark.parametrize("endpoint", ["accounts.remove_administrator", "accounts.disable_account"])
def test_the_last_administrator_stays(admin, tom, make, endpoint):
    make.account(make.person(), administrator=True, accepted_at=None)
    make.account(make.person(), administrator=True, disabled_at=clock.now())
    make.account(make.person(active=False), administrator=True)
    page = admin.post(endpoint, person_id=tom.id, status=422)
    assert "Let somebody else administer first" in page.text
    admin.get("accounts.list_accounts")


def test_the_last_administrator_cannot_be_deactivated_as_a_person(admin, tom, make):
    make.account(tom_again := make.person("Ada Autre"), administrator=True)
    admin.post("people.deactivate_person", person_id=tom_again.id)
    page = admin.post("people.deactivate_person", person_id=tom.id, status=422)
    assert "Let somebody else administer first" in page.text
    assert "no longer here" not in page.text


def test_an_administrator_may_step_down_when_another_remains(admin, tom, make):
    make.account(make.person(), administrator=True)
    page = admin.post("accounts.remove_administrator", person_id=tom.id)
    assert page.location == "/"
    admin.get("accounts.list_accounts", status=403)


def test_nobody_becomes_administrator_by_adding_fields(make, visitor_of):
    claire = make.person("Claire Fontaine")
    hers = visitor_of(claire)
    extra = {"administrator": "1", "person_id": "1", "active": "0", "email": "x@example.org"}
    page = hers.get("accounts.edit_settings")
    page.submit("/settings", language="fr", **extra, status=303)
    kept = session.get(Account, session.scalars(select(Account.id)).one())
    assert not kept.administrator
    person = session.merge(claire)
    assert (person.language, person.active) == ("fr", True)
    assert person.email != "x@example.org"


def test_a_person_without_an_account_has_a_page_too(admin, make):
    person = make.person("Nouvelle Venue")
    page = admin.get("accounts.show_account", person_id=person.id)
    assert "no account yet" in page.text
    assert f"/admin/accounts/{person.id}/roles" in page.links().values()
    admin.get("accounts.show_account", person_id=999_999, status=404)
    for name in ACTS:
        status = 303 if name == "invite_person" else 422
        other = make.person()
        admin.post(f"accounts.{name}", person_id=other.id, status=status)
        admin.post(f"accounts.{name}", person_id=999_999, status=404)
