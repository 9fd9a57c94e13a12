"""How programmes nudge: what each has said, else what all start from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from squad.db.session import session
from squad.nudges.models import NudgeRule, NudgeTable
from squad.nudges.rules import Row, Rule, Table
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.people.queries import find_active_by_email


@dataclass(frozen=True, slots=True)
class Sponsor:
    """In whose name mentees are written to."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A programme's table, in whose name it speaks, and its version (0: nothing said yet)."""

    table: Table = Table()  # noqa: RUF009  frozen: one for all
    sponsor: Sponsor | None = None
    version: int = 0

    def speaks_for(self, pairing: Pairing) -> Sponsor | None:
        """In whose name a pairing's mentee is written to: nobody's who is of the pair."""
        two = {pairing.mentor_id, pairing.mentee_id}
        return self.sponsor if self.sponsor and self.sponsor.id not in two else None


def load_tables(programme_ids: Collection[int]) -> Mapping[int, Stored]:
    """By programme, for each of them; two statements. A sponsor who has left speaks no more."""
    rows = session.execute(
        select(NudgeTable, Person)
        .outerjoin(Person, (Person.id == NudgeTable.sponsor_id) & Person.active)
        .where(NudgeTable.programme_id.in_(programme_ids))
    ).all()
    rules: dict[int, dict[Rule, Row]] = {}
    for rule in session.scalars(select(NudgeRule).where(NudgeRule.programme_id.in_(programme_ids))):
        row = Row(rule.is_on, rule.after_days, rule.writes_to, rule.voice)
        rules.setdefault(rule.programme_id, {})[rule.rule] = row
    said = {
        it.programme_id: Stored(
            Table(rules[it.programme_id], it.a_week, it.from_hour, it.until_hour),
            Sponsor(person.id, person.name, person.email) if person else None,
            it.version,
        )
        for it, person in rows
    }
    return {id_: said.get(id_, Stored()) for id_ in programme_ids}


def get_table(programme_id: int) -> Stored:
    """The table of one programme."""
    return load_tables([programme_id])[programme_id]


def find_sponsor(email: str) -> Sponsor | None:
    """The active person with this e-mail."""
    person = find_active_by_email(email)
    return Sponsor(person.id, person.name, person.email) if person else None
