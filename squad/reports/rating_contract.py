"""A programme's ratings as JSON: the same figures as their page."""

from collections.abc import Iterator
from typing import Any

from squad.framework.rules.model import Area
from squad.reports.rating_rules import Counts, RatingsInGroups, RatingTable, Series

NAMES = {
    Series.TOGETHER: ("before", "then", "after"),
    Series.AFTER_BY_MENTOR: ("after_by_mentor",),
    Series.HALF_BY_MENTEE: ("half_by_mentee",),
    Series.HALF_BY_MENTOR: ("half_by_mentor",),
}


def ratings_json(ratings: RatingsInGroups) -> dict[str, Any]:
    """Every area with its four series; None stands for one that too few people stand behind."""
    return {
        "as_of": ratings.as_of.isoformat(),
        "areas": [
            {
                "area": area.value,
                **{s.value: _series(s, ratings.tables.get((s, area))) for s in Series},
            }
            for area in Area
        ],
    }


def _series(series: Series, table: RatingTable | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {
        "asked": table.asked,
        "answered": table.shown.answered,
        "missing": table.missing,
        "stages": {name: _stages(counts) for name, counts in named_counts(series, table)},
    }


def named_counts(series: Series, table: RatingTable) -> Iterator[tuple[str, Counts]]:
    """The counts of a series, each with its code."""
    return zip(NAMES[series], table.shown.columns, strict=True)


def _stages(counts: Counts) -> dict[str, int]:
    return {str(level): count for level, count in counts.items()}
