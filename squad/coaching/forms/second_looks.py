"""Forms of a second look: offering it, saying what was seen."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice

from squad.coaching import messages
from squad.coaching.forms.fields import OneOfField
from squad.coaching.rules.second_looks import LookDraft, Verdict
from squad.web.converters import read_number
from squad.web.forms import DayField, KeyedForm, VersionField, tidy


class OfferForm(KeyedForm):
    """Whom the mentee asks, and what they may know."""

    asked = SelectField(_l("Who looks?"), validate_choice=False)
    place = StringField(_l("Where to look"), filters=[tidy])
    with_signs = BooleanField(_l("Show my signs of success as well"))

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Give the select its names."""
        self.asked.choices = [
            SelectChoice("", _("Choose a name")),
            *(SelectChoice(str(id_), name) for id_, name in people),
        ]

    def asked_id(self) -> int | None:
        """The person who was chosen, if any."""
        return read_number(self.asked.data)


class LookForm(KeyedForm):
    """What was seen, in a sentence, on which day."""

    verdict = OneOfField(
        _l("What did you see?"),
        choices=[SelectChoice(kind.value, messages.VERDICTS[kind]) for kind in Verdict],
        needed=True,
    )
    words = StringField(_l("In a sentence"), filters=[tidy])
    on = DayField(_l("When did you look?"), needed=True)
    version = VersionField(default=0)

    def draft(self) -> LookDraft:
        """What the form says."""
        return LookDraft(Verdict(self.verdict.data), self.words.data or "", self.on.data)
