"""What differs in the demo, and behind https."""

import pytest
from flask_migrate import upgrade

from squad.accounts.models import Account
from squad.accounts.passwords import passwords
from squad.app import create_app
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.kernel.clock import clock
from tests.conftest import make_settings
from tests.factories import Make
from tests.support.page import Visitor

PASSWORD = "trois valises vertes"


@pytest.fixture
def profile(tmp_path):
    """An application of its own with other settings, and Inès in it."""
    made = []

    def build(**settings):
        app = create_app(
            make_settings(f"sqlite:///{tmp_path / 'own.sqlite3'}", tmp_path, **settings)
        )
        context = app.app_context()
        context.push()
        made.append(context)
        upgrade()
        person = Make().person("Inès Haddad", email="ines@example.org")
        with unit_of_work():
            now = clock.now()
            kept = passwords.hash(PASSWORD)
            session.add(
                Account(person_id=person.id, created_at=now, accepted_at=now, password_hash=kept)
            )
        return app

    yield build
    for context in made:
        session.remove()
        db.engine.dispose()
        context.pop()


def test_in_the_demo_one_enters_as_an_invented_person(profile):
    app = profile(demo=True)
    line = "Mentor, 26, logs a session on her phone"
    app.extensions["squad_demo_personas"] = [
        {"email": "ines@example.org", "name": "Inès Haddad", "language": "fr", "line": line},
        {"email": "oliver@example.org", "name": "Oliver Chen", "language": "en", "line": "Mentor"},
    ]
    visitor = Visitor(app)
    page = visitor.get("accounts.sign_in")
    assert line in page.text
    assert page.text.index("Oliver Chen") < page.text.index("Inès Haddad")
    french = Visitor(app).get("accounts.sign_in", lang="fr")
    assert french.text.index("Inès Haddad") < french.text.index("Oliver Chen")
    page.submit("/enter", button=("email", "somebody@example.org"), status=404)
    done = page.submit("/enter", button=("email", "ines@example.org"), status=303)
    assert done.location == "/"
    assert visitor.get("accounts.edit_settings").h1 == "My settings"


def test_behind_https_cookies_are_secure_and_for_this_host_alone(profile):
    app = profile(base_url="https://squad.example")
    client = app.test_client()
    address = "https://squad.example"
    page = client.get("/sign-in", base_url=address)
    token = page.get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    data = {"csrf_token": token, "email": "ines@example.org", "password": PASSWORD}
    headers = {"Referer": f"{address}/sign-in"}
    done = client.post("/sign-in", data=data, base_url=address, headers=headers)
    assert done.status_code == 303
    cookies = page.headers.getlist("Set-Cookie") + done.headers.getlist("Set-Cookie")
    names = {cookie.split("=")[0] for cookie in cookies}
    assert {"__Host-squad", "__Host-squad_form"} <= names
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert "Strict-Transport-Security" in done.headers
