"""The form that names an assistant."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField

from squad.web.forms import Form, tidy


class DelegateForm(Form):
    """Whom: by the address, as colleagues know it."""

    email = EmailField(_l("E-mail of your assistant"), filters=[tidy])
