"""What the template of a programme's ratings is given."""

from collections.abc import Iterator
from typing import Any

from squad.coaching.rules.ratings import LEVELS
from squad.framework.messages import localized
from squad.framework.rules.model import Area
from squad.programmes.messages import RATING_MEANINGS
from squad.reports.rating_rules import RatingsInGroups, RatingTable, Series
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.reports.texts import pgettext


def ratings_page(programme: ProgrammeCard, ratings: RatingsInGroups | None) -> dict[str, Any]:
    """Everything that the page of a programme's ratings writes."""
    return {
        "programme": programme,
        "ratings": ratings,
        "meaning": RATING_MEANINGS[programme.ratings_in_groups],
        "least": LEAST_PEOPLE,
        "areas": list(_areas(programme, ratings)) if ratings else [],
        "columns": _columns(),
    }


def _columns() -> list[Any]:
    stages = [
        _("Stage %(stage)s", stage=level) if level else pgettext("rung", "Start")
        for level in LEVELS
    ]
    names = [*stages, _("People"), _("Asked"), _("Missing")]
    return [_("Said"), *({"label": name, "number": True} for name in names)]


def _areas(programme: ProgrammeCard, ratings: RatingsInGroups) -> Iterator[dict[str, Any]]:
    """One section an area that anything can be shown of."""
    for area in Area:
        tables = {s: t for s in Series if (t := ratings.tables.get((s, area)))}
        if tables:
            yield {
                "code": area.value,
                "name": localized(programme.framework.areas[area].name),
                "ends": _rows(tables, Series.TOGETHER, Series.AFTER_BY_MENTOR),
                "half": _rows(tables, Series.HALF_BY_MENTEE, Series.HALF_BY_MENTOR),
                "together": Series.TOGETHER in tables,
            }


def _rows(tables: dict[Series, RatingTable], *wanted: Series) -> list[list[Any]]:
    return [
        [name, *counts.values(), table.shown.answered, table.asked, table.missing]
        for series in wanted
        if (table := tables.get(series))
        for name, counts in zip(_names(series), table.shown.columns, strict=True)
    ]


def _names(series: Series) -> tuple[str, ...]:
    return {
        Series.TOGETHER: (_("Before"), _("Then"), _("After")),
        Series.AFTER_BY_MENTOR: (_("After, by the mentors"),),
        Series.HALF_BY_MENTEE: (_("By the mentees"),),
        Series.HALF_BY_MENTOR: (_("By the mentors"),),
    }[series]
