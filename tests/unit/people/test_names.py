"""Names as lists order them."""

import pytest

from squad.people.rules.names import join_names, list_name_of, name_key, split_full_name


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


def test_two_cells():
    assert join_names("Hélène", "Roy") == ("Hélène Roy", "Roy, Hélène")
    assert join_names("", "Roy") == ("Roy", "Roy")


def test_the_same_name_in_other_clothes():
    assert name_key("Hélène ROY") == name_key("roy,  helene") == name_key("Roy Hélène")
    assert name_key("Anne-Marie Roy") == name_key("Anne Marie Roy")
    assert name_key("Hélène Roy") != name_key("Hélène Roux")
