"""Second looks: offered by the mentee, given blind by another mentor, read by the pair, apart."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from squad.audit.models import AuditEvent
from squad.coaching.models import Attainment, Observation, SecondLook, SecondLookAnswer
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.pairings.actions import end_pairing, pause_pairing
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import Programme
from tests.integration.coaching.test_moving import move
from tests.support.frameworks import newer_version

DAY = timedelta(days=1)
CODE = "listening-1a"


@pytest.fixture
def programme(pairing):
    return session.get_one(Programme, pairing.programme_id)


@pytest.fixture
def hugo(programme, make):
    """Another mentor of the programme."""
    person = make.person("Hugo Perrin", function="Service")
    make.pairing(programme, person, make.person("Anna Other"))
    return person


@pytest.fixture
def held(pairing, make, hugo):
    """The pairing, which holds a milestone."""
    make.coaching_session(pairing, stated=[CODE])
    make.answers(pairing, session.scalar(select(Observation.id)))
    return pairing


@pytest.fixture
def looker(hugo, visitor_of):
    return visitor_of(hugo)


def milestone(visitor, pairing, code=CODE):
    return visitor.get("coaching.show_milestone", pairing_id=pairing.id, code=code)


def form(visitor, pairing, code=CODE, **values):
    return visitor.get("coaching.offer_second_look", pairing_id=pairing.id, code=code, **values)


def offer(visitor, pairing, asked, *, status=303, **fields):
    return form(visitor, pairing).submit(status=status, asked=str(asked.id), **fields)


def show(visitor, look_id, **values):
    return visitor.get("coaching.show_second_look", look_id=look_id, **values)


def say(page, **fields):
    """Fill in what was seen; the page's other form declines."""
    return page.submit(page.forms(page.response.request.path)[0], **fields)


def give(visitor, look_id, *, status, **fields):
    """Send what was seen from a page that was opened long ago."""
    return visitor.post("coaching.show_second_look", fields, look_id=look_id, status=status)


def names(page):
    return [option.text for option in page.tree.iter("option")][1:]


def test_a_look_from_the_offer_to_what_the_pair_reads(held, mentee, mentor, looker, hugo, rows):
    page = milestone(mentee, held)
    assert "It stands apart" in page.text
    asked = form(mentee, held)
    assert names(asked) == ["Hugo Perrin, Service"]
    assert "Read by Inès, you and the one you ask, nobody else." in asked.text
    saved = asked.submit(status=303, asked=str(hugo.id), place="Le fil de mardi", with_signs="y")
    assert "Hugo Perrin is asked to look" in mentee.follow(saved).text
    assert "Take the offer back" not in milestone(mentor, held).text
    (it,) = rows(SecondLook)
    home = looker.get("home.show_home")
    assert "Claire Dumas offers you a ten-minute look" in home.text
    assert "Until 22 December" in home.text
    page = looker.get_path(home.links()["See what it is about"])
    assert "Le fil de mardi" in page.text
    assert "Two customers answered in a day" in page.text
    assert "Inès" not in page.text, "whose mentor it is says nothing about the milestone"
    for hint in ("Held", "Confirmed", "Stated", "seen"):
        assert hint not in page.text
    say(page, status=303, verdict="together", words="Elle relisait avec quelqu’un")
    after = show(looker, it.id)
    assert "Elle relisait avec quelqu’un" in after.text
    for gone in ("Le fil de mardi", "Two customers", "Claire", "Dumas"):
        assert gone not in after.html
    assert "ten-minute look" not in looker.get("home.show_home").text
    for visitor in (mentee, mentor):
        text = milestone(visitor, held).text
        assert "Hugo Perrin saw it done with help" in text
        assert "Elle relisait avec quelqu’un" in text
        assert "something to talk over when you meet" in text
    (standing,) = rows(Attainment, milestone_code=CODE)
    assert standing.held
    said = session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)).all()
    assert [name for name in said if name.startswith("second_look")] == [
        "second_look_offered", "second_look_closed", "second_look_given"]  # fmt: skip


def test_who_agrees_with_the_pair_is_no_agenda(held, mentee, make, hugo):
    make.given(make.look(held, hugo, CODE), hugo)
    text = milestone(mentee, held).text
    assert "Hugo Perrin saw it done alone" in text
    assert "talk over" not in text


def test_signs_stay_with_the_pair_unless_they_are_shared(held, mentee, looker, hugo, rows):
    offer(mentee, held, hugo)
    (it,) = rows(SecondLook)
    assert (it.signs, it.purposes) == ("", "support")
    assert "Two customers" not in show(looker, it.id).text


