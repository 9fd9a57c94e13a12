"""Forms of the roster's import."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from squad.files.forms import UploadForm
from squad.files.previews import Question
from squad.people.imports.previews import NOBODY


class RosterForm(UploadForm):
    """A roster, and whether it is complete."""

    complete = BooleanField(_l("This file lists everybody. Whoever is not in it has left."))


def answers_in(
    sent: Mapping[str, str | None], questions: Iterable[Question]
) -> dict[str, int | None]:
    """The answers among what was sent: line → stored person, or None for somebody new."""
    answers: dict[str, int | None] = {}
    for question in questions:
        value = sent.get(question.name)
        if value in {option for option, _words in question.options}:
            line = question.name.removeprefix("line-")
            answers[line] = None if value == NOBODY else int(value or 0)
    return answers
