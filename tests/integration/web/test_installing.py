"""The app on a phone: its manifest, its icons, its worker, the pages without network."""

import io
import json
import re

import pytest
from PIL import Image

from squad.resources import STATIC
from squad.web import installing

WORKER = "installing.send_worker"


@pytest.fixture
def mentor(make, visitor_of):
    return visitor_of(make.mentor_of(make.pairing()))


def shell(visitor, language="en"):
    body = visitor.get(WORKER, lang=language).html
    return json.loads(re.match(r"const SHELL = (.*);\n", body)[1])


@pytest.mark.parametrize("language", ["en", "fr", "fr-CA"])
def test_manifest_is_in_the_language_of_the_page_that_names_it(visitor, language):
    page = visitor.get("installing.show_manifest", lang=language)
    assert page.headers["Content-Type"].startswith("application/manifest+json")
    manifest = page.response.get_json(force=True)
    assert manifest["lang"] == language
    assert ("mentors coach" in manifest["description"]) is (language == "en")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/", "/", "standalone",
    )  # fmt: skip
    tokens = (STATIC / "css" / "01-tokens.css").read_text("utf-8")
    assert f"--paper: {manifest['theme_color']};" in tokens


def test_icons_are_what_the_manifest_says(visitor):
    icons = visitor.get("installing.show_manifest").response.get_json(force=True)["icons"]
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    ]  # fmt: skip
    for icon in icons:
        answer = visitor.get_path(icon["src"]).response
        assert answer.mimetype == icon["type"]
        with Image.open(io.BytesIO(answer.get_data())) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_head_of_each_page_names_what_is_installed(visitor, mentor):
    for page in (visitor.get("accounts.sign_in"), mentor.get("home.show_home")):
        links = {link.get("rel"): link.get("href") for link in page.tree.iter("link")}
        assert links["manifest"].startswith("/app.webmanifest?lang=")
        with Image.open(
            io.BytesIO(visitor.get_path(links["apple-touch-icon"]).response.get_data())
        ) as picture:
            assert picture.size == (180, 180)


def test_worker_is_served_from_the_root_under_the_strict_policy(visitor):
    answer = visitor.get(WORKER).response
    assert answer.mimetype == "text/javascript"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_everything_that_the_worker_keeps_is_there_for_anybody(visitor):
    said = shell(visitor, "fr")
    for address in (*said["files"], said["offline"], said["log"]):
        assert visitor.get_path(address).status == 200
    assert visitor.get_path(said["offline"]).tree.get("lang") == "fr"


def test_worker_is_the_same_for_everybody_and_changes_with_a_deployment(
    visitor, mentor, monkeypatch
):
    before = shell(visitor)
    assert shell(mentor) == before
    monkeypatch.setattr(installing, "deployed", lambda: "another")
    assert shell(visitor)["cache"] != before["cache"]


@pytest.mark.parametrize("endpoint", ["installing.show_offline", "coaching.write_offline"])
def test_pages_without_network_know_nobody(endpoint, mentor):
    page = mentor.get(endpoint)
    assert page.status == 200
    for word in ("Inès", "Claire", "Sign out", 'name="squad-owner"'):
        assert word not in page.html


def test_each_persons_phone_has_a_key_of_its_own(make, visitor_of, mentor):
    mine = mentor.get("coaching.open_kept").response.json
    other = visitor_of(make.mentor_of(make.pairing())).get("coaching.open_kept").response.json
    assert mine == mentor.get("coaching.open_kept").response.json | {
        "csrf_token": mine["csrf_token"]
    }
    assert mine["owner"] != other["owner"]
    assert mine["key"] != other["key"]
    assert [one["name"] for one in mine["pairings"]] == ["Claire Dumas"]
    assert mine["owner"] in mentor.get("home.show_home").html
    assert mine["key"] not in mentor.get("home.show_home").html


def test_nobody_is_told_in_json(visitor):
    assert visitor.get("coaching.open_kept", status=401).response.json["error"]


def test_pairing_that_is_over_is_not_offered(make, visitor_of):
    visitor = visitor_of(make.mentor_of(make.pairing(state="completed")))
    assert visitor.get("coaching.open_kept").response.json["pairings"] == []
