"""The shipped framework: it passes its own checks, is stored and rebuilt identically."""

import re
from collections import Counter
from pathlib import Path

import pytest

from squad.framework.rules.document import (
    FrameworkError,
    digest,
    from_json,
    parse,
    read_folder,
    to_json,
)
from squad.framework.rules.model import STAGES, Area, Evidence
from squad.resources import SEED_DATA

FILES = read_folder(SEED_DATA / "framework")

# The archive of a person's own posts can show these, and no others.
MEASURABLE = {
    "conversing-1a",
    "conversing-1b",
    "conversing-2a",
    "conversing-3a",
}
WITH_SAMPLES = {
    "purpose-2b": 5,
    "presence-1c": 6,
    "presence-2b": 6,
    "presence-2c": 6,
    "listening-2b": 3,
    "listening-3b": 10,
    "care-1a": 6,
}


@pytest.fixture(scope="module")
def document():
    return parse(FILES)


def test_shipped_framework_has_its_counts(document):
    milestones = document.framework.milestones.values()
    assert list(document.framework.areas) == list(Area)
    assert len(milestones) == 54
    assert sum(m.core for m in milestones) == 37
    assert len(document.framework.purposes) == 12
    assert list(document.openers) == list(document.framework.purposes)
    found = {code: len(s.samples) for code, s in document.sample_sets.items()}
    assert found == WITH_SAMPLES


def test_listener_only_target_has_nineteen_core_milestones(document):
    areas = (Area.PURPOSE, Area.PRESENCE, Area.LISTENING)
    core = [m for area in areas for s in STAGES for m in document.framework.core(area, s)]
    assert len(core) == 19


def test_milestones_stand_in_the_order_of_area_stage_and_code(document):
    rank = list(Area)
    keys = [(rank.index(m.area), m.stage, m.code) for m in document.framework.milestones.values()]
    assert keys == sorted(keys)


def test_only_what_an_archive_shows_can_be_measured(document):
    milestones = document.framework.milestones.values()
    assert {m.code for m in milestones if Evidence.MEASURED in m.evidence} == MEASURABLE


def test_each_purpose_leads_to_some_milestones(document):
    tags = Counter(tag for m in document.framework.milestones.values() for tag in m.purposes)
    assert all(tags[purpose] >= 3 for purpose in document.framework.purposes)


def test_both_languages_of_a_milestone_hold_the_same_figures(document):
    for m in document.framework.milestones.values():
        english, french = (sorted(re.findall(r"\d+", m.text[lang])) for lang in ("en", "fr"))
        assert english == french, m.code


def test_a_key_asks_for_more_than_one_kind_of_answer(document):
    for found in document.sample_sets.values():
        answers = Counter(sample.answer for sample in found.samples)
        assert max(answers.values()) < found.needed, found.milestone


def test_whom_to_ask_is_named_exactly_where_asking_is_the_answer(document):
    for sample in document.sample_sets["presence-2b"].samples:
        assert bool(sample.whom) == (sample.answer == "ask")


def test_claims_bring_the_material_that_settles_them(document):
    for sample in document.sample_sets["listening-2b"].samples:
        assert len(sample.material) >= 3


def test_openers_show_milestones_of_the_first_stages_or_a_drill(document):
    for opener in document.openers.values():
        shown = [document.framework.milestones[code] for code in opener.shows]
        assert 2 <= len(shown) <= 4
        assert all(m.stage < 3 or m.drill for m in shown), opener.purpose


def test_stored_form_is_canonical_and_rebuilds_the_same(document):
    stored = to_json(document)
    again = from_json(stored)
    assert again == document
    assert list(again.framework.milestones) == list(document.framework.milestones)
    assert list(again.openers) == list(document.openers)
    assert to_json(again) == stored
    assert digest(again) == digest(document)
    assert re.fullmatch(r"[0-9a-f]{64}", digest(document))


def test_order_of_files_comments_and_blank_lines_do_not_change_the_digest(document):
    files = {name: b"# said\n\n" + FILES[name] for name in reversed(list(FILES))}
    assert digest(parse(files)) == digest(document)


def test_folder_is_read_by_paths_with_forward_slashes(tmp_path: Path):
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "care.toml").write_bytes(b"x = 1")
    (tmp_path / "framework.toml").write_bytes(b"y = 2")
    (tmp_path / "notes.txt").write_bytes(b"not read")
    assert read_folder(tmp_path) == {"areas/care.toml": b"x = 1", "framework.toml": b"y = 2"}


def test_an_empty_folder_says_all_that_is_missing():
    with pytest.raises(FrameworkError) as caught:
        parse({})
    found = [(p.file, p.flaw.value) for p in caught.value.problems]
    assert ("framework.toml", "missing_file") in found
    assert ("openers.toml", "missing_file") in found
    assert sum(flaw == "missing_area" for _, flaw in found) == 6
    assert "openers.toml: missing_file" in str(caught.value)
    assert caught.value.code == "framework_invalid"
    assert caught.value.params == {"count": len(found)}
