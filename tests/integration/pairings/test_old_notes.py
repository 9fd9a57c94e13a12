"""Old notes after a change of mentor: two yeses open them, any no closes them and tells nobody."""

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.actions.proposals import accept_pairing
from squad.pairings.models import Pairing
from squad.people.models import Person

NOTE = "Claire said what she is afraid of."
READ = "coaching.list_earlier_notes"


@pytest.fixture
def handed(make, visitor_of):
    """Claire goes from Inès, who wrote a note, to Hugo; by name their browsers, and the two ids."""
    programme = make.programme()
    old = make.pairing(programme)
    make.coaching_session(old, note=NOTE)
    make.coaching_session(old, note="A second note.")
    make.coaching_session(old)
    ines, claire, hugo = make.mentor_of(old), make.mentee_of(old), make.person("Hugo Perrin")
    samira = make.coordinator(programme)
    people = {"ines": ines, "claire": claire, "hugo": hugo, "samira": samira}
    visitors = {name: visitor_of(person) for name, person in people.items()}
    page = visitors["samira"].get("pairings.hand_over", pairing_id=old.id)
    page.submit(**{f"to_{old.id}": hugo.email, "reason": "left_company"}, status=303)
    new_id = session.scalar(select(Pairing.id).where(Pairing.mentor_id == hugo.id))
    session.rollback()
    return visitors, old.id, new_id


def accept(make, new_id):
    for who in ("mentor_id", "mentee_id"):
        with unit_of_work():
            person = session.get_one(Person, getattr(session.get_one(Pairing, new_id), who))
            accept_pairing(pairing_id=new_id, by=make.viewer(person))


def say(visitor, old_id, answer, status=303):
    return visitor.get("pairings.share_notes", pairing_id=old_id).submit(
        answer=answer, status=status
    )


def read(visitor, new_id, status):
    return visitor.get(READ, pairing_id=new_id, status=status)


def test_both_are_asked_apart_and_two_yeses_open_the_notes(handed, make):
    by, old_id, new_id = handed
    question = "May the next mentor read the notes of your sessions with"
    for name in ("ines", "claire"):
        assert question in by[name].get("home.show_home").text
        assert question in by[name].get("notify.list_notices").text
    assert question not in by["hugo"].get("notify.list_notices").text
    assert "Choose one of these." in say(by["claire"], old_id, "", status=422).text
    say(by["claire"], old_id, "yes")
    say(by["ines"], old_id, "yes")
    for name in ("ines", "claire"):
        assert question not in by[name].get("home.show_home").text
    read(by["hugo"], new_id, 404)  # has not accepted yet
    assert "Hugo" not in by["ines"].get("pairings.share_notes", pairing_id=old_id).text
    accept(make, new_id)
    assert "let you read the notes" in by["hugo"].get("notify.list_notices").text
    pairing = by["hugo"].get("pairings.show_pairing", pairing_id=new_id)
    page = by["hugo"].get_path(pairing.links()["Read the notes"])
    assert NOTE in page.text
    assert "Written by Inès Garnier." in page.text
    assert NOTE in read(by["claire"], new_id, 200).text
    assert "open to Hugo Perrin" in by["ines"].get("pairings.share_notes", pairing_id=old_id).text
    read(by["ines"], new_id, 404)
    read(by["samira"], new_id, 403)
    by["samira"].get("pairings.share_notes", pairing_id=old_id, status=403)
    by["hugo"].get("pairings.share_notes", pairing_id=old_id, status=404)
    by["hugo"].get("coaching.list_sessions", pairing_id=old_id, status=404)


@pytest.mark.parametrize("who", ["ines", "claire"])
def test_a_yes_taken_back_closes_them_at_once_and_tells_nobody(handed, make, who):
    by, old_id, new_id = handed
    accept(make, new_id)
    other = "claire" if who == "ines" else "ines"
    say(by[other], old_id, "yes")
    by[other].get("home.show_home")
    unanswered = by[other].get("pairings.share_notes", pairing_id=old_id).text
    say(by[who], old_id, "no")
    assert by[other].get("pairings.share_notes", pairing_id=old_id).text == unanswered
    read(by["hugo"], new_id, 404)
    say(by[who], old_id, "yes")
    assert "let you read the notes" in by["hugo"].get("notify.list_notices").text
    assert NOTE in read(by["hugo"], new_id, 200).text
    stale = by[who].get("pairings.share_notes", pairing_id=old_id)
    stale.submit(answer="no", status=303)
    stale.submit(answer="no", status=303)
    read(by["hugo"], new_id, 404)
    for page in ("notify.list_notices", "home.show_home"):
        assert "let you read the notes" not in by["hugo"].get(page).text
    pairing = by["hugo"].get("pairings.show_pairing", pairing_id=new_id)
    assert "Notes from the earlier pairing" not in pairing.text


def test_the_notes_cost_a_fixed_number_of_statements(handed, make, statements):
    by, old_id, new_id = handed
    accept(make, new_id)
    for name in ("ines", "claire"):
        say(by[name], old_id, "yes")
    with statements() as sent:
        read(by["hugo"], new_id, 200)
    assert len(sent) <= 8


def test_with_the_new_pairing_they_close_for_good(handed, make):
    by, old_id, new_id = handed
    accept(make, new_id)
    page = by["claire"].get("pairings.share_notes", pairing_id=old_id)
    say(by["ines"], old_id, "yes")
    page.submit(answer="yes", status=303)
    read(by["hugo"], new_id, 200)
    by["samira"].get("pairings.withdraw_pairing", pairing_id=new_id).submit(status=303)
    read(by["hugo"], new_id, 404)
    assert "is over" in page.submit(answer="no", status=422).text
    assert "is over" in by["ines"].get("pairings.share_notes", pairing_id=old_id).text


def test_nobody_is_asked_where_no_session_was_held(make, visitor_of):
    programme = make.programme()
    old = make.pairing(programme)
    samira = visitor_of(make.coordinator(programme))
    page = samira.get("pairings.hand_over", pairing_id=old.id)
    hugo = make.person("Hugo Perrin")
    page.submit(**{f"to_{old.id}": hugo.email, "reason": "other"}, status=303)
    claire = visitor_of(make.mentee_of(old))
    claire.get("pairings.share_notes", pairing_id=old.id, status=404)
