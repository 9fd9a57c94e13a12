"""The forms of accounts. Passwords are taken as typed: no filter touches them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length

from squad.kernel.languages import READ_IN
from squad.web.converters import read_id
from squad.web.forms import DayField, Form, KeyedForm, tidy

LONGEST_EMAIL = 254


def lower(text: Any) -> Any:
    """A filter: e-mail addresses are kept in lower case."""
    return text.casefold() if isinstance(text, str) else text


class SignInForm(Form):
    """E-mail and password; where to go then; a form that waits to be sent again."""

    email = EmailField(
        _l("E-mail"),
        filters=[tidy, lower],
        validators=[
            InputRequired(_l("Enter your e-mail address.")),
            Length(max=LONGEST_EMAIL, message=_l("Enter your e-mail address.")),
        ],
    )
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Enter your password."))])
    next = HiddenField()
    carried = HiddenField()


class NewPasswordForm(Form):
    """A new password, as typed."""

    password = PasswordField(
        _l("New password"), validators=[InputRequired(_l("Choose a password."))]
    )


class ChangePasswordForm(NewPasswordForm):
    """Another password, with the present one."""

    current = PasswordField(
        _l("Present password"), validators=[InputRequired(_l("Enter your present password."))]
    )
    end_others = BooleanField(_l("Sign me out of all other browsers"), default=True)


class SettingsForm(Form):
    """Language and time zone."""

    language = RadioField(
        _l("Language"),
        choices=[SelectChoice(*each) for each in READ_IN.items()],
        validators=[AnyOf(list(READ_IN), message=_l("Choose a language."))],
    )
    time_zone = SelectField(_l("Time zone"))


class QuietPeriodForm(KeyedForm):
    """Days without reminders."""

    starts_on = DayField(_l("First quiet day"), needed=True)
    ends_on = DayField(_l("Last quiet day"), needed=True)


class InviteForm(Form):
    """People ticked in a list."""

    person = SelectMultipleField(coerce=read_id, validate_choice=False)
