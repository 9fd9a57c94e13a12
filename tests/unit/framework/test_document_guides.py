"""The guides: one for every area and stage, each fit for one session, each flaw named."""

import json
import re
from dataclasses import replace

import pytest

from squad.framework.rules.document import Flaw, FrameworkError, from_json, parse, to_json
from squad.framework.rules.document.guides.shapes import place_of
from squad.framework.rules.model import STAGES, Area, NetworkKind
from tests.unit.framework.test_document_flaws import FILES, changed, problems_of

CARE = "guides/care.toml"
SHOWN = '["care-1a", "care-1b", "care-1c"]'


@pytest.fixture(scope="module")
def document():
    return parse({name: content.encode() for name, content in FILES.items()})


def test_every_area_and_stage_has_one_in_their_order(document):
    assert list(document.guides) == [place_of(area, stage) for area in Area for stage in STAGES]


def test_each_fills_a_session_and_shows_its_own_stage(document):
    for place, guide in document.guides.items():
        assert sum(guide.minutes) == 45, place
        core = {m.code for m in document.framework.core(guide.area, guide.stage)}
        assert core <= set(guide.shows), place
        assert NetworkKind.INTERNAL in guide.networks, place


def test_none_shouts_and_both_languages_hold_the_same_figures(document):
    for place, guide in document.guides.items():
        for trial in guide.together:
            assert "!" not in "".join(trial.text.values()), place
            english, french = (
                sorted(re.findall(r"\d+", trial.text[lang])) for lang in ("en", "fr")
            )
            assert english == french, f"{place}: {trial.text['en']}"


def test_no_two_ask_the_same_question(document):
    for language in ("en", "fr"):
        asked = [guide.question[language] for guide in document.guides.values()]
        asked += [opener.question[language] for opener in document.openers.values()]
        assert len(set(asked)) == len(asked)


def test_a_version_stored_before_there_were_guides_is_read_as_it_was(document):
    old = replace(document, guides={})
    stored = to_json(old)
    assert "guides" not in json.loads(stored)
    assert from_json(stored) == old
    assert to_json(from_json(stored)) == stored


def test_guides_are_stored_and_read_back_whole(document):
    again = from_json(to_json(document))
    assert again.guides == document.guides
    assert list(again.guides) == list(document.guides)


CASES = [
    ('area = "care"', 'area = "caring"', "area", Flaw.UNKNOWN_VALUE),
    ("stage = 1", "stage = 4", "guides[1].stage", Flaw.OUT_OF_RANGE),
    ("stage = 1", "stage = 4", "care-1", Flaw.MISSING_GUIDE),
    ("stage = 1", "stage = 2", "care-2", Flaw.DUPLICATE),
    ("minutes = 12", "minutes = 13", "care-1.together", Flaw.WRONG_MINUTES),
    ("minutes = 12", "minutes = 0", "care-1.together", Flaw.WRONG_MINUTES),
    (SHOWN, '["care-1a", "care-1b", "care-9z"]', "care-1.shows", Flaw.UNKNOWN_VALUE),
    (SHOWN, '["care-1a", "care-1b", "care-2c"]', "care-1.shows", Flaw.OTHER_STAGE),
    (SHOWN, '["care-1a", "care-1c"]', "care-1.shows", Flaw.CORE_NOT_SHOWN),
    ("networks.internal.fr", "networks.intern.fr", "guides[1].networks", None),
    ('aim.en = "', 'aim.en = "' + "so " * 99, "care-1", Flaw.OUT_OF_RANGE),
    ('aim.en = "', 'aim.en = "On Discord: ', "care-1.aim.en", Flaw.NAMES_A_NETWORK),
    ('aim.fr = "', 'aim.fr = "Au bon niveau. ', "care-1.aim.fr", Flaw.FORBIDDEN_WORD),
    ("aim.en", "aims.en", "guides[1].aims", Flaw.UNKNOWN_KEY),
]


@pytest.mark.parametrize(("old", "new", "where", "flaw"), CASES)
def test_a_flaw_is_named_with_its_place(old, new, where, flaw):
    found = [p for p in problems_of(changed(CARE, old, new)) if p.file == CARE]
    assert any(p.where.startswith(where) and flaw in (None, p.flaw) for p in found)


def test_too_few_things_to_try(document):
    trials = FILES[CARE].split("[[guides.together]]")
    assert len(trials) == 10
    alone = trials[1].replace("minutes = 12", "minutes = 35")
    rest = trials[3].partition("[[guides]]")[2]
    text = "[[guides.together]]".join([trials[0], alone + "\n[[guides]]" + rest, *trials[4:]])
    found = [(p.where, p.flaw) for p in problems_of(FILES | {CARE: text})]
    assert ("care-1.together", Flaw.WRONG_COUNT) in found


def test_guides_stand_in_the_file_of_their_area():
    files = {("guides/caring.toml" if n == CARE else n): c for n, c in FILES.items()}
    with pytest.raises(FrameworkError) as caught:
        parse({name: content.encode() for name, content in files.items()})
    assert [(p.file, p.flaw) for p in caught.value.problems] == [
        ("guides/caring.toml", Flaw.UNKNOWN_FILE)
    ]
