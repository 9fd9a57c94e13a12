"""Times to choose from: offered by one side, taken by the other."""

from datetime import UTC, datetime, timedelta

import pytest

from squad.coaching.calendar.lapsing import close_lapsed
from squad.coaching.calendar.models import TimeOffer
from squad.coaching.calendar.rules import OfferOutcome
from squad.coaching.models import CoachingSession
from squad.coaching.rules.log import CoachingState
from squad.db.unit_of_work import unit_of_work
from squad.notify.models import Notice
from tests.integration.coaching.conftest import TUESDAY

FIRST = datetime(2026, 12, 8, 7, 30, tzinfo=UTC)
THREE = {
    "day_1": "2026-12-08", "clock_1": "08:30", "day_2": "2026-12-09", "clock_2": "12:00",
    "day_3": "2026-12-10", "clock_3": "17:15",
}  # fmt: skip


def offer(visitor, pairing, status=303, **values):
    page = visitor.get("calendar.offer_times", pairing_id=pairing.id)
    return page.submit(status=status, **(values or THREE))


def take(page, number, status=303):
    return page.submit(page.main_form(), status=status, number=str(number))


def test_one_side_offers_and_the_other_takes(mentor, mentee, pairing, rows):
    listed = mentor.follow(offer(mentor, pairing))
    assert "Times that you offer" in listed.text
    assert [n.person_id for n in rows(Notice)] == [pairing.mentee_id]
    assert "offers times" in mentee.get("home.show_home").text
    page = mentee.get("calendar.show_times", pairing_id=pairing.id)
    assert "Thursday 10 December, 17:15" in page.text
    assert "What is planned now moves" not in page.text
    (back,) = (to for text, to in page.links().items() if text.endswith(" and you"))
    assert f"/pairings/{pairing.id}/times" in mentee.get_path(back).links().values()
    done = mentee.follow(take(page, 2))
    assert "Wednesday 9 December, 12:00" in done.text
    (planned,) = rows(CoachingSession)
    assert (planned.state, planned.starts_at.hour) == (CoachingState.PLANNED, 11)
    (kept,) = rows(TimeOffer)
    assert (kept.outcome, kept.taken) == (OfferOutcome.TAKEN, 2)
    assert all(notice.read_at for notice in rows(Notice))
    take(page, 2)
    assert "no longer open" in take(page, 1, status=422).text
    assert "no longer open" in mentor.follow(listed.submit(status=303)).text
    assert len(rows(CoachingSession)) == 1
    offer(mentor, pairing, day_1="2026-12-11", clock_1="10:00")
    moved = "What is planned now moves to the time that you take."
    assert moved in mentee.get("calendar.show_times", pairing_id=pairing.id).text
    assert (
        "the session that is planned moves there"
        in mentor.get("calendar.offer_times", pairing_id=pairing.id).text
    )


def test_a_counter_offer_takes_the_place_of_the_first(mentor, mentee, pairing, rows):
    offer(mentor, pairing)
    before = mentee.get("calendar.show_times", pairing_id=pairing.id)
    offer(mentee, pairing, day_1="2026-12-11", clock_1="09:00")
    assert [o.outcome for o in rows(TimeOffer)] == [OfferOutcome.REPLACED, None]
    assert {n.person_id for n in rows(Notice) if n.read_at is None} == {pairing.mentor_id}
    assert "no longer open" in take(before, 1, status=422).text
    take(mentor.get("calendar.show_times", pairing_id=pairing.id), 1)
    assert rows(CoachingSession)[0].starts_at == datetime(2026, 12, 11, 8, tzinfo=UTC)


def test_times_of_which_one_was_taken_meanwhile_are_not_said_to_be_taken_back(
    mentor, mentee, pairing, rows
):
    offer(mentor, pairing)
    (kept,) = rows(TimeOffer)
    before = mentor.get("calendar.show_times", pairing_id=pairing.id)
    take(mentee.get("calendar.show_times", pairing_id=pairing.id), 1)
    address = f"/pairings/{pairing.id}/times/{kept.id}/withdraw"
    told = mentor.follow(before.submit(address, status=303)).text
    assert "no longer open" in told
    assert "Tuesday 8 December" in told
    assert "are taken back" not in told


def test_nobody_takes_their_own(mentor, mentee, pairing, rows):
    offer(mentor, pairing)
    (kept,) = rows(TimeOffer)
    answer = mentor.post(
        "calendar.take_time", {"number": "1"}, pairing_id=pairing.id, offer_id=kept.id, status=422
    )
    assert "the other chooses" in answer.text
    assert rows(CoachingSession) == []


