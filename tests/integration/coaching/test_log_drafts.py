"""Half-written logs: kept, found again, thrown away."""

from datetime import timedelta

import pytest

from squad.coaching.models import CoachingSession, Draft
from tests.integration.coaching.conftest import TUESDAY


def keep(mentor, pairing, status=200, **values):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    fields = dict(page.fields(page.forms("/sessions/new")[0])) | values
    return page, mentor.post("coaching.save_draft", fields, status=status)


def test_draft_is_found_again_with_everything_typed(mentor, pairing, rows):
    keep(
        mentor,
        pairing,
        note="Half a thought",
        outcome="cancelled",
        minutes="60",
        **{"m-purpose-1a": "alone", "steps-1-words": "Second step"},
    )
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    assert "Your draft of 9:20" in page.text
    fields = page.fields(page.forms("/sessions/new")[0])
    for pair in (
        ("note", "Half a thought"),
        ("outcome", "cancelled"),
        ("minutes", "60"),
        ("m-purpose-1a", "alone"),
        ("steps-1-words", "Second step"),
    ):
        assert pair in fields
    assert len(rows(Draft)) == 1
    assert rows(CoachingSession) == []


def test_draft_keeps_the_key_so_that_it_makes_one_record(mentor, pairing, rows):
    first, _kept = keep(mentor, pairing, note="Once")
    again = mentor.get("coaching.log_session", pairing=pairing.id)
    one = first.submit("/sessions/new", status=303, note="Once")
    two = again.submit("/sessions/new", status=303, note="Once")
    assert one.location == two.location


def test_start_afresh_throws_it_away(mentor, pairing, rows):
    keep(mentor, pairing, note="Half a thought")
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    fresh = mentor.follow(page.submit("/sessions/drafts/forget", status=303))
    assert "Your draft" not in fresh.text
    assert "Half a thought" not in fresh.html
    assert rows(Draft) == []


def test_draft_that_comes_after_the_log_was_saved_is_not_kept(mentor, pairing, rows):
    page, _kept = keep(mentor, pairing, note="Once")
    page.submit("/sessions/new", status=303, note="Once")
    fields = dict(page.fields(page.forms("/sessions/new")[0])) | {"note": "Once"}
    late = mentor.post("coaching.save_draft", fields, status=200)
    assert late.response.json == {"kept": False, "at": None}
    assert rows(Draft) == []


def test_later_draft_takes_the_place_of_the_earlier(mentor, pairing, rows, now):
    keep(mentor, pairing, note="One")
    now.move_to(TUESDAY + timedelta(minutes=3))
    keep(mentor, pairing, note="Two")
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    assert "Your draft of 9:23" in page.text
    assert "Two" in page.html
    assert len(rows(Draft)) == 1


def test_broken_draft_opens_as_it_is(mentor, pairing):
    keep(mentor, pairing, on="nonsense", next_at="nonsense", minutes="x", **{"m-x": "alone"})
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    assert page.submit("/sessions/new", status=422)


def test_huge_draft_is_refused(mentor, pairing, rows):
    keep(mentor, pairing, status=413, note="x" * 70_000)
    assert rows(Draft) == []


@pytest.mark.parametrize("pairing_id", ["", "x", "999999"])
def test_draft_of_no_pairing_is_not_found(mentor, pairing_id):
    mentor.post("coaching.save_draft", {"pairing": pairing_id, "note": "x"}, status=404)
    mentor.post("coaching.forget_draft", {"pairing": pairing_id}, status=404)


def test_log_written_without_sight_of_the_plan_leaves_it(mentor, pairing, rows):
    def log(**values):
        page = mentor.get("coaching.log_session", pairing=pairing.id)
        page.submit("/sessions/new", status=303, **values)
        return [row for row in rows(CoachingSession) if row.state == "planned"]

    assert log(next_at="planned") == []
    (planned,) = log()
    (same,) = log(next_at="planned")
    assert (same.id, same.starts_at, same.voided_at) == (planned.id, planned.starts_at, None)
