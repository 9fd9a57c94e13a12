"""The tables of the own record, as rows of words."""

from collections.abc import Mapping, Sequence
from datetime import date

from squad.kernel.text import capital
from squad.mentoring.messages import CLAIMS, LEVELS
from squad.mentoring.rules import Claim, Moment, Time
from squad.web.formats import format_minutes, format_month_name


def month_rows(months: Mapping[date, Time]) -> Sequence[Sequence[str]]:
    """A row a month: its name, sessions held, their time, preparation, what that comes to."""
    return [
        [
            capital(f"{format_month_name(month)} {month.year}"),
            str(time.sessions),
            *map(format_minutes, (time.held, time.preparation, time.used)),
        ]
        for month, time in months.items()
    ]


def confidence_rows(said: Mapping[Moment, Mapping[Claim, int]]) -> Sequence[Sequence[str]]:
    """A row a sentence, with what was said of it at the start and at the end."""
    levels = [said.get(moment, {}) for moment in Moment]
    return [
        [str(words), *(str(LEVELS[each[claim]]) if claim in each else "–" for each in levels)]
        for claim, words in CLAIMS.items()
    ]
