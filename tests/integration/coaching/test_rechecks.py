"""What grows old is shown again with two taps, answered by the other, and fresh from then on."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from squad.coaching.models import Attainment, Observation
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.privacy.check import find_differences
from squad.programmes.models import Programme
from tests.integration.coaching.conftest import TUESDAY

TODAY = TUESDAY.date()
DAY = timedelta(days=1)
LATE, SOON, FRESH = "purpose-1a", "listening-1a", "publishing-1a"


@pytest.fixture
def pairing(now, make):
    """Accepted 200 days ago: one milestone is to refresh, one will be soon, one is fresh."""
    pairing = make.pairing(since=TODAY - 200 * DAY)
    for code, age in ((LATE, 190), (SOON, 160), (FRESH, 10)):
        make.said(pairing, code, on=TODAY - age * DAY, confirmed_on=TODAY - age * DAY)
    return pairing


def address(visitor, pairing, code=LATE):
    return visitor.url("coaching.recheck_milestone", pairing_id=pairing.id, code=code)


def listed(visitor, pairing):
    return visitor.get("coaching.list_rechecks", pairing_id=pairing.id)


def restate(visitor, pairing, code=LATE, *, status=303, **values):
    page = listed(visitor, pairing)
    return page.submit(address(visitor, pairing, code), status=status, **values)


def due(code):
    session.expire_all()
    day = session.scalar(select(Attainment.refresh_due).where(Attainment.milestone_code == code))
    session.rollback()
    return day


def count():
    session.rollback()
    return session.scalar(select(func.count()).select_from(Observation))


def test_the_list_and_both_homes_say_what_grows_old(pairing, mentor, mentee):
    said = "1 milestone to refresh, 1 more within 30 days"
    for visitor, name in ((mentor, "Claire"), (mentee, "Inès")):
        page = visitor.get("coaching.list_milestones", pairing_id=pairing.id)
        assert f"{said}. They still count." in page.text
        home = visitor.get("home.show_home")
        assert (f"{name}: {said}." in home.text) is (visitor is mentor), "whose they are"
        assert f"{said}. They still count." in home.text
        there = f"Show again, in two minutes with {name}"
        assert home.links()[there] == f"/pairings/{pairing.id}/re-check"


def test_it_lists_the_oldest_first_and_nothing_is_ticked(pairing, mentor):
    page = listed(mentor, pairing)
    actions = [form.get("action") for form in page.forms() if "/re-check/" in form.get("action")]
    assert actions == [address(mentor, pairing, code) for code in (LATE, SOON)]
    fields = dict(page.fields(page.forms(address(mentor, pairing))[0]))
    assert "autonomy" not in fields
    assert fields["evidence"] == "checked"


def test_nothing_chosen_is_told_beside_the_milestone(pairing, mentor):
    page = restate(mentor, pairing, status=422)
    assert "Choose one of these." in page.text
    assert count() == 3


def test_shown_again_it_waits_for_the_other_and_is_fresh_once_confirmed(pairing, mentor, mentee):
    page = mentor.follow(restate(mentor, pairing, autonomy="alone"))
    assert "Claire is asked whether it is right" in page.text
    assert "it awaits an answer" in page.text
    assert "to confirm" in page.text
    assert due(LATE) == TODAY - 10 * DAY
    page = listed(mentee, pairing)
    assert "Shown again on 1 December 2026, says Inès." in page.text
    answer = next(f for f in page.forms() if f.get("action", "").endswith("/answer"))
    page = mentee.follow(page.submit(answer, status=303))
    assert "Confirmed." in page.text
    assert page.h1 == "Show again, in two minutes"
    assert due(LATE) == TODAY + 180 * DAY
    assert address(mentor, pairing) not in listed(mentor, pairing).html
    assert list(find_differences()) == []


def test_together_and_told_are_kept_and_refresh_nothing(pairing, mentor, make):
    mentor.follow(restate(mentor, pairing, autonomy="together"))
    mentor.follow(restate(mentor, pairing, autonomy="alone", evidence="told"))
    session.expire_all()
    ids = session.scalars(select(Observation.id).order_by(Observation.id)).all()[-2:]
    session.rollback()
    make.answers(pairing, *ids)
    assert due(LATE) == TODAY - 10 * DAY


def test_a_double_click_states_it_once(pairing, mentor):
    page = listed(mentor, pairing)
    for _ in range(2):
        page.submit(address(mentor, pairing), autonomy="alone", status=303)
    assert count() == 4
    other = page.submit(address(mentor, pairing), autonomy="together", status=409)
    assert "Together" in other.text
    assert count() == 4


def test_the_second_of_two_reads_what_the_first_said(pairing, mentor, mentee):
    page = listed(mentee, pairing)
    restate(mentor, pairing, autonomy="alone")
    page = page.submit(address(mentee, pairing), autonomy="alone", status=422)
    assert "It was shown again already" in page.text
    assert count() == 4


def test_what_is_fresh_or_unknown_is_not_stated_here(pairing, mentor):
    page = listed(mentor, pairing)
    values = dict(page.fields(page.forms(address(mentor, pairing))[0])) | {"autonomy": "alone"}
    for code in (FRESH, "nothing"):
        page = mentor.post_path(address(mentor, pairing, code), values, status=422)
        assert "It was refreshed meanwhile" in page.text
    assert count() == 3


def test_once_the_pairing_is_over_nothing_is_stated(make, now, visitor_of):
    pairing = make.pairing(since=TODAY - 200 * DAY, state="completed", ended_on=TODAY)
    make.said(pairing, LATE, on=TODAY - 190 * DAY, confirmed_on=TODAY - 190 * DAY)
    mentor = visitor_of(make.mentor_of(pairing))
    page = listed(mentor, pairing)
    assert "not under way" in page.text
    values = {"autonomy": "alone", "evidence": "checked", "form_key": "once"}
    refused = mentor.post_path(address(mentor, pairing), values, status=422)
    assert "This pairing is not under way" in refused.text
    assert count() == 1


def test_a_former_mentor_finds_nothing(make, now, visitor_of):
    programme = make.programme()
    old = make.pairing(programme, state="ended", since=TODAY - 200 * DAY, ended_on=TODAY - 90 * DAY)
    make.pairing(programme, make.person("Noa"), make.mentee_of(old))
    mentor = visitor_of(make.mentor_of(old))
    mentor.get("coaching.list_rechecks", pairing_id=old.id, status=404)


def test_reports_count_it_in_every_total(pairing, make, visitor_of):
    programme = session.get(Programme, pairing.programme_id)
    hr = visitor_of(make.hr_viewer(programme))
    page = hr.get("reports.show_cohort")
    assert "1 of them to refresh." in page.text
    assert "1 to refresh" in page.text
    exported = hr.get("reports.export_cohort", format_="json", programme=programme.code)
    assert exported.response.json["target"] == {"held": 3, "to_refresh": 1, "total": 17}
    past = hr.get("reports.export_cohort", format_="json", as_of=TODAY - 20 * DAY)
    assert past.response.json["target"]["to_refresh"] == 0


@pytest.mark.parametrize("many", [1, 20])
def test_the_page_costs_the_same_with_many(now, make, visitor_of, statements, many):
    pairing = make.pairing(since=TODAY - 200 * DAY)
    programme = session.get(Programme, pairing.programme_id)
    codes = list(get_framework(programme.framework_version_id).milestones)[:many]
    make.said(pairing, *codes, on=TODAY - 190 * DAY, confirmed_on=TODAY - 190 * DAY)
    mentor = visitor_of(make.mentor_of(pairing))
    listed(mentor, pairing)
    with statements() as sent:
        listed(mentor, pairing)
    assert len(sent) <= 10, "\n".join(sent)
