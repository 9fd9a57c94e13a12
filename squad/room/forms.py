"""Forms of the room. Choices are passed in."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from squad.coaching.forms.fields import OneOfField
from squad.coaching.forms.log import LengthFields
from squad.coaching.rules.log import SessionDraft
from squad.framework.rules.model import Area
from squad.room.rules import LEAST_PAIRINGS, Shown, TipDraft
from squad.web.forms import Form, KeyedForm, VersionField, tidy_lines


class TipFields(Form):
    """What worked, and in which area."""

    area = OneOfField(_l("In which area?"), choices=[], needed=True)
    words = TextAreaField(_l("What worked?"), filters=[tidy_lines])

    def offer(self, areas: Mapping[str, str]) -> None:
        """Give the areas their names."""
        self.area.choices = [SelectChoice(code, name) for code, name in areas.items()]

    def draft(self) -> TipDraft:
        """What was written. Call it once the form is valid."""
        return TipDraft(area=Area(self.area.data), words=self.words.data or "")


class ShareTipForm(TipFields, KeyedForm):
    """A new tip."""


class EditTipForm(TipFields):
    """A tip that its author writes anew."""

    version = VersionField(default=0)


class ShownForm(Form):
    """What the other mentors see of oneself."""

    places = BooleanField(_l("How many free places I have"))
    strengths = BooleanField(_l("What I am strong in"))

    def shown(self) -> Shown:
        """What was ticked."""
        return Shown(places=self.places.data, strengths=self.strengths.data)


class HuddleForm(LengthFields, KeyedForm):
    """A group session: who was there, when, how long, and a note that each of them gets."""

    pairings = SelectMultipleField(
        _l("Who was there?"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField(_l("Note"), filters=[tidy_lines])

    def offer(self, partners: Mapping[int, str]) -> None:
        """Give the people to tick, by pairing."""
        self.pairings.choices = [SelectChoice(str(id_), name) for id_, name in partners.items()]

    def offers_a_group(self) -> bool:
        """Whether there are enough people to be one."""
        return len(self.pairings.choices) >= LEAST_PAIRINGS

    def validate_pairings(self, field: SelectMultipleField) -> None:
        """All who are ticked can be logged with: nobody is left out silently."""
        if not set(field.data or ()) <= {choice.value for choice in field.choices}:
            raise ValidationError(
                _("With somebody whom you ticked nothing can be logged any more. Look who is left.")
            )

    def chosen(self) -> list[int]:
        """The pairings that are ticked, in the order in which they are locked."""
        return sorted({int(each) for each in self.pairings.data or ()})

    def draft(self) -> SessionDraft:
        """What was said; what is planned stays as it is, and is not asked here."""
        return SessionDraft(
            state=self.state(),
            on=self.on.data,
            minutes=self.length(),
            note=self.note.data or "",
            as_planned=True,
        )
