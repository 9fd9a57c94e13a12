"""The shipped drills: played whole in both languages; one thing broken is named with its place."""

import json
from dataclasses import replace

import pytest

from squad.framework.rules.document import (
    Flaw,
    FrameworkError,
    digest,
    from_json,
    parse,
    read_folder,
    to_json,
    with_cases,
)
from squad.resources import SEED_DATA

FILES = read_folder(SEED_DATA / "framework")
COFFEE, COLUMNS, FAKES = "drills/coffee.toml", "drills/columns.toml", "drills/fakes.toml"
SORTS = "[[tasks.choices]]\ncode = "


@pytest.fixture(scope="module")
def document():
    return parse(FILES)


def test_the_ten_and_the_short_ones_are_there_the_shortest_first(document):
    drills = document.drills
    assert len(drills) == 15
    assert [d.minutes for d in drills.values()] == sorted(d.minutes for d in drills.values())
    played = {code: with_cases(d, document.sample_sets) for code, d in drills.items()}
    counts = {code: len(drill.materials) for code, drill in played.items()}
    assert (counts["columns"], counts["outage"], counts["gate"]) == (40, 12, 15)
    assert (counts["fakes"], counts["ten-posts"]) == (6, 10)


def test_every_milestone_marked_drill_is_backed_and_no_other(document):
    marked = {m.code for m in document.framework.milestones.values() if m.drill}
    assert {code for drill in document.drills.values() for code in drill.backs} == marked


def test_two_riders_write_in_the_other_language(document):
    materials = document.drills["line"].materials
    assert sum(material.other_language for material in materials) == 2


def test_a_story_that_happened_stands_under_each_of_the_ten(document):
    assert sum(bool(drill.happened) for drill in document.drills.values()) == 10


def test_a_sample_sets_cases_are_not_written_twice(document):
    fakes = document.drills["fakes"]
    assert fakes.materials == ()
    played = with_cases(fakes, document.sample_sets)
    cases = document.sample_sets["presence-2c"].samples
    assert [m.answer for m in played.materials] == [case.answer for case in cases]
    assert [choice.code for choice in played.sorting.choices] == ["false", "genuine"]
    assert "materials" not in FILES[FAKES].decode()


def test_a_version_of_before_has_none_and_keeps_its_digest(document):
    raw = json.loads(to_json(document))
    del raw["drills"]
    old = from_json(json.dumps(raw))
    assert old.drills == {}
    assert "drills" not in json.loads(to_json(old))
    assert digest(old) == digest(replace(document, drills={}))


CASES = [
    (COFFEE, "minutes = 10", "minutes = 90", "minutes", Flaw.WRONG_COUNT),
    (COFFEE, "minutes = 10", "minutes = 4", "materials", Flaw.OUT_OF_RANGE),
    (COFFEE, 'place = "phone"', 'place = "fax"', "materials[3].place", Flaw.UNKNOWN_VALUE),
    (COFFEE, "at = 1\n", "at = 9\n", "materials", Flaw.OUT_OF_RANGE),
    (COFFEE, '"care-3b"', '"care-3z"', "backs", Flaw.UNKNOWN_VALUE),
    (COFFEE, '"care-3b"', '"care-3a"', "backs", Flaw.BACKS_NO_DRILL),
    (COFFEE, '["care-2a"]', '["care-3b"]', "practises", Flaw.DUPLICATE),
    (COFFEE, 'code = "shop"', 'code = "reply"', "tasks", Flaw.DUPLICATE),
    (COFFEE, 'code = "shop"', 'code = "shop"\nsorts = true', "shop.choices", Flaw.EMPTY_LIST),
    (COFFEE, "[[rubric]]", "[[criteria]]", "criteria", Flaw.UNKNOWN_KEY),
    (COFFEE, 'code = "coffee"', 'code = "tea"', "", Flaw.UNKNOWN_FILE),
    (COFFEE, 'code = "coffee"', 'code = "Coffee 1"', "code", Flaw.BAD_NAME),
    (COFFEE, 'code = "shop"', 'code = "shop/a b"', "tasks", Flaw.BAD_NAME),
    (COFFEE, "minutes = 10", "minutes = 1_000_000_000_000", "minutes", Flaw.WRONG_TYPE),
    (COFFEE, "at = 1\n", "at = -1\n", "materials", Flaw.OUT_OF_RANGE),
    (COLUMNS, f'{SORTS}"joke"', f'{SORTS}"press"', "sort.choices", Flaw.DUPLICATE),
    (COLUMNS, 'answer = "joke"', 'answer = "pun"', "materials[6].answer", Flaw.UNKNOWN_VALUE),
    (COLUMNS, "sorts = true", "sorts = false", "sort.choices", Flaw.UNKNOWN_KEY),
    (FAKES, '"presence-2c"', '"presence-9c"', "sample_set", Flaw.UNKNOWN_VALUE),
    (FAKES, 'backs = ["presence-2c"]', "backs = []", "", Flaw.NO_DRILL_BACKS),
    (COLUMNS, "“made to last”", '\\"made to last\\"', "materials[16].text.en", Flaw.STRAIGHT_QUOTE),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "flaw"), CASES)
def test_a_broken_drill_names_the_place_and_the_flaw(file, old, new, where, flaw):
    text = FILES[file].decode()
    assert old in text, "the test no longer fits the shipped text"
    with pytest.raises(FrameworkError) as caught:
        parse(FILES | {file: text.replace(old, new, 1).encode()})
    assert (where, flaw) in [(p.where, p.flaw) for p in caught.value.problems]
