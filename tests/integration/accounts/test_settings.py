"""My settings: language, time zone, password, browsers, quiet days."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import func, select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.people.models import Person, QuietPeriod
from tests.support.page import Visitor

OLD, NEW = "trois valises vertes", "kajak orbite fenouil"


@pytest.fixture
def claire(make):
    person = make.person("Claire Fontaine", email="claire@example.org")
    make.account(person, password=OLD)
    return person


@pytest.fixture
def hers(app, claire):
    return signed_in(app)


def signed_in(app, password=OLD):
    visitor = Visitor(app)
    visitor.get("accounts.sign_in").submit(
        email="claire@example.org", password=password, status=303
    )
    return visitor


def test_language_and_time_zone(hers, claire):
    page = hers.get("accounts.edit_settings")
    done = hers.follow(
        page.submit("/settings", language="fr", time_zone="America/Montreal", status=303)
    )
    assert done.h1 == "Mes réglages"
    assert "Enregistré." in done.text
    person = session.get(Person, claire.id)
    assert (person.language, person.time_zone) == ("fr", "America/Montreal")
    session.rollback()
    hers.post("accounts.sign_out")
    assert hers.get("accounts.sign_in").h1 == "Connexion : On parle. On se parle. On prend soin."


@pytest.mark.parametrize("values", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}])
def test_what_is_not_offered_is_refused(hers, values):
    hers.get("accounts.edit_settings").submit("/settings", **values, status=422)


def test_another_password_needs_the_present_one_and_signs_others_out(hers, app):
    phone = signed_in(app)
    page = hers.get("accounts.change_password")
    wrong = page.submit(current="wrong", password=NEW, status=422)
    assert "This is not your present password." in wrong.errors
    page.submit(current=OLD, password="Motdepasse1", status=422)
    page.submit(current=OLD, password="claire et moi", status=422)
    done = hers.follow(page.submit(current=OLD, password=NEW, status=303))
    assert "Your password is changed." in done.text
    hers.get("accounts.edit_settings")
    phone.get("accounts.edit_settings", status=303)
    signed_in(app, NEW)
    Visitor(app).get("accounts.sign_in").submit(
        email="claire@example.org", password=OLD, status=422
    )
    names = session.scalars(select(AuditEvent.name)).all()
    assert names.count("password_changed") == 1


def test_others_stay_signed_in_if_one_wants_so(hers, app):
    phone = signed_in(app)
    page = hers.get("accounts.change_password")
    page.submit(current=OLD, password=NEW, end_others=None, status=303)
    phone.get("accounts.edit_settings")


def test_guessing_the_present_password_is_delayed_too(hers):
    page = hers.get("accounts.change_password")
    for _ in range(5):
        page.submit(current="wrong", password=NEW, status=422)
    delayed = page.submit(current=OLD, password=NEW, status=429)
    assert "Wait" in delayed.text


def test_one_sees_and_ends_ones_own_browsers(hers, app, make, visitor_of):
    phone = signed_in(app)
    page = hers.get("accounts.edit_settings")
    assert page.text.count("signed in since") == 2
    (form,) = [f for f in page.tree.iter("form") if f.get("action", "").endswith("/end")]
    page.submit(form, status=303)
    phone.get("accounts.edit_settings", status=303)
    tablet = signed_in(app)
    page = hers.get("accounts.edit_settings")
    page.submit("/settings/browsers/end-others", status=303)
    tablet.get("accounts.edit_settings", status=303)
    hers.get("accounts.edit_settings")


def test_nobody_ends_somebody_elses_browser(hers, make, visitor_of):
    from squad.accounts.models import SignIn

    odile = make.person("Odile Petit")
    theirs = visitor_of(odile)
    newest = session.scalar(select(func.max(SignIn.id)))
    session.rollback()
    hers.post("accounts.end_own_sign_in", sign_in_id=newest, status=404)
    theirs.get("accounts.edit_settings")


def test_quiet_days_are_set_once_and_removed(hers, claire):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False):
        visitor = Visitor(hers.app)
        visitor.get("accounts.sign_in").submit(email="claire@example.org", password=OLD)
        page = visitor.get("accounts.add_quiet_period")
        made = page.submit(starts_on="2026-12-20", ends_on="2027-01-03", status=303)
        page.submit(starts_on="2026-12-20", ends_on="2027-01-03", status=303)
        page.submit(starts_on="2026-12-20", ends_on="2027-01-04", status=303)
        listed = visitor.follow(made)
        assert "20 December 2026 to 3 January 2027" in listed.text
        kept = session.scalars(select(QuietPeriod)).one()
        assert (kept.person_id, kept.ends_on) == (claire.id, date(2027, 1, 3))
        session.rollback()
        (form,) = [f for f in listed.tree.iter("form") if "remove" in f.get("action", "")]
        done = visitor.follow(listed.submit(form, status=303))
        assert "None are set." in done.text
    kept = session.scalars(select(QuietPeriod)).one()
    assert kept.removed_at is not None


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        ("2026-12-20", "2026-12-19", "not before the first"),
        ("2026-11-01", "2026-11-30", "from today on"),
        ("2026-12-20", "2027-12-21", "within a year"),
        ("", "2026-12-19", "Enter a date"),
        ("2026-02-31", "2026-12-19", "Enter a date"),
    ],
)
def test_quiet_days_that_cannot_be(hers, starts_on, ends_on, said):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False):
        visitor = Visitor(hers.app)
        visitor.get("accounts.sign_in").submit(email="claire@example.org", password=OLD)
        page = visitor.get("accounts.add_quiet_period")
        page = page.submit(starts_on=starts_on, ends_on=ends_on, status=422)
        assert said in " ".join(page.errors)


def test_nobody_removes_somebody_elses_quiet_days(hers, make, visitor_of):
    odile = visitor_of(make.person("Odile Petit"))
    page = odile.get("accounts.add_quiet_period")
    page.submit(starts_on="2099-01-01", ends_on="2099-01-02", status=303)
    kept = session.scalars(select(QuietPeriod.id)).one()
    session.rollback()
    hers.post("accounts.remove_quiet_period", period_id=kept, status=404)
    hers.post("accounts.remove_quiet_period", period_id=kept + 1, status=404)
