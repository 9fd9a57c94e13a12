"""What is taken along of reports, the same for the pages and for the command line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from squad.files.tables.formats import file_of
from squad.files.tables.layout import Laid
from squad.files.tables.shapes import Table
from squad.files.tables.text import json_pieces
from squad.reports import contract
from squad.reports.cohort_shapes import Cohort
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import MenteeFigures
from squad.reports.tables.people import people_table
from squad.reports.tables.totals import groups_table

Lay = Callable[[Table], Laid]


def cohort_file(
    cohort: Cohort,
    people: Iterable[MenteeFigures],
    format_: str,
    *,
    lay: Lay,
    columns: Sequence[str] = (),
) -> Iterator[bytes]:
    """A programme's report: as JSON all of it, else its people, or its groups without names.

    JSON keeps the contract, whatever columns were chosen.
    """
    if format_ == "json":
        return json_pieces(_whole(cohort), map(contract.mentee_json, people))
    if not cohort.by_name:
        return file_of(groups_table(cohort), format_, head={}, lay=lay)
    table = people_table(cohort.programme.framework, people)
    return file_of(table.only(columns), format_, head={}, lay=lay)


def _whole(cohort: Cohort) -> dict[str, Any]:
    """The report with what the pairs say; a row has no place for it."""
    asked = cohort.programme, cohort.as_of
    return contract.cohort_json(cohort, find_ratings_in_groups(*asked), find_brought_totals(*asked))


def mentee_file(report: MenteeReport, format_: str, *, lay: Lay) -> Iterator[bytes]:
    """One person's report: as JSON with what is behind it, else their row."""
    if format_ == "json":
        whole = msgspec.json.encode(contract.report_json(report))
        return iter([msgspec.json.format(whole, indent=2), b"\n"])
    table = people_table(report.programme.framework, [report.figures])
    return file_of(table, format_, head={}, lay=lay)
