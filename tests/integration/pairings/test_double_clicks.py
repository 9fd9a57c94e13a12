"""A double click: the same form twice in the same moment makes one record, and both find it."""

from threading import Barrier, Event, Thread
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.pairings.actions import proposals
from squad.pairings.models import Pairing
from squad.people import actions as people
from squad.people.models import Person, QuietPeriod
from squad.programmes import actions as programmes
from squad.programmes.models import Programme

A_MOMENT = 0.5


def new_programme(make, visitor_of):
    make.framework()
    page = visitor_of(make.administrator()).get("programmes.create_programme")
    return page, {"name": "Spring", "code": "spring"}


def new_pairing(make, visitor_of):
    programme, mentor, mentee = make.programme(), make.person(), make.person()
    at = {"programme": programme.id, "mentor_id": mentor.id, "mentee_id": mentee.id}
    coordinator = visitor_of(make.coordinator(programme))
    return coordinator.get("pairings.propose_pairing", **at), {}


def new_person(make, visitor_of):
    page = visitor_of(make.administrator()).get("people.add_person")
    return page, {"given_name": "Ada", "family_name": "Byron", "email": "ada@example.org"}


def new_quiet_period(make, visitor_of):
    page = visitor_of(make.person()).get("accounts.add_quiet_period")
    return page, {"starts_on": "2099-04-05", "ends_on": "2099-04-09"}


@pytest.mark.parametrize(
    ("begin", "module", "model", "place"),
    [
        (new_programme, programmes, Programme, "/programmes/{id}"),
        (new_pairing, proposals, Pairing, "/pairings/{id}"),
        (new_person, people, Person, "/people/{id}"),
        (new_quiet_period, people, QuietPeriod, "/settings#quiet"),
    ],
)
def test_two_presses_in_one_moment_make_one_record(
    app, make, visitor_of, monkeypatch, begin, module, model, place
):
    page, values = begin(make, visitor_of)
    form = next(f for f in page.forms() if "form_key" in dict(page.fields(f)))
    fields = dict(page.fields(form)) | values
    address = form.get("action") or urlsplit(page.response.request.path).path
    there = set(session.scalars(select(model.id)))
    session.rollback()
    answers, start, moment, real = [], Barrier(2), Event(), module.claim

    def claim_slowly(**values):
        sent = real(**values)
        moment.wait(A_MOMENT)  # meanwhile the other press asks for the same key
        return sent

    def press():
        client = app.test_client()
        for cookie in page.visitor.client._cookies.values():
            client.set_cookie(cookie.key, cookie.value)
        start.wait()
        answer = client.post(address, data=fields)
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    monkeypatch.setattr(module, "claim", claim_slowly)
    presses = [Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    session.rollback()
    (made,) = set(session.scalars(select(model.id))) - there
    assert [status for status, _where in answers] == [303, 303]
    assert all(where.startswith(place.format(id=made)) for _status, where in answers), answers
