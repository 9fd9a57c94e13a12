"""Building the demo: files through the importers, the rest through actions, day by day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import select

from squad.access.viewer import Role
from squad.accounts.actions.accounts import create_first_administrator
from squad.accounts.actions.links import invite_many, use_link
from squad.accounts.models import Account, AccountLink
from squad.accounts.passwords import passwords
from squad.coaching.actions.standing import store_standings
from squad.coaching.imports.actions import import_sessions
from squad.coaching.imports.queries import Scope
from squad.db.installation import bring_to_head
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.demo.company import Company
from squad.demo.files import Pairings, read_roster, read_sessions, read_story
from squad.demo.scenes import Scene, Told, scenes_after_sessions, scenes_before_sessions
from squad.files.table import Table
from squad.framework.actions import load_shipped
from squad.kernel.clock import clock
from squad.kernel.dates import at_local
from squad.kernel.ids import new_key
from squad.pairings.models import Pairing
from squad.pairings.rules.imports import Importer
from squad.people.imports.actions import Consent, Defaults, import_roster
from squad.people.imports.plans import RosterChoices
from squad.people.models import Person
from squad.people.rules.person import PersonDraft
from squad.programmes.actions import add_closed_period, create_programme, grant_role
from squad.programmes.rules import ProgrammeDraft, ReadingMode

MORNING, AFTERNOON = time(8), time(13)
A_MINUTE = timedelta(minutes=1)
EVERYTHING = Scope(Importer.OPERATOR)
ROLES = {"hr": Role.HR_VIEWER, "coordinator": Role.COORDINATOR}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody as whom one comes into the demo."""

    role: str
    name: str
    email: str
    password: str
    language: str
    line: Mapping[str, str]
    """What they are there for, in both languages."""


def build(monday: date, tell: Progress) -> list[Persona]:
    """Fill the empty database of the current application; who can come in.

    `tell` hears of each finished part: how many, out of how many.
    """
    story = read_story(monday)
    bring_to_head()
    with clock.set_to(_at(story, story["programme"]["starts"], MORNING)):
        told, personas = _set_up(story, monday)
    parts: list[Callable[[], None]] = [
        *(partial(_play, told, day) for day in _days(scenes_before_sessions(told))),
        partial(_import_sessions, read_sessions(monday)),
        *(partial(_play, told, day) for day in _days(scenes_after_sessions(told))),
    ]
    for done, part in enumerate(parts, start=1):
        part()
        tell(done, len(parts))
    _settle(told.programme_id)
    return personas


def _set_up(story: Mapping[str, Any], monday: date) -> tuple[Told, list[Persona]]:
    """Framework, staff, accounts, the programme and its roles: the first morning."""
    coordinator = _holder(story, "coordinator")
    with unit_of_work():
        framework = load_shipped()
        import_roster(
            by=None,
            table=read_roster(),
            choices=RosterChoices(),
            defaults=Defaults("fr", story["programme"]["time_zone"]),
            consent=Consent(),
        )
    company = Company()
    session.rollback()
    pairings = Pairings(monday)
    personas = _personas(story)
    with unit_of_work():
        _let_in(company, story, pairings, personas)
        programme_id = _create_programme(company, story, framework.id)
    with unit_of_work():
        by = company.viewer(coordinator)
        for closed in story["programme"]["closed"]:
            add_closed_period(
                programme_id=programme_id,
                starts_on=closed["from"],
                ends_on=closed["to"],
                by=by,
                form=FormKey(new_key(), "demo"),
            )
    return Told(company, programme_id, coordinator, pairings, story), personas


def _let_in(
    company: Company,
    story: Mapping[str, Any],
    pairings: Pairings,
    personas: Sequence[Persona],
) -> None:
    """The administrator invites whoever takes part, and they choose their passwords."""
    known = {persona.email: persona.password for persona in personas}
    administrator = _holder(story, "admin")
    create_first_administrator(
        draft=_draft_of(administrator), password_hash=passwords.hash(known[administrator])
    )
    emails = {row[side] for row in pairings.rows for side in ("mentor", "mentee")}
    emails |= {it[side] for it in story["proposals"] for side in ("mentor", "mentee")}
    emails |= {it["person"] for it in story["roles"]}
    emails |= {it["delegate"] for it in story["delegates"]}
    ids = [company.ids[email] for email in emails - {administrator}]
    invite_many(person_ids=ids, by=company.viewer(administrator))
    links = session.execute(
        select(Person.email, AccountLink.nonce)
        .join(Account, Account.id == AccountLink.account_id)
        .join(Person, Person.id == Account.person_id)
    ).all()
    for email, nonce in links:
        use_link(nonce=nonce, password_hash=passwords.hash(known.get(email) or new_key()))


def _draft_of(email: str) -> PersonDraft:
    person = session.scalars(select(Person).where(Person.email == email)).one()
    return PersonDraft(
        name=person.name,
        list_name=person.list_name,
        email=person.email,
        employee_id=person.employee_id,
        language=person.language,
        function=person.function,
        level=person.level,
        site=person.site,
        time_zone=person.time_zone,
        manager_id=person.manager_id,
    )


def _create_programme(company: Company, story: Mapping[str, Any], framework_id: int) -> int:
    it = story["programme"]
    administrator = company.viewer(_holder(story, "admin"))
    programme = create_programme(
        draft=ProgrammeDraft(
            code=it["code"],
            name=it["name"]["fr"],
            starts_on=it["starts"],
            ends_on=it["ends"],
            time_zone=it["time_zone"],
            ratings_in_groups=it["ratings_in_groups"],
        ),
        reading_mode=ReadingMode(it["reading_mode"]),
        framework_version_id=framework_id,
        by=administrator,
        form=FormKey(new_key(), "demo"),
    )
    for each in story["roles"]:
        if each["role"] in ROLES:
            grant_role(
                person_id=company.ids[each["person"]],
                programme_id=programme.id,
                role=ROLES[each["role"]],
                by=administrator,
            )
    return programme.id


def _personas(story: Mapping[str, Any]) -> list[Persona]:
    rows = session.execute(select(Person.email, Person.name, Person.language))
    people = {row.email: row for row in rows}
    session.rollback()
    return [
        Persona(it["role"], who.name, who.email, new_key(), who.language, it["line"])
        for it in story["personas"]
        for who in (people[it["person"]],)
    ]


def _holder(story: Mapping[str, Any], role: str) -> str:
    return str(next(each["person"] for each in story["roles"] if each["role"] == role))


def _days(scenes: Sequence[Scene]) -> list[list[Scene]]:
    return [list(day) for _on, day in groupby(scenes, key=lambda scene: scene.on)]


def _import_sessions(table: Table) -> None:
    with unit_of_work():
        import_sessions(by=None, table=table, scope=EVERYTHING, with_notes=True)


def _play(told: Told, day: Sequence[Scene]) -> None:
    """The scenes of a day, a minute after each other, in one transaction."""
    begin = _at(told.story, day[0].on, AFTERNOON)
    with unit_of_work():
        for number, scene in enumerate(day):
            with clock.set_to(begin + number * A_MINUTE):
                scene.play()


def _at(story: Mapping[str, Any], day: date, when: time) -> datetime:
    return at_local(day, when, story["programme"]["time_zone"])


def _settle(programme_id: int) -> None:
    """Store what follows from everything that is known today: scenes knew only their own day."""
    with unit_of_work():
        mentee_ids = session.scalars(select(Pairing.mentee_id).distinct()).all()
        store_standings(programme_id=programme_id, mentee_ids=mentee_ids)
