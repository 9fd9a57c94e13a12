"""A report of a week gone by is the report that was read in that week.

The demo is lived first: `tests.support.living` does by the pages' actions, each on its day, what
`squad demo` imports afterwards; every Sunday, a minute to midnight, all reports are stored. Then
the ordinary demo is built today, and asked for the same reports as of these Sundays.

Three things of the story no action can do. Cancellations come without their notice: a day is said.
What the log does not offer (« already so before », « passes it on ») is stated on the milestone's
page, outside of the session. Pairings are proposed and accepted by both on the day that their file
calls their beginning. No report shows any of it. Nobody's name, function, site or language changes
in the story, so these are compared as well.
"""

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.demo.building import build
from squad.demo.rules import monday_of
from squad.framework.queries import get_document
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.reports.contract import report_json
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests.support.living import live
from tests.support.replayed import whole_json
from tests.support.snapshots import empty

WEEKS = 20
COHORT_READERS = (Reader.COORDINATOR, Reader.HR, Reader.OPERATOR)
MENTEE_READERS = (Reader.HR, Reader.MENTEE)


@pytest.fixture
def monday():
    return monday_of(clock.today("Europe/Paris"))


@pytest.fixture
def stored(app, monday):
    """The reports of each Sunday as they were when it was Sunday; the database is empty again."""
    # Ids begin again with each emptied database; the process remembers versions by id.
    get_document.cache_clear()
    found = {}

    def store(sunday):
        found[sunday] = as_past(read_reports())
        session.rollback()

    live(monday, store)
    assert list(find_differences()) == []
    session.rollback()
    empty()
    return found


def read_reports(as_of=None):
    """Every report of the demo's programme as JSON, by reader: the whole, and one a mentee."""
    card = find_by_code("demo")
    found = {reader: {} for reader in (*COHORT_READERS, *MENTEE_READERS)}
    for reader in COHORT_READERS:
        cohort = load_cohort(card, reader, Ask(as_of=as_of, size=None))
        said = find_ratings_in_groups(card, as_of), find_brought_totals(card, as_of)
        found[reader]["cohort"] = whole_json(cohort, *said) | {"months": cohort.months}
    people = select(Person.id, Person.email).where(Person.id.in_(select(Pairing.mentee_id)))
    for mentee_id, email in session.execute(people):
        for reader in MENTEE_READERS:
            report = load_report(card, mentee_id, reader, as_of=as_of)
            if report is not None:
                found[reader][email] = report_json(report)
    return found


def as_past(reports):
    """What awaits an answer is HR's to read as of today only."""
    for report in reports[Reader.HR].values():
        for row in report.get("rows", [report]):
            row["target"]["to_confirm"] = None
    return reports


def differing(was, now, place=""):
    """Where two reports differ but in the mark of what was imported, one line a value."""
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict) and was.keys() == now.keys():
        for key in was.keys() - {"imported"}:
            yield from differing(was[key], now[key], f"{place} {key}")
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, pair in enumerate(zip(was, now, strict=True)):
            yield from differing(*pair, f"{place} {number}")
    else:
        yield f"{place}: it was {was}, and is {now}"


def test_every_week_reads_today_as_it_was_read_in_that_week(stored, monday):
    assert len(stored) == WEEKS
    build(monday, lambda _done, _parts: None)
    for sunday, was in stored.items():
        assert list(differing(was, read_reports(sunday), str(sunday))) == []
