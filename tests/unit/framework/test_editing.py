"""Drafts without a database: edited, compared, written as files and read again."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from squad.framework.archives import MAX_ENTRIES, pack, unpack
from squad.framework.rules.document import (
    CompanyRules,
    Flaw,
    FrameworkError,
    from_json,
    parse,
    read_folder,
    to_json,
    to_raw,
)
from squad.framework.rules.document.checking import VERSION, check
from squad.framework.rules.document.diffing import (
    Kind,
    compare_words,
    diff,
    diff_of_milestones,
)
from squad.framework.rules.document.editing import (
    next_code,
    next_edition,
    with_area,
    with_milestone,
    with_sample_set,
    without_milestone,
    without_sample_set,
)
from squad.framework.rules.document.entries import Part, Place, entries_of, path_of, place_of
from squad.framework.rules.document.texts import texts_of
from squad.framework.rules.document.typography import flaws_in, typeset
from squad.framework.rules.document.writing import FILES_OF
from squad.framework.rules.model import Area, NetworkKind
from squad.resources import SEED_DATA

SHIPPED = parse(read_folder(SEED_DATA / "framework"))
CODES = sorted(SHIPPED.framework.milestones)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
)
TEXT = st.fixed_dictionaries({"en": WORDS, "fr": WORDS})


def edited_milestone(document, code, text, core, networks):
    milestone = document.framework.milestones[code]
    return with_milestone(
        document,
        replace(milestone, text=text, core=core, networks=networks, purposes=frozenset()),
    )


@st.composite
def documents(draw):
    """The shipped document after some edits, most of them unsound."""
    document = SHIPPED
    for code in draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True)):
        networks = draw(st.frozensets(st.sampled_from(NetworkKind)))
        document = edited_milestone(document, code, draw(TEXT), draw(st.booleans()), networks)
    area = document.framework.areas[draw(st.sampled_from(Area))]
    document = with_area(document, replace(area, name=draw(TEXT)))
    found = document.sample_sets[draw(st.sampled_from(sorted(document.sample_sets)))]
    rules = CompanyRules(draw(TEXT), text=draw(TEXT | st.just({})), address=draw(TEXT))
    document = with_sample_set(
        document, replace(found, rules=draw(st.none() | st.just(rules)), samples=found.samples[1:])
    )
    for code in draw(st.lists(st.sampled_from(CODES), max_size=2, unique=True)):
        document = without_milestone(document, code)
    return document


def flaws_of(document):
    return [str(problem) for problem in check(document)]


def test_flaws_come_in_the_order_of_the_languages():
    found = SHIPPED.sample_sets["care-1a"]
    title = {"fr": "L'essai", "en": "A 'sample'"}
    address = {"fr": "http://b.test", "en": "http://a.test"}
    rules = CompanyRules({"fr": "Règles", "en": "Rules"}, address=address)
    document = with_sample_set(SHIPPED, replace(found, title=title, rules=rules))
    assert [problem.where for problem in check(document)] == [
        "rules.address.en", "rules.address.fr", "title.en", "title.fr",
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_was_edited_is_exported_and_read_again(data):
    document = data.draw(documents())
    assert from_json(to_json(document)) == document
    try:
        again = parse(unpack(pack(document)))
    except FrameworkError as error:
        # Only what the checker says of the document itself, nothing that writing lost.
        assert sorted(map(str, error.problems)) == sorted(flaws_of(document))  # noqa: PT017
    else:
        assert again == document


def test_the_shipped_files_are_written_as_they_were_read():
    assert parse(unpack(pack(SHIPPED))) == SHIPPED
    assert pack(SHIPPED) == pack(SHIPPED)


def test_every_part_of_a_document_has_its_files():
    assert set(to_raw(SHIPPED)) == set(FILES_OF)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_difference_is_told_for_each_entry_that_differs_and_no_other(data):
    document = data.draw(documents())
    before, after = entries_of(SHIPPED), entries_of(document)
    told = {found.place: found.kind for found in diff(SHIPPED, document)}
    for place in {*before, *after}:
        kinds = {
            (True, False): Kind.REMOVED,
            (False, True): Kind.ADDED,
        }
        expected = kinds.get((place in before, place in after), Kind.CHANGED)
        assert told.get(place) == (expected if before.get(place) != after.get(place) else None)
    assert diff(document, document) == []
    assert {found.place.part for found in diff_of_milestones(SHIPPED, document)} <= {"milestones"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_words_of_both_texts_are_all_shown(before, after):
    left, right = compare_words(before, after)
    assert "".join(piece.words for piece in left) == before
    assert "".join(piece.words for piece in right) == after
    same = [[p.words for p in pieces if not p.changed] for pieces in (left, right)]
    assert same[0] == same[1]


def test_shipped_texts_are_set_already():
    for _file, _where, text in texts_of(SHIPPED):
        assert {language: typeset(words, language) for language, words in text.items()} == text


@given(
    st.text(st.sampled_from("aé B.,;:!?()«»\"'%€1/\t\n\u00a0"), max_size=40),
    st.sampled_from(["en", "fr"]),
)
def test_setting_a_text_twice_changes_nothing_more(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("C'est à lire ; non ? Oui ! « bien » : 5 %", "fr"),
        ('l\'heure dite: "maintenant"', "fr"),
        ('The team\'s  own "words" ; really ?', "en"),
        (" (a thing ) ,\nand more ", "en"),
    ],
)
def test_what_a_keyboard_writes_is_set(typed, language):
    assert list(flaws_in(typeset(typed, language), language)) == []


def test_codes_that_were_used_are_not_given_again():
    assert next_code(Area.CARE, 1, ["care-1a", "care-1c", "care-2f"]) == "care-1d"
    assert next_code(Area.CARE, 3, []) == "care-3a"
    assert next_code(Area.CARE, 1, ["care-1z"]) is None


def test_a_companys_edition_never_meets_a_shipped_version():
    assert next_edition("2026.2", ["2026.1", "2026.2", "2026.1.4"]) == "2026.2.1"
    assert next_edition("2026.1.2", ["2026.1", "2026.1.4"]) == "2026.1.5"
    assert VERSION.fullmatch("2026.2.1")
    assert not VERSION.fullmatch("2026.2.0")
    assert re.fullmatch(r"\d{4}\.\d+", SHIPPED.framework.version)


def test_a_sample_set_that_goes_leaves_its_milestone():
    document = without_sample_set(SHIPPED, "care-1a")
    assert document.framework.milestones["care-1a"].sample_set is None
    assert flaws_of(document) == []


@pytest.mark.parametrize(
    ("rules", "flaw"),
    [
        (CompanyRules({"en": "Guide", "fr": "Guide"}), Flaw.RULES_EMPTY),
        (CompanyRules({"en": "", "fr": "Guide"}, text={"en": "a", "fr": "b"}), Flaw.EMPTY_TEXT),
        *(
            (CompanyRules({"en": "G", "fr": "G"}, address={"en": a, "fr": a}), Flaw.NOT_HTTPS)
            for a in ("http://a.example", "javascript:alert(1)", "https://", "https://a b", "//a")
        ),
    ],
)
def test_company_rules_are_checked(rules, flaw):
    found = replace(SHIPPED.sample_sets["care-1a"], rules=rules)
    problems = check(with_sample_set(SHIPPED, found))
    assert {problem.flaw for problem in problems} == {flaw}
    assert {place_of(problem) for problem in problems} == {Place(Part.SAMPLE_SETS, "care-1a")}


def test_a_problem_leads_to_its_entry_and_field():
    milestone = SHIPPED.framework.milestones["care-1b"]
    broken = with_milestone(
        SHIPPED,
        replace(milestone, short={"en": "x" * 61, "fr": ""}, evidence=frozenset()),
    )
    found = {(place_of(p), path_of(p)) for p in check(broken)}
    place = Place(Part.MILESTONES, "care-1b")
    assert found == {(place, "short.en"), (place, "short.fr"), (place, "evidence")}


def zipped(entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_folder_and_what_desktops_add_are_understood():
    files = unpack(pack(SHIPPED))
    entries = [(f"mine/{name}", b"\xef\xbb\xbf" + content) for name, content in files.items()]
    entries += [("__MACOSX/mine/._openers.toml", b"x"), ("mine/.DS_Store", b"x"), ("mine/", b"")]
    assert parse(unpack(zipped(entries))) == SHIPPED


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04 and nothing", "unreadable"),
        (zipped([]), "empty"),
        (zipped([("../a.toml", b"")]), "names"),
        (zipped([("/etc/a.toml", b"")]), "names"),
        (zipped([("..\\a.toml", b"")]), "names"),
        (zipped([(f"{n}.toml", b"") for n in range(MAX_ENTRIES + 1)]), "too_big"),
        (zipped([("a.toml", b"0" * 9_000_000)]), "too_big"),
        (zipped([("a.toml", b""), ("A.toml", b"")]), "unreadable"),
    ],
)
def test_archives_that_are_none_are_refused(data, why):
    with pytest.raises(FrameworkError) as caught:
        unpack(data)
    (problem,) = caught.value.problems
    assert (problem.flaw, problem.params["why"]) == (Flaw.BROKEN_ARCHIVE, why)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_a_damaged_archive_is_read_or_refused(noise, at):
    whole = pack(SHIPPED)
    with_noise = whole[:at] + noise + whole[at + len(noise) :]
    try:
        parse(unpack(with_noise))
    except FrameworkError as error:
        assert error.problems  # noqa: PT017  (either outcome is right)
