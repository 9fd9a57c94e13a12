"""Forms: a programme's rules of nudging, and what came of a call."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, SelectField
from wtforms.fields import SelectChoice

from squad.nudges.messages import (
    A_WEEK,
    FROM_HOUR,
    OUTCOMES,
    SPONSOR,
    UNTIL_HOUR,
    VOICES,
    writes_to,
)
from squad.nudges.rules import MAY_WRITE_TO, Outcome, Row, Rule, Table, To, Voice
from squad.programmes.forms import NumberField
from squad.web.forms import Form, KeyedForm, VersionField, tidy


class NudgesForm(Form):
    """A programme's table; the fields of each rule are added below."""

    version = VersionField(default=0)
    sponsor = EmailField(SPONSOR, filters=[tidy])
    a_week = NumberField(A_WEEK)
    from_hour = NumberField(FROM_HOUR)
    until_hour = NumberField(UNTIL_HOUR)

    def offer(self) -> None:
        """Give the selects their choices."""
        for rule in Rule:
            self[f"to_{rule}"].choices = [
                SelectChoice(to.value, writes_to(rule, to)) for to in MAY_WRITE_TO[rule]
            ]
            self[f"voice_{rule}"].choices = [
                SelectChoice(voice.value, VOICES[voice]) for voice in Voice
            ]

    def fill(self, table: Table, sponsor: str, version: int) -> None:
        """Show what is stored."""
        self.version.data, self.sponsor.data = version, sponsor
        for name in ("a_week", "from_hour", "until_hour"):
            self[name].data = getattr(table, name)
        for rule, row in table.rows.items():
            self[f"on_{rule}"].data, self[f"after_{rule}"].data = row.on, row.after_days
            self[f"to_{rule}"].data = row.to.value
            self[f"voice_{rule}"].data = row.voice.value

    def table(self) -> Table:
        """What was typed. Call it once the form is valid."""
        return Table(
            rows={rule: self._row(rule) for rule in Rule},
            a_week=self.a_week.data,
            from_hour=self.from_hour.data,
            until_hour=self.until_hour.data,
        )

    def _row(self, rule: Rule) -> Row:
        return Row(
            on=bool(self[f"on_{rule}"].data),
            after_days=self[f"after_{rule}"].data,
            to=To(self[f"to_{rule}"].data),
            voice=Voice(self[f"voice_{rule}"].data),
        )


for _rule in Rule:
    setattr(NudgesForm, f"on_{_rule}", BooleanField(_l("Write about it")))
    setattr(NudgesForm, f"after_{_rule}", NumberField(_l("Days to wait before writing")))
    setattr(NudgesForm, f"to_{_rule}", SelectField(_l("To")))
    setattr(NudgesForm, f"voice_{_rule}", SelectField(_l("A mentee reads it")))


class CallForm(KeyedForm):
    """What came of a call."""

    outcome = RadioField(
        _l("What came of it?"),
        choices=[SelectChoice(outcome.value, OUTCOMES[outcome]) for outcome in Outcome],
        validate_choice=False,
    )

    def chosen(self) -> Outcome | None:
        """The outcome, if one was chosen."""
        return Outcome(self.outcome.data) if self.outcome.data in set(Outcome) else None
