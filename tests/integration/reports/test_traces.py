"""Every figure opens what is behind it, as far as its reader may see, as of the same day."""

import json
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from squad.audit.models import Receipt
from squad.coaching.models import Observation, Rating
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.programmes.models import Programme
from squad.programmes.rules import ReadingMode
from tests.factories.reports import noon
from tests.integration.reports.conftest import tell
from tests.integration.reports.test_readers import text_of

CANARY = "Xylophonia"
TRACE = "reports.show_trace"
COUNTS = {"held", "at_start", "since", "to_confirm", "next", "to_refresh", "target"}


@pytest.fixture
def ada(story):
    return story.people["Ada"]


@pytest.fixture
def by_role(story, make, visitor_of, ada):
    """Everyone who may open Ada's report."""
    return {
        "mentee": visitor_of(ada),
        "mentor": visitor_of(story.mentors["Ada"]),
        "coordinator": visitor_of(make.coordinator(story.programme)),
        "hr": visitor_of(make.hr_viewer(story.programme)),
    }


def traced(page):
    """Every link to a trace on a page: (its text, its address)."""
    links = [(text_of(a), a.get("href") or "") for a in page.tree.iter("a")]
    return [(text, href) for text, href in links if "/trace?" in href]


@pytest.mark.parametrize("who", ["mentee", "mentor", "coordinator", "hr"])
@pytest.mark.parametrize("ago", [0, 1, 8, 55])
def test_every_figure_of_a_report_opens_as_many_as_it_says(by_role, ada, today, who, ago):
    day = today - timedelta(days=ago) if ago else None
    report = by_role[who].get("reports.show_mentee", mentee_id=ada.id, as_of=day)
    links, counted = traced(report), set()
    assert len(links) > 18
    for text, href in links:
        asked = parse_qs(urlsplit(href).query)
        page = by_role[who].get_path(href)
        if ago and "as_of" in asked:
            assert f"as of {format_of(asked['as_of'][0])}" in page.text
        figure, number = asked["figure"][0], re.match(r"\d+", text)
        if number and figure in COUNTS:
            counted.add(figure)
            assert re.match(r"\d+", page.h1).group() == number.group(), href
    assert {"held", "target"} <= counted


def format_of(iso):
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def test_the_pair_reads_each_statement_with_its_words_and_why(by_role, story, make, ada, today):
    make.said(story.pairings["Ada"], "purpose-1b", on=today, evidence="told", words=CANARY)
    for who, name in (("mentee", "Ada Mentor"), ("mentor", "you")):
        page = by_role[who].get(TRACE, mentee_id=ada.id, figure="cell", area="purpose", stage=1)
        assert page.h1 == "Purpose, stage 1: 1 held of 2"
        assert f"stated by {name} on" in page.text
        assert "It does not count: it was told, and not seen." in page.text
        assert "It counts." in page.text
        assert page.text.count(CANARY) == 1


def test_nobody_else_reads_a_word(by_role, story, make, ada, today):
    make.said(story.pairings["Ada"], "purpose-1b", on=today, confirmed_on=today, words=CANARY)
    for who in ("coordinator", "hr"):
        for figure in ("held", "target", "target_met", "headline", "sessions", "to_confirm"):
            page = by_role[who].get(TRACE, mentee_id=ada.id, figure=figure)
            assert CANARY not in page.html
            assert "Mentor" not in page.text


def test_hr_reads_what_counts_and_never_when_it_was_answered(by_role, ada, today):
    waited = today - timedelta(days=88)
    page = by_role["hr"].get(TRACE, mentee_id=ada.id, figure="target")
    assert "stated by the mentor, confirmed by the other." in page.text
    assert format_of(waited.isoformat()) not in page.text
    assert format_of((today - timedelta(days=5)).isoformat()) not in page.text  # it awaits
    assert "look" not in page.text.lower()
    coordinator = by_role["coordinator"].get(TRACE, mentee_id=ada.id, figure="target")
    assert f"Confirmed by the mentee on {format_of(waited.isoformat())}." in coordinator.text
    assert "it is to be looked at again, together." in coordinator.text


def test_hr_opens_what_awaits_an_answer_as_of_today_by_code_alone(by_role, ada, today):
    page = by_role["hr"].get(TRACE, mentee_id=ada.id, figure="to_confirm")
    assert page.h1 == "2 milestones to confirm"
    assert "stated by" not in page.text
    past = by_role["hr"].get(
        TRACE, mentee_id=ada.id, figure="to_confirm", as_of=today - timedelta(days=1)
    )
    assert past.h1 == "To confirm: not shown"
    assert "presence-1a" not in past.text


def test_the_days_of_sessions_are_for_the_pair_and_the_coordinator(by_role, ada, today):
    on = format_of((today - timedelta(days=60)).isoformat())
    for who in ("mentee", "mentor", "coordinator"):
        page = by_role[who].get(TRACE, mentee_id=ada.id, figure="sessions")
        assert page.h1 == "1 session held"
        assert on in page.text
        report = by_role[who].get("reports.show_mentee", mentee_id=ada.id)
        assert "c-sitting" in report.html
    hr = by_role["hr"].get(TRACE, mentee_id=ada.id, figure="sessions")
    assert on not in hr.text
    assert "30 min" in hr.text
    assert "c-sitting" not in by_role["hr"].get("reports.show_mentee", mentee_id=ada.id).html


