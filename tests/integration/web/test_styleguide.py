"""The page of all components: complete, and absent from a real installation."""

import pytest

from squad.app import create_app
from squad.resources import TEMPLATES
from squad.web.contrast import PAIRS
from tests.conftest import make_settings

UNSEEN = {"kept_words"}  # words for a script, on each page of a mentor
COMPONENTS = {path.stem for path in (TEMPLATES / "_components").glob("*.html")} - UNSEEN


@pytest.fixture
def shown(visitor):
    return visitor.get("styleguide.show_styleguide")


def test_every_component_stands_there_under_its_name(shown):
    names = ["".join(code.itertext()) for h3 in shown.tree.iter("h3") for code in h3.iter("code")]
    assert len(names) == len(set(names))
    assert set(names) == COMPONENTS


def test_every_pair_of_colours_stands_there_with_its_contrast(shown):
    for front, ground, _least in PAIRS:
        assert f"{front} / {ground}" in shown.text
    assert "ink/paper15.315.84.5" in shown.text.replace(" ", "")


def test_nothing_takes_the_focus_away_from_the_top(shown):
    assert not [node for node in shown.tree.iter() if node.get("autofocus") is not None]


def test_it_is_read_in_french_too(visitor):
    page = visitor.get("styleguide.show_styleguide", lang="fr")
    assert "Enregistrer" in page.text


def test_a_real_installation_has_no_such_page(tmp_path):
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path, styleguide=False)
    app = create_app(settings)
    assert not [rule for rule in app.url_map.iter_rules() if "styleguide" in rule.endpoint]
    assert app.test_client().get("/styleguide").status_code == 404


def test_no_page_leads_there():
    elsewhere = [p for p in TEMPLATES.rglob("*.html") if p.parent.name != "styleguide"]
    assert not [p for p in elsewhere if "styleguide" in p.read_text("utf-8")]
