"""What the two write is read by the two: no page, address or log line of anyone else holds it."""

from datetime import UTC, datetime

import pytest

from squad.coaching.models import CoachingSession, NextStep
from squad.coaching.rules.log import CancelledBy, Notice, Reason, Step
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.programmes.models import Programme

CANARY = "Zanzibar"


@pytest.fixture
def written(make, pairing):
    """A session with the canary in note, step and link, and one that was called off."""
    it = make.coaching_session(
        pairing,
        note=f"{CANARY} note",
        steps=(Step(Side.MENTEE, f"{CANARY} step"),),
        links=(f"https://{CANARY.lower()}.example/",),
        stated=("purpose-1a",),
        next_at=datetime(2026, 12, 15, 7, 30, tzinfo=UTC),
    )
    make.coaching_session(
        pairing,
        state="cancelled",
        cancelled_by=CancelledBy.MENTEE,
        notice=Notice.SAME_DAY,
        reason=Reason.TRAVEL,
        note=f"{CANARY} too",
        next_at=datetime(2026, 12, 15, 7, 30, tzinfo=UTC),
    )
    return it.id


@pytest.fixture
def outsiders(make, pairing, visitor_of):
    """HR, the coordinator and the administrator of this very programme, and another pair."""
    programme = session.get(Programme, pairing.programme_id)
    other = make.pairing(programme)
    people = {
        "hr": make.hr_viewer(programme),
        "coordinator": make.coordinator(programme),
        "administrator": make.administrator(),
        "mentor": make.mentor_of(other),
        "mentee": make.mentee_of(other),
    }
    return {role: visitor_of(person) for role, person in people.items()}


def pages_of(written, pairing, step):
    one = f"/sessions/{written}"
    return [
        f"/sessions/new?pairing={pairing.id}", f"/pairings/{pairing.id}/sessions",
        f"/pairings/{pairing.id}/sessions?q={CANARY}", f"/pairings/{pairing.id}/plan",
        one, f"{one}/saved", f"{one}/edit", f"{one}/void", f"{one}/call-off",
        f"{one}/steps/{step}", f"{one}/code", "/sessions/drafts", "/c", "/",
    ]  # fmt: skip


def test_the_two_read_it_and_nobody_else(mentor, mentee, outsiders, written, pairing, rows):
    step = rows(NextStep)[0].id
    for path in pages_of(written, pairing, step):
        for role, visitor in outsiders.items():
            page = visitor.get_path(path, status=None)
            assert CANARY.casefold() not in page.html.casefold(), (role, path)
            assert CANARY.casefold() not in page.location.casefold() or "q=" in path, (role, path)
            posted = visitor.post_path(path, {"note": "x"}, status=None)
            assert CANARY.casefold() not in posted.html.casefold(), (role, path)
    for visitor in (mentor, mentee):
        assert CANARY in visitor.get("coaching.show_session", coaching_session_id=written).text
    assert [s.note for s in rows(CoachingSession) if s.note] == [f"{CANARY} note", f"{CANARY} too"]


def test_coordinator_reads_facts_alone(outsiders, written, pairing, statements):
    with statements() as sent:
        page = outsiders["coordinator"].get("coaching.list_sessions", pairing_id=pairing.id)
    assert page.h1 == "Sessions of Inès Garnier and Claire Dumas"
    assert "Took place" in page.text
    assert "Called off by the mentee, the same day" in page.text
    assert "Travel" in page.text
    assert not any("coaching_sessions.note" in s or "next_steps" in s for s in sent)
    assert len(sent) <= 6


@pytest.mark.parametrize("role", ["hr", "administrator", "mentor", "mentee"])
def test_others_find_no_list(outsiders, pairing, written, role):
    found = outsiders[role].get_path(f"/pairings/{pairing.id}/sessions", status=None)
    assert found.status in {403, 404}


def test_log_lines_hold_no_word_of_it(mentor, pairing, log_lines, capsys):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    fields = dict(page.fields(page.main_form())) | {"note": f"{CANARY} draft"}
    mentor.post("coaching.save_draft", fields, status=200)
    page.submit(status=422, note=f"{CANARY} note", on="2030-01-01", links=f"ftp://{CANARY}")
    page.submit(status=303, note=f"{CANARY} note", **{"steps-0-words": f"{CANARY} step"})
    mentor.get("coaching.list_sessions", pairing_id=pairing.id, q=CANARY)
    assert len(log_lines()) >= 5
    assert CANARY not in "".join([*capsys.readouterr(), *log_lines()])


def test_draft_is_the_writers_alone(mentor, mentee, pairing):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    fields = dict(page.fields(page.main_form())) | {"note": f"{CANARY} draft"}
    mentor.post("coaching.save_draft", fields, status=200)
    assert f"{CANARY} draft" in mentor.get("coaching.log_session", pairing=pairing.id).html
    mentee.post("coaching.save_draft", fields, status=403)
    mentee.get("coaching.log_session", pairing=pairing.id, status=403)
