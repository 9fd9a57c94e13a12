"""Every code of a roster has its sentence, which fits its parameters."""

import pytest

from squad.people.messages import FIELDS, SENTENCES, sentence
from squad.people.rules.shapes import Problem, RosterCode, RosterField

PARAMS = {
    "limit": 10,
    "name": "Hélène Roy",
    "value": "h@x.fr",
    "other_line": 3,
    "chain": ((12, "Ana"), (None, "Bo")),
}


@pytest.mark.parametrize("code", list(RosterCode))
def test_every_code_has_a_sentence_that_fills_in(code):
    text = sentence(Problem(12, code, PARAMS))
    assert text.startswith("Line 12: ") and text.endswith(".") and "%(" not in text


def test_nothing_more_and_every_field_has_a_name():
    assert set(SENTENCES) == set(RosterCode)
    assert set(FIELDS) == {*RosterField, "list_name"}
