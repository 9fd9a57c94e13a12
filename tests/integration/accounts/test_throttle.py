"""Tries at the same instant count as if they came one after the other."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from squad.accounts.models import FailedSignIn
from squad.accounts.passwords import passwords
from squad.db.session import session
from tests.support.page import Visitor

PASSWORD = "trois valises vertes"
TRIES = 12


@pytest.fixture
def claire(make):
    person = make.person("Claire Fontaine", email="claire@example.org")
    make.account(person, password=PASSWORD)
    return person


def counted():
    found = session.scalar(select(func.count(FailedSignIn.id)))
    session.rollback()
    return found


def test_of_many_tries_at_once_no_more_are_weighed_than_are_free(app, claire, monkeypatch):
    weighed, together, answers = [], Barrier(TRIES), []
    matches = passwords.matches
    monkeypatch.setattr(
        type(passwords), "matches", lambda _self, *given: weighed.append(1) or matches(*given)
    )
    sent = []
    for _ in range(TRIES):
        visitor = Visitor(app)
        page = visitor.get("accounts.sign_in")
        fields = {**dict(page.fields(page.main_form())), "email": "claire@example.org"}
        sent.append((visitor.client, {**fields, "password": "wrong"}))

    def send(client, data):
        together.wait()
        answers.append(client.post("/sign-in", data=data).status_code)

    session.remove()
    threads = [Thread(target=send, args=each) for each in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [422] * 5 + [429] * (TRIES - 5)
    assert len(weighed) == 5
    assert counted() == 5


def test_a_right_password_gives_its_try_back_whatever_else_is_refused(claire, visitor_of):
    visitor = visitor_of(claire)
    for _ in range(7):  # the present password is right, the new one too short
        page = visitor.get("accounts.change_password")
        page.submit(current=PASSWORD, password="short", status=422)
    assert counted() == 0


def test_a_wrong_present_password_too_often_has_to_wait(claire, visitor_of):
    visitor = visitor_of(claire)
    new = "quatre chapeaux bleus"
    for _ in range(5):
        page = visitor.get("accounts.change_password")
        page.submit(current="wrong", password=new, status=422)
    refused = page.submit(current=PASSWORD, password=new, status=429)
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    assert any("Wait" in error for error in refused.errors)
