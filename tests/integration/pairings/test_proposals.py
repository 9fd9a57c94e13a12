"""Proposing, answering privately, hard rules, races."""

import re
import threading
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.rules import Outcome
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.pairings.actions import expiry
from squad.pairings.actions.expiry import AT_ONCE, expire_as_job
from squad.pairings.models import Pairing, PairingSummary, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.people.models import QuietPeriod
from squad.privacy.check import find_differences
from squad.programmes.models import ClosedPeriod, Programme


def propose(visitor, programme, mentor, mentee, status=303, **values):
    page = visitor.get(
        "pairings.propose_pairing",
        programme=programme.id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
    )
    return page.submit("/pairings/new", status=status, **values)


def post(visitor, programme, mentor, mentee, status):
    values = {
        "programme_id": programme.id,
        "mentor_id": mentor.id,
        "mentee_id": mentee.id,
        "form_key": "k",
    }
    return visitor.post("pairings.propose_pairing", values, status=status)


@time_machine.travel("2027-04-01 10:00", tick=False)
def test_two_people_are_found_by_name_and_proposed(make, visitor_of):
    programme = make.programme()
    make.closed_period(programme, date(2027, 4, 5), date(2027, 4, 6))
    ines, claire = make.person("Inès Garnier"), make.person("Claire Dumas")
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("pairings.propose_pairing", programme=programme.id, mentor_q="garn")
    page = visitor.get_path(page.links()["Inès Garnier"])
    page = visitor.get_path(page.forms("/pairings/new")[0].get("action") + f"?{query(page)}")
    page = visitor.get_path(page.links()["Claire Dumas"])
    assert "Nothing stands in the way." in page.text
    shown = visitor.follow(page.submit("/pairings/new", status=303))
    assert shown.h1 == "Claire Dumas with Inès Garnier"
    # Thursday 1 April: Friday, then Wednesday to Friday, then Monday the twelfth.
    assert "Open until 12 April 2027." in shown.text
    pairing = session.scalars(select(Pairing)).one()
    assert (pairing.mentor_id, pairing.mentee_id) == (ines.id, claire.id)
    assert pairing.state is PairingState.PROPOSED
    assert session.scalars(select(PairingSummary)).one().pairing_id == pairing.id
    step = session.scalars(select(PairingTransition)).one()
    assert (step.from_state, step.to_state) == (None, PairingState.PROPOSED)
    assert step.happened_on == date(2027, 4, 1)


def query(page):
    """The mentee's search, filled in, with what was chosen before."""
    form = page.forms("/pairings/new")[0]
    fields = [(n, v) for n, v in page.fields(form) if n != "mentee_q"]
    return "&".join(f"{name}={value}" for name, value in [*fields, ("mentee_q", "dumas")])


def test_a_double_click_makes_one(make, visitor_of):
    programme, ines, claire = make.programme(), make.person(), make.person()
    visitor = visitor_of(make.coordinator(programme))
    at = {"programme": programme.id, "mentor_id": ines.id, "mentee_id": claire.id}
    page = visitor.get("pairings.propose_pairing", **at)
    first = page.submit("/pairings/new", status=303)
    second = page.submit("/pairings/new", status=303)
    assert first.location == second.location
    assert len(session.scalars(select(Pairing)).all()) == 1
    other = make.person("Ole Berg")
    both = page.submit("/pairings/new", mentee_id=other.id, status=409)
    assert "Ole Berg" in both.text


CASES = {
    "oneself": "Nobody can be their own mentor.",
    "above": "The mentor is above the mentee in the reporting line.",
    "own boss": "The mentee is the mentor’s own boss",
    "boss’s boss": "The mentee is the mentor’s own boss",
    "same boss": "Both report to the same person.",
    "mentor left": "The mentor is no longer active.",
    "mentee left": "The mentee is no longer active.",
    "second": "The mentee already has a pairing in this programme.",
}


def two(make, case, programme):
    boss = make.person("Boss")
    chief = make.person("Chief", manager_id=boss.id)
    ines = make.person("Inès Garnier", manager_id=chief.id)
    other = make.person("Claire Dumas")
    if case == "second":
        make.pairing(programme, mentee=other, state="proposed")
    return {
        "oneself": lambda: (ines, ines),
        "above": lambda: (boss, ines),
        "own boss": lambda: (ines, chief),
        "boss’s boss": lambda: (ines, boss),
        "same boss": lambda: (ines, make.person(manager_id=chief.id)),
        "mentor left": lambda: (make.person(active=False), other),
        "mentee left": lambda: (ines, make.person(active=False)),
        "second": lambda: (ines, other),
    }[case]()


