"""What is shown again, a milestone at a time, and what is said instead."""

from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice

from squad.coaching.forms.fields import OneOfField
from squad.coaching.rules.rechecks import OFFERED_AUTONOMY
from squad.coaching.rules.retention import Said
from squad.coaching.rules.statements import OFFERED_EVIDENCE, StatedMilestone
from squad.framework.rules.model import Autonomy, Evidence
from squad.web.forms import Form, KeyedForm


class ShowAgainForm(KeyedForm):
    """Two taps; how it was done is never chosen beforehand."""

    autonomy = OneOfField(
        _l("How was it done?"),
        choices=[SelectChoice(kind.value, "") for kind in OFFERED_AUTONOMY],
        needed=True,
    )
    evidence = OneOfField(
        _l("How is it known?"),
        choices=[SelectChoice(kind.value, "") for kind in OFFERED_EVIDENCE],
        needed=True,
    )

    def stated(self, code: str) -> StatedMilestone:
        """The statement that the form makes."""
        return StatedMilestone(
            code=code,
            autonomy=Autonomy(self.autonomy.data),
            evidence=Evidence(self.evidence.data),
        )


class SaidForm(Form):
    """What the mentee says where there is nothing to show; empty takes it back."""

    said = OneOfField(choices=[SelectChoice(said.value, "") for said in Said])


class ShareForm(Form):
    """Whether HR may read how many are no longer done."""

    shared = OneOfField(choices=[SelectChoice("1", ""), SelectChoice("0", "")], needed=True)
