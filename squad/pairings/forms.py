"""Forms of pairings and agreements. Choices are passed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from squad.framework.messages import NETWORKS
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.errors import DomainError
from squad.pairings.messages import BOOKERS, END_REASONS
from squad.pairings.rules.agreement import (
    MOST_PURPOSES,
    AgreementDraft,
    Booker,
    PurposeDraft,
    SetAside,
)
from squad.pairings.rules.states import EndReason
from squad.programmes.forms import NumberField, stage_choices
from squad.web.forms import Form, KeyedForm, VersionField, tidy, tidy_lines

SPARE_ASIDES = 2
MOST_ASIDES = 18


class ProposalForm(KeyedForm):
    """Two people, and that a notice was read."""

    programme_id = HiddenField()
    mentor_id = HiddenField()
    mentee_id = HiddenField()
    acknowledged = BooleanField(_l("I have read this, and propose it all the same"))


class MoveForm(Form):
    """A step that needs nothing but a yes."""


class EndForm(Form):
    """Why a coordinator ends a pairing."""

    reason = SelectField(_l("Reason"), validate_choice=False)

    def offer(self) -> None:
        """Give the select its reasons."""
        self.reason.choices = [
            SelectChoice("", _("Choose a reason")),
            *(SelectChoice(reason.value, str(END_REASONS[reason])) for reason in EndReason),
        ]

    def chosen(self) -> EndReason | None:
        """The reason, if one was chosen."""
        return EndReason(self.reason.data) if self.reason.data in set(EndReason) else None


class PurposePart(Part):  # type: ignore[misc]  # WTForms has no types
    """A purpose with its sign of success."""

    kind = SelectField(_l("Purpose"), validators=[Optional()])
    sign_of_success = StringField(_l("Sign of success"), filters=[tidy])
    value_at_start = StringField(_l("Where this sign stands today"), filters=[tidy])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.kind.data or self.sign_of_success.data or self.value_at_start.data)


class AsidePart(Part):  # type: ignore[misc]  # WTForms has no types
    """A milestone that is not for this role."""

    milestone = SelectField(_l("Milestone"), validators=[Optional()])
    reason = StringField(_l("Why it is not for this role"), filters=[tidy])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.milestone.data or self.reason.data)


class AgreementForm(Form):
    """What the two agree."""

    based_on = VersionField(default=0)
    purposes = FieldList(
        FormField(PurposePart), min_entries=MOST_PURPOSES, max_entries=MOST_PURPOSES
    )
    target_purpose = SelectField()
    target_presence = SelectField()
    target_listening = SelectField()
    target_publishing = SelectField()
    target_conversing = SelectField()
    target_care = SelectField()
    set_asides = FieldList(FormField(AsidePart), min_entries=SPARE_ASIDES, max_entries=MOST_ASIDES)
    networks = SelectMultipleField(
        _l("Kinds of network"),
        choices=[SelectChoice(kind.value, NETWORKS[kind]) for kind in NetworkKind],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    communities = TextAreaField(_l("Which ones, and which communities"), filters=[tidy_lines])
    cadence_days = NumberField(_l("Days between two sessions"))
    place = StringField(_l("Where you meet"), filters=[tidy])
    booked_by = SelectField(
        _l("Who books and moves the sessions"),
        choices=[SelectChoice(booker.value, BOOKERS[booker]) for booker in Booker],
    )
    out_of_bounds = TextAreaField(_l("What stays out of it"), filters=[tidy_lines])
    ask_before_publishing = TextAreaField(_l("Whom to ask before publishing"), filters=[tidy_lines])

    def offer(
        self,
        *,
        kinds: Mapping[str, str],
        areas: Mapping[Area, str],
        milestones: Sequence[tuple[str, str]],
    ) -> None:
        """Give the selects their choices and the areas their names."""
        for part in self.purposes:
            part.form.kind.choices = [
                SelectChoice("", _("Choose a purpose")),
                *(SelectChoice(code, name) for code, name in kinds.items()),
            ]
        for part in self.set_asides:
            part.form.milestone.choices = [
                SelectChoice("", _("No milestone")),
                *(SelectChoice(code, name) for code, name in milestones),
            ]
        for area in Area:
            self.target_of(area).label.text = areas[area]
            self.target_of(area).choices = stage_choices()

    def target_of(self, area: Area) -> Any:
        """The field of an area's target stage."""
        return self[f"target_{area}"]

    def fill(self, draft: AgreementDraft, *, based_on: int) -> None:
        """Show an agreement, or what a first one starts from."""
        self.based_on.data = based_on
        for part, purpose in zip(self.purposes, draft.purposes, strict=False):
            part.form.kind.data = purpose.kind
            part.form.sign_of_success.data = purpose.sign_of_success
            part.form.value_at_start.data = purpose.value_at_start
        for area in Area:
            self.target_of(area).data = str(draft.target.get(area) or 0)
        while len(self.set_asides) < min(MOST_ASIDES, len(draft.set_asides) + SPARE_ASIDES):
            self.set_asides.append_entry()
        for part, aside in zip(self.set_asides, draft.set_asides, strict=False):
            part.form.milestone.data = aside.milestone_code
            part.form.reason.data = aside.reason
        self.networks.data = [kind.value for kind in NetworkKind if kind in draft.networks]
        self.booked_by.data = draft.booked_by.value
        for name in ("communities", "cadence_days", "place", "out_of_bounds"):
            self[name].data = getattr(draft, name)
        self.ask_before_publishing.data = draft.ask_before_publishing

    def target(self) -> dict[Area, int]:
        """The chosen stage of each area in the target."""
        chosen = {area: self.target_of(area).data or "0" for area in Area}
        return {area: int(stage) for area, stage in chosen.items() if stage in {"1", "2", "3"}}

    def asides(self) -> tuple[SetAside, ...]:
        """The set-asides that were filled in."""
        parts = (part.form for part in self.set_asides)
        return tuple(
            SetAside(part.milestone.data or "", part.reason.data or "")
            for part in parts
            if not part.is_empty
        )

    def draft(self) -> AgreementDraft:
        """What was typed, as the rules read it. Call it once the form is valid."""
        parts = (part.form for part in self.purposes)
        return AgreementDraft(
            purposes=tuple(
                PurposeDraft(
                    part.kind.data or "",
                    part.sign_of_success.data or "",
                    part.value_at_start.data or "",
                )
                for part in parts
                if not part.is_empty
            ),
            target=self.target(),
            networks=frozenset(NetworkKind(code) for code in self.networks.data or []),
            cadence_days=self.cadence_days.data,
            booked_by=Booker(self.booked_by.data),
            set_asides=self.asides(),
            communities=self.communities.data or "",
            place=self.place.data or "",
            out_of_bounds=self.out_of_bounds.data or "",
            ask_before_publishing=self.ask_before_publishing.data or "",
        )

    def add_error(self, error: DomainError, sentence: str) -> None:
        """Also on the field of a purpose: `purposes-1-kind` counts those filled in."""
        name, _dash, rest = (error.field or "").partition("-")
        position, _dash, inner = rest.partition("-")
        if name != "purposes" or not inner:
            known = error.field in self._fields and error.field not in {"purposes", "set_asides"}
            super().add_error(error if known else DomainError(error.code), sentence)
            return
        filled = [part.form for part in self.purposes if not part.form.is_empty]
        field = filled[int(position)][inner]
        field.errors = [*field.errors, sentence]
        self.purposes.errors = [part.form.errors for part in self.purposes]


class SignForm(Form):
    """The version that was read and is signed."""

    number = VersionField()
