"""Forms of every import: a file, a yes, answers to questions."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import ValidationError

from squad.files.previews import Question
from squad.files.waiting import UploadedFile
from squad.web.forms import Form, tidy


class UploadForm(Form):
    """A file to look at."""

    file = FileField(_l("File"))

    def validate_file(self, field: FileField) -> None:
        """A file must be there."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Choose a file first."))

    def uploaded(self) -> UploadedFile:
        """The file that was sent; what the server kept of it on its disk goes at once."""
        sent = self.file.data
        try:
            return UploadedFile(str(sent.filename), sent.read())
        finally:
            sent.close()


class ConfirmForm(Form):
    """A yes to the plan that was shown."""

    fingerprint = HiddenField()
    number = StringField(_l("How many people will be deactivated?"), filters=[tidy])

    def typed_number(self) -> int | None:
        """The number that was typed, if it is one."""
        typed = (self.number.data or "").replace("\u202f", "").replace(" ", "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def answers_form(questions: Sequence[Question]) -> Form:
    """A form with a choice for each question."""

    class AnswersForm(Form):
        """The questions of one preview."""

    for question in questions:
        asked = RadioField(
            question.words,
            choices=[SelectChoice(value, words) for value, words in question.options],
            default=question.answer,
            validate_choice=False,
        )
        setattr(AnswersForm, question.name, asked)
    return AnswersForm()
