"""Whatever is broken, the answer is a document or a list of problems, never a crash."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from squad.framework.rules.document import (
    Document,
    Flaw,
    FrameworkError,
    digest,
    from_json,
    parse,
    read_folder,
    to_json,
)
from squad.resources import SEED_DATA

FILES = read_folder(SEED_DATA / "framework")
SHIPPED = parse(FILES)
LINE = re.compile(r'(?P<key>(?:[\w.]+\.)?(?P<language>en|fr)) = "(?P<words>.*)"')
LINES = [
    (name, number)
    for name, content in FILES.items()
    for number, line in enumerate(content.decode().splitlines())
    if LINE.fullmatch(line)
]
BREAKS = {
    Flaw.MISSING_LANGUAGE: lambda key, words: "",
    Flaw.EMPTY_TEXT: lambda key, words: f'{key} = " "',
    Flaw.STRAIGHT_QUOTE: lambda key, words: f'{key} = "{words}\'"',
    Flaw.MIDDLE_DOT: lambda key, words: f'{key} = "{words}·e"',
    Flaw.UNTIDY_SPACE: lambda key, words: f'{key} = "{words} "',
    Flaw.WRONG_TYPE: lambda key, words: f"{key} = 3",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "fr", "code", "area", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def outcome(read, source):
    """What reading gives, the document or the error that lists its problems."""
    try:
        return read(source)
    except FrameworkError as error:
        return error


@given(place=st.sampled_from(LINES), flaw=st.sampled_from(sorted(BREAKS)))
def test_any_text_broken_in_any_file_is_found_where_it_stands(place, flaw):
    name, number = place
    lines = FILES[name].decode().splitlines()
    line = LINE.fullmatch(lines[number])
    lines[number] = BREAKS[flaw](line["key"], line["words"])
    found = outcome(parse, FILES | {name: "\n".join(lines).encode()})
    assert isinstance(found, FrameworkError)
    here = [p for p in found.problems if p.file == name and p.where.endswith(line["key"])]
    assert flaw in [p.flaw for p in here]


@given(content=st.binary(max_size=200), name=st.sampled_from(sorted(FILES)))
def test_any_bytes_in_place_of_a_file_give_problems(content, name):
    found = outcome(parse, FILES | {name: content})
    assert isinstance(found, FrameworkError)
    assert found.problems


@given(data=st.data(), value=JSON)
def test_a_stored_document_with_any_value_replaced_is_read_or_refused(data, value):
    raw = json.loads(to_json(SHIPPED))
    node, key = raw, data.draw(st.sampled_from(sorted(raw)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        node = node[key]
        keys = range(len(node)) if isinstance(node, list) else sorted(node)
        key = data.draw(st.sampled_from(keys))
    node[key] = value
    found = outcome(from_json, json.dumps(raw))
    assert isinstance(found, Document) or found.problems


@given(text=st.text(max_size=30))
def test_any_string_in_place_of_a_stored_document_is_refused(text):
    found = outcome(from_json, text)
    assert isinstance(found, FrameworkError)
    assert found.problems


def test_what_is_not_json_at_all_is_said_to_be_so():
    found = outcome(from_json, to_json(SHIPPED)[:-1])
    assert [p.flaw for p in found.problems] == [Flaw.NOT_JSON]


@given(place=st.sampled_from(LINES))
def test_one_word_more_is_another_version(place):
    name, number = place
    lines = FILES[name].decode().splitlines()
    line = LINE.fullmatch(lines[number])
    lines[number] = f'{line["key"]} = "{line["words"]} x"'
    found = outcome(parse, FILES | {name: "\n".join(lines).encode()})
    if isinstance(found, FrameworkError):
        assert {p.flaw for p in found.problems} == {Flaw.TOO_LONG}
    else:
        assert digest(found) != digest(SHIPPED)
        assert found != SHIPPED


def test_a_stored_document_with_something_twice_is_refused():
    for part in ("areas", "sample_sets", "openers", "purposes"):
        raw = json.loads(to_json(SHIPPED))
        raw[part].append(raw[part][0])
        found = outcome(from_json, json.dumps(raw))
        assert isinstance(found, FrameworkError)
        assert {p.flaw for p in found.problems} == {Flaw.DUPLICATE}
