"""Ninety days after the end: shown again, answered until it closes, and nothing taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from squad.coaching.models import Attainment, Observation, RetentionAnswer, RetentionShare
from squad.coaching.signals import share_taken_back
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.models import PairingSummary
from squad.people.models import QuietPeriod
from squad.privacy.check import find_differences
from squad.privacy.dump import dump_tables
from squad.programmes.models import Programme
from squad.reports import contract
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests import oracle
from tests.integration.coaching.conftest import TUESDAY

TODAY = TUESDAY.date()
DAY = timedelta(days=1)
HELD = ("purpose-1a", "listening-1a", "publishing-1a")
CODE = HELD[0]


@pytest.fixture
def programme(make, now):
    return make.programme("spring", starts_on=TODAY - 250 * DAY)


def over(make, programme, *, ago=95, sessions=1, **values):
    """A pairing that ended so many days ago, with three milestones held and one unanswered."""
    pairing = make.pairing(
        programme, state="completed", since=TODAY - 240 * DAY, ended_on=TODAY - ago * DAY, **values
    )
    for n in range(sessions):
        make.sitting(pairing, TODAY - (150 + n) * DAY)
    make.said(pairing, *HELD, on=TODAY - 150 * DAY, confirmed_on=TODAY - 149 * DAY)
    make.said(pairing, "presence-1b", on=TODAY - (ago + 1) * DAY)
    return pairing


@pytest.fixture
def pairing(make, programme):
    return over(make, programme)


def checked(visitor, pairing, **values):
    return visitor.get("coaching.show_retention", pairing_id=pairing.id, **values)


def address(visitor, pairing, endpoint="show_kept", code=CODE):
    return visitor.url(f"coaching.{endpoint}", pairing_id=pairing.id, code=code)


def show(visitor, pairing, code=CODE, *, status=303, **values):
    page = checked(visitor, pairing)
    return page.submit(address(visitor, pairing, code=code), status=status, **values)


def say(visitor, pairing, said, *, status=303):
    return visitor.post(
        "coaching.say_kept", {"said": said}, pairing_id=pairing.id, code=CODE, status=status
    )


def confirm(visitor, pairing):
    page = checked(visitor, pairing)
    form = next(f for f in page.forms() if f.get("action", "").endswith("/answer"))
    return visitor.follow(page.submit(form, status=303))


def due(code=CODE):
    session.expire_all()
    row = session.scalar(select(Attainment).where(Attainment.milestone_code == code))
    session.rollback()
    return row.refresh_due if row.held else None


def count(model):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def report(day=None, reader=Reader.OPERATOR, mentee=None):
    session.rollback()
    session.expire_all()
    card = find_by_code("spring")
    mentee = mentee or session.scalar(select(Observation.mentee_id).limit(1))
    found = contract.report_json(load_report(card, mentee, reader, as_of=day))
    session.rollback()
    return found


def test_home_of_both_leads_to_what_was_held_at_the_end(pairing, mentor, mentee):
    for visitor, name in ((mentor, "Claire"), (mentee, "Inès")):
        home = visitor.get("home.show_home")
        assert f"Ninety days on with {name}: what was held at the end" in home.text
        there = home.links()[f"Look at it, in ten minutes with {name}"]
        assert there == f"/pairings/{pairing.id}/ninety-days-on"
        page = checked(visitor, pairing)
        assert "Open until 23 December 2026, for answers too." in page.text
        assert "0 of 3 shown again and confirmed." in page.text
        codes = [f.get("action").rpartition("/")[2] for f in page.forms()
                 if "/ninety-days-on/" in f.get("action") and "autonomy" in
                 {n.get("name") for n in f.iter("input")}]  # fmt: skip
        assert set(codes) == set(HELD)
    milestones = mentee.get("coaching.list_milestones", pairing_id=pairing.id)
    assert "Look at it, in ten minutes" in milestones.links()


def test_shown_again_and_confirmed_it_is_refreshed_and_reported(pairing, mentor, mentee, tmp_path):
    before = due()
    page = mentee.follow(show(mentee, pairing, autonomy="alone"))
    assert "Inès is asked whether it is right" in page.text
    assert due() == before
    assert report()["retention"] is None
    page = confirm(mentor, pairing)
    assert "1 of 3 shown again and confirmed." in page.text
    assert due() == TODAY + 180 * DAY
    found = {"on": "2026-12-01", "held": 1, "total": 3, "no_longer": None}
    assert report()["retention"] == found
    assert report(TODAY - DAY)["retention"] is None
    own = mentee.get("reports.show_me")
    assert "Checked again after 90 days: 1 of 3 held, on 1 December 2026." in own.text
    assert list(find_differences()) == []
    session.rollback()
    dict(dump_tables(tmp_path))
    told = oracle.Oracle(oracle.read_dump(tmp_path), pairing.mentee_id, pairing.programme_id)
    said = told.retention(told.end_of(TODAY))
    assert said == {"on": TODAY, "held": 1, "total": 3}


def test_answers_close_with_the_check_and_what_waits_lapses(pairing, mentee, make, visitor_of, now):
    show(mentee, pairing, autonomy="alone")
    now.move_to(TUESDAY + 22 * DAY)  # 23 December, its last day
    mentor = visitor_of(make.mentor_of(pairing))
    assert "Confirm" in checked(mentor, pairing).html
    now.move_to(TUESDAY + 23 * DAY)
    mentor = visitor_of(make.mentor_of(pairing))
    page = checked(mentor, pairing)
    assert "It was open until 23 December 2026." in page.text
    assert not [f for f in page.forms() if f.get("action", "").endswith("/answer")]
    last = session.scalar(select(func.max(Observation.id)))
    session.rollback()
    refused = mentor.post(
        "coaching.answer_observation", {"kind": "confirm"}, observation_id=last, status=303
    )
    assert "last day to answer has passed" in mentor.follow(refused).text
    assert due() == TODAY - 150 * DAY + 180 * DAY
    assert list(find_differences()) == []


def test_what_was_unanswered_at_the_end_stays_lapsed(pairing, mentee):
    first = session.scalar(
        select(Observation.id).where(Observation.milestone_code == "presence-1b")
    )
    session.rollback()
    page = mentee.post(
        "coaching.answer_observation", {"kind": "confirm"}, observation_id=first, status=303
    )
    assert "last day to answer has passed" in mentee.follow(page).text


@pytest.mark.parametrize("ago", [89, 118])
def test_before_and_after_its_days_nothing_is_stated(make, programme, visitor_of, ago):
    pairing = over(make, programme, ago=ago)
    mentee = visitor_of(make.mentee_of(pairing))
    assert "Ninety days on" not in mentee.get("home.show_home").text
    checked(mentee, pairing)
    values = {"autonomy": "alone", "evidence": "checked", "form_key": "once"}
    page = mentee.post_path(address(mentee, pairing), values, status=422)
    assert "This check is not open today" in page.text
    say(mentee, pairing, "no_longer", status=422)
    assert count(RetentionAnswer) == 0


def test_closed_and_quiet_days_do_not_count(make, programme, visitor_of):
    make.closed_period(programme, TODAY - 10 * DAY, TODAY - DAY)
    pairing = over(make, programme, ago=120)
    make.quiet(make.mentor_of(pairing), TODAY + DAY, TODAY + 3 * DAY)
    mentee = visitor_of(make.mentee_of(pairing))
    # Day 90 was 1 November; ten closed days and three quiet ones come on top of 28.
    assert "Open until 11 December 2026" in checked(mentee, pairing).text
    with unit_of_work():
        session.execute(update(QuietPeriod).values(starts_on=TODAY))
    assert "Ninety days on" not in mentee.get("home.show_home").text


def test_no_check_without_a_session(make, programme, visitor_of):
    pairing = over(make, programme, sessions=0)
    assert "No check here" in checked(visitor_of(make.mentee_of(pairing)), pairing).text


def test_no_check_where_the_mentee_goes_on(make, programme, pairing, mentee, mentor):
    make.pairing(programme, make.person("Noa New"), make.mentee_of(pairing), state="proposed")
    assert "No check here" in checked(mentee, pairing).text
    values = {"autonomy": "alone", "evidence": "checked", "form_key": "once"}
    page = mentor.post_path(address(mentor, pairing), values, status=422)
    assert "This check is not open today" in page.text


def test_a_double_click_and_two_at_once_state_it_once(pairing, mentor, mentee):
    theirs = checked(mentor, pairing)
    page = checked(mentee, pairing)
    stated = count(Observation)
    for _ in range(2):
        page.submit(address(mentee, pairing), autonomy="alone", status=303)
    page = theirs.submit(address(mentor, pairing), autonomy="alone", status=422)
    assert "It was shown again already" in page.text
    assert count(Observation) == stated + 1


def test_what_was_not_held_is_not_stated(pairing, mentee):
    page = checked(mentee, pairing)
    values = dict(page.fields(page.forms(address(mentee, pairing))[0])) | {"autonomy": "alone"}
    there = address(mentee, pairing, code="presence-1b")
    assert "not held at the end" in mentee.post_path(there, values, status=422).text


def test_no_longer_is_said_apart_and_takes_nothing_away(pairing, mentor, mentee, make, visitor_of):
    before = due()
    for _ in range(2):
        page = mentee.follow(say(mentee, pairing, "no_longer"))
    assert "You say: no longer." in page.text
    assert count(RetentionAnswer) == 1
    assert due() == before
    assert "The mentee says: no longer." in checked(mentor, pairing).text
    hr = visitor_of(make.hr_viewer(session.get(Programme, pairing.programme_id)))
    assert "no longer" not in hr.get("reports.show_mentee", mentee_id=pairing.mentee_id).text
    page = mentee.follow(say(mentee, pairing, ""))
    assert "You say" not in page.text
    assert count(RetentionAnswer) == 2
    assert list(find_differences()) == []


def test_the_mentor_does_not_say_it_for_the_mentee(pairing, mentor):
    say(mentor, pairing, "no_longer", status=403)


def test_only_its_number_reaches_hr_and_only_while_it_is_shared(
    pairing, mentor, mentee, make, visitor_of
):
    hr = visitor_of(make.hr_viewer(session.get(Programme, pairing.programme_id)))
    show(mentee, pairing, HELD[1], autonomy="alone")
    confirm(mentor, pairing)

    def read():
        return hr.get("reports.show_mentee", mentee_id=pairing.mentee_id).text

    say(mentee, pairing, "no_longer")
    assert "no longer done" not in read()
    share = {"pairing_id": pairing.id, "status": 303}
    page = mentee.follow(mentee.post("coaching.share_kept", {"shared": "1"}, **share))
    assert "HR reads: 1 no longer done." in page.text
    assert "1 no longer done, as the mentee lets it be read." in read()
    assert CODE not in read()
    say(mentee, pairing, "no_occasion")
    assert "0 no longer done" in read()
    mentee.post("coaching.share_kept", {"shared": "0"}, **share)
    assert "no longer done" not in read()
    assert count(RetentionShare) == 3
    for _ in range(2):
        mentee.post("coaching.share_kept", {"shared": "0"}, **share)
    assert count(RetentionShare) == 3


def test_a_number_taken_back_is_gone_for_every_day(pairing, mentor, mentee, make, visitor_of, now):
    show(mentee, pairing, HELD[1], autonomy="alone")
    confirm(mentor, pairing)
    say(mentee, pairing, "no_longer")
    share = {"pairing_id": pairing.id, "status": 303}
    mentee.post("coaching.share_kept", {"shared": "1"}, **share)
    now.shift(DAY)
    hr = visitor_of(make.hr_viewer(session.get(Programme, pairing.programme_id)))
    mentee = visitor_of(make.mentee_of(pairing))
    asked = {"mentee_id": pairing.mentee_id, "as_of": TODAY}
    assert "1 no longer done" in hr.get("reports.show_mentee", **asked).text
    told = []

    def hear(_sender, **whom):
        told.append(whom)

    with share_taken_back.connected_to(hear):
        mentee.post("coaching.share_kept", {"shared": "0"}, **share)
    assert told == [{"mentee_id": pairing.mentee_id, "programme_id": pairing.programme_id}]
    assert "no longer done" not in hr.get("reports.show_mentee", **asked).text
    assert "no longer done" not in mentee.get("reports.show_hr_view", as_of=TODAY).text


def test_the_figure_opens_what_was_shown_again(pairing, mentor, mentee, make, visitor_of):
    show(mentee, pairing, HELD[1], autonomy="alone")
    confirm(mentor, pairing)
    programme = session.get(Programme, pairing.programme_id)
    hr, looking = visitor_of(make.hr_viewer(programme)), visitor_of(make.coordinator(programme))
    for visitor in (mentee, mentor, looking, hr):
        report = visitor.get("reports.show_mentee", mentee_id=pairing.mentee_id)
        [href] = [one for one in report.links().values() if "figure=retention" in one]
        page = visitor.get_path(href)
        assert page.h1 == "1 milestone shown again after 90 days"
        assert HELD[1] in page.text
        assert HELD[0] not in page.text
    mine = mentee.get("reports.show_hr_view")
    [href] = [one for one in mine.links().values() if "figure=retention" in one]
    own = mentee.get_path(href)
    assert own.h1 == "1 milestone shown again after 90 days"
    early = hr.get(
        "reports.show_trace", mentee_id=pairing.mentee_id, figure="retention", as_of=TODAY - DAY
    )
    assert early.h1 == "0 milestones shown again after 90 days"


def test_who_goes_on_can_still_take_the_number_back(programme, pairing, mentee, make):
    say(mentee, pairing, "no_longer")
    share = {"pairing_id": pairing.id, "status": 303}
    mentee.post("coaching.share_kept", {"shared": "1"}, **share)
    make.pairing(programme, make.person("Noa New"), make.mentee_of(pairing))
    page = checked(mentee, pairing)
    assert "No check here" in page.text
    assert "Let HR read it no more" in page.text
    page = mentee.follow(mentee.post("coaching.share_kept", {"shared": "0"}, **share))
    assert "HR reads" not in page.text
    mentee.post("coaching.share_kept", {"shared": "1"}, pairing_id=pairing.id, status=422)


@pytest.mark.parametrize("many", [1, 12])
def test_home_costs_the_same_with_many_checks(make, programme, visitor_of, statements, many):
    mentor = make.person("Many Checks")
    for n in range(many):
        pairing = over(make, programme, mentor=mentor, mentee=make.person(f"Mentee {n}"))
    with unit_of_work():
        session.execute(update(PairingSummary).values(to_confirm=0))
    visitor = visitor_of(mentor)
    visitor.get("home.show_home")
    with statements() as sent:
        page = visitor.get("home.show_home")
    assert page.text.count("Look at it, in ten minutes") == min(many, 8)
    assert len(sent) <= 16, "\n".join(sent)
    checked(visitor, pairing)
    with statements() as sent:
        checked(visitor, pairing)
    assert len(sent) <= 18, "\n".join(sent)
