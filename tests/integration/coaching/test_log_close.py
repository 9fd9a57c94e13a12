"""Closing together: a code, one page, everything answered at once."""

from datetime import timedelta

import pytest

from squad.coaching.models import Answer, Attainment, CloseCode
from squad.framework.rules.fluency import AnswerKind
from squad.pairings.models import PairingSummary
from tests.integration.coaching.conftest import TUESDAY

EIGHT = (
    "purpose-1a", "purpose-1b", "presence-1a", "presence-1b",
    "listening-1a", "listening-1b", "conversing-1a", "care-1a",
)  # fmt: skip


def log_with(mentor, pairing, *codes):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    return mentor.follow(page.submit(status=303, **{f"m-{code}": "alone" for code in codes}))


def code_of(rows):
    return rows(CloseCode)[-1].code


def test_saved_page_shows_a_code_and_what_waits(mentor, pairing, rows):
    saved = log_with(mentor, pairing, "purpose-1a")
    code = code_of(rows)
    assert "Close together" in saved.text
    assert f"{code[:3]} {code[3:]}" in saved.text
    assert "Once, until 9:30" in saved.text
    assert f"http://localhost/c/{code}" in saved.text
    assert saved.links()["Send the link to Claire"].startswith("mailto:claire.dumas")
    drawings = [e for e in saved.tree.iter("div") if e.get("class") == "qr"]
    assert len(drawings) == 1
    assert drawings[0].get("aria-label") == f"Code to scan: {code[:3]} {code[3:]}"
    assert any(str(e.tag).endswith("path") for e in drawings[0].iter())


def test_mentee_types_the_code_and_confirms_all(mentor, mentee, pairing, rows):
    log_with(mentor, pairing, "purpose-1a", "listening-1a")
    code = code_of(rows)
    page = mentee.get("coaching.enter_code")
    page = mentee.follow(page.submit(status=303, code=f"{code[:3]} {code[3:]}"))
    assert page.h1 == "Inès says what you did"
    done = mentee.follow(page.submit(status=303))
    assert done.h1 == "Answered."
    assert [a.kind for a in rows(Answer)] == [AnswerKind.CONFIRM] * 2
    assert {a.milestone_code for a in rows(Attainment) if a.held} == {"purpose-1a", "listening-1a"}
    assert rows(PairingSummary)[0].to_confirm == 0
    assert rows(CloseCode)[0].used_at == TUESDAY


def test_look_again_beside_each(mentor, mentee, pairing, rows):
    log_with(mentor, pairing, "purpose-1a", "listening-1a")
    page = mentee.get("coaching.close_together", code=code_of(rows))
    again = next(c for c in page.tree.iter("input") if c.get("name") == "again").get("value")
    page.submit(status=303, again=again)
    kinds = {a.observation_id: a.kind for a in rows(Answer)}
    assert kinds.pop(int(again)) is AnswerKind.LOOK_AGAIN
    assert set(kinds.values()) == {AnswerKind.CONFIRM}


def test_open_statements_of_earlier_sessions_come_along(mentor, mentee, pairing, rows):
    log_with(mentor, pairing, "purpose-1a")
    log_with(mentor, pairing, "listening-1a")
    mentee.get("coaching.close_together", code=code_of(rows)).submit(status=303)
    assert len(rows(Answer)) == 2


def test_what_was_stated_after_the_page_was_opened_is_not_answered_by_it(
    mentor, mentee, pairing, rows
):
    log_with(mentor, pairing, "purpose-1a")
    page = mentee.get("coaching.close_together", code=code_of(rows))
    log_with(mentor, pairing, "listening-1a")
    page.submit(status=303)
    assert len(rows(Answer)) == 1
    assert rows(PairingSummary)[0].to_confirm == 1


def test_code_works_once(mentor, mentee, pairing, rows):
    log_with(mentor, pairing, "purpose-1a")
    code = code_of(rows)
    page = mentee.get("coaching.close_together", code=code)
    page.submit(status=303)
    page.submit(status=303)
    assert len(rows(Answer)) == 1
    assert mentee.get("coaching.close_together", code=code).h1 == "Answered."


def test_code_runs_out_kindly_and_can_be_renewed(mentor, mentee, pairing, rows, now):
    saved = log_with(mentor, pairing, "purpose-1a")
    code = code_of(rows)
    now.move_to(TUESDAY + timedelta(minutes=10))
    over = mentee.get("coaching.close_together", code=code, status=410)
    assert over.h1 == "This code has run out"
    mentee.post_path(f"/c/{code}", {}, status=410)
    assert rows(Answer) == []
    path = saved.response.request.path
    again = mentor.get_path(path)
    assert "Once, until" not in again.text
    fresh = mentor.follow(again.submit(f"{path.removesuffix('/saved')}/code", status=303))
    assert "Once, until 9:40" in fresh.text
    assert code_of(rows) != code


def test_new_code_ends_the_one_before(mentor, mentee, pairing, rows):
    saved = log_with(mentor, pairing, "purpose-1a")
    first = code_of(rows)
    mentor.post_path(saved.response.request.path.removesuffix("saved") + "code", {}, status=303)
    mentee.get("coaching.close_together", code=first, status=410)
    mentee.get("coaching.close_together", code=code_of(rows))


def test_code_is_of_no_use_to_anyone_else(mentor, pairing, rows, make, visitor_of):
    log_with(mentor, pairing, "purpose-1a")
    code = code_of(rows)
    other = make.pairing()
    for person in (make.mentee_of(other), make.mentor_of(other)):
        visitor_of(person).get("coaching.close_together", code=code, status=404)
        visitor_of(person).post_path(f"/c/{code}", {}, status=404)
    mentor.get("coaching.close_together", code=code, status=404)
    assert rows(Answer) == []


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "٤١٨٢٠٧", "418 20"])
def test_what_is_no_code_is_asked_again(mentee, typed):
    page = mentee.get("coaching.enter_code").submit(status=422, code=typed)
    assert "One thing to correct: Enter the six digits" in page.text


def test_digits_that_no_session_has_are_asked_again_on_the_field(mentee):
    page = mentee.get("coaching.enter_code").submit(status=422, code="000000")
    assert "No session has this code. Check the six digits." in page.errors
    assert page.by_id("code").get("aria-invalid") == "true"


def test_unknown_code_is_not_found(mentee):
    for code in ("000000", "x", "1234567"):
        mentee.get("coaching.close_together", code=code, status=404)


def test_nothing_waits_any_more(mentor, mentee, pairing, rows, make):
    log_with(mentor, pairing, "purpose-1a")
    from squad.coaching.models import Observation

    make.answers(pairing, rows(Observation)[0].id)
    page = mentee.get("coaching.close_together", code=code_of(rows))
    assert "Nothing awaits your answer." in page.text


@pytest.mark.parametrize("codes", [EIGHT[:1], EIGHT], ids=["one", "eight"])
def test_statements_of_confirming_all(mentor, mentee, pairing, rows, statements, codes):
    log_with(mentor, pairing, *codes)
    page = mentee.get("coaching.close_together", code=code_of(rows))
    with statements() as sent:
        page.submit(status=303)
    assert len(rows(Answer)) == len(codes)
    assert len(sent) <= 34, "\n".join(sent)
