"""The form of the log, and of a session that is changed later."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice

from squad.coaching import messages
from squad.coaching.forms.fields import (
    ClockField,
    OneOfField,
    StatedField,
    StepForm,
    WholeNumberField,
)
from squad.coaching.rules.log import (
    MOST_STEPS,
    CancelledBy,
    CoachingState,
    Medium,
    Notice,
    Reason,
    SessionDraft,
    Step,
    length_problem,
)
from squad.framework.rules.fluency import Side
from squad.kernel.dates import at_local, is_plausible
from squad.kernel.errors import DomainError
from squad.web.forms import DayField, Form, KeyedForm, VersionField, tidy_lines
from squad.web.sentences import sentence_of

OTHER, NOT_YET, NOBODY = "other", "none", "nobody"
AS_PLANNED = "planned"
"""Said without network, where no plan can be shown: it stays as it is."""
WORDS = frozenset({OTHER, NOT_YET, AS_PLANNED})
LENGTHS = (30, 45, 60)
OTHER_MINUTES = ("0", "15", "30", "60")
BLANK_STEPS = 3


class OutcomeFields(Form):
    """What became of a session."""

    outcome = OneOfField(
        _l("Did it take place?"),
        choices=[
            SelectChoice(CoachingState.HELD.value, _l("Took place")),
            SelectChoice(CoachingState.CANCELLED.value, _l("Called off")),
        ],
        default=CoachingState.HELD.value,
        needed=True,
    )
    cancelled_by = OneOfField(
        _l("Who called it off?"), choices=[SelectChoice(by) for by in (*CancelledBy, NOBODY)]
    )
    notice = OneOfField(
        _l("How much notice?"), choices=[SelectChoice(n.value, messages.NOTICES[n]) for n in Notice]
    )
    reason = SelectField(
        _l("For what reason?"),
        choices=[
            SelectChoice("", _l("Not said")),
            *(SelectChoice(reason.value, messages.REASONS[reason]) for reason in Reason),
        ],
        default="",
    )

    def state(self) -> CoachingState:
        """Held, called off, or missed when nobody called it off."""
        if self.outcome.data != CoachingState.CANCELLED:
            return CoachingState.HELD
        missed = self.cancelled_by.data == NOBODY
        return CoachingState.MISSED if missed else CoachingState.CANCELLED

    def cancellation(self) -> dict[str, Any]:
        """Who, how much notice, why: only of a session that somebody called off."""
        if self.state() is not CoachingState.CANCELLED:
            return {}
        return {
            "cancelled_by": CancelledBy(self.cancelled_by.data) if self.cancelled_by.data else None,
            "notice": Notice(self.notice.data) if self.notice.data else None,
            "reason": Reason(self.reason.data) if self.reason.data else None,
        }


class NextFields(Form):
    """When the next one is: a day that is offered, another day, or not yet."""

    next_at = OneOfField(_l("The next one?"), choices=[], validate_choice=False, needed=True)
    next_day = DayField(_l("On which day?"))
    next_time = ClockField(_l("At what time?"))

    def validate_next_at(self, field: OneOfField) -> None:
        """One of the words, or a moment."""
        if field.data and field.data not in WORDS and chosen_moment(field.data) is None:
            raise ValidationError(_("Choose one of these."))

    def validate_next_day(self, field: DayField) -> None:
        """Another day is a day."""
        if self.next_at.data == OTHER and field.data is None and not field.errors:
            raise ValidationError(_("Enter the day of the next session, or choose “not yet”."))

    def validate_next_time(self, field: ClockField) -> None:
        """And a time."""
        if self.next_at.data == OTHER and field.data is None and not field.errors:
            raise ValidationError(_("Enter the time of the next session, or choose “not yet”."))

    def upcoming(self, time_zone: str) -> datetime | None:
        """When the next one is; None says "not yet"."""
        if self.next_at.data == OTHER and self.next_day.data and self.next_time.data:
            return at_local(self.next_day.data, self.next_time.data, time_zone)
        moment = chosen_moment(self.next_at.data)
        return at_local(moment.date(), moment.time(), time_zone) if moment else None


class WordFields(Form):
    """What either of the pair may add."""

    stated = StatedField()
    note = TextAreaField(_l("Note"), filters=[tidy_lines])
    steps = FieldList(FormField(StepForm), min_entries=BLANK_STEPS, max_entries=MOST_STEPS + 1)
    links = TextAreaField(_l("Links, one a line"), filters=[tidy_lines])

    def words(self) -> dict[str, Any]:
        """Note, steps and links as a draft takes them."""
        return {
            "note": self.note.data or "",
            "steps": tuple(
                Step(Side(e.form.owner.data or Side.MENTEE), e.form.words.data, e.form.due_on.data)
                for e in self._said_steps()
            ),
            "links": tuple(x.strip() for x in (self.links.data or "").split("\n") if x.strip()),
        }

    def has_words(self) -> bool:
        """Whether a step or a link is there, or something to mend about one."""
        wrong = self.steps.errors or self.links.errors
        return bool(self._said_steps() or self.links.data or wrong)

    def add_error(self, error: DomainError, sentence: str) -> None:
        """A step's sentence stands beside that step."""
        name, _dash, rest = (error.field or "").partition("-")
        if name == "steps":
            position, _dash, part = rest.partition("-")
            said = self._said_steps()
            if position.isdigit() and int(position) < len(said):
                field = getattr(said[int(position)].form, part)
                field.errors = [*field.errors, sentence]
                return
            error.field = None
        super().add_error(error, sentence)

    def _said_steps(self) -> list[Any]:
        return [entry for entry in self.steps if not entry.form.is_empty]


