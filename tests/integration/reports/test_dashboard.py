"""The dashboard above the list, the groups, two programmes side by side."""

from datetime import date, timedelta

import pytest

from squad.access.viewer import Role
from squad.framework.rules.model import Area
from squad.programmes.rules import ReadingMode
from squad.reports.queries.dashboard import load_dashboard
from squad.reports.queries.programmes import find_by_code
from tests.support.replayed import replay, replayed_totals

DAY = timedelta(days=1)


def drawn(code="spring", *, as_of, by_name=True):
    return load_dashboard(find_by_code(code), as_of, by_name=by_name)


@pytest.mark.parametrize("ago", [0, 20, 65])
def test_a_dashboard_says_what_the_report_of_each_of_its_days_says(story, today, ago):
    day = today - timedelta(days=ago)
    dashboard = drawn(as_of=day)
    card = find_by_code("spring")
    for month in dashboard.months:
        totals, stages = replayed_totals(card, month.on)
        known, members, _ = replay(card, month.on)
        assert (month.people, month.ladder) == (len(members), totals.ladder)
        assert (month.amber, month.red) == (totals.amber, totals.red)
        assert (month.held, month.total) == (totals.held, totals.total)
        assert (month.to_refresh, month.targets_met) == (totals.to_refresh, totals.targets_met)
        assert month.at_start == sum(each.at_start for each in known.progress.values())
    assert dashboard.under_way == totals.under_way
    assert dashboard.areas == {a: tuple(stages[a][n] for n in range(4)) for a in Area}
    sessions = [month.sessions for month in dashboard.months]
    assert dashboard.last.on == day
    for name in ("held", "minutes", "other_minutes", "missed"):
        assert sum(getattr(each, name) for each in sessions) == getattr(totals.sessions, name)


def test_the_course_counts_each_person_once(story, today):
    funnel = drawn(as_of=today).funnel
    # Gus was proposed to and has not answered; Dan had two mentors.
    assert (funnel.invited, funnel.accepted, funnel.first) == (7, 6, 4)
    assert (funnel.half, funnel.all_sessions, funnel.closed) == (0, 0, 0)
    assert drawn(as_of=today).mentors == 6


def test_hr_finds_what_is_silent_and_the_groups_from_the_lead(story, make, visitor_of):
    page = visitor_of(make.hr_viewer(story.programme)).get("reports.show_cohort")
    assert "3 pairings of 6 not yet over have gone silent. 3 of them for long." in page.text
    assert page.links()["See the groups"] == "/reports/groups?programme=spring"
    assert page.by_id("calls") is None
    for part in ("silence", "ladder", "targets", "areas", "course", "sides", "time", "load"):
        assert page.by_id(part) is not None, part
    assert page.html.count('class="chart"') == 16
    heads = [e.get("id") for e in page.tree.iter("h2") if e.get("id")]
    assert heads[-1] == "people"


def test_a_coordinator_finds_whom_to_call_first_why_and_what_to_do(story, make, visitor_of):
    page = visitor_of(make.coordinator(story.programme)).get("reports.show_cohort")
    assert page.links()["Whom to call first"] == "#calls"
    first = page.text.index("Fay Mentee, with Fay Mentor 89 days No session yet since both")
    assert first < page.text.index("Ada Mentee, with Ada Mentor 60 days No session since")
    assert "Write to the two Ada Mentee" in page.links()
    assert "Close it? Fay Mentee" in page.links()


def test_later_pages_of_the_list_hold_the_lead_and_the_list_alone(make, today, visitor_of):
    programme, mentor = make.programme("spring"), make.person("Only Mentor")
    for n in range(25):
        make.pairing(programme, mentor, make.person(f"Number {n:02}"))
    hr = visitor_of(make.hr_viewer(programme))
    later = hr.get_path(hr.get("reports.show_cohort").links()["Next people"])
    assert later.by_id("people") is not None
    assert [later.by_id(part) for part in ("short", "ladder", "load", "day")] == [None] * 4


def test_groups_are_exact_and_lead_to_their_people_where_names_are_read(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    page = hr.get("reports.show_groups")
    rows = {row[0]: row[1:] for row in rows_of(page)}
    assert rows["Sales"] == ["2", "1", "1", "0", "0", "0", "8 of 33"]
    assert rows["Legal"][5] == "1"
    people = hr.get_path(page.links()["Sales"].split("#")[0])
    assert "Mentee, Ada" in people.text
    assert "Mentee, Cyr" not in people.text


def rows_of(page):
    rows = [[" ".join("".join(c.itertext()).split()) for c in tr] for tr in page.tree.iter("tr")]
    return [row for row in rows if len(row) in {6, 8}]


@pytest.fixture
def grouped(make, today):
    """Six people of two functions since two month ends; one more since the last."""
    ended = today.replace(day=1) - DAY
    began = (ended.replace(day=1) - DAY).replace(day=3)
    programme = make.programme("grouped", starts_on=began, reading_mode=ReadingMode.GROUPS_ONLY)
    for n in range(12):
        since = began if n < 4 else ended - 5 * DAY
        mentee = make.person(f"Mentee {n:02}", function="Sales" if n % 2 else "Legal", site="Paris")
        pairing = make.pairing(programme, make.person(f"Mentor {n}"), mentee, since=since)
        make.sitting(pairing, since + DAY, state="missed")
    return programme


def test_in_groups_only_months_and_groups_of_a_few_are_left_out(grouped, make, visitor_of, today):
    ended = today.replace(day=1) - DAY
    dashboard = drawn("grouped", as_of=ended, by_name=False)
    assert [(m.on, m.people) for m in dashboard.months] == [(ended, 12)]
    # What the four missed before is not told by subtraction: it stands in the month that is shown.
    assert dashboard.last.sessions.missed == 12
    assert drawn("grouped", as_of=date(ended.year, ended.month, 1) - DAY, by_name=False) is None
    hr = visitor_of(make.hr_viewer(grouped))
    page = hr.get("reports.show_groups")
    assert {row[0] for row in rows_of(page)} == {"Function", "Legal", "Sales"}
    assert "nobody is to be recognised in a figure" in page.text
    assert "Legal" not in page.links()
    assert "Mentee 0" not in hr.get("reports.show_cohort").html


def test_two_programmes_stand_side_by_side_each_as_it_may_be_read(story, grouped, make, visitor_of):
    person = make.hr_viewer(story.programme)
    make.role(person, grouped, Role.HR_VIEWER)
    make.programme("elsewhere")
    hr = visitor_of(person)
    page = hr.get("reports.compare_programmes", programme="spring", **{"with": "grouped"})
    assert "Read in groups only, at month ends." in page.text
    assert "Ada" not in page.text
    hr.get("reports.compare_programmes", programme="spring", **{"with": "elsewhere"}, status=404)
    alone = visitor_of(make.hr_viewer(make.programme("alone"), "Ilse Weber"))
    assert "nothing to set beside it" in alone.get("reports.compare_programmes").text


def test_a_past_day_asks_nobody_to_be_called(story, make, visitor_of, today):
    coordinator = visitor_of(make.coordinator(story.programme))
    page = coordinator.get("reports.show_cohort", as_of=today - 10 * DAY)
    assert page.by_id("calls") is None
    groups = coordinator.get("reports.show_groups", as_of=today + 3 * DAY)
    assert "still to come" in groups.text
