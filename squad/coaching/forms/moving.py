"""Forms of moving a programme: what becomes of each milestone, then yes."""

from collections.abc import Mapping, Sequence

from wtforms import Form as PlainForm
from wtforms import HiddenField, SelectField
from wtforms.fields import SelectChoice

from squad.web.forms import KeyedForm, VersionField

NOWHERE = ""


class MoveFrameworkForm(KeyedForm):
    """The yes, with what was looked at: the mapping as JSON, and the programme's version."""

    version = VersionField()
    mapping = HiddenField()


def mapping_form(
    choices: Mapping[str, Sequence[tuple[str, str]]], chosen: Mapping[str, str | None]
) -> PlainForm:
    """A list for each milestone, by its code, with what was chosen."""
    fields = {}
    for code, offered in choices.items():
        options = [SelectChoice(*each) for each in offered]
        fields[code] = SelectField(code, choices=options, id=f"becomes-{code}")
    kind = type("MappingForm", (PlainForm,), fields)
    return kind(data={code: chosen.get(code) or NOWHERE for code in choices})
