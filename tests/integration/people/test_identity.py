"""Who may change how somebody signs in, and what becomes of links that were sent."""

import pytest
from sqlalchemy import select

from squad.accounts.models import AccountLink
from squad.db.session import session
from squad.people.models import Person
from tests.integration.people.files import roster
from tests.integration.people.test_import_pages import upload
from tests.support.commands import squad
from tests.support.uploads import can_confirm, confirm

SIGNS_IN = "This person signs in with this e-mail, so only an administrator changes it."
ADMINISTERS = "This person is an administrator: only an administrator may do this."


@pytest.fixture
def admin(make, visitor_of):
    return visitor_of(make.administrator(employee_id="ADMIN", email="tom@example.org"))


@pytest.fixture
def coordinator(make, visitor_of):
    person = make.coordinator(make.programme(), employee_id="C", email="nadia@example.org")
    return visitor_of(person)


@pytest.fixture
def zoe(make):
    return make.person("Zoé Tremblay", employee_id="Z", email="zoe@example.org")


def now(person):
    session.rollback()
    found = session.execute(
        select(Person.email, Person.active, Person.site).where(Person.id == person.id)
    ).one()
    session.rollback()
    return tuple(found)


def edit(visitor, person, **changes):
    return visitor.get("people.edit_person", person_id=person.id).submit(**changes)


def test_a_coordinator_changes_the_email_of_nobody_who_signs_in(make, coordinator, zoe):
    assert edit(coordinator, zoe, email="other@example.org").status == 303
    make.account(zoe, accepted_at=None)
    page = coordinator.get("people.edit_person", person_id=zoe.id)
    (field,) = [e for e in page.tree.iter("input") if e.get("name") == "email"]
    assert field.get("readonly") is not None
    assert SIGNS_IN in page.text
    refused = page.submit(email="mine@example.org", site="Lyon", status=422)
    assert SIGNS_IN in refused.errors
    assert now(zoe) == ("other@example.org", True, "Paris")
    refused.submit(status=303)  # with the e-mail that is kept, all else is saved
    assert now(zoe) == ("other@example.org", True, "Lyon")


def test_a_stale_form_of_a_coordinator_keeps_the_email_that_is_saved(make, admin, coordinator, zoe):
    make.account(zoe)
    mine = coordinator.get("people.edit_person", person_id=zoe.id)
    edit(admin, zoe, email="new@example.org")
    both = mine.submit(site="Lyon", status=409)
    both.submit(status=303)
    assert now(zoe) == ("new@example.org", True, "Lyon")


def test_an_administrator_changes_any_email(make, admin, zoe):
    make.account(zoe)
    page = admin.get("people.edit_person", person_id=zoe.id)
    assert SIGNS_IN not in page.text
    page.submit(email="new@example.org", status=303)
    assert now(zoe)[0] == "new@example.org"


def test_only_administrators_switch_an_administrator(make, admin, coordinator):
    boss = make.administrator("Bea Boss")
    shown = coordinator.get("people.show_person", person_id=boss.id)
    assert ADMINISTERS in shown.text
    assert not shown.forms(f"/people/{boss.id}/deactivate")
    refused = coordinator.post("people.deactivate_person", person_id=boss.id, status=422)
    assert ADMINISTERS in refused.text
    assert now(boss)[1]
    admin.post("people.deactivate_person", person_id=boss.id)
    assert not now(boss)[1]
    coordinator.get("people.show_person", person_id=boss.id)
    coordinator.post("people.reactivate_person", person_id=boss.id, status=422)
    assert not now(boss)[1]
    admin.post("people.reactivate_person", person_id=boss.id)
    assert now(boss)[1]


class TestRoster:
    @pytest.fixture
    def boss(self, make):
        return make.administrator("Bea Boss", employee_id="B", email="bea@example.org")

    def test_a_coordinators_file_changes_no_email_that_somebody_signs_in_with(
        self, make, coordinator, admin, zoe
    ):
        file = roster(("Z", "Zoé Tremblay", "mine@example.org", "Sales", ""))
        assert can_confirm(coordinator.follow(upload(coordinator, file)))
        make.account(zoe)
        preview = coordinator.follow(upload(coordinator, file))
        sentence = "Line 2: Zoé Tremblay signs in with zoe@example.org"
        assert sentence in preview.text
        assert not can_confirm(preview)
        preview = admin.follow(upload(admin, file))
        admin.follow(confirm(preview))
        assert now(zoe)[0] == "mine@example.org"

    def test_a_yes_that_comes_late_is_weighed_again(self, make, coordinator, zoe):
        file = roster(("Z", "Zoé Tremblay", "mine@example.org", "Sales", ""))
        preview = coordinator.follow(upload(coordinator, file))
        make.account(zoe)
        assert confirm(preview, status=None).status in {409, 422}
        assert now(zoe)[0] == "zoe@example.org"

    @pytest.mark.parametrize("complete", [True, False])
    def test_a_coordinators_file_deactivates_no_administrator(
        self, make, coordinator, boss, complete
    ):
        for n in range(20):
            make.person(f"Person {n}", employee_id=f"P{n}", email=f"p{n}@example.org")
        rows = [
            (f"P{n}", f"Person {n}", f"p{n}@example.org", "Sales", "", "yes") for n in range(20)
        ]
        rows.append(("C", "Nadia Ferhat", "nadia@example.org", "Sales", "", "yes"))
        if not complete:
            rows.append(("B", "Bea Boss", "bea@example.org", "Sales", "", "no"))
        headers = ("Employee ID", "Name", "E-mail", "Function", "Manager", "Active")
        sent = upload(coordinator, roster(*rows, headers=headers), complete=complete)
        preview = coordinator.follow(sent)
        assert "Bea Boss is an administrator" in preview.text
        assert not can_confirm(preview)

    def test_the_operator_may(self, app, make, boss, tmp_path):
        file = tmp_path / "people.csv"
        file.write_bytes(roster(("B", "Bea Boss", "boss@example.org", "Sales", "")))
        assert squad(app, "roster", "import", file).exit_code == 0
        assert now(boss)[0] == "boss@example.org"


class TestLinks:
    @pytest.fixture
    def invited(self, admin, zoe):
        admin.post("accounts.invite_person", person_id=zoe.id)
        assert self.open() == 1
        return zoe

    def open(self):
        session.rollback()
        alive = (AccountLink.used_at.is_(None), AccountLink.revoked_at.is_(None))
        return len(session.scalars(select(AccountLink.id).where(*alive)).all())

    @pytest.mark.parametrize(
        ("off", "on"),
        [
            ("accounts.disable_account", "accounts.enable_account"),
            ("people.deactivate_person", "people.reactivate_person"),
        ],
    )
    def test_what_was_switched_off_brings_no_link_back(self, admin, invited, off, on):
        admin.post(off, person_id=invited.id)
        admin.post(on, person_id=invited.id)
        assert self.open() == 0

    def test_a_reset_link_ends_with_the_email_that_it_was_sent_to(self, admin, make, zoe):
        make.account(zoe)
        admin.post("accounts.make_reset_link", person_id=zoe.id)
        edit(admin, zoe, site="Lyon")
        assert self.open() == 1
        edit(admin, zoe, email="new@example.org")
        assert self.open() == 0

    def test_so_it_does_when_a_file_changes_it(self, admin, invited):
        file = roster(("Z", "Zoé Tremblay", "new@example.org", "Sales", ""))
        admin.follow(confirm(admin.follow(upload(admin, file))))
        assert self.open() == 0
