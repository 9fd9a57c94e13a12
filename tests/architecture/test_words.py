"""The words of the product: each once, set as its language sets them, none that hurts.

The glossary holds them; here stands what they are called (product's own list) and what no text may
say instead.
"""

import re
from functools import cache

import pytest

from squad.framework.glossary import CHAPTERS, TERMS
from squad.framework.rules.document.problems import Flaw
from squad.framework.rules.document.typography import flaws_in
from squad.kernel.languages import READ_IN
from squad.kernel.typography import set_signs
from squad.resources import PACKAGE, TEMPLATES
from squad.web.languages import Catalogue
from tests.architecture.test_checks import ROOT, written

# Placeholders, and statements as the import writes them.
NOT_PROSE = re.compile(r"%\(\w+\)[sd]|\b\w+-\d\w:[\w:]+")
# The term: what it is called in English, in French, in Canada where that differs.
CALLED = {
    "programme": ("Programme", "Programme"),
    "squad": ("The Squad", "L’Escouade"),
    "mentee": ("Mentee", "Personne mentorée"),
    "pairing": ("Pairing", "Binôme"),
    "coordinator": ("Coordinator", "Responsable du programme"),
    "agreement": ("Agreement", "Charte", "Entente"),
    "purpose": ("Purpose", "But"),
    "target-met": ("Target met", "Objectif atteint"),
    "fluency": ("Fluency", "Aisance"),
    "area": ("Area", "Domaine"),
    "stage": ("Stage", "Palier"),
    "milestone": ("Milestone", "Jalon"),
    "session": ("Session", "Séance"),
    "statement": ("Statement", "Constat"),
    "held": ("Held", "Franchi"),
    "to-confirm": ("To confirm", "À confirmer"),
    "next": ("next", "prochain"),
    "to-refresh": ("To refresh", "À rafraîchir"),
    "confirm": ("Confirm", "Confirmer"),
    "look-again": ("Look again, together", "À revoir ensemble"),
    "measured": ("measured", "mesuré"),
    "checked": ("checked", "vérifié"),
    "seen": ("seen", "vu"),
    "told": ("told", "dit"),
    "drill": ("Drill", "Exercice"),
    "second-looks": ("A second pair of eyes", "Regard croisé"),
}
# What no text says, as there is a better word for it.
NEVER = {
    "en": r"exercises?|practice runs?|cadence|tandems?|acquired|delegates?|emails?|users?|logins?",
    "fr": (
        r"sessions?|tandems?|duos?|mentorés?|compétences?|e-?mails?|mails?|mél|posts?"
        r"|tweets?(?! squad)|adresses? électroniques?|feedbacks?|reporting|logins?|utilisateurs?"
        r"|intentions? convenues?"
    ),
    "fr-CA": r"charte(?! du binôme)|assistant\w*|hashtags?|mots?-dièses?|week-ends?|parkings?",
}
# Nobody is called so yet but the one who called a session off.
MEANT = {"The mentee’s delegate"}


@cache
def texts(language):
    """{what the code asks for: what is read}, whole: a country's over its language's."""
    if language == "en":
        asked = written(ROOT / "squad/translations/fr/LC_MESSAGES")
        return {text: text for _context, text in asked}
    read = Catalogue(PACKAGE / "translations", language)._catalog  # what pages are given
    return {key if isinstance(key, str) else str(key): text for key, text in read.items() if key}


def test_each_word_stands_once(app):
    """One term for one thing: no two have a name in common, in any language."""
    from flask_babel import force_locale

    codes = [term.code for chapter in CHAPTERS for term in chapter.terms]
    assert len(codes) == len(TERMS)
    assert not {chapter.code for chapter in CHAPTERS} & TERMS.keys()
    for locale in ("en", "fr", "fr_CA"):
        with app.test_request_context(), force_locale(locale):
            names = [str(term.name).casefold() for term in TERMS.values()]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("code", CALLED)
def test_a_word_is_what_the_product_calls_it(app, code):
    from flask_babel import force_locale

    english, french, *canadian = CALLED[code]
    for locale, name in {"en": english, "fr": french, "fr_CA": (*canadian, french)[0]}.items():
        with app.test_request_context(), force_locale(locale):
            assert str(TERMS[code].name) == name


@pytest.mark.parametrize("language", READ_IN)
def test_no_text_says_a_word_that_has_a_better_one(language):
    kinds = [NEVER["fr"], NEVER["fr-CA"]] if language == "fr-CA" else [NEVER[language]]
    never = re.compile(rf"\b(?:{'|'.join(kinds)})\b", re.IGNORECASE)
    said = {
        text: found[0]
        for asked, text in texts(language).items()
        if (found := never.search(NOT_PROSE.sub("x", text))) and asked not in MEANT
    }
    assert said == {}


def test_french_is_set_as_french_and_never_hurts():
    """Signs have their spaces, quotes are guillemets, no word is one of those that judge."""
    french = texts("fr").values()
    assert len(french) > 2000
    wrong = [
        (flaw, text)
        for text in french
        for flaw, _where in flaws_in(NOT_PROSE.sub("x", text), "fr")
        if flaw in {Flaw.FRENCH_SPACING, Flaw.STRAIGHT_QUOTE, Flaw.FORBIDDEN_WORD, Flaw.MIDDLE_DOT}
    ]
    assert wrong == []


def test_french_of_canada_is_set_by_its_rules():
    """No space before high signs, one that does not break before a colon and inside « »."""
    wrong = re.compile(r"[\s\u202f][;!?]|\u202f|[^\s\u00a0]\s?:(?=\s)(?<!\u00a0:)|« |[^\u00a0]»")
    assert [text for text in texts("fr-CA").values() if wrong.search(text)] == []


@pytest.mark.parametrize("language", READ_IN)
def test_no_text_shouts_or_dots(language):
    assert [text for text in texts(language).values() if re.search(r"[!·•]", text)] == []


def test_no_page_is_written_with_middle_dots():
    """Screen readers spell them, between two facts as well."""
    dotted = [
        path.name for path in TEMPLATES.rglob("*.html") if re.search("[·•]", path.read_text())
    ]
    assert dotted == []


def test_no_text_is_counted_here_and_not_there():
    """A catalogue keeps what has a plural under both forms: said without a count, it is English."""
    sources = [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    counted = set(re.findall(r'(?<!\w)(?:ngettext|_n)\(\s*"([^"]+)",', source))
    plain = set(re.findall(r'(?<!\w)(?:gettext|lazy_gettext|_l?)\(\s*"([^"]+)"', source))
    assert len(counted) > 50
    assert counted & plain == set()


def test_the_catalogue_is_stored_as_it_is_read():
    """What is set by rule is written so too: whoever reads the file sees what people see."""
    for name, language in {"fr": "fr", "fr_CA": "fr-CA"}.items():
        stored = written(ROOT / f"squad/translations/{name}/LC_MESSAGES")
        assert [t for all_ in stored.values() for t in all_ if t != set_signs(t, language)] == []
