"""Half-written logs in a real browser: closed pages, no network, other people, expired sign-ins."""

import pytest
from playwright.sync_api import expect

from squad.coaching.models import CoachingSession, Draft
from squad.db.session import session
from squad.kernel.clock import clock
from tests.e2e.house import copies
from tests.factories import Make
from tests.factories.pairings import induct

pytestmark = pytest.mark.browser


def test_closed_page_comes_back_as_it_was(form, phone, browser, house):
    page = form()
    page.fill("#note", "Half a thought")
    page.click("label:has(#outcome-1)")
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    page.close()
    again = form()
    expect(again.locator("#note")).to_have_value("Half a thought")
    expect(again.locator("#outcome-1")).to_be_checked()
    expect(again.get_by_text("Your draft of")).to_be_visible()
    laptop = browser.new_context(base_url=house.url, locale="en-GB")
    laptop.add_cookies([house.cookie_of(house.mentor)])
    expect(form(laptop).locator("#note")).to_have_value("Half a thought")
    laptop.close()


def test_page_closed_at_once_is_still_kept(form):
    page = form()
    page.fill("#note", "A word before the battery died")
    page.wait_for_timeout(800)
    page.close()
    expect(form().locator("#note")).to_have_value("A word before the battery died")


def test_text_written_without_network_is_there_again(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Written in the lift")
    expect(page.locator(".draft-status")).to_contain_text("No network.", timeout=8000)
    assert "Written in the lift" not in str(copies(page))
    page.close()
    phone.set_offline(False)
    again = form()
    expect(again.locator("#note")).to_have_value("Written in the lift")
    expect(again.get_by_text("Your draft of")).to_be_visible()
    again.click("text=Start afresh")
    expect(again.locator("#note")).to_have_value("")
    assert copies(again) == []


def test_network_that_comes_back_takes_the_draft(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Written in the lift")
    expect(page.locator(".draft-status")).to_contain_text("No network.", timeout=8000)
    phone.set_offline(False)
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    assert len(house.stored(Draft)) == 1


def test_saved_log_leaves_nothing_behind(form, house):
    before = len(house.stored(CoachingSession))
    page = form()
    page.fill("#note", "Whole")
    page.wait_for_timeout(800)
    assert copies(page)
    page.click("text=Save the session")
    page.wait_for_url("**/saved")
    assert copies(page) == []
    page.wait_for_timeout(3500)
    assert house.stored(Draft) == []
    assert len(house.stored(CoachingSession)) > before
    assert form().input_value("#note") == ""


def test_start_afresh_empties_both_copies(form, house):
    page = form()
    page.fill("#note", "Not wanted")
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    page.reload()
    page.click("text=Start afresh")
    expect(page.locator("#note")).to_have_value("")
    assert copies(page) == []
    assert house.stored(Draft) == []


def test_expired_sign_in_says_so_and_keeps_the_text(form, phone, house):
    page = form()
    phone.clear_cookies()
    page.fill("#note", "Written after lunch")
    expect(page.locator(".draft-status")).to_contain_text("You were signed out.", timeout=8000)
    page.close()
    phone.add_cookies([house.cookie_of(house.mentor)])
    expect(form().locator("#note")).to_have_value("Written after lunch")


def test_another_person_in_the_same_browser_reads_nothing(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "For Claire alone")
    page.wait_for_timeout(800)
    page.close()
    phone.set_offline(False)
    phone.clear_cookies()
    with house.app.app_context():
        from squad.db.unit_of_work import unit_of_work
        from squad.pairings.models import Pairing

        other = Make().person().id
        with unit_of_work():
            pairing = session.get(Pairing, house.pairing)
            pairing.mentor_id = other
            induct(other, pairing.programme_id, clock.now())
    phone.add_cookies([house.cookie_of(other)])
    try:
        page = form()
        expect(page.locator("#note")).to_have_value("")
        assert "Claire alone" not in page.content()
    finally:
        with house.app.app_context(), unit_of_work():
            session.get(Pairing, house.pairing).mentor_id = house.mentor
