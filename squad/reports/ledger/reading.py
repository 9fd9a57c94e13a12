"""Reading a programme's ledger: the figures of any day, in as many statements for all people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select

from squad.db.session import session
from squad.reports.ledger.models import Tally
from squad.reports.ledger.rules.measures import Measure, OfMonth


@dataclass(frozen=True, slots=True)
class Sums:
    """What a programme's figures were on a day, and at each month's end before it."""

    moved: Mapping[str, Sequence[tuple[str, int]]]
    """By measure: the months in which it moved, in order, and by how much."""

    def total(self, measure: str) -> int:
        """The figure of the day."""
        return sum(amount for _, amount in self.moved.get(measure, ()))

    def upto(self, measure: str, month: str) -> int:
        """The figure at the end of a month such as `2026-10`."""
        return sum(amount for own, amount in self.moved.get(measure, ()) if own <= month)

    def all_months(self, kind: OfMonth) -> int:
        """A sum over sessions, for all months together."""
        own = f"{kind.value}:"
        return sum(self.total(measure) for measure in self.moved if measure.startswith(own))

    def of_months(self, kind: OfMonth, first: str, last: str) -> int:
        """A sum over the sessions of some months, both ends included."""
        own = f"{kind.value}:"
        measures = (measure for measure in self.moved if measure.startswith(own))
        return sum(self.total(m) for m in measures if first <= m.removeprefix(own) <= last)

    @property
    def first_month(self) -> str | None:
        """The month in which the first person took part."""
        return next((month for month, _ in self.moved.get(Measure.PEOPLE, ())), None)


_YEAR, _MONTH = extract("year", Tally.on), extract("month", Tally.on)
_MOVED = (
    select(Tally.measure, _YEAR, _MONTH, func.sum(Tally.amount))
    .group_by(Tally.measure, _YEAR, _MONTH)
    .order_by(Tally.measure, _YEAR, _MONTH)
)


def load_sums(programme_id: int, on: date) -> Sums:
    """Everything that the ledger says as of a day; one statement."""
    rows = session.execute(_MOVED.where(Tally.programme_id == programme_id, Tally.on <= on))
    moved: dict[str, list[tuple[str, int]]] = {}
    for measure, of_year, of_month, amount in rows:
        moved.setdefault(measure, []).append((f"{int(of_year)}-{int(of_month):02d}", int(amount)))
    return Sums(moved)
