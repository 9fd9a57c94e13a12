"""Every code with which a rule says no has its sentence, in both languages, found by walking."""

import pkgutil
import re
from collections import Counter
from datetime import date
from enum import StrEnum
from importlib import import_module

import pytest
from flask_babel import force_locale

import squad
from squad.coaching.rules.moving import MoveProblem
from squad.kernel.errors import DomainError
from squad.web.sentences import sentence, sentence_of
from squad.wordings import SENTENCES

SAYS_NO = re.compile(r"\w+(Problem|Refusal|Code)|Refusal")
# Refusals that are told apart by no enum.
LITERAL = ["wait_before_sign_in", "wrong_credentials", "framework_invalid"]
DAY = date(2026, 12, 1)
PARAMS = {
    **dict.fromkeys(["accepted_on", "ends_on", "ended_on", "expires_on", "known_on"], DAY),
    **dict.fromkeys(["day", "first", "on", "starts_on", "until"], DAY),
    **dict.fromkeys(["did_you_mean", "expected", "found", "least", "limit", "most", "stage"], 4),
    **dict.fromkeys(["newest", "number", "other_line", "over", "seconds", "count"], 4),
    **dict.fromkeys(["mentees", "places"], 4),
    **dict.fromkeys(
        ["area", "chain", "character", "column", "email", "link", "milestone", "name"], "x"
    ),
    **dict.fromkeys(["kind", "other", "path", "programme", "value", "version"], "x"),
}

ASKED = {MoveProblem.TARGET: {"area": {"en": "Care", "fr": "Attention"}, "stage": 2}}
"""What a sentence that is put together asks for, where it is not seconds."""


def enums():
    for module in pkgutil.walk_packages(squad.__path__, "squad."):
        if ".migrations" in module.name:
            continue  # Alembic alone can load these
        for name, found in vars(import_module(module.name)).items():
            is_enum = isinstance(found, type) and issubclass(found, StrEnum)
            if is_enum and found.__module__ == module.name and SAYS_NO.fullmatch(name):
                yield found


CODES = [code for enum in enums() for code in enum]


@pytest.mark.parametrize("code", [*CODES, *LITERAL], ids=repr)
def test_each_code_says_what_to_do_in_both_languages(babel, code):
    known = [table[code] for table in SENTENCES if code in table]
    assert len(known) == 1, f"{code!r} has {len(known)} sentences"
    params = ASKED.get(code, {"seconds": 4}) if callable(known[0]) else PARAMS
    with force_locale("en"):
        english = sentence(code, **params)
    with force_locale("fr"):
        french = sentence(code, **params)
    assert english.endswith((".", "?"))
    assert french.endswith((".", "?"))
    assert english != french
    assert "%(" not in english + french


def test_no_two_slices_say_no_with_the_same_code():
    assert [code for code, n in Counter(code.value for code in CODES).items() if n > 1] == []


def test_a_code_that_nobody_knows_is_never_shown(babel):
    with force_locale("en"):
        shown = sentence_of(DomainError("made_up"))
    assert shown == "Go back one page, reload it and look again."
