"""Forms of kept views. Choices are passed in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice

from squad.web.forms import Form, KeyedForm, VersionField, tidy


class KeepViewForm(KeyedForm):
    """A name for what the report shows, and its day."""

    view_name = StringField(_l("Name of the view"), filters=[tidy])
    view_day = RadioField(_l("The day that it shows"))

    def offer(self, days: Sequence[tuple[str, Any]], usual: str) -> None:
        """Give the days to choose from; `usual` is chosen already."""
        self.view_day.choices = [SelectChoice(value, label) for value, label in days]
        if not self.is_submitted():
            self.view_day.data = usual


class RenameViewForm(Form):
    """Another name for a view."""

    version = VersionField(default=0)
    view_name = StringField(_l("Name of the view"), filters=[tidy])
