"""What is typed on the pages of reports."""

from collections.abc import Sequence

from wtforms import SelectMultipleField, SubmitField

from squad.web.forms import Form


class ColumnsForm(Form):
    """Columns that are ticked; or all of them again."""

    columns = SelectMultipleField(validate_choice=False, choices=[])
    everything = SubmitField()

    def among(self, known: Sequence[str]) -> list[str]:
        """Those ticked that exist, in order; none where that is all of them."""
        ticked = set(self.columns.data or ())
        chosen = [code for code in known if code in ticked]
        return [] if len(chosen) == len(known) else chosen
