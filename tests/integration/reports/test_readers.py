"""Who may read what, what never reaches them, and the receipts that reading leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.access.viewer import Role
from squad.audit.models import AuditEvent, Receipt
from squad.db.session import session
from squad.programmes.rules import ReadingMode
from tests.integration.reports.conftest import tell

CANARY = "Xylophonia"


def receipts():
    return session.execute(
        select(Receipt.mentee_id, Receipt.reader_id, Receipt.opened_as, Receipt.what).order_by(
            Receipt.id
        )
    ).all()


@pytest.fixture
def people(story, make):
    """Everyone who might open Ada's report."""
    elsewhere = make.programme("elsewhere")
    return {
        "mentee": story.people["Ada"],
        "mentor": story.mentors["Ada"],
        "hr": make.hr_viewer(story.programme),
        "coordinator": make.coordinator(story.programme),
        "other mentee": story.people["Bea"],
        "other mentor": story.mentors["Bea"],
        "other hr": make.hr_viewer(elsewhere, "Ilse Weber"),
        "other coordinator": make.coordinator(elsewhere, "Omar Sy"),
        "administrator": make.administrator(),
    }


@pytest.mark.parametrize(
    ("who", "report", "cohort"),
    [
        ("mentee", 200, 403),
        ("mentor", 200, 403),
        ("hr", 200, 200),
        ("coordinator", 200, 200),
        ("other mentee", 404, 403),
        ("other mentor", 404, 403),
        ("other hr", 404, 404),
        ("other coordinator", 404, 404),
        ("administrator", 403, 403),
    ],
)
def test_each_reader_gets_what_is_theirs(story, people, visitor_of, who, report, cohort):
    visitor = visitor_of(people[who])
    ada = story.people["Ada"].id
    visitor.get("reports.show_mentee", mentee_id=ada, status=report)
    for format_ in ("csv", "json"):
        visitor.get("reports.export_mentee", mentee_id=ada, format_=format_, status=report)
        visitor.get("reports.export_cohort", format_=format_, programme="spring", status=cohort)
    visitor.get("reports.show_cohort", programme="spring", status=cohort)
    visitor.get("reports.show_me")
    visitor.get("reports.show_hr_view")
    visitor.get("framework.show_glossary")


@pytest.mark.parametrize("who", ["mentor", "hr", "coordinator", "administrator"])
def test_whoever_is_no_mentee_reads_that_hr_sees_nothing_about_them(story, people, visitor_of, who):
    page = visitor_of(people[who]).get("reports.show_hr_view")
    assert "HR sees nothing about you." in page.text
    assert page.by_id("receipts") is None


def test_nobody_signed_out_reads_anything(story, visitor):
    for endpoint in ("show_cohort", "show_me", "show_hr_view"):
        assert visitor.get(f"reports.{endpoint}", status=None).status in {302, 303, 401}


def test_a_removed_role_reads_nothing_at_the_next_request(story, people, visitor_of, make):
    hr = visitor_of(people["hr"])
    hr.get("reports.show_mentee", mentee_id=story.people["Ada"].id)
    from squad.db.unit_of_work import unit_of_work
    from squad.programmes.models import RoleGrant

    with unit_of_work():
        grant = session.scalar(select(RoleGrant).where(RoleGrant.person_id == people["hr"].id))
        grant.removed_at = grant.granted_at
    hr.get("reports.show_mentee", mentee_id=story.people["Ada"].id, status=403)
    hr.get("reports.show_cohort", status=403)


def test_a_former_mentor_reads_no_more_once_another_has_accepted(story, visitor_of):
    dan = story.people["Dan"].id
    visitor_of(story.mentors["Dan"]).get("reports.show_mentee", mentee_id=dan, status=404)
    page = visitor_of(story.mentors["Ada"]).get("reports.show_mentee", mentee_id=dan)
    assert "Two customers answered in a day" in page.text


def test_a_new_mentor_does_not_read_what_an_earlier_pair_wrote(make, today, visitor_of):
    programme = make.programme("spring")
    mentee = make.person("Claire Dumas")
    make.pairing(
        programme, make.person("Old Mentor"), mentee, state="ended",
        ended_on=today - timedelta(days=5), since=today - timedelta(days=60),
    )  # fmt: skip
    new = make.person("New Mentor")
    make.pairing(programme, new, mentee, state="accepted", since=today - timedelta(days=1))
    page = visitor_of(new).get("reports.show_mentee", mentee_id=mentee.id)
    assert "Two customers answered in a day" not in page.text
    own = visitor_of(mentee).get("reports.show_me")
    assert "Two customers answered in a day" in own.text


@pytest.fixture
def marked(story, make, today):
    """Ada's pairing with a canary in every text that a report might touch."""
    pairing = story.pairings["Ada"]
    make.said(pairing, "listening-1b", on=today, words=CANARY)
    make.sitting(pairing, today - timedelta(days=2))
    make.agreement(
        pairing,
        number=2,
        set_aside=("listening-2b",),
        purposes=(("support", CANARY, CANARY),),
        place=CANARY,
        out_of_bounds=CANARY,
        communities=CANARY,
        ask_before_publishing=CANARY,
    )
    return pairing


