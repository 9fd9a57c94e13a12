"""A rule's code as a sentence, from whichever slice knows it; slices add theirs through slices.py.

For refusals that come from a slice above: a signal's receiver that says no to what was asked below.
"""

from collections.abc import Mapping
from typing import Any

from squad.kernel.errors import DomainError

_sources: list[Mapping[str, Any]] = []


def use_sentences(*sources: Mapping[str, Any]) -> None:
    """Take the sentences from these tables of code → text."""
    _sources[:] = sources


def any_sentence_of(error: DomainError) -> str:
    """The sentence of a refusal, in the reader's language; its code where nobody knows one."""
    for sentences in _sources:
        if error.code in sentences:
            text = str(sentences[error.code])
            return text % error.params if error.params else text
    return error.code
