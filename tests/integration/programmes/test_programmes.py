"""A programme from its creation to its closed periods."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from squad.access.viewer import Role
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.matching.models import MatchWeights
from squad.pairings.matching.queries.pool import get_weights
from squad.pairings.matching.rules.weights import Criterion, SiteWish
from squad.programmes.models import ClosedPeriod, Programme, RoleGrant
from squad.programmes.rules import ReadingMode


def test_an_administrator_creates_one_and_the_usual_figures_are_there(make, visitor_of):
    make.framework()
    admin = visitor_of(make.administrator())
    page = admin.get("programmes.create_programme")
    sent = page.submit(name="Spring 2027", code="spring-2027", status=303)
    assert admin.follow(sent).h1 == "Roles in Spring 2027"
    programme = session.scalars(select(Programme)).one()
    assert (programme.planned_sessions, programme.cadence_days, programme.weeks) == (6, 21, 20)
    assert programme.target_conversing == 2
    assert programme.target_care is None
    assert programme.reading_mode is ReadingMode.NAMED
    again = page.submit(name="Spring 2027", code="spring-2027", status=303)
    assert again.location.endswith(f"/programmes/{programme.id}")
    assert len(session.scalars(select(Programme)).all()) == 1


def test_a_form_used_for_two_programmes_shows_both(make, visitor_of):
    make.framework()
    page = visitor_of(make.administrator()).get("programmes.create_programme")
    page.submit(name="Spring 2027", code="spring-2027", status=303)
    both = page.submit(name="Autumn 2027", code="autumn-2027", status=409)
    assert "Spring 2027" in both.text
    assert "Autumn 2027" in both.text


def test_what_is_wrong_is_said_beside_the_field(make, visitor_of):
    make.programme(code="taken")
    page = visitor_of(make.administrator()).get("programmes.create_programme")
    wrong = page.submit(name="", code="Not OK", weeks="many", status=422)
    assert "Enter a whole number, in figures." in wrong.text
    wrong = page.submit(name="", code="Not OK", weeks="2", status=422)
    assert "Enter a number from 4 to 104." in wrong.text
    assert any(error.startswith("Write the code") for error in wrong.errors)
    taken = page.submit(name="Spring", code="taken", status=422)
    assert "Another programme has this code. Choose another one." in taken.text


def test_without_a_framework_one_reads_what_to_do(make, visitor_of):
    page = visitor_of(make.administrator()).get("programmes.create_programme", status=409)
    assert "squad init" in page.text


def test_only_an_administrator_creates(make, visitor_of):
    programme = make.programme()
    visitor_of(make.coordinator(programme)).get("programmes.create_programme", status=403)
    visitor_of(make.person()).get("programmes.create_programme", status=403)


def test_who_sees_it_and_who_changes_it(make, visitor_of):
    programme = make.programme()
    other = make.programme()
    pairing = make.pairing(programme)
    arguments = {"programme_id": programme.id}
    for person, sees, edits in (
        (make.coordinator(programme), 200, 200),
        (make.hr_viewer(programme), 200, 403),
        (make.mentor_of(pairing), 200, 403),
        (make.administrator(), 200, 403),
        (make.coordinator(other), 404, 404),
        (make.person(), 403, 403),
    ):
        visitor = visitor_of(person)
        visitor.get("programmes.show_programme", status=sees, **arguments)
        visitor.get("programmes.edit_programme", status=edits, **arguments)


def test_a_coordinator_changes_it_and_a_stale_save_shows_both(make, visitor_of):
    programme = make.programme(name="Spring")
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("programmes.edit_programme", programme_id=programme.id)
    changed = visitor.follow(page.submit(name="Late spring", weeks="24"))
    assert changed.h1 == "Late spring"
    stale = page.submit(name="Early spring", status=409)
    assert "Early spring" in stale.text
    assert "Late spring" in stale.text
    event = session.scalars(select(AuditEvent).where(AuditEvent.name == "programme_changed")).one()
    assert event.details == {"programme": programme.id, "fields": ["name", "weeks"]}


def test_what_hr_reads_is_fixed_once_somebody_accepted(make, visitor_of):
    programme = make.programme(first_accepted_at=make_now())
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("programmes.edit_programme", programme_id=programme.id)
    assert "Fixed: somebody has accepted a pairing under it." in page.text
    refused = page.submit(reading_mode="groups_only", status=422)
    assert "What HR reads cannot change any more" in refused.text
    assert session.get(Programme, programme.id).reading_mode is ReadingMode.NAMED


def test_who_reads_ratings_is_said_before_anyone_accepts_and_then_fixed(make, visitor_of):
    programme = make.programme()
    visitor = visitor_of(make.coordinator(programme))
    edit = {"programme_id": programme.id}
    saved = visitor.get("programmes.edit_programme", **edit).submit(ratings_in_groups="yes")
    counted = "for the whole programme together, how many chose each stage"
    assert counted in visitor.follow(saved).text
    proposed = make.pairing(programme, state="proposed")
    for person in (make.mentor_of(proposed), make.mentee_of(proposed)):
        page = visitor_of(person).get("pairings.show_pairing", pairing_id=proposed.id)
        assert counted in page.text
    make.pairing(programme, mentee=make.person(), state="accepted")
    page = visitor.get("programmes.edit_programme", **edit)
    assert page.by_id("ratings_in_groups-0") is None
    refused = page.submit(ratings_in_groups="no", status=422)
    assert "Who reads ratings cannot change any more" in refused.text
    session.expire_all()
    assert session.get(Programme, programme.id).ratings_in_groups
    page.submit(name="Still to be saved", status=303)


def test_its_time_zone_is_fixed_once_somebody_accepted(make, visitor_of):
    programme = make.programme(time_zone="UTC")
    visitor = visitor_of(make.coordinator(programme))
    edit = {"programme_id": programme.id}
    page = visitor.get("programmes.edit_programme", **edit)
    page.submit(time_zone="Europe/Paris", status=303)
    make.pairing(programme, state="accepted")
    page = visitor.get("programmes.edit_programme", **edit)
    assert "the days of past reports end at midnight there" in page.text
    assert page.by_id("time_zone") is None
    refused = page.submit(time_zone="Asia/Tokyo", status=422)
    assert "The time zone cannot change any more" in refused.text
    session.expire_all()
    assert session.get(Programme, programme.id).time_zone == "Europe/Paris"
    page.submit(name="Still to be saved", status=303)


def make_now():
    from squad.kernel.clock import clock

    return clock.now()


@time_machine.travel("2027-03-01 10:00", tick=False)
def test_closed_periods_come_and_go(make, visitor_of):
    programme = make.programme()
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("programmes.show_programme", programme_id=programme.id)
    add = f"/programmes/{programme.id}/closed-periods"
    page.submit(add, starts_on="2027-08-01", ends_on="2027-08-31", status=303)
    page = visitor.get("programmes.show_programme", programme_id=programme.id)
    overlap = page.submit(add, starts_on="2027-08-20", ends_on="2027-09-02", status=422)
    assert any("overlap the closed period from 1 August 2027" in e for e in overlap.errors)
    page = visitor.get("programmes.show_programme", programme_id=programme.id)
    period = session.scalars(select(ClosedPeriod)).one()
    assert (period.starts_on, period.ends_on) == (date(2027, 8, 1), date(2027, 8, 31))
    period_id = period.id
    page.submit(f"{add}/{period_id}/remove", status=303)
    page = visitor.get("programmes.show_programme", programme_id=programme.id)
    assert "None so far." in page.text
    assert session.get(ClosedPeriod, period_id).removed_at is not None


@time_machine.travel("2026-12-01 10:00", tick=False)
def test_a_form_closes_it_once(make, visitor_of):
    programme = make.programme()
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("programmes.show_programme", programme_id=programme.id)
    add = f"/programmes/{programme.id}/closed-periods"
    page.submit(add, starts_on="2026-12-24", ends_on="2026-12-31", status=303)
    again = visitor.follow(page.submit(add, starts_on="2026-12-24", ends_on="2026-12-31"))
    assert "This was saved already" in again.text
    both = page.submit(add, starts_on="2027-08-01", ends_on="2027-08-31", status=409)
    assert "24 December 2026 to 31 December 2026" in both.text
    both.submit(add, status=303)
    days = session.scalars(select(ClosedPeriod.starts_on).order_by(ClosedPeriod.starts_on)).all()
    assert days == [date(2026, 12, 24), date(2027, 8, 1)]


def test_a_version_that_cannot_be_read_is_a_stale_one(make, visitor_of):
    programme = make.programme()
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("programmes.edit_programme", programme_id=programme.id)
    for version in ("abc", "", "9" * 5000, "٣"):
        both = page.submit(status=409, version=version, name="What I wrote")
        assert "What I wrote" in both.text
    page.submit(status=303, name="What I wrote")


def test_a_mentor_cannot_close_it(make, visitor_of):
    pairing = make.pairing()
    visitor = visitor_of(make.mentor_of(pairing))
    values = {"starts_on": "2027-08-01", "ends_on": "2027-08-31"}
    arguments = {"programme_id": pairing.programme_id}
    visitor.post("programmes.add_closed_period", values, status=403, **arguments)
    assert session.scalars(select(ClosedPeriod)).all() == []


def test_the_list_holds_what_concerns_me(make, visitor_of):
    mine, other = make.programme(name="Mine"), make.programme(name="Other")
    coordinator = make.coordinator(mine)
    page = visitor_of(coordinator).get("programmes.list_programmes")
    assert "Mine" in page.text
    assert "Other" not in page.text
    assert "Other" in visitor_of(make.administrator()).get("programmes.list_programmes").text
    assert other.id != mine.id
    assert Role.COORDINATOR == "coordinator"


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_with_many_programmes(make, visitor_of, statements, count):
    person = make.administrator()
    for _ in range(count):
        make.programme()
    visitor = visitor_of(person)
    with statements() as sent:
        page = visitor.get("programmes.list_programmes")
    assert page.text.count("Edition") == count
    assert len(sent) <= 4, "\n".join(sent)


def test_the_next_one_starts_from_one_that_there_is(make, visitor_of):
    """Rules, closed days and roles of who is active come along; no pairing does."""
    with time_machine.travel(date(2027, 2, 3), tick=False):
        old = make.programme(
            starts_on=date(2026, 9, 7), ends_on=date(2027, 1, 29), cadence_days=14,
            reading_mode="groups_only", archived_on=date(2027, 2, 1),
        )  # fmt: skip
        make.closed_period(old, date(2026, 12, 24), date(2027, 1, 2))
        nadia, gone = make.coordinator(old, name="Nadia"), make.hr_viewer(old, active=False)
        make.pairing(old, state="completed")
        with unit_of_work():
            weights = {criterion.value: 7 for criterion in Criterion}
            session.add(MatchWeights(programme_id=old.id, site_wish=SiteWish.OTHER, **weights))
        admin = visitor_of(make.administrator())
        page = admin.get("programmes.show_programme", programme_id=old.id)
        page = admin.get_path(page.links()["Start the next programme from this one"])
        assert "Nadia" in page.text
        assert "Nadia" in page.submit(code="X", status=422).text
        sent = page.submit(code="next-one", name="Autumn 2027", status=303)
        page.submit(code="next-one", name="Autumn 2027", status=303)
    new = session.scalars(select(Programme).where(Programme.code == "next-one")).one()
    assert (new.starts_on, new.ends_on) == (date(2027, 9, 7), date(2028, 1, 29))
    assert (new.cadence_days, new.reading_mode) == (14, ReadingMode.GROUPS_ONLY)
    assert (new.archived_on, new.first_accepted_at) == (None, None)
    closed = session.scalars(select(ClosedPeriod).where(ClosedPeriod.programme_id == new.id)).one()
    assert (closed.starts_on, closed.ends_on) == (date(2027, 12, 24), date(2028, 1, 2))
    roles = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.programme_id == new.id)
    ).all()
    assert roles == [(nadia.id, Role.COORDINATOR)]
    assert gone.id != nadia.id
    weighs, _version = get_weights(new.id)
    assert (weighs.temperament, weighs.site_wish) == (7, SiteWish.OTHER)
    assert sent.location == f"/programmes/{new.id}/roles"
