"""What a pairing brought: said by the mentee, read by both, and by HR only what is shared."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.audit.models import AuditEvent
from squad.coaching.models import Brought, BroughtShare
from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.models import AgreementPurpose

DAY = timedelta(days=1)
WORDS = "Deux clients ont eu leur réponse"
HR_COLUMNS = ("kind", "answer", "value_at_start", "value_now", "words")


@pytest.fixture
def half(pairing, make):
    """The pairing after its third session."""
    for days in (20, 10, 0):
        make.coaching_session(pairing, on=clock.today("Europe/Paris") - days * DAY)
    return pairing


@pytest.fixture
def sign(half):
    """The id of the one sign of success."""
    return session.scalars(select(AgreementPurpose.id)).one()


def form_of(visitor, pairing, moment="half"):
    return visitor.get("coaching.say_brought", pairing_id=pairing.id, moment=moment)


def said(sign, answer="partly", *, shared=False, **fields):
    values = {"answer": answer, "value": "two", "words": WORDS, **fields}
    sent = {f"{name}_{sign}": value for name, value in values.items()}
    return {**sent, f"shared_{sign}": "y"} if shared else sent


def read(visitor, pairing):
    return visitor.get("coaching.show_brought", pairing_id=pairing.id)


def home(visitor):
    return visitor.get("home.show_home").text


def test_the_rating_leads_on_to_it_and_home_asks_in_one_line(half, mentor, mentee, sign):
    assert "where do you stand?" in home(mentee)
    assert "what has it brought so far?" not in home(mentee)
    rating = mentee.get("coaching.rate_fluency", pairing_id=half.id, moment="half")
    page = mentee.follow(rating.submit(level_purpose="1", status=303))
    assert page.h1 == "What has it brought so far?"
    assert "Two customers answered in a day" in page.text
    assert "At the start: none" in page.text
    assert "what has it brought so far?" in home(mentee)
    assert "brought" not in home(mentor)
    assert WORDS in mentee.follow(page.submit(status=303, **said(sign))).text
    assert "brought so far" not in home(mentee)
    assert WORDS in read(mentor, half).text, "the mentor reads it at once"
    again = mentee.get("coaching.rate_fluency", pairing_id=half.id, moment="half")
    assert again.submit(level_purpose="2", status=303).location.endswith("/ratings")


def test_it_can_be_said_anew_and_every_version_is_kept(half, mentor, mentee, sign, rows):
    form_of(mentee, half).submit(status=303, **said(sign, "no"))
    form_of(mentee, half).submit(status=303, **said(sign, "reached", words="Trois"))
    assert sorted((r.number, r.answer) for r in rows(Brought)) == [(1, "no"), (2, "reached")]
    page = read(mentor, half)
    assert "Reached." in page.text
    assert WORDS not in page.text
    events = session.scalars(select(AuditEvent).where(AuditEvent.name == "brought_said")).all()
    assert sorted(e.details["number"] for e in events) == [1, 2]


def test_a_double_click_is_one_and_a_second_tab_loses_nothing(half, mentee, sign, rows):
    first, second = form_of(mentee, half), form_of(mentee, half)
    for _ in range(2):
        first.submit(status=303, **said(sign))
    assert len(rows(Brought)) == 1
    both = second.submit(status=409, **said(sign, "reached", words="Autre chose"))
    assert WORDS in both.text
    assert "Autre chose" in both.text
    kept = both.submit(both.main_form(), status=303)
    assert "Autre chose" in mentee.follow(kept).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"answer": "", "value": "", "words": ""}, "Choose an answer for one sign at least."),
        ({"answer": ""}, "Choose an answer for this sign as well."),
        ({"answer": "splendid"}, "Choose one of these."),
        ({"words": "x" * 301}, "Keep it within 300 characters: 1 too many."),
        ({"value": "x" * 203}, "Keep it within 200 characters: 3 too many."),
    ],
)
def test_what_cannot_be_kept_is_said(half, mentee, sign, rows, fields, sentence):
    refused = form_of(mentee, half).submit(status=422, **said(sign, **fields))
    assert sentence in refused.text
    assert rows(Brought) == []


def test_sharing_copies_and_taking_back_empties(half, mentee, sign, rows):
    form_of(mentee, half).submit(status=303, **said(sign, shared=True))
    (share,) = rows(BroughtShare)
    assert [getattr(share, name) for name in HR_COLUMNS] == [
        "support", "partly", "none", "two", WORDS]  # fmt: skip
    (one,) = rows(Brought)
    mentee.post("coaching.withdraw_brought", brought_id=one.id)
    mentee.post("coaching.withdraw_brought", brought_id=one.id)
    session.expire_all()
    (share,) = rows(BroughtShare)
    assert [getattr(share, name) for name in HR_COLUMNS] == [None] * 5
    assert share.withdrawn_at is not None
    for _ in range(2):
        mentee.post("coaching.share_brought", brought_id=one.id)
    assert len(rows(BroughtShare)) == 2
    assert "Take it back from HR" in read(mentee, half).text


def test_said_anew_without_sharing_takes_the_earlier_one_back(half, mentee, sign, rows):
    form_of(mentee, half).submit(status=303, **said(sign, shared=True))
    page = form_of(mentee, half)
    fields = [f for f in page.fields(page.main_form()) if f[0] != f"shared_{sign}"]
    mentee.post_path(f"/pairings/{half.id}/brought/half", fields, status=303)
    session.expire_all()
    assert [share.words for share in rows(BroughtShare)] == [None]


def test_the_mentor_reads_and_does_no_more(half, mentor, mentee, sign, rows):
    form_of(mentee, half).submit(status=303, **said(sign))
    (one,) = rows(Brought)
    mentor.get("coaching.say_brought", pairing_id=half.id, moment="half", status=403)
    for step in ("share", "withdraw"):
        mentor.post(f"coaching.{step}_brought", brought_id=one.id, status=403)
    assert rows(BroughtShare) == []
    assert "Share it" not in read(mentor, half).text


def test_outside_of_its_days_it_is_closed(pairing, mentee, rows):
    page = mentee.get("coaching.say_brought", pairing_id=pairing.id, moment="half", status=303)
    assert page.location.endswith("/brought")
    for moment in ("start", "then", "soon"):
        mentee.get("coaching.say_brought", pairing_id=pairing.id, moment=moment, status=404)


def test_it_stays_with_the_purpose_it_speaks_of(half, make, mentor, mentee, sign):
    form_of(mentee, half).submit(status=303, **said(sign))
    make.agreement(half, number=2, purposes=(("recruiting", "Une candidature", "aucune"),))
    page = form_of(mentee, half)
    assert "Une candidature" in page.text
    assert "Two customers" not in page.text
    page.submit(status=422, **said(sign))
    text = read(mentor, half).text
    assert text.index("Une candidature") < text.index("Two customers answered in a day")
    assert WORDS in text
