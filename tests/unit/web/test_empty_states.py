"""An empty list says what will be here and offers one thing to do."""

import re

import pytest

from squad.resources import TEMPLATES

DRAWN = re.compile(r"{{ empty\((.*)\) }}|{% call empty\((.*)\) %}")
# What can be done stands on the page already, right beside it.
BESIDE = {
    "framework/list_drafts.html": "Import files, and a copy of each version",
    "coaching/list_sessions.html": "Log the session for the mentor; a date, above, for both",
    "people/list_people.html": "Import the roster, below",
    "pairings/list_pairings.html": "Propose a pairing, above the list",
    "nudges/list_calls.html": "Change the rules, below",
}
FOUND = [
    (path.relative_to(TEMPLATES).as_posix(), match[0])
    for path in sorted(TEMPLATES.rglob("*.html"))
    if path.parent.name not in {"_components", "styleguide"}
    for match in DRAWN.finditer(path.read_text("utf-8"))
]


def test_they_are_found():
    assert len(FOUND) > 20
    assert BESIDE.keys() <= {path for path, _call in FOUND}


@pytest.mark.parametrize(("path", "call"), FOUND)
def test_it_teaches_and_offers_an_action(path, call):
    assert " text=" in call
    assert call.startswith("{% call") or " action=" in call or path in BESIDE