class LengthFields(Form):
    """On which day and how long, of a session that took place."""

    on = DayField(_l("On which day?"))
    minutes = OneOfField(_l("How many minutes?"), choices=[], validate_choice=False)
    other_minutes = WholeNumberField(_l("Minutes"))

    def state(self) -> CoachingState:
        """What is said of it has a length."""
        return CoachingState.HELD

    def length(self) -> int | None:
        """The minutes that were chosen or typed."""
        if self.minutes.data == OTHER:
            typed: int | None = self.other_minutes.data
            return typed
        said = self.minutes.data or ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None

    def validate_other_minutes(self, field: WholeNumberField) -> None:
        """A length that was typed is weighed together with whatever else is to be mended."""
        typed = self.state() is CoachingState.HELD and self.minutes.data == OTHER
        problem = length_problem(field.data) if typed and not field.errors else None
        if problem is not None:
            raise ValidationError(sentence_of(problem))

    def validate_on(self, field: DayField) -> None:
        """A session has a day."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Enter the day of the session."))

    def add_error(self, error: DomainError, sentence: str) -> None:
        """What is wrong with a length that was typed stands beside where it was typed."""
        if error.field == "minutes" and self.minutes.data == OTHER:
            error.field = "other_minutes"
        super().add_error(error, sentence)


class TimeFields(OutcomeFields, LengthFields):
    """What became of it, on which day, how long, and what else it took."""

    preparation_minutes = OneOfField(
        _l("Preparation, in minutes"),
        choices=[SelectChoice(m, m) for m in OTHER_MINUTES],
        default="0",
    )
    travel_minutes = OneOfField(
        _l("Travel, in minutes"), choices=[SelectChoice(m, m) for m in OTHER_MINUTES], default="0"
    )

    def offer_other_minutes(self, stored: dict[str, int]) -> None:
        """Let lengths that are not among the usual ones stay as they are."""
        for name, value in stored.items():
            if str(value) not in OTHER_MINUTES:
                getattr(self, name).choices = [
                    *getattr(self, name).choices,
                    SelectChoice(str(value), str(value)),
                ]

    def other_lengths(self) -> dict[str, Any]:
        """Preparation and travel."""
        return {
            "preparation_minutes": int(self.preparation_minutes.data or 0),
            "travel_minutes": int(self.travel_minutes.data or 0),
        }


class LogForm(TimeFields, NextFields, WordFields, KeyedForm):
    """The log: three facts, and what can wait."""

    pairing = HiddenField()

    def draft(self, time_zone: str) -> SessionDraft:
        """What was said, as the rules check it. `time_zone` is the programme's."""
        state = self.state()
        return SessionDraft(
            state=state,
            on=self.on.data,
            minutes=self.length() if state is CoachingState.HELD else None,
            next_at=self.upcoming(time_zone),
            as_planned=self.next_at.data == AS_PLANNED,
            **self.cancellation(),
            **self.other_lengths(),
            **self.words(),
        )


class FactsForm(TimeFields, WordFields):
    """A session as the mentor changes it."""

    version = VersionField()

    def draft(self, medium: Medium | None) -> SessionDraft:
        """What was said, as the rules check it; how the two met is not asked here."""
        state = self.state()
        return SessionDraft(
            state=state,
            medium=medium,
            on=self.on.data,
            minutes=self.length() if state is CoachingState.HELD else None,
            **self.cancellation(),
            **self.other_lengths(),
            **self.words(),
        )


class WordsForm(WordFields):
    """What either of the pair may add to a session, for seven days."""

    version = VersionField()


def chosen_moment(text: str | None) -> datetime | None:
    """The wall-clock time that a choice stands for; None for a word, or for nonsense."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    fits = moment.tzinfo is None and is_plausible(moment)
    return moment if fits else None
