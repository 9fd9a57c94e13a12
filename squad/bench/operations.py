"""What is measured: each operation as somebody does it, one call a repetition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from squad.accounts.sign_in_cookie import token_hash
from squad.bench.building import Company, Pair, Reader
from squad.bench.company import CODE, NOTE
from squad.bench.floors import FLOORS
from squad.bench.visiting import Visitors, filled
from squad.db.paging import make_page
from squad.kernel.clock import clock
from squad.kernel.ids import new_token
from squad.reports.shapes import Sort

PAST = timedelta(days=45)
COHORT = f"/reports?programme={CODE}"
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class House:
    """The company with its visitors, over one way of asking."""

    company: Company
    visitors: Visitors
    pairs: Iterator[Pair]
    """One after the other, again and again: no repetition finds what the last one left."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that people do."""

    name: str
    reader: Callable[[Company], Reader]
    """Who does it."""
    prepare: Callable[[House, Reader], Act]
    """Makes ready what is not measured, and gives what is."""
    times: int = 40
    """Repetitions over HTTP, while there is time."""
    of_all: bool = False
    """Whether it answers with everybody: memory is watched as well."""

    @property
    def floor(self) -> Sequence[str]:
        """The same rows by hand-written SQL."""
        return FLOORS[self.name]


def _page(address: Callable[[House], str]) -> Callable[[House, Reader], Act]:
    def prepare(house: House, reader: Reader) -> Act:
        browser, path = house.visitors.of(reader.email), address(house)
        return lambda: browser.open(path)

    return prepare


def _sign_in(house: House, reader: Reader) -> Act:
    browser = house.visitors.stranger()
    form = house.visitors.fill_in(browser.form("/sign-in"), reader.email)
    return lambda: browser.post("/sign-in", form)


def _log_session(house: House, _reader: Reader) -> Act:
    """Each repetition in another pairing, by its own mentor."""
    pair = next(house.pairs)
    browser = house.visitors.of(pair.mentor.email)
    address = f"/sessions/new?pairing={pair.id}"
    form = filled(browser.form(address), note=NOTE)
    return lambda: browser.post(address, form)


def _last_page(house: House) -> str:
    """What follows the third-last person, by the cursor that the page before gives."""
    key = (Sort.NAME.value, *house.company.third_last)
    cursor = make_page([key, key], 1, lambda row: row).next_cursor
    return f"{COHORT}&after={cursor}"


OPERATIONS = (
    Operation("sign-in", lambda c: c.few, _sign_in, times=20),
    Operation("pairings of a mentor with 5", lambda c: c.few, _page(lambda _: "/pairings")),
    Operation("pairings of a mentor with 200", lambda c: c.many, _page(lambda _: "/pairings")),
    Operation("session log", lambda c: c.few, _log_session),
    Operation(
        "mentee report", lambda c: c.hr,
        _page(lambda h: f"/reports/mentees/{next(h.pairs).mentee_id}?programme={CODE}"),
    ),
    Operation("dashboard, today", lambda c: c.hr, _page(lambda _: COHORT)),
    Operation(
        "dashboard, past date", lambda c: c.hr,
        _page(lambda h: f"{COHORT}&as_of={h.company.today - PAST}"),
    ),
    Operation("list, first page", lambda c: c.hr, _page(lambda _: COHORT)),
    Operation("list, last page", lambda c: c.hr, _page(_last_page)),
    Operation(
        "group table", lambda c: c.hr, _page(lambda _: f"/reports/groups?programme={CODE}"),
    ),
    Operation(
        "CSV of all", lambda c: c.hr,
        _page(lambda _: f"/reports/cohort.csv?programme={CODE}"), times=3, of_all=True,
    ),
)  # fmt: skip


def values_of(house: House, operation: Operation, cookie: str) -> Mapping[str, Any]:
    """What the hand-written SQL of an operation is given; `cookie` holds a sign-in."""
    company = house.company
    pair = next(house.pairs)
    reader = operation.reader(company)
    return {
        "programme": company.programme_id,
        "pairing": pair.id,
        "session": company.held_session_id,
        "mentee": pair.mentee_id,
        "email": reader.email,
        "person": reader.id,
        "token": token_hash(house.visitors.of(reader.email).cookies[cookie]),
        "fresh": new_token(),
        "today": company.today,
        "past": company.today - PAST,
        "last_key": company.third_last[0],
        "last_id": company.third_last[1],
        "now": clock.now(),
    }
