"""The forms of the next session: when it is, or that it was called off."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError

from squad.coaching.forms.fields import ClockField
from squad.coaching.forms.log import NextFields, OutcomeFields
from squad.coaching.rules.log import CoachingState
from squad.kernel.dates import at_local
from squad.web.forms import DayField, KeyedForm


class PlanForm(KeyedForm):
    """Day and time of the next session."""

    next_day = DayField(_l("On which day?"))
    next_time = ClockField(_l("At what time?"))

    def validate_next_day(self, field: DayField) -> None:
        """A day is needed."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Enter the day of the next session."))

    def validate_next_time(self, field: ClockField) -> None:
        """So is a time."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Enter the time of the next session."))

    def at(self, time_zone: str) -> datetime:
        """The moment that was entered, in UTC."""
        return at_local(self.next_day.data, self.next_time.data, time_zone)


class CallOffForm(OutcomeFields, NextFields, KeyedForm):
    """A planned session that will not, or did not, take place."""

    outcome = HiddenField(default=CoachingState.CANCELLED.value)

    def state(self) -> CoachingState:
        """Called off: a session that was missed is logged by the mentor."""
        return CoachingState.CANCELLED
