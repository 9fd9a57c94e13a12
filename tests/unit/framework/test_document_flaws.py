"""One thing broken in the shipped framework: the error names the file, the place, the flaw."""

import re

import pytest

from squad.framework.rules.document import Flaw, FrameworkError, parse, read_folder
from squad.framework.rules.document.tables import Table
from squad.resources import SEED_DATA

FILES = {name: content.decode() for name, content in read_folder(SEED_DATA / "framework").items()}
PURPOSE, CARE = "areas/purpose.toml", "areas/care.toml"
NEWS = "samples/purpose-2b.toml"
FRAMEWORK, OPENERS = "framework.toml", "openers.toml"
EVERYWHERE = 'networks = ["public", "community", "internal"]'
FIRST = f'code = "purpose-1a"\ncore = true\n{EVERYWHERE}\nevidence = ["checked", "seen"]\n'
SHOWN = '["purpose-1a", "listening-1a", "publishing-1b"]'


def problems_of(files):
    with pytest.raises(FrameworkError) as caught:
        parse({name: content.encode() for name, content in files.items()})
    return caught.value.problems


def changed(file, old, new):
    """The shipped files with the first `old` of one file replaced."""
    assert old in FILES[file], "the test no longer fits the shipped text"
    return FILES | {file: FILES[file].replace(old, new, 1)}


def without_milestone(file, code):
    """The shipped files with one milestone taken out."""
    pattern = rf'\[\[milestones\]\]\ncode = "{code}".*?(?=\n\[\[milestones\]\]|\Z)'
    text, count = re.subn(pattern, "", FILES[file], flags=re.DOTALL)
    assert count == 1
    return FILES | {file: text}


