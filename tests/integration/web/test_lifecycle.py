"""What happens after a request's own transaction: lost, it is logged; the answer stays true."""

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.people.models import Person


@pytest.fixture
def failing_after(app, monkeypatch):
    """What is recorded after each request of somebody who is signed in fails."""

    def fail(**_values):
        raise RuntimeError

    monkeypatch.setattr("squad.slices.is_due_for_touch", lambda *_: True)
    monkeypatch.setattr("squad.slices.touch_sign_in", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def test_what_was_committed_is_said_to_be_saved(make, visitor_of, failing_after, log_lines):
    person = make.person()
    visitor_of(person).post(
        "accounts.edit_settings", {"language": "fr", "time_zone": "Europe/Paris"}, status=303
    )
    session.expire_all()
    assert session.scalar(select(Person.language).where(Person.id == person.id)) == "fr"
    assert "after_record_failed" in "".join(log_lines())


def test_a_page_is_not_shown_without_what_must_be_recorded_of_it(make, visitor_of, failing_after):
    page = visitor_of(make.person()).get("home.show_home", status=500)
    assert page.h1 == "Something went wrong here"


def test_nor_is_a_refused_form(make, visitor_of, failing_after):
    visitor_of(make.person()).post("accounts.change_password", {}, status=500)
