"""May the next mentor read the notes?"""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice

from squad.pairings.old_notes.messages import ANSWERS
from squad.pairings.old_notes.rules import NotesAnswer
from squad.web.forms import Form


class NotesForm(Form):
    """Yes or no; neither is chosen beforehand."""

    answer = RadioField(
        _l("May they be read?"),
        choices=[SelectChoice(answer.value, ANSWERS[answer]) for answer in NotesAnswer],
        validate_choice=False,
    )

    def chosen(self) -> NotesAnswer | None:
        """The answer, if one was chosen."""
        return NotesAnswer(self.answer.data) if self.answer.data in set(NotesAnswer) else None