CASES = [
    (FRAMEWORK, 'version = "2026.2"', 'version = "new"', "version", Flaw.BAD_VERSION),
    (FRAMEWORK, 'version = "2026.2"', 'version = "٢٠٢٦.2"', "version", Flaw.BAD_VERSION),
    (FRAMEWORK, '"2026.2"', f'"2026.{"2" * 3000}"', "version", Flaw.BAD_VERSION),
    (FRAMEWORK, 'code = "support"', 'code = "sup/port"', "purposes", Flaw.BAD_NAME),
    (FRAMEWORK, 'version = "2026.2"', "version = 2026.2", "version", Flaw.WRONG_TYPE),
    (FRAMEWORK, 'version = "2026.2"', "", "version", Flaw.MISSING_KEY),
    (FRAMEWORK, 'version = "', 'origin = "x"\nversion = "', "origin", Flaw.UNKNOWN_KEY),
    (FRAMEWORK, 'code = "support"', 'code = "marketing"', "marketing", Flaw.DUPLICATE),
    (PURPOSE, 'area = "purpose"', 'area = "motive"', "area", Flaw.UNKNOWN_VALUE),
    (PURPOSE, 'code = "purpose-1a"', 'code = "purpose-1b"', "purpose-1b", Flaw.DUPLICATE),
    (PURPOSE, 'code = "purpose-1a"', 'code = "purpose-4a"', "purpose-4a", Flaw.BAD_CODE),
    (PURPOSE, 'code = "purpose-1a"', 'code = "care-1d"', "care-1d", Flaw.OTHER_AREA),
    (PURPOSE, "core = true", "core = false", "purpose-1", Flaw.TOO_FEW_CORE),
    (PURPOSE, "core = true", "core = 1", "purpose-1a.core", Flaw.WRONG_TYPE),
    (PURPOSE, '"community", "internal"', '"internal"', "purpose-1a", Flaw.CORE_NOT_EVERYWHERE),
    (PURPOSE, '"public"', '"pubic"', "purpose-1a.networks", Flaw.UNKNOWN_VALUE),
    (PURPOSE, '"public", ', '"public", "public", ', "purpose-1a.networks", Flaw.DUPLICATE),
    (PURPOSE, '"checked", "seen"', '"seen", "told"', "purpose-1a", Flaw.TOLD_IS_NOT_STRONG),
    (PURPOSE, '"checked", "seen"', "", "purpose-1a", Flaw.EMPTY_LIST),
    (PURPOSE, FIRST, FIRST + "refresh_days = 5\n", "purpose-1a", Flaw.OUT_OF_RANGE),
    (PURPOSE, FIRST, FIRST + "refresh = 90\n", "purpose-1a.refresh", Flaw.UNKNOWN_KEY),
    (PURPOSE, '["marketing"', '["fame"', "purpose-1b.purposes", Flaw.UNKNOWN_VALUE),
    (PURPOSE, "stages.3.fr", "stages.4.fr", "stages.3.fr", Flaw.MISSING_LANGUAGE),
    (PURPOSE, "stages.3.fr", "stages.4.fr", "stages.4", Flaw.UNKNOWN_KEY),
    (PURPOSE, "text.fr", "text.de", "purpose-1a.text.fr", Flaw.MISSING_LANGUAGE),
    (PURPOSE, "text.fr", "text.de", "purpose-1a.text.de", Flaw.UNKNOWN_KEY),
    (PURPOSE, "text.en", "detail.en", "purpose-1a.detail.fr", Flaw.MISSING_LANGUAGE),
    (PURPOSE, '"Has written', '"Wrote', "purpose-1a", Flaw.WRONG_BEGINNING),
    (PURPOSE, '"A écrit', '"Avoir écrit', "purpose-1a", Flaw.WRONG_BEGINNING),
    (PURPOSE, "whom they", "on LinkedIn whom they", "purpose-1a", Flaw.CORE_NAMES_A_NETWORK),
    (PURPOSE, "Purpose in one", "The purpose, told in one single", "purpose-1a", Flaw.TOO_LONG),
    (PURPOSE, "Purpose in", "Purpose\\u0000 in", "purpose-1a.short.en", Flaw.CONTROL_CHARACTER),
    (PURPOSE, "whom they", "whom\\u0085 they", "purpose-1a.text.en", Flaw.CONTROL_CHARACTER),
    (PURPOSE, '"public"', '"public\\u007f"', "purpose-1a.networks", Flaw.CONTROL_CHARACTER),
    (FRAMEWORK, '"2026.2"', '"2026.2\\u001b"', "version", Flaw.CONTROL_CHARACTER),
    (CARE, '"checked", "seen"]\ndrill', '"checked"]\ndrill', "care-2a", Flaw.DRILL_WITHOUT_SEEN),
    (NEWS, 'answer = "customers"', 'answer = "all"', "samples[1].answer", Flaw.UNKNOWN_VALUE),
    (NEWS, "needed = 4", "needed = 6", "needed", Flaw.NEEDED_OUT_OF_RANGE),
    (NEWS, "needed = 4", "needed = true", "needed", Flaw.WRONG_TYPE),
    (NEWS, 'code = "nowhere"', 'code = "public"', "choices", Flaw.DUPLICATE),
    (OPENERS, 'purpose = "crisis"', 'purpose = "weather"', "weather", Flaw.UNKNOWN_VALUE),
    (OPENERS, 'purpose = "crisis"', 'purpose = "weather"', "crisis", Flaw.MISSING_OPENER),
    (OPENERS, 'purpose = "crisis"', 'purpose = "sales"', "sales", Flaw.DUPLICATE),
    (OPENERS, '"purpose-1a"', '"purpose-1z"', "marketing.shows", Flaw.UNKNOWN_VALUE),
    (OPENERS, SHOWN, "[]", "marketing", Flaw.EMPTY_LIST),
    (OPENERS, 'question.en = "', 'question.en = "' + "so " * 99, "marketing", Flaw.TOO_LONG),
]

# A sentence of the shipped text, what becomes of it, where, and the flaw to be named.
SETTINGS = [
    ("after one hearing, the mentor", "the mentor's ear", "en", Flaw.STRAIGHT_QUOTE),
    ("after one hearing", 'after \\"one\\" hearing', "en", Flaw.STRAIGHT_QUOTE),
    ("after one hearing", "after  one hearing", "en", Flaw.UNTIDY_SPACE),
    ("after one hearing", "after one hearing ", "en", Flaw.UNTIDY_SPACE),
    ("what for; after", "what for ; after", "en", Flaw.UNTIDY_SPACE),
    ("une seule écoute", "l'écoute", "fr", Flaw.STRAIGHT_QUOTE),
    ("dans quel but\u202f;", "dans quel but ;", "fr", Flaw.FRENCH_SPACING),
    ("dans quel but\u202f;", "dans quel but;", "fr", Flaw.FRENCH_SPACING),
    ("dans quel but\u202f;", "dans quel but\u00a0;", "fr", Flaw.FRENCH_SPACING),
    ("dans quel but\u202f;", "dans quel but :", "fr", Flaw.FRENCH_SPACING),
    ("le mentor ou la mentore", "le·la mentor·e", "fr", Flaw.MIDDLE_DOT),
    ("dans quel but\u202f;", "à quel niveau\u202f;", "fr", Flaw.FORBIDDEN_WORD),
    ("dans quel but\u202f;", "en accord\u202f;", "fr", Flaw.FORBIDDEN_WORD),
    ("dans quel but\u202f;", "« but »\u202f;", "fr", Flaw.FRENCH_SPACING),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "flaw"), CASES)
