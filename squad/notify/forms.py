"""The form of which mail one wants."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from squad.web.forms import Form


class MailForm(Form):
    """Kinds that are ticked."""

    kind = SelectMultipleField(_l("Mail that you want"), validate_choice=False)
