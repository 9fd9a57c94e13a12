"""What the template of a programme's ratings is given."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from squad.coaching.messages import MOMENTS
from squad.coaching.messages.brought import BROUGHT_ANSWERS
from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.ratings import LEVELS
from squad.framework.messages import localized
from squad.framework.rules.model import Area
from squad.programmes.messages import RATING_MEANINGS
from squad.reports.messages import RATED
from squad.reports.queries.brought import BroughtTotals
from squad.reports.rating_contract import NAMES
from squad.reports.rating_rules import RatingsInGroups, RatingTable, Series
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext, pgettext

ENDS = (Series.TOGETHER, Series.AFTER_BY_MENTOR)
HALF = (Series.HALF_BY_MENTEE, Series.HALF_BY_MENTOR)
Tables = Mapping[Series, RatingTable]


def ratings_page(
    programme: ProgrammeCard, ratings: RatingsInGroups | None, brought: BroughtTotals | None
) -> dict[str, Any]:
    """Everything that the page of a programme's ratings writes."""
    return {
        "programme": programme,
        "ratings": ratings,
        "meaning": RATING_MEANINGS[programme.ratings_in_groups],
        "least": LEAST_PEOPLE,
        "areas": list(_areas(programme, ratings)) if ratings else [],
        "columns": _columns(),
        "brought": brought,
        **_signs(brought),
    }


def _signs(brought: BroughtTotals | None) -> dict[str, Any]:
    """One column of counts by the latest answer, or one for each moment that can be shown."""
    if brought is None:
        return {}
    columns = {_("Signs"): brought.latest}
    if brought.moments is not None:
        columns = {str(MOMENTS[moment]): counts for moment, counts in brought.moments.items()}
    return {
        "sign_columns": [
            pgettext("what was answered", "Answer"),
            *({"label": name, "number": True} for name in columns),
        ],
        "signs": [
            [label, *(counts.signs[BroughtAnswer(answer)] for counts in columns.values())]
            for answer, label in BROUGHT_ANSWERS.items()
        ],
        "sharing": {name: counts.mentees for name, counts in columns.items()},
    }


def _columns() -> list[Any]:
    stages = [
        _("Stage %(stage)s", stage=level) if level else pgettext("rung", "Start")
        for level in LEVELS
    ]
    return [_("Said"), *({"label": name, "number": True} for name in stages)]


def _areas(programme: ProgrammeCard, ratings: RatingsInGroups) -> Iterator[dict[str, Any]]:
    """One section an area that anything can be shown of."""
    for area in Area:
        tables = {s: t for s in Series if (t := ratings.tables.get((s, area)))}
        if tables:
            yield {
                "code": area.value,
                "name": localized(programme.framework.areas[area].name),
                "ends": _rows(tables, ENDS),
                "half": _rows(tables, HALF),
                "ends_coverage": _coverage(tables, ENDS),
                "half_coverage": _coverage(tables, HALF),
                "together": Series.TOGETHER in tables,
            }


def _coverage(tables: Tables, wanted: Sequence[Series]) -> list[str]:
    """How many people each series speaks of, of how many, a sentence each."""
    return [
        ngettext(
            "%(what)s: %(num)s person of %(asked)s asked, %(missing)s missing.",
            "%(what)s: %(num)s people of %(asked)s asked, %(missing)s missing.",
            table.shown.answered,
            what=_whole_name(series),
            asked=table.asked,
            missing=table.missing,
        )
        for series in wanted
        if (table := tables.get(series))
    ]


def _whole_name(series: Series) -> str:
    if series is Series.TOGETHER:
        return _("Before, then and after")
    return _names(series)[0]


def _rows(tables: Tables, wanted: Sequence[Series]) -> list[list[Any]]:
    return [
        [name, *counts.values()]
        for series in wanted
        if (table := tables.get(series))
        for name, counts in zip(_names(series), table.shown.columns, strict=True)
    ]


def _names(series: Series) -> list[str]:
    return [str(RATED[code]) for code in NAMES[series]]
