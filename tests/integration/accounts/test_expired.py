"""A form sent with a dead sign-in: nothing is lost, nobody else sees it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from squad.accounts.carried import CarriedForm, seal_form
from squad.accounts.models import SignIn
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.people.models import Person

PASSWORD = "trois valises vertes"
TYPED = {
    "given_name": "Zoé",
    "family_name": "Tremblay <b>",
    "email": "zoe@example.org",
    "language": "fr",
    "time_zone": "America/Toronto",
}


@pytest.fixture
def admin(make):
    person = make.person("Tom Lavoie", email="tom@example.org")
    make.account(person, password=PASSWORD, administrator=True)
    return person


@pytest.fixture
def other(make):
    person = make.person("Odile Petit", email="odile@example.org")
    make.account(person, password=PASSWORD, administrator=True)
    return person


@pytest.fixture
def page(visitor, admin):
    """A form as it stands before an administrator, in a browser that is then signed out."""
    visitor.get("accounts.sign_in").submit(email=admin.email, password=PASSWORD)
    return visitor.get("people.add_person")


def expire():
    with unit_of_work():
        for sign_in in session.scalars(select(SignIn)):
            sign_in.ended_at = clock.now()


def how_many():
    count = session.scalar(select(func.count(Person.id)).where(Person.email == TYPED["email"]))
    session.rollback()
    return count


def test_the_same_person_sends_it_once_more_and_one_record_is_made(visitor, page, admin):
    expire()
    asked = page.submit("/people/new", **TYPED, status=401)
    assert "nothing is lost" in asked.text
    assert "Tremblay" not in asked.html
    again = asked.submit("/sign-in", email=admin.email, password=PASSWORD, status=200)
    assert again.h1 == "You were signed out before this was saved"
    made = again.submit("/people/new", status=303)
    assert visitor.follow(made).h1 == "Zoé Tremblay <b>"
    assert again.submit("/people/new", status=303).location == made.location
    assert how_many() == 1


def test_a_wrong_password_in_between_loses_nothing(page, admin):
    expire()
    asked = page.submit("/people/new", **TYPED, status=401)
    asked = asked.submit("/sign-in", email=admin.email, password="wrong", status=422)
    asked = asked.submit("/sign-in", email=admin.email, password="", status=422)
    again = asked.submit("/sign-in", email=admin.email, password=PASSWORD, status=200)
    again.submit("/people/new", status=303)
    assert how_many() == 1


def test_another_person_never_sees_it(visitor, page, other):
    expire()
    asked = page.submit("/people/new", **TYPED, status=401)
    done = asked.submit("/sign-in", email=other.email, password=PASSWORD, status=303)
    assert done.location == "/"
    assert how_many() == 0


def test_another_person_never_sees_it_after_a_sign_out_in_another_tab(visitor, page, other):
    visitor.post("accounts.sign_out")
    asked = page.submit("/people/new", **TYPED, status=401)
    asked.submit("/sign-in", email=other.email, password=PASSWORD, status=303)


def test_after_signing_in_in_another_tab_the_form_is_simply_sent(visitor, page, admin):
    visitor.post("accounts.sign_out")
    visitor.get("accounts.sign_in").submit(email=admin.email, password=PASSWORD)
    page.submit("/people/new", **TYPED, status=303)
    assert how_many() == 1


def test_a_form_of_another_site_is_not_kept(app, visitor, page):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = app.test_client().post("/people/new", data=TYPED, headers=headers)
        assert answer.status_code == 403
        assert 'name="carried"' not in answer.get_data(as_text=True)
    answer = app.test_client().post("/people/new", data=TYPED)
    assert 'name="carried" value=""' in answer.get_data(as_text=True)
    answer = app.test_client().post(
        "/people/new", data=TYPED, headers={"Origin": "http://localhost"}
    )
    assert 'name="carried" value="g' in answer.get_data(as_text=True)


def test_what_is_too_large_is_said_not_to_be_kept(page):
    expire()
    asked = page.submit("/people/new", **{**TYPED, "site": "x" * 200_000}, status=401)
    assert "could not be kept here" in asked.text


@pytest.mark.parametrize("broken", ["", "x", "gAAAAA", "é"])
def test_a_forged_carried_form_is_ignored(visitor, admin, broken):
    page = visitor.get("accounts.sign_in")
    done = page.submit(email=admin.email, password=PASSWORD, carried=broken, status=303)
    assert done.location == "/"


def test_a_carried_form_never_leads_away(visitor, admin):
    token = seal_form(CarriedForm("//evil.example", None, [("a", "b")]))
    page = visitor.get("accounts.sign_in")
    page.submit(email=admin.email, password=PASSWORD, carried=token, status=303)


def test_a_program_that_asks_for_json_is_told_in_json(app):
    answer = app.test_client().post("/people/new", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["error"] == "Please sign in"


def test_a_sign_in_page_left_open_overnight_is_shown_again(visitor, admin):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        page = visitor.get("accounts.sign_in", next="/people")
        now.shift(timedelta(hours=13))
        again = page.submit(email=admin.email, password=PASSWORD, status=400)
        assert "open for long" in again.text
        assert 'value="tom@example.org"' in again.html
        done = again.submit("/sign-in", password=PASSWORD, status=303)
        assert done.location == "/people"


def test_a_page_that_was_just_opened_can_be_sent_for_hours(visitor, admin):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        visitor.get("accounts.sign_in").submit(email=admin.email, password=PASSWORD)
        now.shift(timedelta(hours=11))
        page = visitor.get("people.add_person")
        now.shift(timedelta(hours=11))
        page.submit("/people/new", **TYPED, status=303)


def test_signing_out_works_from_a_page_left_open_for_days(visitor, admin, app):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        visitor.get("accounts.sign_in").submit(email=admin.email, password=PASSWORD)
        now.shift(timedelta(days=3))
        for origin, status in [("https://evil.example", 403), ("http://localhost", 303)]:
            answer = visitor.client.post("/sign-out", headers={"Origin": origin})
            assert answer.status_code == status
        visitor.get("people.list_people", status=303)


def test_another_site_cannot_slip_a_form_into_the_sign_in_page(app):
    token = seal_form(CarriedForm("/people/new", None, [("family_name", "Planted")]))
    data = {"email": "tom@example.org", "password": "x", "carried": token}
    headers = {"Origin": "https://evil.example"}
    answer = app.test_client().post("/sign-in", data=data, headers=headers)
    assert answer.status_code == 403
    assert token not in answer.get_data(as_text=True)
