"""The forms of times: up to three to offer, one of them to take; the title of entries."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from squad.coaching.calendar.rules import MOST_TIMES
from squad.coaching.forms.fields import ClockField, OneOfField
from squad.kernel.dates import at_local
from squad.web.converters import read_number
from squad.web.forms import DayField, Form, KeyedForm, tidy


class OfferForm(KeyedForm):
    """Day and time, up to three times."""

    day_1, clock_1 = DayField(_l("On which day?")), ClockField(_l("At what time?"))
    day_2, clock_2 = DayField(_l("On which day?")), ClockField(_l("At what time?"))
    day_3, clock_3 = DayField(_l("On which day?")), ClockField(_l("At what time?"))

    def pairs(self) -> list[tuple[DayField, ClockField]]:
        """The fields of each time."""
        return [(self[f"day_{n}"], self[f"clock_{n}"]) for n in range(1, MOST_TIMES + 1)]

    def validate(self, *args: object, **values: object) -> bool:
        """A day needs its time, and a time its day."""
        whole = bool(super().validate(*args, **values))
        for day, clock in self.pairs():
            if day.data and not clock.data and not clock.errors:
                clock.errors = [_("Enter the time as well.")]
                whole = False
            if clock.data and not day.data and not day.errors:
                day.errors = [_("Enter the day as well.")]
                whole = False
        return whole

    def times(self, time_zone: str) -> list[datetime]:
        """What was offered, in UTC, in the order of the fields; empty ones left out."""
        said = [(day.data, clock.data) for day, clock in self.pairs()]
        return [at_local(day, clock, time_zone) for day, clock in said if day and clock]


class TakeForm(Form):
    """Which of the times."""

    number = OneOfField(_l("Which one suits you?"), validate_choice=False)

    def chosen(self) -> int | None:
        """The number of the time; None where none was chosen."""
        return read_number(self.number.data)


class TitleForm(Form):
    """What entries are called in one's calendar."""

    title = StringField(_l("Title of the entries"), filters=[tidy])