@pytest.mark.parametrize("case", CASES)
def test_a_hard_rule_is_said_before_and_when_it_is_sent(make, visitor_of, case):
    programme = make.programme()
    mentor, mentee = two(make, case, programme)
    before = len(session.scalars(select(Pairing)).all())
    visitor = visitor_of(make.coordinator(programme))
    at = {"programme": programme.id, "mentor_id": mentor.id, "mentee_id": mentee.id}
    page = visitor.get("pairings.propose_pairing", **at)
    assert CASES[case] in page.text
    assert not [f for f in page.forms("/pairings/new") if f.get("method") == "post"]
    refused = post(visitor, programme, mentor, mentee, status=422)
    assert CASES[case] in refused.text
    assert len(session.scalars(select(Pairing)).all()) == before


def test_a_notice_is_acknowledged_first(make, visitor_of):
    programme = make.programme()
    top = make.person("Top")
    boss = make.person(manager_id=make.person(manager_id=top.id).id)
    ines = make.person(manager_id=boss.id)
    visitor = visitor_of(make.coordinator(programme))
    asked = propose(visitor, programme, ines, top, status=422)
    assert "make sure that the mentor feels free to say no" in asked.text
    assert session.scalars(select(Pairing)).all() == []
    asked.submit("/pairings/new", acknowledged="y", status=303)
    assert session.scalars(select(Pairing)).one().mentee_id == top.id


def test_only_its_coordinator_proposes(make, visitor_of):
    programme, other = make.programme(), make.programme()
    ines, claire = make.person(), make.person()
    for person, status in (
        (make.person(), 403),
        (make.hr_viewer(programme), 403),
        (make.administrator(), 403),
        (make.coordinator(other), 404),
    ):
        post(visitor_of(person), programme, ines, claire, status=status)
    assert session.scalars(select(Pairing)).all() == []


def test_answers_are_private_until_both_are_there(make, visitor_of):
    pairing = make.pairing(state="proposed")
    mentor, mentee = visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))
    at = {"pairing_id": pairing.id}
    before = mentee.get("pairings.show_pairing", **at).text
    page = mentor.get("pairings.show_pairing", **at)
    page = mentor.follow(page.submit(f"/pairings/{pairing.id}/accept", status=303))
    assert "As soon as both have" in page.text
    assert mentee.get("pairings.show_pairing", **at).text == before
    assert session.get(Pairing, pairing.id).state is PairingState.PROPOSED
    assert session.get(Programme, pairing.programme_id).first_accepted_at is not None
    page = mentee.get("pairings.show_pairing", **at)
    page = mentee.follow(page.submit(f"/pairings/{pairing.id}/accept", status=303))
    assert "Both have accepted." in page.text
    stored = session.get(Pairing, pairing.id)
    assert stored.state is PairingState.ACCEPTED
    assert stored.accepted_on is not None


def test_a_yes_twice_is_one_yes(make, visitor_of):
    pairing = make.pairing(state="proposed")
    mentor = visitor_of(make.mentor_of(pairing))
    mentor.post("pairings.accept_pairing", pairing_id=pairing.id)
    again = mentor.post("pairings.accept_pairing", pairing_id=pairing.id, status=422)
    assert "You have already accepted." in again.text


def test_a_no_gives_no_reason_and_looks_like_any_other_closing(make, visitor_of):
    texts = set()
    for state in ("declined", "expired", "withdrawn"):
        pairing = make.pairing(state=state)
        page = visitor_of(make.mentee_of(pairing)).get(
            "pairings.show_pairing", pairing_id=pairing.id
        )
        texts.add(re.sub(r"\d+@|Edition \d+", "", page.text))
        assert "Declined" not in page.text
    assert len(texts) == 1


def test_declining_asks_first_and_the_coordinator_reads_who(make, visitor_of):
    pairing = make.pairing(state="proposed")
    mentee = visitor_of(make.mentee_of(pairing))
    page = mentee.get("pairings.decline_pairing", pairing_id=pairing.id)
    assert page.h1 == "Decline this pairing?"
    page.submit(status=303)
    programme = session.get(Programme, pairing.programme_id)
    shown = visitor_of(make.coordinator(programme)).get(
        "pairings.show_pairing", pairing_id=pairing.id
    )
    assert "Declined Claire Dumas" in shown.text
    names = session.scalars(select(AuditEvent.details)).all()
    assert {"pairing": pairing.id, "to": "declined"} in names