def test_a_new_mentor_reads_an_earlier_statement_without_its_words(story, visitor_of):
    dan = story.people["Dan"]
    with unit_of_work():
        for said in session.scalars(select(Observation).where(Observation.mentee_id == dan.id)):
            said.words = CANARY
    asked = {"mentee_id": dan.id, "figure": "held"}
    new = visitor_of(story.mentors["Ada"]).get(TRACE, **asked)
    assert new.text.count(CANARY) == 1
    assert new.text.count("stated by an earlier mentor") == 3
    assert visitor_of(dan).get(TRACE, **asked).text.count(CANARY) == 4
    visitor_of(story.mentors["Dan"]).get(TRACE, **asked, status=404)


def test_whoever_may_not_read_the_report_reads_no_trace(story, make, visitor_of, ada):
    asked = {"mentee_id": ada.id, "figure": "held"}
    visitor_of(make.administrator()).get(TRACE, **asked, status=403)
    visitor_of(story.mentors["Bea"]).get(TRACE, **asked, status=404)
    visitor_of(story.people["Bea"]).get(TRACE, **asked, status=404)


def test_groups_only_has_no_trace_for_hr_nor_on_what_hr_sees(make, today, visitor_of):
    grouped = tell(make, today, reading_mode=ReadingMode.GROUPS_ONLY)
    ada = grouped.people["Ada"]
    hr = visitor_of(make.hr_viewer(grouped.programme))
    hr.get(TRACE, mentee_id=ada.id, figure="held", status=403)
    visitor_of(ada).get("reports.show_hr_trace", figure="held", status=404)
    assert visitor_of(ada).get(TRACE, mentee_id=ada.id, figure="held").h1 == "1 milestone held"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"figure": "score"},
        {"figure": "cell"},
        {"figure": "cell", "area": "purpose", "stage": 4},
        {"figure": "cell", "area": "luck", "stage": 1},
    ],
)
def test_a_figure_that_there_is_not_is_not_found(by_role, ada, asked):
    by_role["mentee"].get(TRACE, mentee_id=ada.id, **asked, status=404)


def test_opening_a_trace_leaves_a_receipt_that_the_mentee_sees(by_role, ada):
    by_role["mentee"].get(TRACE, mentee_id=ada.id, figure="held")
    by_role["mentor"].get(TRACE, mentee_id=ada.id, figure="held")
    assert session.query(Receipt).count() == 0
    by_role["hr"].get(TRACE, mentee_id=ada.id, figure="held")
    session.rollback()
    assert [row.what for row in session.scalars(select(Receipt))] == ["trace"]
    page = by_role["mentee"].get("reports.show_hr_view")
    assert "Paul Mercier for HR what is behind a figure" in page.text


def stated(page):
    """What is listed of each statement."""
    lists = [each for each in page.tree.iter("ul") if each.get("class") == "said"]
    return [text_of(line) for each in lists for line in each]


def test_what_hr_sees_opens_what_hr_opens(by_role, ada):
    mine = by_role["mentee"].get("reports.show_hr_view")
    hrefs = [href for _text, href in traced(mine)]
    assert hrefs
    assert all(href.startswith("/me/what-hr-sees/trace?") for href in hrefs)
    theirs = by_role["hr"].get(TRACE, mentee_id=ada.id, figure="target", programme="spring")
    own = by_role["mentee"].get("reports.show_hr_trace", figure="target", programme="spring")
    assert own.h1 == theirs.h1
    assert stated(own) == stated(theirs) != []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("whenever", "“whenever” is not a day."),
        ("2026-02-30", "“2026-02-30” is not a day."),
        ("2099-01-01", "1 January 2099 is still to come."),
        ("2020-01-01", "No pairing was accepted by 1 January 2020 yet."),
    ],
)
def test_a_day_that_cannot_be_shown_is_said(by_role, ada, asked, said):
    for who in ("mentee", "hr"):
        for endpoint, more in (("reports.show_mentee", {}), (TRACE, {"figure": "held"})):
            page = by_role[who].get(endpoint, mentee_id=ada.id, as_of=asked, **more)
            assert said in page.text
            assert "Here is the report without a day chosen." in page.text
    if "2020" not in asked:
        page = by_role["hr"].get("reports.show_cohort", programme="spring", as_of=asked)
        assert said in page.text


def test_a_day_is_chosen_on_the_page_and_kept_in_its_links(by_role, ada, today):
    page = by_role["mentee"].get("reports.show_me")
    (form,) = [f for f in page.forms() if f.get("method") == "get"]
    assert dict(page.fields(form))["as_of"] == today.isoformat()
    day = (today - timedelta(days=30)).isoformat()
    past = by_role["mentee"].get("reports.show_me", as_of=day)
    assert "What was known at the end of that day." in past.text
    grid = [href for _text, href in traced(past) if "figure=cell" in href]
    assert all(f"as_of={day}" in href for href in grid)
    assert "Back to today" in past.links()


