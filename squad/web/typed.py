"""What was typed into a form that nobody can take any more, to be taken along."""

import re

from flask import request

# What a form carries beside what was typed.
_TOKENS = frozenset({"csrf_token", "form_key", "current", "carried"})
_NEVER = "password"
# Choices, numbers, days and times: they are quickly chosen again.
_CHOSEN = re.compile(r"[a-z0-9_:.+-]*")


def typed_words() -> list[str]:
    """The words of the form of this request, in its order; no codes, figures, days or secrets."""
    return [
        words
        for name, words in request.form.items(multi=True)
        if name not in _TOKENS and _NEVER not in name and not _CHOSEN.fullmatch(words.strip())
    ]
