"""What one of a pair says to the coordinator alone: how it goes, stopping, what is not right."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.pairings.calls.actions import purge_concerns
from squad.pairings.calls.models import Concern, FitSaid

WRITTEN = "He is late each time.\nI dare not say it."


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def pairing(make, programme):
    pairing = make.pairing(programme)
    make.coaching_session(pairing)
    return pairing


@pytest.fixture
def ines(make, visitor_of, pairing):
    return visitor_of(make.mentor_of(pairing))


@pytest.fixture
def claire(make, visitor_of, pairing):
    return visitor_of(make.mentee_of(pairing))


@pytest.fixture
def samira(make, visitor_of, programme):
    return visitor_of(make.coordinator(programme, name="Samira Benali"))


def count(model):
    return session.scalar(select(func.count()).select_from(model))


def test_each_is_asked_apart_and_the_coordinator_alone_reads_it(
    make, programme, pairing, ines, claire, samira, visitor_of
):
    at = {"pairing_id": pairing.id}
    page = ines.get_path(ines.get("home.show_home").links()["Tell your coordinator with Claire"])
    assert "Read by Samira Benali and you. Claire Dumas never reads it, nor does HR." in page.text
    assert "Choose one of these." in page.submit(status=422).text
    page.submit(answer="would_change", status=303)
    assert "Tell your coordinator" not in ines.get("home.show_home").text
    assert "you said: I would rather change." in ines.get("pairings.show_pairing", **at).text
    assert "Tell your coordinator with Inès" in claire.get("home.show_home").links()
    for endpoint in ("pairings.show_pairing", "pairings.say_fit"):
        text = claire.get(endpoint, **at).text
        assert "you said" not in text
        assert "would rather change" not in text.replace("I would rather change", "")
    claire.post("pairings.say_fit", {"answer": "goes_well"}, **at)
    home = samira.get("home.show_home")
    assert home.h1 == "One pair needs you today."
    assert "One of the two asks for a word." in home.text
    page = samira.get("pairings.show_pairing", **at)
    assert "Inès Garnier would rather change waits for you" in page.text
    assert "Claire Dumas says that it goes well Said" in page.text
    page.submit(f"/pairings/{pairing.id}/fit/settle", status=303)
    assert "They ask for you" not in samira.get("home.show_home").text
    assert "waits for you" not in samira.get("pairings.show_pairing", **at).text
    hr = visitor_of(make.hr_viewer(programme))
    assert "would rather" not in hr.get("reports.show_cohort", programme=programme.code).text


def test_an_answer_that_came_after_the_page_was_read_is_not_settled_with_it(
    pairing, ines, claire, samira
):
    at = {"pairing_id": pairing.id}
    ines.post("pairings.say_fit", {"answer": "talk"}, **at)
    read = samira.get("pairings.show_pairing", **at)
    claire.post("pairings.ask_to_stop", **at)
    read.submit(f"/pairings/{pairing.id}/fit/settle", status=303)
    page = samira.get("pairings.show_pairing", **at)
    assert "Inès Garnier would like to talk to you Said" in page.text
    assert "Claire Dumas would rather stop waits for you" in page.text
    page.submit(f"/pairings/{pairing.id}/fit/settle", status=303)
    assert "waits for you" not in samira.get("pairings.show_pairing", **at).text


def test_coordinators_are_told_which_pair_asks_for_them_and_no_more(
    make, programme, pairing, claire, samira, visitor_of
):
    claire.post("pairings.ask_to_stop", pairing_id=pairing.id)
    page = samira.get("notify.list_notices")
    assert "1 unread notice." in page.text
    assert "Claire Dumas, with Inès Garnier: one of the two asks for you." in page.text
    assert "stop" not in page.text.lower()
    hr = visitor_of(make.hr_viewer(programme))
    for other in (visitor_of(make.mentor_of(pairing)), claire, hr):
        assert "asks for you" not in other.get("notify.list_notices").text
    shown = samira.get("pairings.show_pairing", pairing_id=pairing.id)
    shown.submit(f"/pairings/{pairing.id}/fit/settle", status=303)
    page = samira.get("notify.list_notices")
    assert "You have read them all." in page.text
    assert "one of the two asks for you. past" in page.text


def test_home_asks_between_the_first_and_the_third_session(make, pairing, claire):
    asked = lambda: "does it go well?" in claire.get("home.show_home").text  # noqa: E731
    assert asked()
    make.coaching_session(pairing)
    make.coaching_session(pairing)
    assert not asked()


def test_before_a_session_only_stopping_can_be_said(make, programme, samira, visitor_of):
    pairing = make.pairing(programme, state="accepted")
    claire, at = visitor_of(make.mentee_of(pairing)), {"pairing_id": pairing.id}
    refused = claire.post("pairings.say_fit", {"answer": "talk"}, status=422, **at)
    assert "This is asked after the first session." in refused.text
    page = claire.get_path(claire.get("pairings.show_pairing", **at).links()["I would rather stop"])
    page.submit(status=303)
    page.submit(status=303)
    assert count(FitSaid) == 1
    assert "One of the two would rather stop." in samira.get("home.show_home").text
    other = visitor_of(make.mentor_of(pairing)).get("pairings.show_pairing", **at)
    assert "you said" not in other.text
    samira.post("pairings.withdraw_pairing", **at)
    assert "They ask for you" not in samira.get("home.show_home").text
    refused = claire.post("pairings.ask_to_stop", status=422, **at)
    assert "until the pairing ends" in refused.text


def test_something_is_not_right_is_read_settled_and_deleted(
    make, programme, pairing, ines, claire, samira
):
    at = {"pairing_id": pairing.id}
    form = claire.get("pairings.raise_concern", **at)
    assert "Write a sentence" in form.submit(words="  ", status=422).text
    events = count(AuditEvent)
    form.submit(words=WRITTEN, status=303)
    form.submit(words=WRITTEN, status=303)
    again = form.submit(words="And another thing.", status=409)
    assert "He is late each time." in again.text
    assert "And another thing." in again.html
    assert (count(Concern), count(AuditEvent)) == (1, events)
    assert "Something is not right." not in ines.get("home.show_home").text.replace(
        "Something is not right? Write", ""
    )
    assert "Something is not right." in samira.get("home.show_home").text
    page = samira.get("pairings.show_pairing", **at)
    assert "I dare not say it." in page.text
    concern = session.scalars(select(Concern)).one()
    page.submit(f"/concerns/{concern.id}/settle", status=303)
    assert "Something is not right." not in samira.get("home.show_home").text
    assert "Settled; deleted after" in claire.get("pairings.raise_concern", **at).text
    for days, left in ((29, 1), (30, 0)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            with unit_of_work():
                purge_concerns()
            assert count(Concern) == left


def test_nobody_coordinates_what_is_said_of_themself(make, programme, pairing, ines, claire):
    """A mentor who coordinates the programme reads nothing of it, and is named to nobody."""
    at = {"pairing_id": pairing.id}
    make.role(make.mentor_of(pairing), programme, "coordinator")
    assert "Speak to an administrator." in claire.get("pairings.raise_concern", **at).text
    refused = claire.post("pairings.raise_concern", {"words": "x"}, status=422, **at)
    assert "Nobody coordinates this programme but the two of you." in refused.text
    make.coordinator(programme, name="Samira Benali")
    claire.post("pairings.raise_concern", {"words": WRITTEN}, **at)
    claire.post("pairings.say_fit", {"answer": "talk"}, **at)
    assert "They ask for you" not in ines.get("home.show_home").text
    page = ines.get("pairings.show_pairing", **at)
    assert "Claire Dumas would like" not in page.text
    assert "I dare not say it." not in page.text
    concern = session.scalars(select(Concern)).one()
    ines.post("pairings.settle_concern", concern_id=concern.id, status=404)
    ines.post("pairings.settle_fit", status=403, **at)
