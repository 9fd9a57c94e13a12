"""What the template of a programme's document is given: plain values, in the reader's language."""

from typing import Any

from squad.coaching.rules.log import CoachingState
from squad.framework.messages import RUNGS
from squad.framework.rules.model import Rung
from squad.kernel.text import capital
from squad.reports.cohort_page import figures_in_short
from squad.reports.cohort_shapes import Cohort
from squad.reports.cohort_wording import cohort_intro, cohort_opening
from squad.reports.dashboard_charts import month_labels
from squad.reports.documents.paper import drawn
from squad.reports.groups_page import partitions
from squad.reports.messages import CANCELLED, OUTCOMES
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.texts import gettext as _
from squad.web import drawings
from squad.web.formats import format_count, format_day

_FEW = 6
"""Bars that leave room for larger words under them."""
_FEW_WORDS, _MANY_WORDS = 22, 18


def cohort_sheet(cohort: Cohort) -> dict[str, Any]:
    """One page of the whole programme and its groups; nobody by name."""
    day = _("as of %(day)s", day=format_day(cohort.as_of))
    return {
        "title": f"{cohort.programme.name}, {day}",
        "programme": cohort.programme.name,
        "whose": f"{cohort.programme.name}, {day}",
        "opening": cohort_opening(cohort),
        "decks": [text for text in (cohort_intro(cohort), _withheld(cohort)) if text],
        "facts": list(figures_in_short(cohort).values()),
        "ladder": _ladder(cohort) if cohort.months else None,
        "sides": _sides(cohort),
        "groups": _groups(cohort) if cohort.groups else None,
        "foot": _foot(cohort),
    }


def _withheld(cohort: Cohort) -> str:
    if cohort.totals is not None:
        return ""
    least = LEAST_PEOPLE
    return _("Fewer than %(least)s people take part, so every figure is left out.", least=least)


def _ladder(cohort: Cohort) -> dict[str, Any]:
    """The bars, and all of their figures for whoever does not see them."""
    names = [str(RUNGS[rung]) for rung in Rung]
    labels, _short = month_labels([month.on for month in cohort.months])
    columns = [(label, m.ladder) for label, m in zip(labels, cohort.months, strict=True)]
    said = ". ".join(
        _(
            "%(label)s: %(words)s",
            label=label,
            words=", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True)),
        )
        for label, counts in columns
    )
    title = _("People on each rung at the end of each month")
    bars = drawings.bars(columns, names=names, title=title, desc=said, wide=True)
    return {
        "title": _("The ladder, month by month"),
        "intro": _(
            "People on each rung at the month’s end. A rung is reached when every core milestone "
            "below it is held: it says how someone uses networks, not how well they work."
        ),
        "drawing": drawn(bars, _MANY_WORDS if len(columns) > _FEW else _FEW_WORDS),
        "said": said,
    }


def _sides(cohort: Cohort) -> dict[str, Any] | None:
    """What became of sessions; None where too few people stand behind it."""
    found = cohort.totals.sessions if cohort.totals else None
    if found is None or found.cancelled is None:
        return None
    counts = [
        (OUTCOMES[CoachingState.HELD], found.held),
        *((CANCELLED[side], count) for side, count in found.cancelled.items()),
        (OUTCOMES[CoachingState.MISSED], found.missed or 0),
    ]
    return {
        "title": _("Sessions, by side"),
        "intro": _("The whole programme together, never narrowed and never by person."),
        "head": [_("What became of it"), _("Sessions")],
        "rows": [[capital(str(name)), format_count(count)] for name, count in counts],
    }


def _groups(cohort: Cohort) -> dict[str, Any]:
    """Each partition as suppression allows; without rows where it is withheld."""
    return {
        "title": _("Groups"),
        "intro": _("Each table stands alone, with no further filter."),
        "withheld": _(
            "Left out: fewer than two groups of %(least)s people or more, or a few people that "
            "another table would set apart.",
            least=LEAST_PEOPLE,
        ),
        "tables": [
            {
                "name": part["name"],
                "head": [part["name"], *(column["label"] for column in part["columns"][1:])],
                "rows": [[row["name"], *row["cells"]] for row in part["rows"]],
            }
            for part in partitions(cohort)
        ],
    }


def _foot(cohort: Cohort) -> list[str]:
    """What is shown of groups, and what is not in the document, whoever made it."""
    return [
        _(
            "Figures are those of the last month’s end. Groups of fewer than %(least)s people are "
            "put together as “other”; where these are still too few, the smallest other group "
            "joins them; and where fewer than two groups are left, the table is left out: nobody "
            "is to be recognised in a figure.",
            least=LEAST_PEOPLE,
        ),
        _(
            "Counts alone, of %(programme)s at the end of %(day)s: nobody by name, and no word of "
            "a pair.",
            programme=cohort.programme.name,
            day=format_day(cohort.as_of),
        ),
    ]
