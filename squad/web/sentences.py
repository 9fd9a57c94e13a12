"""A rule's code as a sentence, from whichever slice knows it; slices add theirs through slices.py.

One place for all: a refusal may come from a slice above, a signal's receiver that says no to what
was asked below.
"""

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from squad.kernel.errors import DomainError
from squad.web.formats import format_day

_sources: list[Mapping[str, Any]] = []
log = logging.getLogger("squad.errors")


def use_sentences(*sources: Mapping[str, Any]) -> None:
    """Take the sentences from these tables of code → text, or → a function of the parameters."""
    _sources[:] = sources


def sentence_of(error: DomainError) -> str:
    """The sentence of a refusal, in the reader's language."""
    return sentence(error.code, **error.params)


def sentence(code: str, /, **params: Any) -> str:
    """The sentence of a code. One without a sentence is a mistake of ours: logged, never shown."""
    known = next((table[code] for table in _sources if code in table), None)
    if known is None:
        log.error("code_without_sentence", extra={"code": code})
        return str(_("Go back one page, reload it and look again."))
    return str(known(**params)) if callable(known) else filled(known, params)


def filled(text: object, params: Mapping[str, Any]) -> str:
    """`text` with its figures, its dates written as the reader's language writes them."""
    shown = {name: _shown(value) for name, value in params.items()}
    return str(text) % shown if shown else str(text)


def _shown(value: Any) -> Any:
    return format_day(value) if isinstance(value, date) else value
