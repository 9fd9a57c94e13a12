"""A new mentor for each of some pairings, and why the old one leaves."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField

from squad.pairings.forms import EndForm
from squad.web.forms import KeyedForm, tidy

TO = "to_"


class HandOverForm(KeyedForm, EndForm):
    """Whom each pairing goes to; left empty, it stays."""

    reason = SelectField(_l("Reason"), validate_choice=False)
    acknowledged = BooleanField(_l("I have read this, and propose it all the same"))

    def named(self) -> dict[int, str]:
        """What was typed, by pairing."""
        typed = {name: self[name].data for name in self._fields if name.startswith(TO)}
        return {int(name.removeprefix(TO)): words for name, words in typed.items() if words}


def hand_over_form(pairing_ids: Sequence[int], labels: Sequence[str]) -> HandOverForm:
    """A form with a field for each of these pairings."""
    fields: dict[str, Any] = {
        f"{TO}{pairing_id}": StringField(label, filters=[tidy])
        for pairing_id, label in zip(pairing_ids, labels, strict=True)
    }
    made: HandOverForm = type("RowsForm", (HandOverForm,), fields)()
    made.offer()
    return made
