"""What a programme says of how it nudges."""

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.errors import DomainError, StaleVersionError
from squad.nudges.models import NudgeRule, NudgeTable
from squad.nudges.queries.tables import Sponsor, find_sponsor, get_table
from squad.nudges.rules import NudgeProblem, Row, Rule, Table, check_table
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived


def save_table(*, programme_id: int, version: int, table: Table, sponsor: str, by: Viewer) -> None:
    """Keep a programme's rules, unless they are so already; version 0: there were none yet.

    `sponsor`: an e-mail of the roster, or nothing where no rule speaks in a sponsor's name.
    """
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    lock_programme(programme_id)
    refuse_archived(programme_id)
    check_table(table)
    theirs, named = get_table(programme_id), _sponsor(sponsor)
    if theirs.version and (theirs.table, theirs.sponsor) == (table, named):
        return
    if version != theirs.version:
        raise StaleVersionError(theirs)
    _keep(programme_id, table, named, by.person_id)


def take_table_along(
    _sender: object = None, *, source_id: int, programme_id: int, by_id: int
) -> None:
    """A programme nudges as the one that it starts from. Receives `edition_started`."""
    stored = get_table(source_id)
    if stored.version:
        _keep(programme_id, stored.table, stored.sponsor, by_id)


def _sponsor(email: str) -> Sponsor | None:
    found = find_sponsor(email) if email else None
    if email and found is None:
        raise DomainError(NudgeProblem.SPONSOR_UNKNOWN, field="sponsor")
    return found


def _keep(programme_id: int, table: Table, sponsor: Sponsor | None, by_id: int) -> None:
    stored = session.get(NudgeTable, programme_id)
    if stored is None:
        stored = NudgeTable(programme_id=programme_id)
        session.add(stored)
    else:
        stored.version += 1
    stored.sponsor_id = sponsor.id if sponsor else None
    stored.a_week = table.a_week
    stored.from_hour, stored.until_hour = table.from_hour, table.until_hour
    session.flush()
    for rule, row in table.rows.items():
        _keep_rule(programme_id, rule, row)
    session.flush()
    record("nudges_changed", by=by_id, programme=programme_id)


def _keep_rule(programme_id: int, rule: Rule, row: Row) -> None:
    stored = session.get(NudgeRule, (programme_id, rule))
    if stored is None:
        stored = NudgeRule(programme_id=programme_id, rule=rule)
        session.add(stored)
    stored.is_on, stored.after_days = row.on, row.after_days
    stored.writes_to, stored.voice = row.to, row.voice
