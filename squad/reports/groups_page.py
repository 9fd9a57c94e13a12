"""What the template of a programme's groups is given."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from squad.framework.messages import RUNGS
from squad.framework.rules.model import Rung
from squad.kernel.text import fold
from squad.reports.cohort_shapes import Cohort, GroupFigures, Partition
from squad.reports.cohort_wording import group_name
from squad.reports.messages import PARTITIONS
from squad.reports.rules import LEAST_PEOPLE
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.web.formats import format_count

NARROWED = frozenset({Partition.FUNCTION, Partition.SITE})
"""By what the list of people can be narrowed."""


def groups_page(cohort: Cohort, programmes: Sequence[ProgrammeCard]) -> dict[str, Any]:
    """Everything that the page of a programme's groups writes."""
    return {
        "cohort": cohort,
        "least": LEAST_PEOPLE,
        "programmes": [p for p in programmes if p.id != cohort.programme.id],
        "partitions": partitions(cohort),
        "report_url": url_for("reports.show_cohort", programme=cohort.programme.code),
    }


def partitions(cohort: Cohort) -> list[dict[str, Any]]:
    """One table for each way of grouping; without rows where it is withheld."""
    rungs = [str(RUNGS[rung]) for rung in Rung]
    found = []
    for by in Partition:
        groups = [group for group in cohort.groups if group.by is by and group.value is not None]
        name = str(PARTITIONS[by])
        numbers = [_("People"), *rungs]
        if any(group.total is not None for group in groups):
            numbers += [_("Target met"), _("Milestones held")]
        found.append(
            {
                "by": by.value,
                "name": name,
                "columns": [name, *({"label": label, "number": True} for label in numbers)],
                "rows": sorted((_row(cohort, group) for group in groups), key=_by_name),
            }
        )
    return found


def _by_name(row: dict[str, Any]) -> tuple[bool, str]:
    """In order of name; what has none of its own comes last."""
    return not row["named"], fold(row["name"])


def _row(cohort: Cohort, group: GroupFigures) -> dict[str, Any]:
    cells = [format_count(count) for count in (group.mentees, *group.ladder)]
    if group.total is not None:
        held = _("%(count)s of %(total)s", count=group.held, total=group.total)
        cells += [format_count(group.targets_met or 0), held if group.total else "–"]
    return {
        "named": bool(group.value) and not group.merged,
        "name": group_name(cohort.programme, group),
        "href": _list_url(cohort, group),
        "cells": cells,
    }


def _list_url(cohort: Cohort, group: GroupFigures) -> str | None:
    """The people of a group, where they may be read and the list can be narrowed to them."""
    if not (cohort.by_name and group.value and group.by in NARROWED):
        return None
    wanted: dict[str, Any] = {group.by.value: group.value}
    if cohort.is_past:
        wanted["as_of"] = cohort.as_of
    code = cohort.programme.code
    return url_for("reports.show_cohort", programme=code, **wanted, _anchor="people")
