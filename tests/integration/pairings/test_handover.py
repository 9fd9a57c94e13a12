"""Another mentor in one step, for one or for all whom a mentor leaves: all named, or none."""

import pytest
from sqlalchemy import func, select

from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.handover.actions import hand_over
from squad.pairings.handover.rules import HandOverError, HandOverProblem
from squad.pairings.models import Pairing
from squad.pairings.queries.pairings import find_pairing_for
from squad.pairings.rules.states import EndReason
from squad.privacy.check import find_differences


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def samira(make, visitor_of, programme):
    return visitor_of(make.coordinator(programme))


def states(*pairings):
    session.expire_all()
    return [session.get(Pairing, pairing.id).state.value for pairing in pairings]


def newest(mentee):
    return session.scalars(
        select(Pairing).where(Pairing.mentee_id == mentee.id).order_by(Pairing.id.desc())
    ).first()


def test_a_mentee_gets_another_mentor_and_keeps_what_is_held(make, programme, samira, visitor_of):
    pairing = make.pairing(programme)
    make.coaching_session(pairing, stated=["purpose-1b"])
    claire, hugo = make.mentee_of(pairing), make.person("Hugo Perrin")
    at = {"pairing_id": pairing.id}
    page = samira.get_path(samira.get("pairings.show_pairing", **at).links()["Find another mentor"])
    field = f"to_{pairing.id}"
    assert "for one pairing at least" in page.submit(reason="other", status=422).text
    assert "Nobody active has this name" in page.submit(**{field: "Nemo"}, status=422).text
    again = page.submit(**{field: make.mentor_of(pairing).email}, reason="other", status=422)
    assert "This is the mentor already." in again.text
    assert "Choose a reason." in page.submit(**{field: "perrin"}, status=422).text
    assert states(pairing) == ["active"]
    places = {
        page.submit(**{field: hugo.email.upper()}, reason="other", status=303).location
        for _ in range(2)
    }
    new = newest(claire)
    assert places == {f"/pairings/{new.id}"}
    assert (states(pairing, new), new.mentor_id) == (["ended", "proposed"], hugo.id)
    assert list(find_differences()) == []
    refused = samira.get("pairings.hand_over", status=409, **at)
    assert "The pairing has moved on meanwhile." in refused.text


def test_a_leaving_mentors_pairings_go_together_or_not_at_all(make, programme, samira):
    mentor = make.person("Inès Garnier")
    ann, bob = make.person("Ann Active"), make.person("Bob Proposed")
    active = make.pairing(programme, mentor, ann)
    proposed = make.pairing(programme, mentor, bob, state="proposed")
    stays = make.pairing(programme, mentor, make.person("Cyd Stays"))
    elsewhere = make.pairing(make.programme(), mentor, make.person("Dan Elsewhere"))
    hugo = make.person("Hugo Perrin")
    boss = make.person("Bea Boss")
    with unit_of_work():
        session.get(type(bob), bob.id).manager_id = boss.id
    page = samira.get("pairings.hand_over", pairing_id=active.id)
    assert "New mentor for Cyd Stays" in page.text
    assert "Dan Elsewhere" not in page.text
    names = {f"to_{active.id}": "Hugo Perrin", "reason": "left_company"}
    refused = page.submit(**names, **{f"to_{proposed.id}": "Bea Boss"}, status=422)
    assert "The mentor is above the mentee" in refused.text
    assert states(active, proposed, stays) == ["active", "proposed", "active"]
    assert session.scalar(select(func.count()).select_from(Pairing)) == 4
    done = page.submit(**names, **{f"to_{proposed.id}": "Hugo Perrin"}, status=303)
    assert done.location == f"/pairings?programme={programme.id}&state=proposed"
    after = states(active, proposed, stays, elsewhere)
    assert after == ["ended", "withdrawn", "active", "active"]
    assert {newest(ann).mentor_id, newest(bob).mentor_id} == {hugo.id}
    assert list(find_differences()) == []


def test_a_pairing_of_another_programme_is_not_handed_over_with_it(make, programme):
    here = make.pairing(programme)
    other = make.pairing(make.programme(), make.mentor_of(here), make.person())
    by, hugo = make.viewer(make.coordinator(programme)), make.person("Hugo Perrin")
    with pytest.raises(HandOverError) as refused, unit_of_work():
        hand_over(
            pairing=find_pairing_for(by, here.id), to={other.id: hugo.id},
            reason=EndReason.OTHER, acknowledged=True, by=by, form=FormKey("key", "body"),
        )  # fmt: skip
    assert refused.value.problems[other.id].code == HandOverProblem.MOVED_ON
    assert states(here, other) == ["active", "active"]


def test_a_key_that_no_database_keeps_is_no_key(make, programme, samira):
    over = make.pairing(programme, state="ended")
    samira.post("pairings.hand_over", {"form_key": "a\0b"}, status=409, pairing_id=over.id)