def test_what_is_not_held_nor_to_confirm_is_not_offered(held, mentee):
    assert "Offer a look" not in milestone(mentee, held, "listening-1b").text
    page = form(mentee, held, "listening-1b", status=303)
    assert page.location.endswith("/milestones/listening-1b#second-looks")


def test_a_milestone_to_confirm_is_offered(held, mentee, make):
    make.coaching_session(held, stated=["listening-1b"])
    assert names(form(mentee, held, "listening-1b")) == ["Hugo Perrin, Service"]


def test_the_hard_rules_and_the_own_mentors_leave_people_out(held, mentee, make, programme):
    claire, former = make.mentee_of(held), make.person("Former Mentor")
    boss, peer_boss = make.person("The Boss"), make.person("Peer Boss")
    for name, values in {
        "Under Claire": {"manager_id": claire.id},
        "Same Boss": {"manager_id": peer_boss.id},
        "Gone Away": {"active": False},
        "Nina Outside": {},
    }.items():
        make.pairing(programme, make.person(name, **values), make.person())
    make.pairing(programme, make.person("Only Proposed"), make.person(), state="proposed")
    make.pairing(programme, make.person("All Done"), make.person(), state="completed")
    make.pairing(make.programme(), make.person("Of Elsewhere"), make.person())
    make.pairing(programme, former, claire, state="completed", since=clock.today("UTC") - 60 * DAY)
    make.pairing(programme, former, make.person())
    make.pairing(programme, boss, make.person())
    with unit_of_work():
        session.execute(
            update(Person).where(Person.id == claire.id).values(manager_id=peer_boss.id)
        )
        session.execute(update(Person).where(Person.id == peer_boss.id).values(manager_id=boss.id))
    assert names(form(mentee, held)) == ["Nina Outside, Sales", "Hugo Perrin, Service"]
    refused = form(mentee, held).submit(status=422, asked=str(former.id))
    assert "Choose one of the mentors in the list." in refused.text


@pytest.mark.parametrize("asked", ["", "0", "x", "9" * 30])
def test_whom_the_list_does_not_hold_cannot_be_asked(held, mentee, asked):
    assert "Choose one of the mentors" in form(mentee, held).submit(status=422, asked=asked).text


def test_nobody_is_asked_twice_but_after_an_offer_taken_back(held, mentee, looker, hugo, rows):
    first, second = form(mentee, held), form(mentee, held)
    for _ in range(2):
        first.submit(status=303, asked=str(hugo.id))
    assert len(rows(SecondLook)) == 1
    again = second.submit(status=422, asked=str(hugo.id))
    assert "You have asked this person about this milestone already." in again.text
    other = first.submit(status=409, asked=str(hugo.id), place="Ailleurs")
    assert "Ailleurs" in other.text
    (it,) = rows(SecondLook)
    for _ in range(2):
        mentee.post("coaching.withdraw_second_look", look_id=it.id)
    assert "taken back" in milestone(mentee, held).text
    assert "The offer was taken back" in show(looker, it.id).text
    assert "Claire" not in show(looker, it.id).text
    offer(mentee, held, hugo)
    assert [each.state for each in rows(SecondLook)] == ["withdrawn", "open"]


def test_taking_it_back_empties_what_was_shared(held, mentee, hugo, rows):
    offer(mentee, held, hugo, with_signs="y")
    (it,) = rows(SecondLook)
    assert it.signs == "Two customers answered in a day"
    mentee.post("coaching.withdraw_second_look", look_id=it.id)
    assert rows(SecondLook)[0].signs == ""


def test_declining_needs_no_reason_and_is_not_told_apart(held, mentee, looker, make, hugo):
    one = make.look(held, hugo, CODE)
    for _ in range(2):
        page = looker.post("coaching.decline_second_look", look_id=one)
        assert "You declined this look" in looker.follow(page).text
    text = milestone(mentee, held).text
    assert "no look this time" in text
    assert "declined" not in text
    assert "Nobody can be asked at the moment" in form(mentee, held).text


def test_an_offer_taken_back_meanwhile_is_said_calmly(held, mentee, looker, make, hugo, rows):
    one = make.look(held, hugo, CODE)
    page = show(looker, one)
    mentee.post("coaching.withdraw_second_look", look_id=one)
    late = say(page, status=422, verdict="alone", words="Je l’ai vue faire")
    assert "The offer was taken back" in late.text
    assert "Je l’ai vue faire" in late.text
    assert rows(SecondLookAnswer) == []