@pytest.mark.parametrize("who", ["hr", "coordinator"])
def test_no_word_of_the_pair_reaches_anyone_outside(story, people, visitor_of, marked, who):
    visitor, ada = visitor_of(people[who]), story.people["Ada"].id
    pages = [visitor.get("reports.show_mentee", mentee_id=ada)]
    pages += [visitor.get("reports.show_cohort", programme="spring")]
    for format_ in ("csv", "json"):
        trace = {"mentee_id": ada, "figure": "target", "format_": format_}
        pages.append(visitor.get("reports.export_trace", **trace))
        pages.append(visitor.get("reports.export_mentee", mentee_id=ada, format_=format_))
        pages.append(visitor.get("reports.export_cohort", format_=format_, programme="spring"))
    for page in pages:
        assert CANARY not in page.html
    assert "Your answer" not in pages[0].text
    assert "called off" not in pages[0].text
    assert "/observations/" not in pages[0].html


def test_the_two_read_their_own_words(story, people, visitor_of, marked):
    mentee = visitor_of(people["mentee"]).get("reports.show_me")
    assert mentee.text.count(CANARY) == 3  # the sign, its value, the words of the statement
    mentor = visitor_of(people["mentor"]).get(
        "reports.show_mentee", mentee_id=story.people["Ada"].id
    )
    assert mentor.text.count(CANARY) == 2  # their own statement awaits the mentee, not them
    assert "Your answer" not in mentor.text


def test_what_hr_sees_holds_the_row_and_the_page_of_hr(story, people, visitor_of, marked, make):
    hr = visitor_of(people["hr"])
    page = hr.get("reports.show_mentee", mentee_id=story.people["Ada"].id)
    row = row_of(hr.get("reports.show_cohort", programme="spring"), "Mentee, Ada")
    mine = visitor_of(people["mentee"]).get("reports.show_hr_view")
    assert CANARY not in mine.html
    assert row_of(mine, "Mentee, Ada") == row
    assert page.h1 in mine.text
    heads = [text_of(e) for e in mine.tree.iter() if e.tag in {"h2", "h3"}]
    assert heads.index("Your page as HR gets it") == heads.index(page.h1) - 1
    for section in ("areas", "months", "purposes", "time", "next"):
        ours, theirs = text_of(mine.by_id(section)), text_of(page.by_id(section))
        assert ours == theirs
    assert mine.by_id("signs") is None
    assert mine.by_id("answer") is None


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def row_of(page, name):
    rows = [[text_of(cell) for cell in row] for row in page.tree.iter("tr")]
    return next(row for row in rows if row[0] == name)


def test_receipts_say_who_looked_as_what_at_what(story, people, visitor_of):
    ada = story.people["Ada"]
    hr, coordinator = visitor_of(people["hr"]), visitor_of(people["coordinator"])
    hr.get("reports.show_mentee", mentee_id=ada.id)
    coordinator.get("reports.export_mentee", mentee_id=ada.id, format_="csv")
    visitor_of(people["mentor"]).get("reports.show_mentee", mentee_id=ada.id)
    mine = visitor_of(people["mentee"])
    mine.get("reports.show_me")
    assert receipts() == [
        (ada.id, people["hr"].id, "hr_viewer", "report"),
        (ada.id, people["coordinator"].id, "coordinator", "export_csv"),
    ]
    page = mine.get("reports.show_hr_view")
    assert "Paul Mercier for HR your report" in page.text
    assert "Nadia Ferhat as coordinator an export with your row (CSV)" in page.text
    assert "Last read for HR: Paul Mercier" in mine.get("reports.show_me").text


def test_receipts_are_gathered_by_person_and_day(story, people, visitor_of):
    hr, mine = visitor_of(people["hr"]), visitor_of(people["mentee"])
    for _time in range(3):
        hr.get("reports.show_mentee", mentee_id=story.people["Ada"].id)
    hr.get("reports.show_cohort", programme="spring")
    row = row_of(mine.get("reports.show_hr_view"), "Paul Mercier")
    assert row[1:3] == ["for HR", "the list with your row, your report (3)"]
    assert row[4].startswith("4 times on ")


def test_a_list_leaves_a_receipt_for_each_row_that_it_showed(story, people, visitor_of):
    hr = visitor_of(people["hr"])
    hr.get("reports.show_cohort", programme="spring", function="Sales")
    shown = {story.people["Ada"].id, story.people["Bea"].id}
    assert {row.mentee_id for row in receipts()} == shown
    assert {(row.opened_as, row.what) for row in receipts()} == {("hr_viewer", "list")}


def test_an_export_is_an_event_and_leaves_receipts_for_everybody_on_it(story, people, visitor_of):
    hr = visitor_of(people["hr"])
    hr.get("reports.export_cohort", format_="json", programme="spring")
    assert {row.what for row in receipts()} == {"export_json"}
    assert len(receipts()) == 6
    event = session.scalar(select(AuditEvent).where(AuditEvent.name == "report_exported"))
    assert (event.actor_id, event.details) == (
        people["hr"].id,
        {"programme": story.programme.id, "table": "people", "format": "json"},
    )  # fmt: skip