class TestCourse:
    @pytest.fixture
    def going(self, make, today):
        """Four sessions, a milestone in each, another target half-way, a rating at the start."""
        ago = lambda days: today - timedelta(days=days)  # noqa: E731
        programme = make.programme("spring", starts_on=ago(100))
        pairing = make.pairing(programme, since=ago(90), agreement=False)
        narrow = {Area.PURPOSE: 1, Area.PRESENCE: 1}
        make.agreement(pairing, signed_at=noon(ago(88)), target=narrow)
        make.agreement(pairing, number=2, signed_at=noon(ago(50)))
        codes = make.core(programme, Area.PURPOSE, Area.PRESENCE)
        for days, code in zip((80, 60, 40, 20), codes, strict=False):
            make.sitting(pairing, ago(days))
            make.said(pairing, code, on=ago(days), confirmed_on=ago(days))
        with unit_of_work():
            for level, area in enumerate(narrow):
                session.add(
                    Rating(
                        pairing_id=pairing.id, moment=Moment.START, side=Side.MENTEE, number=1,
                        area=area, level=str(level), words=CANARY, happened_on=ago(85),
                        known_at=noon(ago(85)),
                    )
                )  # fmt: skip
        return pairing

    def pages(self, going, make, visitor_of, **asked):
        programme = session.get(Programme, going.programme_id)
        people = {
            "mentee": make.mentee_of(going),
            "mentor": make.mentor_of(going),
            "coordinator": make.coordinator(programme),
            "hr": make.hr_viewer(programme),
        }
        return {
            who: visitor_of(person).get("reports.show_mentee", mentee_id=going.mentee_id, **asked)
            for who, person in people.items()
        }

    def test_the_pair_alone_reads_the_range_and_what_was_felt(self, going, make, visitor_of):
        pages = self.pages(going, make, visitor_of)
        for page in pages.values():
            assert "new target" in page.html
            assert page.html.count("c-guide") == 4  # two agreements, two drawings
            assert CANARY not in page.html
        for who in ("mentee", "mentor"):
            assert "The last four sessions brought 4 milestones." in pages[who].text
            assert "between 5 and 11 of 17 will be held." in pages[who].text
        for who in ("coordinator", "hr"):
            assert "At this pace" not in pages[who].text
        felt = {who: "Start: Purpose" in page.text for who, page in pages.items()}
        assert felt == {"mentee": True, "mentor": False, "coordinator": False, "hr": False}

    def test_a_day_gone_by_has_no_range_and_no_later_rating(self, going, make, today, visitor_of):
        pages = self.pages(going, make, visitor_of, as_of=today - timedelta(days=1))
        assert "At this pace" not in pages["mentee"].text
        assert "Start: Purpose" in pages["mentee"].text
        mine = visitor_of(make.mentee_of(going))
        earlier = mine.get("reports.show_me", as_of=today - timedelta(days=86))
        assert "Start: Purpose" not in earlier.text

    def test_the_table_has_the_same_figures(self, going, make, visitor_of, today):
        page = visitor_of(make.mentee_of(going)).get("reports.show_me")
        rows = [[text_of(cell) for cell in row] for row in page.tree.iter("tr")]
        found = {row[0]: row[1:] for row in rows if len(row) == 5}
        changed = today - timedelta(days=50)
        assert found[f"{changed.day} {changed:%B}"] == ["–", "2", "17", "2"]
        sat = today - timedelta(days=60)
        assert found[f"{sat.day} {sat:%B}"][:2] == ["held", "2"]


@pytest.mark.parametrize("statements_made", [1, 12])
def test_a_trace_costs_as_much_with_many_statements(
    app, make, visitor_of, statements, today, statements_made
):
    programme = make.programme("spring")
    pairing = make.pairing(programme)
    codes = make.core(programme, *Area, stages=(1, 2))
    make.said(pairing, *codes[:statements_made], on=today)
    visitors = {"mentee": visitor_of(make.mentee_of(pairing)), "hr": None}
    visitors["hr"] = visitor_of(make.hr_viewer(programme))
    for who, most in (("mentee", 15), ("hr", 11)):
        visitors[who].get(TRACE, mentee_id=pairing.mentee_id, figure="target")
        with statements() as sent:
            visitors[who].get(TRACE, mentee_id=pairing.mentee_id, figure="target")
        assert len(sent) <= most, "\n".join(sent)


def test_the_command_writes_the_statements_behind_what_is_held(story, make, visitor_of, ada):
    hr = visitor_of(make.hr_viewer(story.programme))
    text = hr.get("reports.export_mentee", mentee_id=ada.id, format_="json").html
    report = json.loads(text)
    assert len(report["trace"]) == report["target"]["held"]
    (held,) = report["trace"]
    assert held["milestone"] == "purpose-1a"
    assert [said["before"] for said in held["statements"]] == [True]
    assert set(held["statements"][0]) == {
        "on", "stated_by", "autonomy", "evidence", "drill", "before", "imported",
    }  # fmt: skip