def test_a_date_set_otherwise_ends_an_offer(mentor, mentee, pairing, rows, now, make):
    offer(mentor, pairing)
    page = mentee.get("calendar.show_times", pairing_id=pairing.id)
    assert "your next session. new" in mentee.get("notify.list_notices").text
    now.move_to(TUESDAY + timedelta(minutes=1))
    make.planned_session(pairing, at=FIRST)
    assert "your next session. past" in mentee.get("notify.list_notices").text
    assert "no longer open" in take(page, 2, status=422).text
    assert [s.starts_at for s in rows(CoachingSession)] == [FIRST]


def test_offers_end_with_their_times(mentor, mentee, pairing, now):
    today = {"day_1": "2026-12-01", "day_2": "2026-12-01", "clock_1": "10:00", "clock_2": "11:00"}
    offer(mentor, pairing, **today)
    page = mentee.get("calendar.show_times", pairing_id=pairing.id)
    now.move_to(TUESDAY.replace(hour=9, minute=1))
    left = mentee.get("calendar.show_times", pairing_id=pairing.id).text
    assert "1 December, 11:00" in left
    assert "10:00" not in left
    assert "This time has passed" in take(page, 1, status=422).text
    now.move_to(TUESDAY.replace(hour=10, minute=1))
    assert "No date yet." in mentee.get("calendar.show_times", pairing_id=pairing.id).text
    assert "no longer open" in take(page, 2, status=422).text
    assert "offers times" not in mentee.get("home.show_home").text


def test_taken_back_and_offered_again(mentor, mentee, pairing, rows):
    offer(mentor, pairing)
    page = mentor.get("calendar.show_times", pairing_id=pairing.id)
    for _press in range(2):
        assert "Your times are taken back." in mentor.follow(page.submit(status=303)).text
    assert rows(TimeOffer)[0].outcome is OfferOutcome.WITHDRAWN
    assert "No date yet." in mentee.get("calendar.show_times", pairing_id=pairing.id).text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"day_1": "", "clock_1": ""}, "Enter one time at least."),
        ({"day_1": "2026-12-01", "clock_1": "09:00"}, "Choose a time to come."),
        ({"day_1": "2028-12-01", "clock_1": "09:00"}, "Choose a day within a year."),
        ({**THREE, "day_2": "2026-12-08", "clock_2": "08:30"}, "offered already"),
        ({**THREE, "clock_3": ""}, "Enter the time as well."),
        ({**THREE, "day_3": ""}, "Enter the day as well."),
    ],
)
def test_what_cannot_be_offered(mentor, pairing, rows, values, words):
    assert words in offer(mentor, pairing, status=422, **values).text
    assert rows(TimeOffer) == []


def test_a_double_click_offers_once(mentor, pairing, rows):
    page = mentor.get("calendar.offer_times", pairing_id=pairing.id)
    page.submit(status=303, **THREE)
    page.submit(status=303, **THREE)
    page.submit(status=409, **{**THREE, "clock_1": "10:00"})
    assert len(rows(TimeOffer)) == 1


def test_strangers_see_no_times(mentor, pairing, make, visitor_of, rows):
    offer(mentor, pairing)
    other = visitor_of(make.mentee_of(make.pairing()))
    (kept,) = rows(TimeOffer)
    one = {"pairing_id": pairing.id}
    other.get("calendar.show_times", **one, status=404)
    other.get("calendar.offer_times", **one, status=404)
    other.post("calendar.take_time", **one, offer_id=kept.id, status=404)
    other.post("calendar.withdraw_offer", **one, offer_id=kept.id, status=404)


def test_whoever_offered_times_is_told_once_that_none_was_chosen(
    mentor, mentee, pairing, rows, now
):
    today = {"day_1": "2026-12-01", "clock_1": "10:00"}
    offer(mentor, pairing, **today)
    for hour in (8, 10, 11):
        now.move_to(TUESDAY.replace(hour=hour, minute=30))
        for _sweep in range(2):
            with unit_of_work():
                close_lapsed()
    (kept,) = rows(TimeOffer)
    assert (kept.outcome, kept.closed_at.hour) == (OfferOutcome.LAPSED, 10)
    told = [(n.kind, n.person_id, n.read_at is None) for n in rows(Notice)]
    assert told == [
        ("times_offered", pairing.mentee_id, False), ("times_lapsed", pairing.mentor_id, True)
    ]  # fmt: skip
    notices = mentor.get("notify.list_notices").text
    assert "The times that you offered Claire have passed; none was chosen." in notices
    offer(mentor, pairing)
    assert rows(Notice)[1].read_at


def test_times_that_came_to_nothing_otherwise_are_not_told_of(mentor, pairing, make, rows, now):
    offer(mentor, pairing, day_1="2026-12-01", clock_1="10:00")
    now.move_to(TUESDAY + timedelta(minutes=1))
    make.planned_session(pairing, at=FIRST)
    now.move_to(TUESDAY + timedelta(days=2))
    with unit_of_work():
        close_lapsed()
    assert rows(TimeOffer)[0].outcome is None
