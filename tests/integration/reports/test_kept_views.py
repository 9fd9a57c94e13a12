"""Kept views: the same address for everybody, and for each what they may read."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from squad.access.viewer import Role
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.programmes.models import Programme, RoleGrant
from squad.programmes.rules import ReadingMode
from squad.reports.kept_views import actions
from squad.reports.kept_views.models import KeptView
from squad.reports.kept_views.rules import ShownDay
from squad.reports.shapes import Sort

KEEP = "/reports/views"


@pytest.fixture
def hr(story, make):
    return make.hr_viewer(story.programme)


@pytest.fixture
def coordinator(story, make):
    return make.coordinator(story.programme)


def opened(visitor, view_id, *, status=200):
    """(the report as the view shows it, what its address asks for)"""
    there = visitor.get("reports.open_view", view_id=view_id, status=303).location
    asking = {name: value[0] for name, value in parse_qs(urlsplit(there).query).items()}
    return visitor.get_path(there.split("#")[0], status=status), asking


def kept():
    session.rollback()
    session.expire_all()
    return session.scalars(select(KeptView).order_by(KeptView.id)).all()


def events():
    names = select(AuditEvent).where(AuditEvent.name.like("view_%")).order_by(AuditEvent.id)
    return [(event.name, event.details) for event in session.scalars(names)]


def test_a_coordinator_keeps_silent_pairs_of_a_function_and_hr_opens_what_it_may(
    story, hr, coordinator, visitor_of
):
    visitor = visitor_of(coordinator)
    asked = {"function": "Sales", "silent": 1, "sort": "silent", "q": "Ada"}
    page = visitor.get("reports.show_cohort", **asked)
    assert "Read by those who read this programme’s report." in page.text
    done = page.submit(KEEP, view_name=" Silent in  Sales ", view_day="today")
    (view,) = kept()
    assert (view.name, view.function, view.silent, view.sort) == (
        "Silent in  Sales", "Sales", True, Sort.SILENT)  # fmt: skip
    page, asking = opened(visitor, view.id)
    assert done.location == f"{KEEP}/{view.id}"
    assert asking == {
        "programme": "spring", "view": str(view.id), "function": "Sales", "silent": "1",
        "sort": "silent"}  # fmt: skip
    assert "Kept view: Silent in" in page.text
    assert "Mentee, Bea" not in page.text  # she is not silent
    assert page.by_id("view-address").get("value") == f"http://localhost{KEEP}/{view.id}"
    assert "is left out" not in page.text
    page, asking = opened(visitor_of(hr, "en"), view.id)
    assert "silent" not in asking
    assert (asking["function"], asking["sort"]) == ("Sales", "silent")
    assert "“Silent pairings alone” is left out" in page.text
    assert "Mentee, Bea" in page.text
    assert events() == [("view_kept", {"programme": story.programme.id, "view": view.id})]


def test_nothing_in_a_view_names_a_person(story, hr, visitor_of):
    """Neither the word searched for, nor what somebody writes into the address."""
    visitor = visitor_of(hr)
    name = "Ada Mentee"
    page = visitor.get(
        "reports.show_cohort", q=name, function=name, site=name, state=name, silent=1
    )
    page.submit(KEEP, view_name="Everybody")
    (view,) = kept()
    assert [view.function, view.site, view.state, view.silent] == ["", "", "", False]


def test_its_day_is_today_the_last_month_s_end_or_always_the_same(
    story, hr, make, visitor_of, today
):
    visitor = visitor_of(hr)
    page = visitor.get("reports.show_cohort", as_of=today - timedelta(days=40))
    asking = {}
    for day in ShownDay:
        page.submit(KEEP, view_name=day.value, view_day=day.value, form_key=day.value)
        asking[day] = opened(visitor, kept()[-1].id)[1].get("as_of")
    assert asking == {
        ShownDay.TODAY: None,
        ShownDay.MONTH_END: (today.replace(day=1) - timedelta(days=1)).isoformat(),
        ShownDay.FIXED: (today - timedelta(days=40)).isoformat(),
    }


def test_twice_the_same_press_keeps_one_and_other_words_are_not_lost(story, hr, visitor_of):
    visitor = visitor_of(hr)
    page = visitor.get("reports.show_cohort")
    first = page.submit(KEEP, view_name="Everybody").location
    assert page.submit(KEEP, view_name="Everybody").location == first
    again = page.submit(KEEP, view_name="All of us", status=409)
    assert "Send it once more" in again.text
    assert again.submit().location != first
    assert [view.name for view in kept()] == ["Everybody", "All of us"]


def test_a_name_is_asked_for_and_is_one_view_s(story, hr, make, visitor_of, monkeypatch):
    make.kept_view(story.programme, hr, "Everybody")
    page = visitor_of(hr, "en").get("reports.show_cohort")
    refused = page.submit(KEEP, view_name="  ", status=422)
    assert "Give the view a name." in refused.errors
    refused = page.submit(KEEP, view_name="Everybody", status=422)
    assert "A view of this programme has this name. Choose another." in refused.errors
    monkeypatch.setattr(actions, "MOST_VIEWS", 1)
    refused = refused.submit(view_name="Others", status=422)
    assert "as many as fit" in refused.text
    page.submit(KEEP, view_name="Others", view_day="never", status=422)
    assert len(kept()) == 1


def test_whoever_may_not_read_the_programme_finds_none_of_its_views(story, hr, make, visitor_of):
    view = make.kept_view(story.programme, hr)
    elsewhere = make.programme()
    other = make.hr_viewer(elsewhere)
    mentor = story.mentors["Ada"]
    for person, status in ((other, 404), (mentor, 403), (story.people["Ada"], 403)):
        visitor = visitor_of(person)
        visitor.get("reports.open_view", view_id=view.id, status=status)
        visitor.get("reports.edit_view", view_id=view.id, status=status)
        visitor.post("reports.remove_view", view_id=view.id, status=status)
        visitor.post("reports.keep_view", {"view_name": "x"}, programme="spring", status=status)
    assert "Everybody" not in visitor_of(other).get("reports.show_cohort", view=view.id).text
    with unit_of_work():
        session.execute(
            update(RoleGrant).values(removed_at=session.scalar(select(RoleGrant.granted_at)))
        )
    visitor_of(hr).get("reports.open_view", view_id=view.id, status=403)


def test_in_groups_only_hr_gets_the_groups_and_the_coordinator_the_people(
    story, hr, coordinator, make, visitor_of
):
    with unit_of_work():
        session.execute(update(Programme).values(reading_mode=ReadingMode.GROUPS_ONLY))
    view = make.kept_view(story.programme, coordinator, "Sales, silent", function="Sales",
                          silent=True, sort=Sort.SILENT)  # fmt: skip
    visitor = visitor_of(hr, "en")
    page, asking = opened(visitor, view.id)
    assert asking == {"programme": "spring", "view": str(view.id)}
    assert page.by_id("groups") is not None
    assert "is left out: you read this programme in groups." in page.text
    assert page.links()["Sales, silent"] == f"{KEEP}/{view.id}"
    page = visitor.get("reports.show_cohort", function="Sales", sort="site")
    page.submit(KEEP, view_name="Groups", view_day="month_end")
    assert (kept()[-1].function, kept()[-1].shown_day) == ("", ShownDay.MONTH_END)
    page.submit(KEEP, view_name="Today", view_day="today", status=422)
    page, asking = opened(visitor_of(coordinator), view.id)
    assert asking["function"] == "Sales"
    assert page.by_id("people") is not None


def test_a_view_is_named_otherwise_or_deleted_by_who_kept_it_or_the_coordinator(
    story, hr, coordinator, make, visitor_of
):
    view_id = make.kept_view(story.programme, hr).id
    visitor, other = visitor_of(hr, "en"), visitor_of(coordinator, "en")
    page = visitor.get_path(
        visitor.get("reports.show_cohort").links()["Rename or delete Everybody"]
    )
    edit = f"{KEEP}/{view_id}/edit"
    theirs = other.get_path(edit)
    page.submit(edit, view_name="Spring")
    stale = theirs.submit(edit, view_name="All of spring", status=409)
    assert "All of spring" in stale.text
    assert "Spring" in stale.text
    assert [one.name for one in kept()] == ["Spring"]
    stale.submit(edit)
    assert [one.name for one in kept()] == ["All of spring"]
    third = visitor_of(make.hr_viewer(story.programme, name="Third Reader"))
    third.get_path(edit, status=403)
    third.post("reports.remove_view", view_id=view_id, status=403)
    assert "Rename or delete" not in third.get("reports.show_cohort").text
    page = other.follow(other.get_path(edit).submit(f"{KEEP}/{view_id}/remove"))
    assert "Deleted." in page.text
    visitor.post("reports.remove_view", view_id=view_id, status=404)
    visitor.get_path(f"{KEEP}/{view_id}", status=404)
    assert kept() == []
    assert [name for name, _ in events()] == ["view_renamed", "view_renamed", "view_removed"]
    # What was sent to others never opens another view.
    assert make.kept_view(story.programme, hr).id != view_id


def test_the_page_names_the_view_only_while_it_shows_it(story, hr, make, visitor_of):
    view = make.kept_view(story.programme, hr, function="Sales")
    visitor = visitor_of(hr, "en")
    for asking in ({"function": "Legal"}, {"function": "Sales", "q": "Ada"}, {}):
        page = visitor.get("reports.show_cohort", programme="spring", view=view.id, **asking)
        assert "Kept view:" not in page.text
    for odd in ("-1", "x", "9" * 30, view.id + 1):
        visitor.get("reports.show_cohort", view=odd)


def test_an_archived_programme_keeps_no_new_view_and_opens_those_there_are(
    story, hr, make, visitor_of, today
):
    view = make.kept_view(story.programme, hr)
    visitor = visitor_of(hr, "en")
    page, edit = visitor.get("reports.show_cohort"), f"{KEEP}/{view.id}/edit"
    with unit_of_work():
        session.execute(update(Programme).values(archived_on=today))
    page.submit(KEEP, view_name="Late", status=422)
    visitor.get_path(edit).submit(edit, view_name="Late", status=422)
    page, _asking = opened(visitor, view.id)
    assert page.forms(KEEP) == []
    visitor.get_path(edit).submit(f"{KEEP}/{view.id}/remove")
    assert kept() == []


@pytest.mark.parametrize("by_name", [True, False])
def test_fifty_views_cost_the_page_as_much_as_one(story, hr, make, visitor_of, statements, by_name):
    if not by_name:
        with unit_of_work():
            session.execute(update(Programme).values(reading_mode=ReadingMode.GROUPS_ONLY))
    visitor = visitor_of(hr)
    visitor.get("reports.show_cohort")
    sent = []
    for more in (0, 20):
        for n in range(more):
            make.kept_view(story.programme, hr, f"View {n}")
        with statements() as seen:
            visitor.get("reports.show_cohort")
        sent.append(len(seen))
    assert sent[0] == sent[1]


def test_roles_of_two_programmes_do_not_mix(story, make, visitor_of):
    """Who coordinates another programme changes no view of one that they read for HR."""
    both = make.hr_viewer(story.programme)
    make.role(both, make.programme(), Role.COORDINATOR)
    view = make.kept_view(story.programme, make.coordinator(story.programme), silent=True)
    visitor = visitor_of(both)
    visitor.get("reports.edit_view", view_id=view.id, status=403)
    assert "silent" not in opened(visitor, view.id)[1]
