"""Names as lists order them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.people.rules.names import (
    join_names,
    keys_of_name,
    list_name_of,
    name_key,
    person_key,
    split_full_name,
)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Hélène Roy", "Roy, Hélène"),
        ("Jean de La Fontaine", "de La Fontaine, Jean"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Maria da Silva", "da Silva, Maria"),
        ("Van Morrison", "Morrison, Van"),
        ("Jean d’Ormesson", "d’Ormesson, Jean"),
        ("Anne-Marie Le Goff", "Le Goff, Anne-Marie"),
        ("DE LA TOUR Jean", "DE LA TOUR, Jean"),
        ("Hélène ROY", "ROY, Hélène"),
        ("HÉLÈNE ROY", "ROY, HÉLÈNE"),
        ("Madonna", "Madonna"),
        ("", ""),
    ],
)
def test_family_name_first(name, listed):
    assert list_name_of(name) == listed


def test_a_comma_says_which_is_which():
    assert split_full_name("Roy , Hélène Marie") == ("Hélène Marie Roy", "Roy, Hélène Marie")
    assert split_full_name("Hélène Roy") == ("Hélène Roy", "Roy, Hélène")
    assert split_full_name("Roy,") == ("Roy,", "Roy,")


@pytest.mark.parametrize(
    "written",
    ["Noémie PETIT", "PETIT Noémie", "petit,  noemie", "PETIT, Noémie", "noémie\u00a0Petit"],
)
def test_a_file_may_have_either_part_of_a_name_first(written):
    for stored in ("Noémie Petit", "Petit, Noémie", "PETIT Noémie"):
        assert person_key(written) in keys_of_name(*split_full_name(stored))


def test_the_family_name_may_have_several_words():
    keys = keys_of_name("María García López", "López, María García")
    assert person_key("GARCÍA LÓPEZ María") in keys
    assert person_key("García María López") not in keys
    assert keys_of_name("", "") == frozenset()


words = st.lists(st.sampled_from(["Ana", "de", "La", "PETIT", "Jean-Luc", "Zoé"]), min_size=1)


@given(words, words)
def test_either_order_of_any_two_parts_is_a_key(given_name, family):
    one, other = " ".join(given_name), " ".join(family)
    for name, list_name in (join_names(one, other), split_full_name(f"{one} {other}")):
        keys = keys_of_name(name, list_name)
        assert {person_key(f"{one} {other}"), person_key(f"{other} {one}")} <= keys
        assert {len(key.split()) for key in keys} == {len(given_name) + len(family)}


def test_two_cells():
    assert join_names("Hélène", "Roy") == ("Hélène Roy", "Roy, Hélène")
    assert join_names("", "Roy") == ("Roy", "Roy")


def test_the_same_name_in_other_clothes():
    assert name_key("Hélène ROY") == name_key("roy,  helene") == name_key("Roy Hélène")
    assert name_key("Anne-Marie Roy") == name_key("Anne Marie Roy")
    assert name_key("Hélène Roy") != name_key("Hélène Roux")
