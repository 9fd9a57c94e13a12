"""Signing in and out with e-mail and password."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from squad.accounts.models import FailedSignIn, SignIn
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.kernel.clock import clock
from tests.support.page import Visitor
from tests.unit.accounts.test_addresses import FOREIGN, OWN

PASSWORD = "trois valises vertes"


@pytest.fixture
def claire(make):
    person = make.person("Claire Fontaine", email="claire@example.org")
    make.account(person, password=PASSWORD)
    return person


def try_in(visitor, password=PASSWORD, email="claire@example.org", status=303):
    return visitor.get("accounts.sign_in").submit(email=email, password=password, status=status)


def events(name):
    found = session.scalars(select(AuditEvent).where(AuditEvent.name == name)).all()
    session.rollback()
    return found


def is_in(visitor):
    return visitor.get("accounts.sign_in", status=None).status == 303


def test_a_right_password_signs_in_under_a_new_id(visitor, claire, app):
    visitor.client.set_cookie(app.config["SIGN_IN_COOKIE"], "planted")
    page = try_in(visitor)
    assert page.location == "/"
    token = visitor.client.get_cookie(app.config["SIGN_IN_COOKIE"]).value
    assert token != "planted"
    assert len(token) > 40
    kept = session.scalars(select(SignIn)).one()
    assert token not in kept.token_hash
    session.rollback()
    assert is_in(visitor)
    (event,) = events("signed_in")
    assert event.actor_id == claire.id


def test_capitals_in_the_address_do_not_matter_and_the_password_is_taken_as_typed(
    visitor, make, app
):
    make.account(make.person(email="odile@example.org"), password="  deux espaces devant ")
    try_in(visitor, "deux espaces devant", " Odile@Example.ORG ", status=422)
    try_in(visitor, "  deux espaces devant ", " Odile@Example.ORG ")


def test_a_plain_http_client_can_sign_in(app, claire):
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"csrf_token": token, "email": "claire@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", data=data)
    assert answer.status_code == 303
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("squad="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.post("/sign-in", data={**data, "csrf_token": "forged"}).status_code == 400


def test_unknown_wrong_disabled_and_invited_get_the_same_answer(visitor, make, claire):
    make.account(make.person(email="off@example.org"), PASSWORD, disabled_at=clock.now())
    make.account(make.person(email="gone@example.org", active=False), PASSWORD)
    make.account(make.person(email="invited@example.org"), accepted_at=None)
    asked = ["claire@example.org", "nobody@example.org", "off@example.org", "gone@example.org"]
    texts = set()
    for email in [*asked, "invited@example.org"]:
        password = "not this one" if email.startswith("claire") else PASSWORD
        page = try_in(visitor, password, email, status=422)
        texts.add(page.text)
        assert len(page.errors) == 1
    assert len(texts) == 1
    assert "do not go together" in texts.pop()
    assert (
        sorted(event.details["known"] for event in events("sign_in_failed"))
        == [False] * 3 + [True] * 2
    )


def test_an_empty_form_says_what_is_missing_at_the_top_and_beside_the_fields(visitor):
    page = visitor.get("accounts.sign_in").submit(status=422)
    assert page.links()["Enter your e-mail address."] == "#email"
    assert page.links()["Enter your password."] == "#password"


def test_an_unknown_address_costs_as_much_hashing(visitor, claire, monkeypatch):
    from pwdlib.hashers.argon2 import Argon2Hasher

    verified = []
    original = Argon2Hasher.verify

    def counted(self, password, kept):
        verified.append(kept)
        return original(self, password, kept)

    monkeypatch.setattr(Argon2Hasher, "verify", counted)
    counts = []
    for email in ("claire@example.org", "nobody@example.org"):
        verified.clear()
        try_in(visitor, "not this one", email, status=422)
        counts.append(len(verified))
    assert counts == [1, 1]


@pytest.mark.parametrize("email", ["claire@example.org", "nobody@example.org"])
def test_after_five_failures_one_waits_and_is_told_how_long(visitor, claire, email):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        for _ in range(5):
            try_in(visitor, "wrong", email, status=422)
        page = try_in(visitor, PASSWORD, email, status=429)
        assert page.headers["Retry-After"] == "30"
        assert "Wait 30 seconds" in page.text
        now.shift(31)
        try_in(visitor, "wrong", email, status=422)
        page = try_in(visitor, PASSWORD, email, status=429)
        assert page.headers["Retry-After"] == "60"
        for _ in range(6):
            now.shift(901)
            try_in(visitor, "wrong", email, status=422)
        page = try_in(visitor, PASSWORD, email, status=429)
        assert page.headers["Retry-After"] == "900"
        assert "Wait 15 minutes" in page.text
    assert len(events("sign_in_delayed")) == 3


def test_the_wait_is_for_one_name_at_one_address(visitor, claire, make):
    make.account(make.person(email="odile@example.org"), PASSWORD)
    for _ in range(5):
        try_in(visitor, "wrong", status=422)
    elsewhere = Visitor(visitor.app)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.9"
    try_in(elsewhere)
    try_in(visitor, status=429)
    try_in(visitor, PASSWORD, "odile@example.org")


def test_names_and_addresses_are_not_readable_in_the_database(visitor, claire):
    try_in(visitor, "wrong", status=422)
    row = session.scalars(select(FailedSignIn)).one()
    assert len(row.name_hash) == len(row.address_hash) == 64
    session.rollback()
    try_in(visitor)
    assert session.scalar(select(func.count(FailedSignIn.id))) == 0
    session.rollback()


def test_sign_out_kills_a_copied_cookie(app, visitor, claire):
    try_in(visitor)
    name = app.config["SIGN_IN_COOKIE"]
    copied = visitor.client.get_cookie(name).value
    page = visitor.post("accounts.sign_out")
    assert page.location == "/sign-in"
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.client.get_cookie(name) is None
    visitor.client.set_cookie(name, copied)
    assert not is_in(visitor)
    assert len(events("signed_out")) == 1
    visitor.post("accounts.sign_out")


def test_a_second_sign_in_in_the_same_browser_ends_the_first(app, visitor, claire, make):
    make.account(make.person(email="odile@example.org"), PASSWORD)
    page = visitor.get("accounts.sign_in")
    page.submit(email="claire@example.org", password=PASSWORD)
    name = app.config["SIGN_IN_COOKIE"]
    first = visitor.client.get_cookie(name).value
    visitor.post("accounts.sign_in", {"email": "odile@example.org", "password": PASSWORD})
    visitor.client.set_cookie(name, first)
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("idle", "alive"), [(timedelta(days=13), True), (timedelta(days=14, minutes=1), False)]
)
def test_two_idle_weeks_end_a_sign_in(visitor, claire, idle, alive):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        try_in(visitor)
        now.shift(idle)
        assert is_in(visitor) is alive


def test_sixty_days_end_a_sign_in_however_much_it_is_used(visitor, claire):
    with time_machine.travel("2026-12-01 08:00:00Z", tick=False) as now:
        try_in(visitor)
        for _ in range(6):
            now.shift(timedelta(days=9.9))
            assert is_in(visitor)
        now.shift(timedelta(days=1))
        assert not is_in(visitor)


@pytest.mark.parametrize("target", OWN)
def test_one_comes_back_to_the_page_that_one_wanted(visitor, claire, target):
    page = visitor.get("accounts.sign_in", next=target)
    assert page.submit(email="claire@example.org", password=PASSWORD).location == target


# A NUL is refused at the door, before any view (test_odd_addresses).
@pytest.mark.parametrize("target", [t for t in FOREIGN if t and "\0" not in t])
def test_next_never_leads_away(visitor, claire, target):
    data = {"email": "claire@example.org", "password": PASSWORD, "next": target}
    assert visitor.post("accounts.sign_in", data).location == "/"
    page = visitor.get("accounts.sign_in", next=target, status=303)
    assert page.location == "/"


def test_the_language_is_chosen_before_signing_in_and_kept(visitor, claire):
    page = visitor.get("accounts.sign_in", next="/me")
    assert page.h1 == "Sign in: Speak. Talk together. Take care."
    french = visitor.get_path(page.links()["Français"])
    assert french.h1.endswith("On parle. On se parle. On prend soin.")
    again = visitor.get("accounts.sign_in", next="/me")
    assert again.h1.endswith("On parle. On se parle. On prend soin.")
    assert (
        visitor.get_path(again.links()["English"]).h1 == "Sign in: Speak. Talk together. Take care."
    )
    assert (
        visitor.get("accounts.sign_in", lang="xx").h1 == "Sign in: Speak. Talk together. Take care."
    )


def test_a_page_that_needs_a_sign_in_asks_for_it_and_comes_back(visitor):
    page = visitor.get_path("/framework?x=1", status=303)
    assert page.location == "/sign-in?next=/framework?x%3D1"


def test_no_way_in_without_a_password_outside_of_the_demo(visitor, app):
    assert "accounts.enter_as_persona" not in app.view_functions
    visitor.client.post("/enter", data={"email": "claire@example.org"})
    assert visitor.post_path("/enter", {"email": "claire@example.org"}, status=404)
    assert "Come in as" not in visitor.get("accounts.sign_in").text


def test_no_password_and_no_token_reaches_the_log(app, visitor, claire, caplog):
    import logging

    logging.getLogger("squad").propagate = True
    try:
        with caplog.at_level(logging.DEBUG):
            try_in(visitor, "wrong " + PASSWORD, status=422)
            try_in(visitor)
            token = visitor.client.get_cookie(app.config["SIGN_IN_COOKIE"]).value
    finally:
        logging.getLogger("squad").propagate = False
    written = "".join(str(vars(record)) for record in caplog.records)
    assert "accounts.sign_in" in written
    for secret in (PASSWORD, token, "claire@example.org"):
        assert secret not in written
