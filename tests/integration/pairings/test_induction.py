"""The induction: before the first session, losing nothing typed; who had begun is not asked."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from squad.audit.models import AuditEvent
from squad.coaching.models import CoachingSession
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.induction.rules import Point
from squad.pairings.models import Pairing

SAID = "She asked who reads it"


@pytest.fixture
def pairing(make):
    return make.pairing(inducted=False)


@pytest.fixture
def ines(make, visitor_of, pairing):
    return visitor_of(make.mentor_of(pairing))


def count():
    return len(session.scalars(select(CoachingSession.id)).all())


def follow(page):
    """The page behind a 303."""
    return page.visitor.get_path(page.location)


def typed_in(page, path):
    """The fields of a page's form that posts to this address."""
    return dict(page.fields(page.forms(path)[0]))


def test_what_was_typed_waits_as_a_draft_until_every_point_is_ticked(pairing, ines):
    """As a phone posts that wrote it without network: the form was never shown."""
    path = ines.url("coaching.log_session", pairing=pairing.id)
    assert urlsplit(ines.get_path(path, status=303).location).path.endswith("/induction")
    on = pairing.accepted_on.isoformat()
    sent = {"pairing": pairing.id, "outcome": "held", "minutes": "45", "on": on, "next_at": "none",
            "note": SAID, "form_key": "written on a phone"}  # fmt: skip
    page = follow(ines.post_path(path, sent, status=303))
    assert count() == 0
    assert "whatever you had written of it is kept as a draft." in page.text
    assert "Tick what you have read" in page.submit(status=422).text
    page = follow(page.submit(points=[Point.LOG, "odd"], status=303))
    rest = [point for point in Point if point is not Point.LOG]
    assert 'value="log"' not in page.html
    assert 'id="point-log" checked disabled' in page.html
    page = follow(page.submit(points=rest, status=303))
    assert page.title.startswith("Session with")
    assert typed_in(page, "/sessions/new")["note"] == SAID
    page.submit("/sessions/new", status=303)
    assert count() == 1
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.name == "induction_done"))
    assert event.details == {"programme": pairing.programme_id}


def test_a_plan_comes_back_with_the_day_that_was_typed(pairing, ines):
    typed = {"next_day": "2031-05-07", "next_time": "08:15"}
    path = ines.url("coaching.plan_session", pairing_id=pairing.id)
    page = follow(ines.post_path(path, typed, status=303))
    page = follow(page.submit(points=list(Point), status=303))
    assert typed_in(page, path).items() >= typed.items()


def test_only_the_mentor_is_asked_and_only_before_the_first_session(
    make, pairing, ines, visitor_of
):
    claire, log = visitor_of(make.mentee_of(pairing)), {"pairing": pairing.id}
    claire.get("coaching.plan_session", pairing_id=pairing.id)
    assert "Go through them" in ines.get("home.show_home").links()
    make.coaching_session(pairing)  # as an import would bring it
    assert "Go through them" not in ines.get("home.show_home").links()
    ines.get("coaching.log_session", **log)


def test_what_was_brought_in_under_way_is_not_held_up_but_a_proposal_is(make, visitor_of):
    brought = make.pairing(inducted=False, imported=True, expires_on=None)
    log = {"pairing": brought.id}
    ines = visitor_of(make.mentor_of(brought))
    ines.get("coaching.log_session", **log)
    with unit_of_work():
        session.execute(update(Pairing).values(expires_on=brought.accepted_on))
    ines.get_path(ines.url("coaching.log_session", **log), status=303)


def test_the_coordinator_reads_who_still_has_to_and_no_more(make, visitor_of):
    programme = make.programme()
    waits = make.pairing(programme, inducted=False)
    make.pairing(programme, make.person("Max Moreau"), make.person("Ann Petit"))
    at = {"programme_id": programme.id}
    samira = visitor_of(make.coordinator(programme, name="Samira Benali"))
    ines = visitor_of(make.mentor_of(waits))
    ines.post("pairings.do_induction", {"points": Point.LOG}, **at)
    page = samira.get("pairings.list_inductions", **at)
    assert "Inès Garnier still to do" in page.text
    assert "Max" not in page.text
    ines.post("pairings.do_induction", [("points", point) for point in Point], **at)
    assert "Nobody still has to" in samira.get("pairings.list_inductions", **at).text
