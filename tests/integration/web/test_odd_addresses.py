"""Addresses that nobody's browser makes by itself: refused or left out, never an error of ours."""

import base64
import json
from types import SimpleNamespace

import pytest

from squad.coaching.views.milestones import _back_to
from squad.db.paging import read_cursor
from squad.files.waiting import shortened
from squad.kernel.text import search_words
from squad.web.assets import find_asset
from squad.web.converters import read_id


@pytest.mark.parametrize("name", ["\0", "a" * 5000, "../app.py", "css"])
def test_what_is_no_static_file_is_not_found(app, name):
    response = app.test_client().get("/static/x/" + name.replace("\0", "%00"))
    assert response.status_code == 404
    assert find_asset(name) is None


@pytest.mark.parametrize("part", [10**30, "\ud800", "a\0b", None, {"a": 1}, [1]])
def test_a_cursor_that_no_column_compares_with_begins_at_the_start(part):
    cursor = base64.urlsafe_b64encode(json.dumps(["a", part]).encode()).decode()
    assert read_cursor(cursor) is None


@pytest.mark.parametrize("depth", [2900, 9000])
def test_a_cursor_of_brackets_begins_at_the_start(depth):
    assert read_cursor(base64.urlsafe_b64encode(b"[" * depth).decode()) is None


def test_the_longest_name_is_still_a_cursor():
    key = ["\U00020000" * 200, 3]
    cursor = base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode())
    assert read_cursor(cursor.decode()) == key


def test_a_search_looks_for_a_few_words_of_what_was_typed():
    assert search_words("a " * 1000) == ["a"] * 8
    assert search_words("é" * 51_000) == ["e" * 80]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("people.csv", "people.csv"),
        ("a" * 300 + ".xlsx", "a" * 195 + ".xlsx"),
        ("a" * 300, "a" * 200),
        ("." + "b" * 300, "." + "b" * 199),
    ],
)
def test_a_long_file_name_keeps_its_ending(name, kept):
    assert shortened(name) == kept


@pytest.mark.parametrize("number", ["9" * 30, "-1", "0", "x"])
def test_a_number_that_is_no_id_is_as_if_it_were_not_there(number):
    with pytest.raises(ValueError, match=number if number != "x" else "invalid"):
        read_id(number)


@pytest.mark.parametrize("back", ["http://[x", "/\\evil.example", "//evil.example", "/\t/evil"])
def test_an_answer_comes_back_to_a_page_of_ours_alone(app, back):
    context = SimpleNamespace(pairing=SimpleNamespace(id=7))
    with app.test_request_context("/", method="POST", data={"back": back}):
        assert _back_to(context, "care-1a") == "/pairings/7/milestones/care-1a"


def test_a_name_with_an_unbreakable_space_is_a_cursor_like_any():
    cursor = base64.urlsafe_b64encode(json.dumps(["De\u00a0Witt", 3]).encode()).decode()
    assert read_cursor(cursor) == ["De\u00a0Witt", 3]


def test_a_nul_in_a_query_is_refused_at_the_door(visitor_of, make):
    visitor = visitor_of(make.administrator())
    visitor.get_path("/people?q=%00", status=400)
