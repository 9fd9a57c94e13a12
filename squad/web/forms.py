"""The base of every form: stripped text, a body hash, errors from rules put on their field."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField
from wtforms.widgets import HiddenInput

from squad.db.once import FormKey
from squad.kernel.dates import is_plausible
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_key
from squad.kernel.text import digest

LONGEST_KEY = 64
ENDS_OF_LINES = frozenset({"Cc", "Zl", "Zp"})
"""Categories of characters that are no part of a line: a header of a mail takes none of them."""
LONGEST_VERSION = 9
NOT_CONTENT = frozenset({"csrf_token", "form_key", "version"})


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of ours. `form_key` makes a double click one record."""

    def content_hash(self) -> str:
        """A hash of what was typed, without tokens: the same content has the same hash.

        It starts from the secret key, so that a stored hash cannot be used to guess a short note.
        """
        parts: list[str] = [str(current_app.secret_key)]
        for name, field in sorted(self._fields.items()):
            if name not in NOT_CONTENT:
                parts += [name, repr(field.raw_data if field.raw_data is not None else field.data)]
        return digest(*parts)

    def add_error(self, error: DomainError, sentence: str) -> None:
        """Show a rule's sentence on the field that it names, or above the form."""
        if error.field and error.field in self._fields:
            field = self._fields[error.field]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)


class KeyedForm(Form):
    """A form that creates a record: its random key works once."""

    form_key = HiddenField(default=new_key)

    def once(self) -> FormKey:
        """The key with a hash of what was typed, for the action that makes the record."""
        key = tidy(str(self.form_key.data or ""))[:LONGEST_KEY]
        return FormKey(key, self.content_hash())

    def renew(self, sentence: str) -> None:
        """Give the form another key: what was typed can be sent once more, as a second record."""
        self.form_key.data, self.form_key.raw_data = new_key(), None
        self.form_errors.append(sentence)


class DayField(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day, as the browser's own control writes it; empty is None, or an error if needed."""

    data: Any

    def __init__(self, *args: Any, needed: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.needed = needed

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed and not self.needed:
            return
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_("Enter a date: day, month and year.")) from None
        if not is_plausible(day):
            raise ValueError(_("Enter a date: day, month and year. Check the year."))
        self.data = day


class VersionField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """The version of a record that a form was made from, hidden.

    What cannot be read is 0, which no record has: the save is met as a stale one, and nothing of
    what was typed is lost.
    """

    widget = HiddenInput()
    data: int

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        readable = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_VERSION
        self.data = int(typed) if readable else 0


def tidy(text: Any) -> Any:
    """A filter for one-line text: spaces trimmed and composed, control characters gone."""
    if not isinstance(text, str):
        return text
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if unicodedata.category(c) in ENDS_OF_LINES else c for c in composed)
    return " ".join(kept.split(" ")).strip()


def tidy_lines(text: Any) -> Any:
    """A filter for longer text: line ends made alike, other control characters gone."""
    if not isinstance(text, str):
        return text
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) != "Cc").strip()
