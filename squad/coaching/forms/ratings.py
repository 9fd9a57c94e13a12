"""One described level an area, and a sentence for who likes."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields import SelectChoice

from squad.coaching.forms.fields import OneOfField
from squad.coaching.rules.ratings import RatingDraft
from squad.framework.rules.model import Area
from squad.web.forms import KeyedForm, VersionField, tidy

Options = Sequence[tuple[str, str]]
LEVEL, THEN, WORDS = "level_", "then_", "words_"


class RatingForm(KeyedForm):
    """What one of the two says of a moment; its areas are those of the target in force."""

    areas: ClassVar[tuple[Area, ...]] = ()
    version = VersionField(default=0)

    def draft(self) -> RatingDraft:
        """What the form says; an area left open is left out."""
        return RatingDraft(
            levels=self._levels(LEVEL),
            words={a: words for a in self.areas if (words := self._said(WORDS, a))},
            then=self._levels(THEN),
        )

    def _levels(self, kind: str) -> dict[Area, int]:
        return {a: int(level) for a in self.areas if (level := self._said(kind, a))}

    def _said(self, kind: str, area: Area) -> str:
        field = self._fields.get(f"{kind}{area}")
        return str(field.data or "") if field is not None else ""


def rating_form(
    options: Mapping[Area, Options], *, then: bool, data: Mapping[str, Any] | None = None
) -> RatingForm:
    """A form with a level and a sentence for each area; `then`: with the start as seen now."""
    fields: dict[str, Any] = {"areas": tuple(options)}
    for area, levels in options.items():
        choices = [SelectChoice(value, label) for value, label in levels]
        fields[f"{LEVEL}{area}"] = OneOfField(_l("Today"), choices=choices)
        if then:
            label = _l("And at the start, seen from today")
            fields[f"{THEN}{area}"] = OneOfField(label, choices=choices)
        fields[f"{WORDS}{area}"] = StringField(_l("In a sentence"), filters=[tidy])
    made: RatingForm = type("AreaRatingForm", (RatingForm,), fields)(data=data)
    return made


def stored_data(now: Any, then: Any) -> dict[str, Any]:
    """What was said before, as the form's fields; either may be None."""
    data: dict[str, Any] = {"version": now.number if now else 0}
    for kind, rating in ((LEVEL, now), (THEN, then)):
        if rating is not None and now is not None and rating.number == now.number:
            data |= {f"{kind}{area}": str(level) for area, level in rating.levels.items()}
    if now is not None:
        data |= {f"{WORDS}{area}": words for area, words in now.words.items()}
    return data