def test_a_broken_document_names_the_place_and_the_flaw(file, old, new, where, flaw):
    found = [(p.file, p.where, p.flaw) for p in problems_of(changed(file, old, new))]
    assert (file, where, flaw) in found


@pytest.mark.parametrize(("old", "new", "language", "flaw"), SETTINGS)
def test_a_badly_set_text_names_its_language(old, new, language, flaw):
    found = [(p.where, p.flaw) for p in problems_of(changed(PURPOSE, old, new))]
    assert (f"purpose-1a.text.{language}", flaw) in found


@pytest.mark.parametrize(
    "words",
    ["désaccord", "Des notes sont prises", "L’accordéon", "Il est 8:05", "https://exemple.test"],
)
def test_words_and_signs_that_only_look_wrong_are_let_through(words):
    files = changed(PURPOSE, "dans quel but\u202f;", words + "\u202f;")
    parse({name: content.encode() for name, content in files.items()})


def test_every_control_character_but_line_breaks_and_tabs_is_refused():
    for number in (*range(0x20), *range(0x7F, 0xA0)):
        problems = []
        table = Table({"a": f"x{chr(number)}y"}, file="f", where="", problems=problems)
        read, expected = table.string("a"), chr(number) in "\n\t"
        assert (problems == []) is expected
        assert read == (f"x{chr(number)}y" if expected else "xy")
        if problems:
            assert str(problems[0]) == f"f: a: control_character (character=U+{number:04X})"


def test_every_milestone_needs_its_samples_and_every_sample_set_its_milestone():
    found = problems_of({name: c for name, c in FILES.items() if name != NEWS})
    assert [str(p) for p in found] == [
        "areas/purpose.toml: purpose-2b.sample_set: unknown_value (value=purpose-2b)"
    ]
    found = problems_of(changed(PURPOSE, 'sample_set = "purpose-2b"', ""))
    assert [str(p) for p in found] == [
        "samples/purpose-2b.toml: milestone: orphan_sample_set (value=purpose-2b)"
    ]


def test_a_sample_set_stands_in_the_file_of_its_milestone():
    found = problems_of(changed(NEWS, 'milestone = "purpose-2b"', 'milestone = "care-1a"'))
    assert (NEWS, Flaw.UNKNOWN_FILE) in [(p.file, p.flaw) for p in found]
    assert Flaw.DUPLICATE in [p.flaw for p in found]


def test_a_key_that_follows_the_company_says_so():
    lines = [line for line in FILES[NEWS].splitlines() if not line.startswith("key_note")]
    found = problems_of(FILES | {NEWS: "\n".join(lines)})
    assert [(p.file, p.where, p.flaw) for p in found] == [(NEWS, "key_note", Flaw.KEY_NOTE_MISSING)]


def test_too_few_milestones_in_a_stage():
    files = without_milestone(CARE, "care-2a")
    files = {**files, CARE: files[CARE].replace('code = "care-2c"', 'code = "care-1d"')}
    found = [str(p) for p in problems_of(files)]
    assert "areas/care.toml: care-2: wrong_count (found=1, least=2, most=4)" in found
    assert "areas/care.toml: care-2: too_few_core (found=1, least=2)" in found


def test_too_few_milestones_in_all():
    found = problems_of({n: c for n, c in FILES.items() if n not in (CARE, PURPOSE)})
    assert "framework.toml: wrong_count (found=36, least=45, most=60)" in map(str, found)
    assert {p.file for p in found if p.flaw is Flaw.MISSING_AREA} == {CARE, PURPOSE}


@pytest.mark.parametrize(
    ("name", "content", "flaw"),
    [
        ("areas/care.toml", b"a = ", Flaw.NOT_TOML),
        ("areas/care.toml", b"a = '\xe9'", Flaw.NOT_UTF8),
        ("more.toml", b"a = 1", Flaw.UNKNOWN_FILE),
    ],
)
def test_an_unreadable_file_is_named(name, content, flaw):
    files = {n: c.encode() for n, c in FILES.items()} | {name: content}
    with pytest.raises(FrameworkError) as caught:
        parse(files)
    assert (name, flaw) in [(p.file, p.flaw) for p in caught.value.problems]


def test_all_flaws_are_told_at_once():
    files = changed(PURPOSE, "text.fr", "text.de") | {
        OPENERS: FILES[OPENERS].replace('purpose = "crisis"', 'purpose = "weather"')
    }
    found = problems_of(files)
    assert {p.file for p in found} == {PURPOSE, OPENERS}
    assert len(found) == 4
