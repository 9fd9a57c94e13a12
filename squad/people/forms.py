"""The form of one person. Choices are passed in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional, ValidationError

from squad.files.problems import ValueProblem
from squad.files.values import parse_email
from squad.kernel.languages import READ_IN
from squad.people.rules.names import join_names
from squad.people.rules.person import PersonDraft
from squad.people.rules.reading import LONGEST
from squad.people.rules.shapes import RosterField
from squad.web.forms import KeyedForm, VersionField, tidy


def _text(label: Any, longest: int, *more: Any) -> StringField:
    too_long = _l("Use at most %(most)s characters.", most=longest)
    return StringField(
        label, filters=[tidy], validators=[*more, Length(max=longest, message=too_long)]
    )


class PersonForm(KeyedForm):
    """A person of the company."""

    version = VersionField(default=0)
    given_name = _text(_l("First name"), 80)
    family_name = _text(_l("Last name"), 110, DataRequired(_l("Enter the last name.")))
    email = EmailField(
        _l("E-mail"), filters=[tidy], validators=[InputRequired(_l("Enter the e-mail address."))]
    )
    employee_id = _text(_l("Employee ID"), LONGEST[RosterField.EMPLOYEE_ID])
    language = RadioField(
        _l("Language"),
        choices=[SelectChoice(*each) for each in READ_IN.items()],
        validators=[AnyOf(list(READ_IN), message=_l("Choose a language."))],
    )
    function = _text(_l("Function"), LONGEST[RosterField.FUNCTION])
    level = _text(_l("Level"), LONGEST[RosterField.LEVEL])
    site = _text(_l("Site"), LONGEST[RosterField.SITE])
    time_zone = SelectField(_l("Time zone"))
    manager_name = _text(_l("Manager"), 200)
    manager_id = RadioField(
        _l("Which one?"), coerce=int, validate_choice=False, validators=[Optional()], choices=[]
    )

    def validate_email(self, field: Any) -> None:
        """An address as rosters may have it, in lower case."""
        try:
            field.data = parse_email(field.data)
        except ValueProblem as problem:
            raise ValidationError(
                _("Enter an e-mail address, as in claire@example.org.")
            ) from problem

    def offer(self, *, zones: Sequence[str]) -> None:
        """Give the select its choices."""
        self.time_zone.choices = list(zones)

    def fill(self, person: Any) -> None:
        """Show a stored person."""
        family, comma, given = person.list_name.partition(", ")
        self.family_name.data = family if comma else person.name
        self.given_name.data = given
        for name in ("email", "language", "function", "level", "site", "time_zone"):
            self[name].data = getattr(person, name)
        self.employee_id.data = person.employee_id or ""
        self.manager_name.data = person.manager.name if person.manager else ""
        self.manager_id.data = person.manager_id
        self.version.data = person.version

    def ask_which(self, people: Sequence[Any]) -> None:
        """Offer the people whose name fits what was typed."""
        self.manager_id.choices = [
            SelectChoice(person.id, ", ".join(filter(None, (person.name, *_about(person)))))
            for person in people
        ]

    def draft(self, manager_id: int | None) -> PersonDraft:
        """What was typed, with the manager whom the name means."""
        name, list_name = join_names(self.given_name.data or "", self.family_name.data or "")
        return PersonDraft(
            name=name,
            list_name=list_name,
            email=self.email.data,
            employee_id=self.employee_id.data or None,
            language=self.language.data,
            function=self.function.data or "",
            level=self.level.data or "",
            site=self.site.data or "",
            time_zone=self.time_zone.data,
            manager_id=manager_id,
        )


def _about(person: Any) -> tuple[str, str, str]:
    return person.function, person.site, person.email