def test_after_its_last_day_a_proposal_cannot_be_accepted(make, visitor_of):
    pairing = make.pairing(state="proposed", expires_on=date(2020, 1, 3))
    mentor = visitor_of(make.mentor_of(pairing))
    page = mentor.get("pairings.show_pairing", pairing_id=pairing.id)
    assert "This proposal was open until 3 January 2020." in page.text
    refused = mentor.post("pairings.accept_pairing", pairing_id=pairing.id, status=422)
    assert "open until 3 January 2020" in refused.text
    assert session.get(Pairing, pairing.id).mentor_accepted_at is None


AFTER_FIVE_DAYS = date(2027, 4, 12)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def asked(make, visitor_of):
    """A mentor and a mentee who were proposed to each other on a Monday, for five days."""
    with time_machine.travel("2027-04-05 10:00", tick=False) as clock:
        programme = make.programme()
        mentor, mentee = make.person(), make.person()
        coordinator = make.coordinator(programme)
        propose(visitor_of(coordinator), programme, mentor, mentee)
        pairing = session.scalars(select(Pairing)).one()
        assert pairing.expires_on == AFTER_FIVE_DAYS
        steer = lambda *sent, **at: visitor_of(coordinator).post(*sent, status=303, **at)  # noqa: E731
        yield Asked(pairing.id, programme, mentor, mentee, steer, clock)


class Asked:
    def __init__(self, pairing_id, programme, mentor, mentee, steer, clock):
        self.pairing_id = pairing_id
        self.programme = programme
        self.mentor = mentor
        self.mentee = mentee
        self.steer = steer
        self.clock = clock

    def until(self):
        session.expire_all()
        return session.get(Pairing, self.pairing_id).expires_on

    def close(self, first, last):
        at = {"programme_id": self.programme.id}
        dates = {"starts_on": first, "ends_on": last}
        self.steer("programmes.add_closed_period", dates, **at)

    def open_again(self):
        (period,) = session.scalars(select(ClosedPeriod).where(ClosedPeriod.removed_at.is_(None)))
        at = {"programme_id": self.programme.id, "period_id": period.id}
        self.steer("programmes.remove_closed_period", **at)


def test_days_that_the_programme_closes_are_given_back(asked, make):
    other = make.pairing(state="proposed")
    own_day = other.expires_on
    asked.close("2027-04-07", "2027-04-18")
    assert asked.until() == date(2027, 4, 22)
    asked.clock.move_to("2027-04-06 10:00")
    asked.open_again()
    assert asked.until() == AFTER_FIVE_DAYS
    asked.close("2027-04-07", "2027-04-18")
    asked.clock.move_to("2027-04-15 10:00")
    asked.open_again()
    assert asked.until() == date(2027, 4, 15)
    asked.clock.move_to("2027-04-16 10:00")
    asked.close("2027-04-07", "2027-04-30")
    assert asked.until() == date(2027, 4, 15)  # its last day had passed
    assert session.get(Pairing, other.id).expires_on == own_day


@pytest.mark.parametrize("whose", ["mentor", "mentee"])
def test_quiet_days_of_either_are_given_back(asked, visitor_of, whose):
    person = visitor_of(getattr(asked, whose))
    page = person.get("accounts.add_quiet_period")
    page.submit(starts_on="2027-04-08", ends_on="2027-04-09", status=303)
    assert asked.until() == date(2027, 4, 14)
    asked.close("2027-04-09", "2027-04-12")
    assert asked.until() == date(2027, 4, 15)
    period = session.scalars(select(QuietPeriod)).one()
    person.post("accounts.remove_quiet_period", period_id=period.id, status=303)
    assert asked.until() == date(2027, 4, 14)


def test_a_new_proposal_knows_the_quiet_days_of_both(asked, make, visitor_of):
    guest, programme = make.person(), make.programme()
    for person, day in ((asked.mentor, "2027-04-08"), (guest, "2027-04-09")):
        page = visitor_of(person).get("accounts.add_quiet_period")
        page.submit(starts_on=day, ends_on=day, status=303)
    propose(visitor_of(make.coordinator(programme)), programme, asked.mentor, guest)
    new = session.scalars(select(Pairing).where(Pairing.programme_id == programme.id)).one()
    assert new.expires_on == date(2027, 4, 14)


