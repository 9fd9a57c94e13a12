"""An answer, a value and a sentence for each sign of success, and whether HR may read them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.fields import SelectChoice

from squad.coaching.forms.fields import OneOfField
from squad.coaching.messages.brought import BROUGHT_ANSWERS
from squad.coaching.rules.brought import BroughtAnswer, SignDraft
from squad.web.forms import KeyedForm, VersionField, tidy

ANSWER, VALUE, WORDS, SHARED = "answer_", "value_", "words_", "shared_"


class BroughtForm(KeyedForm):
    """What the mentee says of each sign of the agreement in force."""

    signs: ClassVar[tuple[int, ...]] = ()
    version = VersionField(default=0)

    def drafts(self) -> list[SignDraft]:
        """What the form says, sign by sign."""
        return [self._draft(sign) for sign in self.signs]

    def _draft(self, sign: int) -> SignDraft:
        answer = self[f"{ANSWER}{sign}"].data
        return SignDraft(
            purpose_id=sign,
            answer=BroughtAnswer(answer) if answer else None,
            value_now=self[f"{VALUE}{sign}"].data or "",
            words=self[f"{WORDS}{sign}"].data or "",
            shared=bool(self[f"{SHARED}{sign}"].data),
        )


def brought_form(signs: Sequence[int], *, share: str, data: Mapping[str, Any]) -> BroughtForm:
    """A form for these signs, by the purposes' ids; `share`: what sharing is called."""
    fields: dict[str, Any] = {"signs": tuple(signs)}
    choices = [SelectChoice(answer.value, BROUGHT_ANSWERS[answer]) for answer in BroughtAnswer]
    for sign in signs:
        fields[f"{ANSWER}{sign}"] = OneOfField(_l("How far has it come?"), choices=choices)
        fields[f"{VALUE}{sign}"] = StringField(_l("Where it stands now"), filters=[tidy])
        fields[f"{WORDS}{sign}"] = StringField(_l("In a sentence"), filters=[tidy])
        fields[f"{SHARED}{sign}"] = BooleanField(share)
    made: BroughtForm = type("SignsForm", (BroughtForm,), fields)(data=data)
    return made
