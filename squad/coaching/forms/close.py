"""The six digits that open the page on which the mentee answers."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from squad.coaching.rules.closing import plain_code
from squad.web.forms import Form, tidy


class CodeForm(Form):
    """A code as it was read aloud."""

    code = StringField(_l("Code"), filters=[tidy])

    def validate_code(self, field: StringField) -> None:
        """Six digits, however they are spaced."""
        if plain_code(field.data or "") is None:
            raise ValidationError(_("Enter the six digits that your mentor’s page shows."))
