"""Where a request that may change something comes from; the token is asked for all the same."""

import pytest

from squad.app import create_app
from squad.extensions import db
from tests.conftest import make_settings
from tests.support.page import Page, apart

HOME = "http://localhost"
SAVE = {"language": "en", "time_zone": "Europe/Paris"}


@pytest.fixture
def save(make, visitor_of):
    """Post a person's settings with these headers, and a token unless said not."""
    visitor = visitor_of(make.person())

    def post(headers, *, token=True, **values):
        data = {**SAVE, **({"csrf_token": apart(visitor.csrf_token)} if token else {})}
        path = visitor.url("accounts.edit_settings")
        return Page(apart(visitor.client.post, path, data=data, headers=headers, **values), visitor)

    return post


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": HOME},
        {"Origin": "HTTP://LocalHost:80"},
        {"Sec-Fetch-Site": "same-origin", "Origin": HOME},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_what_our_own_pages_send_is_taken(save, headers):
    assert save(headers).status == 303
    assert save(headers, token=False).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOME},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:none"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_what_another_site_sends_is_refused_with_a_calm_page(save, headers):
    page = save(headers)
    assert page.status == 403
    page.check()
    assert page.h1 == "This was sent from another site"
    assert "Nothing was changed" in page.text


def test_links_from_other_sites_may_be_followed(app, visitor):
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
    assert app.test_client().get("/sign-in", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "base_url", "origin", "status"),
    [
        (1, "http://127.0.0.1:8000", "https://squad.example", 400),
        (1, "http://127.0.0.1:8000", "http://squad.example", 403),
        (0, "http://127.0.0.1:8000", "https://squad.example", 403),
        (0, "https://squad.example", "https://squad.example", 400),
        (0, "https://squad.example:443", "https://squad.example", 400),
    ],
)
def test_behind_a_proxy(scratch, proxies, base_url, origin, status):
    """A trusted proxy says which address was asked for; else SQUAD_BASE_URL does.

    400: taken, and then refused for want of a token.
    """
    database = f"sqlite:///{scratch / 'squad.sqlite3'}"
    app = create_app(make_settings(database, scratch, base_url=base_url, trusted_proxies=proxies))
    headers = {
        "Origin": origin,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "squad.example",
        "X-Forwarded-For": "192.0.2.1",
    }
    response = app.test_client().post("/sign-in", data={}, headers=headers)
    with app.app_context():
        db.engine.dispose()
    assert response.status_code == status
