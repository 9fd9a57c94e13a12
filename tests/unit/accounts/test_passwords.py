"""Which passwords are refused, and that nothing else is asked."""

import pytest

from squad.accounts.passwords import common_passwords
from squad.accounts.rules.passwords import LONGEST, check_password, is_common
from squad.kernel.errors import DomainError

EMAIL = "ines.haddad@example.org"


def refusal(password, email=EMAIL):
    try:
        check_password(password, email=email, common=common_passwords())
    except DomainError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "password",
    [
        *["password", "Password1", "P@ssw0rd", "p@$$w0rd2024!", "passwordpassword", "PASSWORD123"],
        *["motdepasse", "MotDePasse2026", "m0tdep@sse", "bonjour1", "Azerty123!", "jetaime<3"],
        *["12345678", "87654321", "1234567890", "00000000", "11112222", "12121212", "abcabcabc"],
        *[
            "qwertyuiop",
            "azertyuiop",
            "1qaz2wsx",
            "qwerty12",
            "asdfghjkl",
            "a1z2e3r4t5",
            "aaaaaaaa",
        ],
        *["01121990", "19901201", "12/01/1990", "qwer1234", "1234qwer", "abcd1234", "zxcvbnm1"],
        *["iloveyou", "liverpool1", "superman!", "Nicolas75", "sunshine99", "décembre2026"],
        *["Welcome2026", "changeme!", "letmein123", "tweetsquad1", "147258369", "trustno1"],
    ],
)
def test_what_everybody_tries_is_refused(password):
    assert refusal(password, "zz@example.org") in {"password_common"}


@pytest.mark.parametrize(
    "password",
    [
        *[
            "trois valises vertes",
            "kajak orbite 7 fenouil",
            "correct horse",
            "mdp de la lune rousse",
        ],
        *["gT7-pow-lem", "9f3b1c77", "bicyclette en retard", "        k y z w", "éàüœßñ漢字"],
        *["wqzt hjpv", "n0us-mangeons-tard", "Ω≈ç√∫˜µ≤", "xkcd936bis"],
    ],
)
def test_what_nobody_tries_is_accepted_whatever_it_is_made_of(password):
    assert refusal(password) is None


def test_a_list_of_a_thousand_words_stands_for_far_more_than_three_thousand_passwords():
    words = common_passwords()
    assert len(words) > 1000
    long_ones = [word for word in words if len(word) >= 8][:100]
    for word in long_ones:
        for form in (word, word.title(), f"{word}1", f"{word}2026!", word.replace("a", "@")):
            assert is_common(form, words), form
    assert 5 * sum(len(word) >= 6 for word in words) > 3000


@pytest.mark.parametrize(("length", "code"), [(7, "password_too_short"), (8, None), (64, None)])
def test_at_least_eight_characters(length, code):
    assert refusal(("kajak orbite fenouil " * 4)[:length]) == code


def test_at_most_a_thousand_characters():
    letters = "kajak orbite fenouil 7 " * 50
    assert refusal(letters[:LONGEST]) is None
    assert refusal(letters[: LONGEST + 1]) == "password_too_long"


@pytest.mark.parametrize(
    ("password", "email", "code"),
    [
        ("InesHaddad et moi", EMAIL, "password_holds_name"),
        ("vive ines.haddad", EMAIL, "password_holds_name"),
        ("haddad mange tard", EMAIL, None),
        ("un ab de trop ici", "ab@example.org", None),
    ],
)
def test_the_name_of_the_address_is_refused(password, email, code):
    assert refusal(password, email) == code
