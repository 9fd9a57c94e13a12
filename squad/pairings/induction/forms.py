"""The form of the induction."""

from wtforms import SelectMultipleField

from squad.web.forms import Form


class InductionForm(Form):
    """The points that are ticked now; what is no point is left out by the rule."""

    points = SelectMultipleField(validate_choice=False)
