"""The demo's files: tables for the ordinary importers, and the story that no table can hold."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from squad.demo.rules import date_text, dated
from squad.files.reading import read_table
from squad.files.table import Table
from squad.framework.rules.model import Area
from squad.resources import SEED_DATA

FOLDER = SEED_DATA / "demo"
ONGOING = "active"
OVER = frozenset({"ended", "completed"})

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class PairingPart:
    """The pairings that began on one day, as a file of that day would have told them."""

    on: date
    table: Table


@dataclass(frozen=True, slots=True)
class Finished:
    """A pairing that is over by now: how, and since when."""

    mentor: str
    mentee: str
    on: date
    completed: bool


def read_story(monday: date) -> Mapping[str, Any]:
    """The story with its days as dates."""
    text = (FOLDER / "story.toml").read_text("utf-8")
    story: Mapping[str, Any] = dated(tomllib.loads(text), monday)
    return story


def read_roster() -> Table:
    """The staff, as the company's HR system exports it."""
    name = "roster.csv"
    return read_table((FOLDER / name).read_bytes(), name)


def read_sessions(monday: date) -> Table:
    """Twenty weeks of sessions."""
    name = "sessions.tmpl.csv"
    text = date_text((FOLDER / name).read_text("utf-8"), monday)
    return read_table(text.encode(), name)


class Pairings:
    """The table of pairings with its days, in the parts in which it came to be."""

    def __init__(self, monday: date) -> None:
        self.name = "pairings.tmpl.csv"
        text = date_text((FOLDER / self.name).read_text("utf-8"), monday)
        self.rows: Sequence[Row] = list(csv.DictReader(io.StringIO(text)))

    def parts(self) -> list[PairingPart]:
        """The rows by the day on which they began. What is over now was under way then."""
        days = sorted({row["started"] for row in self.rows})
        return [PairingPart(date.fromisoformat(day), self._table(day)) for day in days]

    def finished(self) -> list[Finished]:
        """Those that are over by now."""
        return [
            Finished(
                row["mentor"],
                row["mentee"],
                date.fromisoformat(row["ended"]),
                completed=row["state"] == "completed",
            )
            for row in self.rows
            if row["state"] in OVER
        ]

    def target(self, mentor: str, mentee: str) -> Mapping[Area, int]:
        """The target profile of a pairing."""
        row = next(r for r in self.rows if (r["mentor"], r["mentee"]) == (mentor, mentee))
        return {area: int(row[area]) for area in Area if row[area]}

    def _table(self, day: str) -> Table:
        rows = [row for row in self.rows if row["started"] == day]
        begun = [{**row, "state": ONGOING, "ended": ""} if row["ended"] else row for row in rows]
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(self.rows[0]))
        writer.writeheader()
        writer.writerows(begun)
        return read_table(text.getvalue().encode(), self.name)
