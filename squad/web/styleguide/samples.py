"""A form with a field of every kind, whole and with errors, and a move of the framework."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice

from squad.web.forms import Form

_YES_NO = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
_LANGUAGES = [SelectChoice("en", _l("English")), SelectChoice("fr", _l("French"))]


class SampleForm(Form):
    """A field of every kind that the pages have."""

    name = StringField(_l("Name"))
    minutes = IntegerField(_l("Minutes"), default=45)
    day = DateField(_l("Day"), default=date(2026, 3, 2))
    language = SelectField(_l("Language"), choices=_LANGUAGES)
    note = TextAreaField(_l("Note"))
    named = RadioField(_l("Question"), choices=_YES_NO, default="yes")
    agreed = BooleanField(_l("Mark as done"))
    held = RadioField(
        _l("Did it take place?"),
        choices=[SelectChoice("held", _l("Took place")), SelectChoice("off", _l("Called off"))],
        default="held",
    )


def whole_form() -> SampleForm:
    """The form as somebody finds it."""
    return SampleForm(formdata=None, prefix="whole-", meta={"csrf": False})


def faulty_form() -> SampleForm:
    """The form as it comes back, each field with what to do."""
    form = SampleForm(formdata=None, prefix="faulty-", meta={"csrf": False})
    wrong = {
        form.name: _("Enter the last name."),
        form.minutes: _("Enter how many minutes it lasted."),
        form.day: _("Enter a date up to today."),
        form.language: _("Choose a language."),
        form.note: _("Write this text."),
        form.named: _("Choose one of these."),
        form.agreed: _("Choose at least one."),
        form.held: _("Choose one of these."),
    }
    for field, sentence in wrong.items():
        field.errors = [sentence]
    return form


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a framework, by its number."""

    version: str


@dataclass(frozen=True, slots=True)
class Move:
    """A programme's move from one version of the framework to the next."""

    before: Version = Version("1.0")
    after: Version = Version("1.1")

    def on(self, _zone: str) -> date:
        """The day of the move."""
        return date(2026, 3, 2)
