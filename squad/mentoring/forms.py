"""Forms of the own record."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.fields import SelectChoice

from squad.coaching.forms.fields import OneOfField
from squad.mentoring.messages import CLAIMS, LEVELS, PERIODS
from squad.mentoring.rules import Claim, Per
from squad.programmes.forms import NumberField
from squad.web.forms import Form, KeyedForm, VersionField, tidy_lines


class HoursForm(Form):
    """Hours agreed with the manager."""

    version = VersionField(default=0)
    hours = NumberField(_l("Hours"))
    per = OneOfField(
        _l("Agreed for"),
        choices=[SelectChoice(per.value, label) for per, label in PERIODS.items()],
        default=Per.MONTH.value,
        needed=True,
    )


class LessonForm(KeyedForm):
    """Something learned about oneself."""

    version = VersionField(default=0)
    words = TextAreaField(_l("What I learned"), filters=[tidy_lines])


class ConfidenceForm(Form):
    """A level for each sentence; what is left open is left out."""

    claims: ClassVar[tuple[Claim, ...]] = tuple(Claim)

    def levels(self) -> dict[Claim, int]:
        """What was chosen."""
        return {claim: int(level) for claim in self.claims if (level := self[claim].data)}


def confidence_form() -> ConfidenceForm:
    """A form with one row of levels a sentence."""
    choices = [SelectChoice(str(level), label) for level, label in LEVELS.items()]
    fields: dict[str, Any] = {
        claim.value: OneOfField(label, choices=choices) for claim, label in CLAIMS.items()
    }
    made: ConfidenceForm = type("ClaimsForm", (ConfidenceForm,), fields)()
    return made