def test_a_refused_reader_leaves_no_receipt(story, people, visitor_of):
    visitor_of(people["other hr"]).get(
        "reports.show_mentee", mentee_id=story.people["Ada"].id, status=404
    )
    assert receipts() == []


class TestGroupsOnly:
    @pytest.fixture
    def grouped(self, make, today):
        return tell(make, today, reading_mode=ReadingMode.GROUPS_ONLY)

    def test_hr_gets_groups_at_the_month_end_and_nobody_by_name(
        self, grouped, make, visitor_of, today
    ):
        hr = visitor_of(make.hr_viewer(grouped.programme))
        page = hr.get("reports.show_cohort")
        end = today.replace(day=1) - timedelta(days=1)
        assert f"as of {end.day} {end:%B %Y}" in page.text
        assert "read in groups only" in page.text
        assert "Left out: fewer than two groups" in page.text
        for person in grouped.people.values():
            assert person.list_name not in page.html
        assert page.by_id("people") is None
        ada = grouped.people["Ada"].id
        hr.get("reports.show_mentee", mentee_id=ada, status=403)
        hr.get("reports.export_mentee", mentee_id=ada, format_="json", status=403)
        assert receipts() == []

    def test_the_answer_about_a_person_does_not_tell_who_is_mentored(
        self, grouped, make, visitor_of
    ):
        hr, stranger = visitor_of(make.hr_viewer(grouped.programme)), make.person()
        asked = (grouped.people["Ada"].id, grouped.mentors["Ada"].id, stranger.id, 999_999)
        for code in (None, "spring"):
            for mentee_id in asked:
                hr.get("reports.show_mentee", mentee_id=mentee_id, programme=code, status=403)
                hr.get(
                    "reports.export_mentee", mentee_id=mentee_id, format_="json", programme=code,
                    status=403,
                )  # fmt: skip

    def test_a_day_before_any_programme_is_left_out(self, grouped, make, visitor_of, today):
        hr = visitor_of(make.hr_viewer(grouped.programme))
        now = hr.get("reports.export_cohort", format_="json").html
        for day in ("0001-01-15", "1999-12-31"):
            assert hr.get("reports.export_cohort", format_="json", as_of=day).html == now

    def test_exports_hold_groups_whoever_asks(self, grouped, make, visitor_of):
        for person in (make.hr_viewer(grouped.programme), make.coordinator(grouped.programme)):
            answer = visitor_of(person).get("reports.export_cohort", format_="json")
            cohort = answer.response.get_json()
            assert cohort["rows"] == []
            assert {"by": "function", "value": None, "suppressed": True} in cohort["groups"]
            text = visitor_of(person).get("reports.export_cohort", format_="csv").html
            assert "Mentee" not in text

    def test_filters_do_nothing(self, grouped, make, visitor_of):
        hr = visitor_of(make.hr_viewer(grouped.programme))
        whole = hr.get("reports.export_cohort", format_="json").html
        narrowed = hr.get("reports.export_cohort", format_="json", function="Sales", q="Ada").html
        assert narrowed == whole

    def test_the_coordinator_reads_each_person(self, grouped, make, visitor_of):
        page = visitor_of(make.coordinator(grouped.programme)).get("reports.show_cohort")
        assert "Mentee, Ada" in page.text

    def test_mentees_are_told(self, grouped, visitor_of):
        page = visitor_of(grouped.people["Ada"]).get("reports.show_hr_view")
        assert "HR reads this programme in groups only." in page.text
        assert page.by_id("row") is None

    def test_under_five_people_every_figure_is_left_out(self, make, visitor_of, today):
        programme = make.programme("tiny", reading_mode=ReadingMode.GROUPS_ONLY)
        for n in range(4):
            make.pairing(
                programme, make.person(), make.person(f"Mentee {n}"),
                since=today - timedelta(days=70),
            )  # fmt: skip
        hr = visitor_of(make.hr_viewer(programme))
        cohort = hr.get("reports.export_cohort", format_="json").response.get_json()
        figures = ("mentees", "headline_stages", "target", "sessions", "silent")
        assert [cohort[name] for name in figures] == [None] * 5
        page = hr.get("reports.show_cohort")
        assert "every figure is left out" in page.text
        assert page.by_id("short") is None


def test_someone_with_several_hats_reads_as_the_nearest(story, make, visitor_of):
    mentor = story.mentors["Ada"]
    make.role(mentor, story.programme, Role.HR_VIEWER)
    page = visitor_of(mentor).get("reports.show_mentee", mentee_id=story.people["Ada"].id)
    assert "Two customers answered in a day" in page.text
    assert receipts() == []
    ada = story.people["Ada"]
    make.role(ada, story.programme, Role.HR_VIEWER)
    own = visitor_of(ada).get("reports.show_mentee", mentee_id=ada.id)
    assert "Two customers answered in a day" in own.text
