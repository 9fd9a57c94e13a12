"""The forms of accounts. Passwords are taken as typed: no filter touches them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from squad.web.forms import Form, tidy

LONGEST_EMAIL = 254


def lower(text: Any) -> Any:
    """A filter: e-mail addresses are kept in lower case."""
    return text.lower() if isinstance(text, str) else text


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
