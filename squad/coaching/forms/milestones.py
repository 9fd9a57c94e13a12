"""Forms of a milestone's own page: stating, answering."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields import SelectChoice

from squad.coaching import messages
from squad.coaching.forms.backings import BackingForm
from squad.coaching.forms.fields import OneOfField
from squad.coaching.rules.statements import OFFERED_EVIDENCE, StatedMilestone
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy, Evidence
from squad.web.converters import read_number
from squad.web.forms import DayField, Form, tidy_lines


class StateForm(BackingForm):
    """What was done, how it is known, when; what backs it."""

    autonomy = OneOfField(
        _l("How was it done?"),
        choices=[SelectChoice(kind.value, messages.AUTONOMY[kind]) for kind in Autonomy],
        needed=True,
    )
    evidence = OneOfField(
        _l("How is it known?"),
        choices=[SelectChoice(kind.value, "") for kind in OFFERED_EVIDENCE],
        needed=True,
    )
    on = DayField(_l("When?"))
    before = BooleanField(_l("Already so before we began"))
    drill = BooleanField(_l("Shown in a drill"))
    words = TextAreaField(_l("What was seen, or where it is"), filters=[tidy_lines])
    corrects = HiddenField()

    def stated(self, code: str) -> StatedMilestone:
        """The statement that the form makes."""
        return StatedMilestone(
            code=code,
            autonomy=Autonomy(self.autonomy.data),
            evidence=Evidence(self.evidence.data),
            before=bool(self.before.data),
            drill=bool(self.drill.data),
            corrects=read_number(self.corrects.data),
            words=self.words.data or "",
        )


class AnswerForm(Form):
    """Confirm, look again, or undo; with a word of one's own if one likes."""

    kind = OneOfField(choices=[SelectChoice(kind.value, "") for kind in AnswerKind], needed=True)
    words = TextAreaField(_l("A word on it"), filters=[tidy_lines])
