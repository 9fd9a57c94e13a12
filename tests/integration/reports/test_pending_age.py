"""How long an answer is awaited never reaches HR: what awaits one is given as of today alone."""

import csv
import io
from datetime import timedelta

import pytest

from squad.access.viewer import Role
from squad.framework.rules.model import Area
from tests.integration.reports.test_readers import row_of

WITHHELD = "HR reads what awaits an answer as of today only."


@pytest.fixture
def hr(story, make, visitor_of):
    return visitor_of(make.hr_viewer(story.programme))


@pytest.fixture
def ada(story):
    return story.people["Ada"]


def cohort_row(visitor, email, as_of=None):
    asked = {"programme": "spring", "format_": "json", "as_of": as_of}
    cohort = visitor.get("reports.export_cohort", **asked).response.get_json()
    return next(row for row in cohort["rows"] if row["mentee"]["email"] == email)


def report(visitor, person, as_of=None):
    asked = {"mentee_id": person.id, "format_": "json", "as_of": as_of}
    return visitor.get("reports.export_mentee", **asked).response.get_json()


def csv_row(visitor, endpoint, name, **asked):
    text = visitor.get(endpoint, format_="csv", **asked).html.lstrip("\ufeff")
    return next(row for row in csv.DictReader(io.StringIO(text)) if row["Name"] == name)


def test_hr_reads_what_awaits_an_answer_as_of_today_alone(hr, ada, today):
    for day, expected in ((None, 2), (today, 2), (today - timedelta(days=1), None)):
        assert cohort_row(hr, ada.email, day)["target"]["to_confirm"] == expected
        assert report(hr, ada, day)["target"]["to_confirm"] == expected
        asked = {"as_of": day} if day else {}
        written = "" if expected is None else str(expected)
        for row in (
            csv_row(hr, "reports.export_cohort", ada.name, programme="spring", **asked),
            csv_row(hr, "reports.export_mentee", ada.name, mentee_id=ada.id, **asked),
        ):
            assert row["To confirm"] == written


def test_the_pages_of_a_day_gone_by_say_why_it_is_left_out(hr, ada, today):
    yesterday = today - timedelta(days=1)
    page = hr.get("reports.show_cohort", programme="spring", as_of=yesterday)
    assert WITHHELD in page.text
    assert row_of(page, "Mentee, Ada")[5] == "–"
    assert WITHHELD not in hr.get("reports.show_cohort", programme="spring").text

    one = hr.get("reports.show_mentee", mentee_id=ada.id, as_of=yesterday)
    assert WITHHELD in one.text
    assert "to confirm" not in one.text  # no count, no cell, no mark in the key
    now = hr.get("reports.show_mentee", mentee_id=ada.id)
    assert "2 to confirm" in now.text
    assert now.text.count("to confirm") > 2


def test_a_day_gone_by_looks_alike_whatever_awaited_an_answer(hr, story, make, ada, today):
    """The days around a statement, and around "look again", cannot be told apart."""
    day = today - timedelta(days=4)
    earlier = hr.get("reports.show_mentee", mentee_id=ada.id, as_of=day).html
    codes = make.core(story.programme, Area.LISTENING, stages=(1, 2))
    make.said(story.pairings["Ada"], *codes, on=day - timedelta(days=1))
    make.said(
        story.pairings["Ada"], "publishing-1a", on=day - timedelta(days=1),
        confirmed_on=day, answer="look_again",
    )  # fmt: skip
    later = hr.get("reports.show_mentee", mentee_id=ada.id, as_of=day).html
    assert without_tokens(later) == without_tokens(earlier)


def without_tokens(html):
    return [line for line in html.splitlines() if "csrf" not in line and "nonce" not in line]


def test_coordinator_and_pair_still_read_it_for_a_day_gone_by(story, make, visitor_of, ada, today):
    yesterday = today - timedelta(days=1)
    coordinator = make.coordinator(story.programme)
    make.role(coordinator, story.programme, Role.HR_VIEWER)
    row = cohort_row(visitor_of(coordinator), ada.email, yesterday)
    assert row["target"]["to_confirm"] == 2
    for person in (coordinator, ada, story.mentors["Ada"]):
        visitor = visitor_of(person)
        assert report(visitor, ada, yesterday)["target"]["to_confirm"] == 2
        page = visitor.get("reports.show_mentee", mentee_id=ada.id, as_of=yesterday)
        assert "2 to confirm" in page.text
        assert WITHHELD not in page.text


def test_what_hr_sees_stays_what_hr_gets_today(hr, story, visitor_of, ada):
    mine = visitor_of(ada).get("reports.show_hr_view")
    assert row_of(mine, "Mentee, Ada") == row_of(hr.get("reports.show_cohort"), "Mentee, Ada")
    assert row_of(mine, "Mentee, Ada")[5] == "2"
    assert WITHHELD not in mine.text
