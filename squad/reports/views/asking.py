"""What the address of a report asks for, read with patience: nonsense is left out."""

from datetime import date
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from squad.db.paging import PAGE_SIZE
from squad.kernel.dates import is_plausible
from squad.reports.queries.cohort import Ask
from squad.reports.shapes import Filters, Reader, Sort


def read_day() -> date | None:
    """The day of `?as_of=`, None for today and for what is no day of any programme."""
    try:
        day = date.fromisoformat(request.args.get("as_of", ""))
    except ValueError:
        return None
    return day if is_plausible(day) else None


def read_sort(asked: str | None) -> Sort:
    """A sort that product allows, by name for anything else."""
    return Sort(asked) if asked in {sort.value for sort in Sort} else Sort.NAME


def read_ask(reader: Reader, *, export: bool = False) -> Ask:
    """Filters, order, day and page of a list of people.

    Only the coordinator's list can be narrowed to silent pairings.
    """
    args: MultiDict[str, str] = request.args
    return Ask(
        as_of=read_day(),
        filters=Filters(
            function=args.get("function", ""),
            site=args.get("site", ""),
            state=args.get("state", ""),
            name=args.get("q", ""),
            silent=reader is Reader.COORDINATOR and args.get("silent") == "1",
        ),
        sort=read_sort(args.get("sort")),
        cursor=args.get("after"),
        export=export,
        size=None if export else PAGE_SIZE,
        groups=export,
    )


def asked(*without: str) -> dict[str, Any]:
    """What the address asks for, less some of it: for links that keep the rest."""
    known = ("programme", "as_of", "function", "site", "state", "q", "silent", "sort")
    return {
        name: value for name in known if name not in without and (value := request.args.get(name))
    }
