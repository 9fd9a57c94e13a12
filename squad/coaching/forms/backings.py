"""A link or a file behind a statement."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, StringField, ValidationError
from wtforms import Form as PlainForm

from squad.web.forms import KeyedForm, tidy
from squad.web.uploads import file_is_too_large, most_attachment_mb, most_bytes


@dataclass(frozen=True, slots=True)
class SentFile:
    """What a browser sent: the bytes, and a name that only its ending is read of."""

    name: str
    data: bytes = field(repr=False)


class SentFileField(FileField):  # type: ignore[misc]  # WTForms has no types
    """A picture or a document, read as far as one may be large; what the disk held goes at once."""

    data: SentFile | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        for sent in valuelist:
            if not isinstance(sent, FileStorage):
                continue
            if sent.filename:
                self.data = SentFile(sent.filename, sent.stream.read(most_bytes() + 1))
            sent.close()
        # The form's content is hashed from this: the same file is the same content.
        self.raw_data = [hashlib.sha256(self.data.data).hexdigest()] if self.data else []

    def pre_validate(self, form: PlainForm) -> None:
        del form
        if file_is_too_large() or (self.data and len(self.data.data) > most_bytes()):
            most = most_attachment_mb()
            raise ValidationError(
                _("This file is larger than %(most)s MB. Choose a smaller one.", most=most)
            )


class BackingForm(KeyedForm):
    """A link, a file, both or neither. The file stands last: see `squad.web.uploads`."""

    link = StringField(_l("A link"), filters=[tidy])
    file = SentFileField(_l("A picture or a PDF"))