def test_an_overdue_proposal_makes_room_for_the_next(make, visitor_of):
    programme = make.programme()
    old = make.pairing(programme, state="proposed", expires_on=date(2020, 1, 3))
    visitor = visitor_of(make.coordinator(programme))
    post(visitor, programme, make.person(), make.mentee_of(old), status=303)
    assert session.get(Pairing, old.id).state is PairingState.EXPIRED
    assert len(session.scalars(select(Pairing)).all()) == 2


def test_the_clock_closes_what_nobody_answered_on_the_programmes_own_day(make, visitor_of):
    """Sixty at once in rounds; what may be answered still today, where it is today, stays."""
    programme, kiribati = make.programme(), make.programme(time_zone="Pacific/Kiritimati")
    today = clock.today(programme.time_zone)
    over = [
        make.pairing(programme, mentee=make.person(), state="proposed", expires_on=today - ONE_DAY)
        for _ in range(AT_ONCE + 2)
    ]
    open_ = [
        make.pairing(where, mentee=make.person(), state="proposed", expires_on=clock.today(zone))
        for where, zone in ((programme, "Europe/Paris"), (kiribati, "Pacific/Kiritimati"))
    ]
    run = SimpleNamespace(must_end=False)
    assert expire_as_job(run) is Outcome.DONE
    session.expire_all()
    assert {session.get(Pairing, p.id).state.value for p in over} == {"expired"}
    assert {session.get(Pairing, p.id).state.value for p in open_} == {"proposed"}
    assert list(find_differences()) == []
    page = visitor_of(make.coordinator(programme)).get(
        "pairings.show_pairing", pairing_id=over[0].id
    )
    assert "This proposal was open until" in page.text


def test_a_round_is_not_filled_by_what_is_open_still_where_it_is(make, monkeypatch):
    monkeypatch.setattr(expiry, "AT_ONCE", 2)
    west, east = "Pacific/Pago_Pago", "Pacific/Kiritimati"  # never on the same day
    open_, over = [
        [
            make.pairing(programme, mentee=make.person(), state="proposed", expires_on=last_day)
            for _ in range(2)
        ]
        for programme, last_day in (
            (make.programme(time_zone=west), clock.today(west)),
            (make.programme(time_zone=east), clock.today(east) - ONE_DAY),
        )
    ]
    assert expire_as_job(SimpleNamespace(must_end=False)) is Outcome.DONE
    session.expire_all()
    assert {session.get(Pairing, p.id).state.value for p in open_} == {"proposed"}
    assert {session.get(Pairing, p.id).state.value for p in over} == {"expired"}


def test_the_rules_are_checked_again_when_they_accept(make, visitor_of):
    pairing = make.pairing(state="proposed")
    with unit_of_work():
        mentee, mentor = make.mentee_of(pairing), make.mentor_of(pairing)
        mentee.manager_id = mentor.id
    refused = visitor_of(make.mentee_of(pairing)).post(
        "pairings.accept_pairing", pairing_id=pairing.id, status=422
    )
    assert "The mentor is above the mentee" in refused.text
    assert session.get(Pairing, pairing.id).mentee_accepted_at is None


def test_two_coordinators_at_once_make_one_pairing(app, make):
    """Both propose the same mentee in the same moment: one does, the other reads why not."""
    from squad.access.viewer import Role, Viewer
    from squad.db.once import FormKey
    from squad.pairings.actions import propose_pairing

    programme, claire = make.programme(), make.person()
    mentors = [make.person(), make.person()]
    programme_id, mentee_id = programme.id, claire.id
    ids = [mentor.id for mentor in mentors]
    coordinators = [make.coordinator(programme, name).id for name in ("A B", "C D")]
    session.rollback()
    start, answers = threading.Barrier(2), []

    def go(number):
        by = Viewer(
            person_id=coordinators[number],
            name="",
            email="",
            language="en",
            time_zone="Europe/Paris",
            roles={programme_id: frozenset({Role.COORDINATOR})},
        )
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    propose_pairing(
                        programme_id=programme_id,
                        mentor_id=ids[number],
                        mentee_id=mentee_id,
                        acknowledged=False,
                        by=by,
                        form=FormKey(f"key-{number}", "body"),
                    )
                answers.append("proposed")
            except DomainError as error:
                answers.append(error.code)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["match_second_live", "proposed"]
    assert len(session.scalars(select(Pairing)).all()) == 1


def test_the_database_itself_allows_one(make):
    from sqlalchemy.exc import IntegrityError

    programme, claire = make.programme(), make.person()
    make.pairing(programme, mentee=claire)
    with pytest.raises(IntegrityError):
        make.pairing(programme, mentee=claire, state="proposed")