def test_what_was_answered_cannot_be_taken_back(held, mentee, make, hugo, rows):
    one = make.look(held, hugo, CODE)
    make.given(one, hugo)
    page = mentee.post("coaching.withdraw_second_look", look_id=one)
    assert "This offer is closed already" in mentee.follow(page).text
    assert rows(SecondLook)[0].state == "answered"


def test_after_twenty_one_days_that_count_it_is_over(
    held, programme, make, hugo, visitor_of, now, rows
):
    today = clock.today("Europe/Paris")
    make.closed_period(programme, today + 3 * DAY, today + 4 * DAY)
    one = make.look(held, hugo, CODE)
    now.shift(23 * DAY)
    assert "You can answer until 24 December 2026" in show(visitor_of(hugo), one).text
    now.shift(DAY)
    looker, mentee = visitor_of(hugo), visitor_of(make.mentee_of(held))
    assert "The days to answer are over" in show(looker, one).text
    late = give(looker, one, status=422, verdict="alone", words="Trop tard", on=today)
    assert "The days to answer are over" in late.text
    assert "Trop tard" in late.text
    assert "ten-minute look" not in looker.get("home.show_home").text
    assert "no look this time" in milestone(mentee, held).text
    offer(mentee, held, hugo)
    assert [each.state for each in rows(SecondLook)] == ["expired", "open"]


def test_a_pause_stops_its_days(held, make, hugo, programme, visitor_of, now):
    one = make.look(held, hugo, CODE)
    coordinator = make.coordinator(programme)
    with unit_of_work():
        pause_pairing(pairing_id=held.id, by=make.viewer(coordinator))
    now.shift(60 * DAY)
    looker, mentee = visitor_of(hugo), visitor_of(make.mentee_of(held))
    assert "Paused: no day counts." in show(looker, one).text
    assert "paused: no day counts" in milestone(mentee, held).text
    assert "ten-minute look" not in looker.get("home.show_home").text


def test_what_was_seen_may_be_corrected_for_seven_days(
    held, looker, make, hugo, visitor_of, now, rows
):
    one = make.look(held, hugo, CODE)
    make.given(one, hugo, words="Premiers mots")
    first, second = show(looker, one), show(looker, one)
    say(first, status=303, verdict="not_seen", words="Seconds mots")
    both = say(second, status=409, verdict="alone", words="Autres mots")
    assert "Seconds mots" in both.text
    assert "Autres mots" in both.text
    both.submit(both.main_form(), status=303)
    assert [each.words for each in rows(SecondLookAnswer)] == [
        "Premiers mots", "Seconds mots", "Autres mots"]  # fmt: skip
    now.shift(8 * DAY)
    looker = visitor_of(hugo)
    said = {"verdict": "alone", "words": "Bien plus tard", "on": "2026-12-01", "version": "3"}
    assert "could be corrected until 8 December 2026" in give(looker, one, status=422, **said).text
    assert "Correct it" not in show(looker, one).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose one of these."),
        ({"verdict": "alone"}, "Say in a sentence what you saw."),
        ({"verdict": "alone", "words": "x" * 301}, "Keep it within 300 characters"),
        ({"verdict": "alone", "words": "x", "on": "2026-12-02"}, "up to today"),
        ({"verdict": "alone", "words": "x", "on": "soon"}, "Enter a date"),
    ],
)
def test_what_is_no_look_is_said(held, looker, make, hugo, rows, fields, sentence):
    one = make.look(held, hugo, CODE)
    assert sentence in say(show(looker, one), status=422, **fields).text
    assert rows(SecondLookAnswer) == []


def test_only_the_one_asked_finds_it(held, mentee, mentor, make, hugo, programme, visitor_of):
    one = make.look(held, hugo, CODE)
    other = make.person("Other Mentor")
    make.pairing(programme, other, make.person())
    for visitor in (mentor, visitor_of(other)):
        show(visitor, one, status=404)
        visitor.post("coaching.decline_second_look", look_id=one, status=404)
        assert "Claire" not in visitor.get("coaching.list_second_looks").text
    for visitor in (mentor, visitor_of(other), visitor_of(hugo)):
        visitor.post("coaching.withdraw_second_look", look_id=one, status=403)


def test_a_mentor_who_is_a_mentee_elsewhere_offers_nothing_here(held, make, visitor_of):
    ines = make.mentor_of(held)
    make.pairing(make.programme(), make.person(), ines)
    visitor = visitor_of(ines)
    visitor.get("coaching.offer_second_look", pairing_id=held.id, code=CODE, status=403)


