"""French signs, in France and in Canada."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.kernel.typography import set_signs

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "france", "canada"),
    [
        ("Prêt ? Oui; non !", f"Prêt{T}? Oui{T}; non{T}!", "Prêt? Oui; non!"),
        (f"Prêt{N}? Oui{T}; non", f"Prêt{T}? Oui{T}; non", "Prêt? Oui; non"),
        ("Vraiment ?! ", f"Vraiment{T}?! ", "Vraiment?! "),
        ("Reste : %(count)s", f"Reste{N}: %(count)s", f"Reste{N}: %(count)s"),
        ("%(name)s: %(words)s;", f"%(name)s{N}: %(words)s{T};", f"%(name)s{N}: %(words)s;"),
        ("« bien »", f"«{N}bien{N}»", f"«{N}bien{N}»"),
        ("«bien»", f"«{N}bien{N}»", f"«{N}bien{N}»"),
        ("« Ça va ? »", f"«{N}Ça va{T}?{N}»", f"«{N}Ça va?{N}»"),
        ("l'objectif d'%(name)s", "l’objectif d’%(name)s", "l’objectif d’%(name)s"),
        ("5 % et 12 $", f"5{N}% et 12{N}$", f"5{N}% et 12{N}$"),
    ],
)
def test_each_sign_has_the_space_that_its_country_asks_for(typed, france, canada):
    assert set_signs(typed, "fr") == france
    assert set_signs(typed, "fr-CA") == canada


@pytest.mark.parametrize(
    "code",
    [
        "conversing-2b:seul:vu:2026-12-01", "0:45", "https://exemple.fr/a?b=1", "%(level)s",
        "8 h 30", "--yes-deactivate %(number)s", "", ":", "?",
    ],
)  # fmt: skip
def test_codes_hours_and_addresses_stay_as_they_are(code):
    assert set_signs(code, "fr") == code
    assert set_signs(code, "fr-CA") == code


def test_english_is_left_alone():
    assert set_signs("Don't : “why” ?", "en") == "Don't : “why” ?"


SIGNS = st.text(alphabet=f"ab1 {N}{T}:;!?«»'%$()", max_size=30)


@given(SIGNS, st.sampled_from(["fr", "fr-CA"]))
def test_what_is_set_stays_set(text, language):
    """Twice is as once, from one country's rules to the other's as from none."""
    once = set_signs(text, language)
    assert set_signs(once, language) == once


@given(SIGNS)
def test_only_spaces_and_apostrophes_change(text):
    def bare(words):
        return words.translate({ord(c): None for c in f" {N}{T}"}).replace("’", "'")

    for language in ("fr", "fr-CA"):
        assert bare(set_signs(text, language)) == bare(text)
