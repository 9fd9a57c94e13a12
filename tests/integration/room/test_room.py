"""The Squad room: tips, who is free, who may read any of it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from squad.access.viewer import CAME_TO_NOTHING, Role
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.pairings.matching.models import Enrolment
from squad.pairings.rules.states import CLOSED
from squad.people.models import Person
from squad.programmes.models import Programme, RoleGrant
from squad.room.models import RoomCard, Tip

RECORD = "My own record: hours, what I learned, certificate"


@pytest.fixture
def programme(pairing):
    return session.get(Programme, pairing.programme_id)


@pytest.fixture
def other(programme, make, visitor_of):
    """Another mentor of the programme, who is in its pool and not paired yet."""
    person = make.person("Otto Other")
    make.account(person)
    make.enrolment(programme, person, capacity=2, strengths="listening,care", networks="public")
    return visitor_of(person)


@pytest.fixture
def coordinator(programme, make, visitor_of):
    person = make.person("Cleo Coordinator")
    make.account(person)
    make.role(person, programme, Role.COORDINATOR)
    return visitor_of(person)


def share(visitor, programme, words, area="listening", **more):
    page = visitor.get("room.share_tip", programme_id=programme.id)
    return page.submit(words=words, area=area, **more)


def test_a_tip_is_shared_found_changed_and_deleted(mentor, other, programme, rows):
    room = {"programme_id": programme.id}
    assert "Yours can be the first." in mentor.get("room.show_room", **room).text
    record = other.get("room.show_room", **room).links()[RECORD]
    assert "Hours" in other.get_path(record).text  # before any pairing as well
    form = mentor.get("room.share_tip", **room)
    assert "never about a mentee" in form.text
    assert "Not by mentees, not by HR." in form.text
    for _press in range(2):  # a double click makes one
        form.submit(status=303, words="Écoutez d’abord.\nPuis 100 % _ensemble_.", area="listening")
    assert form.submit(status=409, words="Something else", area="care").errors
    assert len(rows(Tip)) == 1
    for asked, found in (
        ({"q": "ECOUTEZ ensemble"}, True), ({"q": "100 %"}, True), ({"q": "écouter"}, False),
        ({"q": "_nsemble"}, False), ({"area": "listening"}, True), ({"area": "care"}, False),
        ({"area": "nonsense"}, True), ({"after": "broken"}, True),
    ):  # fmt: skip
        page = other.get("room.list_tips", **room, **asked)
        assert ("Écoutez d’abord." in page.text) is found, asked
    tip = {**room, "tip_id": rows(Tip)[0].id}
    first, second = mentor.get("room.edit_tip", **tip), mentor.get("room.edit_tip", **tip)
    first.submit(status=303, words="Demander d’abord.", area="care")
    stale = second.submit(status=409, words="Regarder d’abord.", area="listening")
    assert "Demander d’abord." in stale.text
    assert "Regarder d’abord." in stale.text
    stale.submit(status=303)
    assert (rows(Tip)[0].words, rows(Tip)[0].version) == ("Regarder d’abord.", 3)
    assert "changed since" in other.get("room.list_tips", **room, q="regarder").text
    other.get("room.edit_tip", **tip, status=403)
    other.get("room.remove_tip", **tip, status=403)
    gone = mentor.get("room.edit_tip", **tip)
    mentor.get("room.remove_tip", **tip).submit(status=303)
    gone.submit(status=404, words="Too late", area="care")
    mentor.get("room.remove_tip", **tip, status=404)
    assert not rows(Tip)


def test_what_is_no_tip(mentor, programme, rows):
    for words, area, says in (
        ("…", "care", "Write in a few words"), ("x" * 1001, "care", "(1 too many)"),
        ("Good", None, "Choose one"), ("Good", "nonsense", "Choose one"),
    ):  # fmt: skip
        page = share(mentor, programme, words, area, status=422)
        assert says in " ".join(page.errors)
        assert words in page.html
    assert not rows(Tip)


def test_a_coordinator_takes_a_tip_away_and_writes_none(
    mentor,
    coordinator,
    programme,
    rows,
):
    share(mentor, programme, "Claire never reads her messages.", status=303)
    page = coordinator.get("room.list_tips", programme_id=programme.id)
    assert "Change it" not in page.text
    coordinator.get("room.share_tip", programme_id=programme.id, status=403)
    tip = {"programme_id": programme.id, "tip_id": rows(Tip)[0].id}
    coordinator.get("room.edit_tip", **tip, status=403)
    coordinator.get("room.remove_tip", **tip).submit(status=303)
    assert not rows(Tip)


def test_whoever_is_no_mentor_of_the_programme_finds_no_room(
    pairing,
    programme,
    other,
    coordinator,
    make,
    visitor_of,
):
    assert CAME_TO_NOTHING == CLOSED
    mentee = visitor_of(session.get(Person, pairing.mentee_id))
    mentee.get("room.show_room", programme_id=programme.id, status=403)
    declined = make.pairing(programme, make.person("Dora Declined"), make.person("Max"),
                            state="declined")  # fmt: skip
    elsewhere = make.pairing(make.programme())
    tip = make.tip(programme.id, pairing.mentor_id)
    for pair in (declined, elsewhere):
        visitor = visitor_of(session.get(Person, pair.mentor_id))
        refused = 403 if pair is declined else 404
        visitor.get("room.show_room", programme_id=programme.id, status=refused)
    stranger = {"programme_id": elsewhere.programme_id, "tip_id": tip.id}
    visitor.get("room.remove_tip", **stranger, status=404)
    other.get("room.show_room", programme_id=programme.id)
    assert RECORD not in coordinator.get("room.show_room", programme_id=programme.id).links()
    with unit_of_work():
        session.execute(delete(RoleGrant))
        session.execute(delete(Enrolment))
    for visitor in (other, coordinator):
        visitor.get("room.list_tips", programme_id=programme.id, status=403)


def test_mentors_show_what_they_choose(mentor, other, programme, pairing, make, rows):
    room = {"programme_id": programme.id}
    assert "Otto" not in mentor.get("room.list_mentors", **room).text
    assert "so there is nothing to show of you" in mentor.get("room.choose_shown", **room).text
    mentor.post("room.choose_shown", **room, data={"places": "y"}, status=422)
    form = other.get("room.choose_shown", **room)
    assert "Today: 2 free places." in form.text
    form.submit(status=303, places="y", strengths=None)
    page = mentor.get("room.list_mentors", **room)
    assert "Otto Other, 2 free places" in page.text
    assert "Strong in:" not in page.text
    assert "Otto" not in mentor.get("room.list_mentors", **room, area="care").text
    other.get("room.choose_shown", **room).submit(status=303, places="y", strengths="y")
    assert "Strong in: " in mentor.get("room.list_mentors", **room, area="care").text
    assert "Otto" not in mentor.get("room.list_mentors", **room, area="purpose").text
    otto = session.get(Person, rows(RoomCard)[0].person_id)
    for name in ("Ann One", "Ben Two"):
        make.pairing(programme, otto, make.person(name))
    assert "no free place at the moment" in mentor.get("room.show_room", **room).text
    assert "Otto" not in mentor.get("room.list_mentors", **room, places="free").text
    with unit_of_work():  # out of the pool and back in it: nothing is shown until chosen again
        session.execute(update(Enrolment).values(added_at=clock.now() + timedelta(seconds=1)))
    assert "Otto" not in mentor.get("room.list_mentors", **room).text
    assert "You show nothing" in other.get("room.show_room", **room).text
    other.get("room.choose_shown", **room).submit(status=303, places=None, strengths=None)
    assert not rows(RoomCard)


def test_pages_cost_the_same_at_one_and_at_many(mentor, programme, make, statements):
    room, costs = {"programme_id": programme.id}, []
    for number in (1, 24):
        for each in range(number):
            person = make.person(f"Mentor {number}-{each}")
            make.room_card(make.enrolment(programme, person, capacity=2, strengths="care"))
            make.tip(programme.id, person.id, f"Tip {each}")
        for endpoint in ("room.show_room", "room.list_tips", "room.list_mentors"):
            with statements() as sent:
                page = mentor.get(endpoint, **room)
            costs.append(len(sent))
    assert costs[:3] == costs[3:]
    assert costs[0] <= 9
    assert costs[1:3] <= [7, 7]
    seen = mentor.get_path(page.links()["Next page"])
    assert "Mentor 24-9" in seen.text
    earlier = mentor.get("room.list_tips", **room).links()["Earlier tips"]
    assert "Tip 0" in mentor.get_path(earlier).text


def test_nothing_is_added_to_an_archived_programme(
    mentor,
    other,
    programme,
    coordinator,
    make,
    rows,
):
    tip = make.tip(programme.id, make.person("Ada Author").id)
    form = other.get("room.choose_shown", programme_id=programme.id)
    form.submit(status=303, places="y")
    sharing = mentor.get("room.share_tip", programme_id=programme.id)
    with unit_of_work():
        session.get(Programme, programme.id).archived_on = programme.ends_on
    sharing.submit(status=422, words="Late", area="care")
    form.submit(status=422, places="y", strengths="y")
    page = mentor.get("room.list_tips", programme_id=programme.id)
    assert "Share a tip" not in page.text
    form.submit(status=303, places=None, strengths=None)
    coordinator.get("room.remove_tip", programme_id=programme.id, tip_id=tip.id).submit(status=303)
    assert not rows(Tip)
    assert not rows(RoomCard)


def test_the_room_leads_nobody_to_what_is_not_theirs(mentor, other, coordinator, programme):
    room = {"programme_id": programme.id}
    kept = "My own record"
    assert kept in mentor.get("room.show_room", **room).text
    assert kept not in coordinator.get("room.show_room", **room).text
    choose = "Choose what you show"
    assert choose not in mentor.get("room.list_mentors", **room).text  # not in the pool
    assert choose in other.get("room.list_mentors", **room).text