def test_a_new_mentor_reads_no_look_of_the_former_pair(held, make, hugo, programme, visitor_of):
    make.given(make.look(held, hugo, CODE), hugo, words="Lu par eux trois")
    with unit_of_work():
        end_pairing(pairing_id=held.id, reason=None, by=make.viewer(make.mentee_of(held)))
    new = make.person("New Mentor")
    pairing = make.pairing(programme, new, make.mentee_of(held), since=clock.today("UTC"))
    assert "Lu par eux trois" not in milestone(visitor_of(new), pairing).html
    assert "Lu par eux trois" in milestone(visitor_of(make.mentor_of(held)), held).text


@pytest.fixture
def rematched(held, make, hugo, programme):
    """Hugo was asked, and has become the mentee's own mentor since; the look's id."""

    def rematch(*, answered=False):
        look_id = make.look(held, hugo, CODE)
        if answered:
            make.given(look_id, hugo, words="Vu à trois")
        with unit_of_work():
            end_pairing(pairing_id=held.id, reason=None, by=make.viewer(make.mentee_of(held)))
        make.pairing(programme, hugo, make.mentee_of(held), since=clock.today("UTC"))
        return look_id

    return rematch


def test_whoever_becomes_the_own_mentor_gives_no_look(
    rematched, held, mentee, looker, make, hugo, rows, programme
):
    look_id = rematched()
    assert "ten-minute look" not in looker.get("home.show_home").text
    assert "you have become this mentee’s mentor" in looker.get("coaching.list_second_looks").text
    page = show(looker, look_id)
    assert "the offer has lapsed" in page.text
    assert page.forms(page.response.request.path) == []
    refused = give(looker, look_id, status=422, verdict="alone", words="Vu", on="2026-12-01")
    assert "a look comes from outside of the pair" in refused.text
    assert rows(SecondLookAnswer) == []
    declined = looker.post("coaching.decline_second_look", look_id=look_id, status=303)
    assert "a look comes from outside" in looker.follow(declined).text
    (now,) = rows(Pairing, mentor_id=hugo.id, mentee_id=held.mentee_id)
    for pairing in (held, now):
        text = milestone(mentee, pairing).text
        assert "lapsed, as Hugo Perrin has become your mentor" in text
    assert "lapsed" not in milestone(looker, now).text


def test_what_was_said_from_outside_is_not_corrected_from_within(rematched, looker, mentee, held):
    look_id = rematched(answered=True)
    page = show(looker, look_id)
    assert "Vu à trois" in page.text
    assert "Correct it" not in page.text
    refused = give(
        looker, look_id, status=422, verdict="not_seen", words="Autre", on="2026-12-01", version="1"
    )
    assert "a look comes from outside" in refused.text
    assert "Vu à trois" in milestone(mentee, held).text


def test_in_french(held, make, hugo, visitor_of):
    with unit_of_work():
        session.execute(update(Person).where(Person.id == hugo.id).values(language="fr"))
    one = make.look(held, hugo, CODE)
    page = show(visitor_of(session.get(Person, hugo.id)), one)
    framework = get_framework(session.get_one(Programme, held.programme_id).framework_version_id)
    assert framework.milestones[CODE].text["fr"] in page.text


@pytest.mark.parametrize("count", [1, 20])
def test_lists_of_looks_cost_the_same_with_many(
    held, make, programme, hugo, looker, mentee, statements, count
):
    for number in range(count):
        asking = make.pairing(programme, make.person(), make.person(f"Asking Number{number}"))
        make.coaching_session(asking, stated=[CODE])
        make.look(asking, hugo, CODE)
        if number:
            asked = make.person()
            make.pairing(programme, asked, make.person())
            make.look(held, asked, CODE)
    looker.get("coaching.list_second_looks")
    for ceiling, read in (
        (11, lambda: looker.get("coaching.list_second_looks")),
        (20, lambda: looker.get("home.show_home")),
        (20, lambda: milestone(mentee, held)),
    ):
        with statements() as sent:
            read()
        assert len(sent) <= ceiling, "\n".join(sent)


def test_the_list_costs_the_same_with_many_in_a_programme_that_moved(
    held, make, programme, hugo, looker, statements
):
    cost = []
    programme_id = programme.id
    for number in range(6):
        asking = make.pairing(programme, make.person(), make.person(f"Asking Number{number}"))
        make.coaching_session(asking, stated=[CODE])
        make.look(asking, hugo, CODE)
        if number == 0:
            newer = newer_version(programme.framework_version_id)
            move(make, programme_id, newer)
            programme = session.get_one(Programme, programme_id)
            looker.get("coaching.list_second_looks")
        if number in {0, 5}:
            with statements() as sent:
                looker.get("coaching.list_second_looks")
            cost.append(len(sent))
    assert cost[0] == cost[1] <= 11, cost
