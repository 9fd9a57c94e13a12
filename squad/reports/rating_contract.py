"""A programme's ratings as JSON and as rows of CSV: the same figures as their page."""

from collections.abc import Iterator
from typing import Any

from squad.coaching.rules.ratings import LEVELS
from squad.files.writing import Cell
from squad.framework.rules.model import Area
from squad.reports.rating_rules import Counts, RatingsInGroups, RatingTable, Series

COLUMNS = (
    "programme", "as_of", "area", "what", "asked", "answered", "missing",
    *(f"stage_{level}" for level in LEVELS),
)  # fmt: skip
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
        "stages": {name: _stages(counts) for name, counts in _named(series, table)},
    }


def _named(series: Series, table: RatingTable) -> Iterator[tuple[str, Counts]]:
    return zip(NAMES[series], table.shown.columns, strict=True)


def _stages(counts: Counts) -> dict[str, int]:
    return {str(level): count for level, count in counts.items()}


def ratings_rows(programme: str, ratings: RatingsInGroups) -> list[list[Cell]]:
    """A row for each count that may be shown, under COLUMNS."""
    rows: list[list[Cell]] = []
    for area in Area:
        for series in Series:
            table = ratings.tables.get((series, area))
            if table is None:
                continue
            who: list[Cell] = [table.asked, table.shown.answered, table.missing]
            rows += [
                [programme, ratings.as_of, area.value, name, *who, *counts.values()]
                for name, counts in _named(series, table)
            ]
    return rows
