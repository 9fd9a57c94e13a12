"""Forms: how it goes, and that something is not right."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice

from squad.pairings.calls.messages import SAID
from squad.pairings.calls.rules import ASKED, FitAnswer
from squad.web.forms import Form, KeyedForm, tidy_lines


class FitForm(Form):
    """Whether to go on."""

    answer = RadioField(
        _l("Shall it go on?"),
        choices=[SelectChoice(answer.value, SAID[answer]) for answer in ASKED],
        validate_choice=False,
    )

    def chosen(self) -> FitAnswer | None:
        """The answer, if one was chosen."""
        return FitAnswer(self.answer.data) if self.answer.data in set(ASKED) else None


class ConcernForm(KeyedForm):
    """A message to the coordinators."""

    words = TextAreaField(_l("What is not right?"), filters=[tidy_lines])
