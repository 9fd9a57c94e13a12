"""Answers leave as br or gzip, and unpack to what they were."""

import gzip
from dataclasses import replace

import brotli
import pytest

from squad.web.assets import YEAR, asset_url

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def get(sqlite_app):
    def asked(path, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return sqlite_app.test_client().get(path, headers=names)

    return asked


@pytest.fixture
def stylesheet(sqlite_app):
    with sqlite_app.test_request_context():
        return asset_url("app.css")


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("path", ["/sign-in", "stylesheet"])
def test_an_answer_unpacks_to_what_it_was(get, stylesheet, path, encoding):
    path = stylesheet if path == "stylesheet" else path
    plain, packed = get(path), get(path, Accept_Encoding=encoding)
    assert plain.content_encoding is None
    assert packed.content_encoding == encoding
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    unpacked = UNPACK[encoding](packed.data)
    assert unpacked == plain.data if path == stylesheet else b"</html>" in unpacked
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_stylesheet_is_kept_for_a_year_and_each_form_has_its_own_tag(get, stylesheet):
    answers = [get(stylesheet), *(get(stylesheet, Accept_Encoding=name) for name in UNPACK)]
    assert {answer.headers["Cache-Control"] for answer in answers} == {
        f"public, max-age={YEAR}, immutable"
    }
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_what_gains_nothing_is_sent_as_it_is(get, sqlite_app):
    with sqlite_app.test_request_context():
        font = asset_url("fonts/figtree-latin-wght-normal.woff2")
    assert get(font, Accept_Encoding="br").content_encoding is None


@pytest.mark.parametrize(
    ("site", "encoding"),
    [("same-origin", "br"), ("none", "br"), ("same-site", None), ("cross-site", None), ("", None)],
)
def test_over_https_only_what_no_other_site_asked_for_is_compressed(
    get, sqlite_app, monkeypatch, site, encoding
):
    """How long an answer is would tell how words of an address compress beside its secrets."""
    settings = replace(sqlite_app.config["SETTINGS"], base_url="https://squad.example.com")
    monkeypatch.setitem(sqlite_app.config, "SETTINGS", settings)
    answer = get("/sign-in", Accept_Encoding="br", Sec_Fetch_Site=site)
    assert answer.content_encoding == encoding
    assert "Sec-Fetch-Site" in answer.headers["Vary"]
