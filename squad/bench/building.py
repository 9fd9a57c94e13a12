"""Building the company: a seed through the importers, as any company would, then multiplied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from squad.access.viewer import Role, Viewer
from squad.accounts.actions.accounts import create_first_administrator
from squad.accounts.actions.links import invite_many, purge_links, use_link
from squad.accounts.models import Account, AccountLink
from squad.accounts.passwords import passwords
from squad.bench import company
from squad.bench.company import CODE, ZONE, Coached, Someone
from squad.bench.multiplying import multiply, read_marks
from squad.bench.rules import Scale
from squad.coaching.imports.actions import import_sessions
from squad.coaching.imports.queries import Scope
from squad.coaching.models import CoachingSession
from squad.coaching.rules.log import CoachingState
from squad.db.installation import bring_to_head
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.actions import load_shipped
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.pairings.imports.actions import import_pairings
from squad.pairings.models import Pairing
from squad.pairings.rules.imports import Importer
from squad.pairings.rules.states import PairingState
from squad.people.imports.actions import Consent, Defaults, import_roster
from squad.people.imports.plans import RosterChoices
from squad.people.models import Person
from squad.people.rules.person import PersonDraft
from squad.programmes.actions import create_programme, grant_role
from squad.programmes.rules import ProgrammeDraft, ReadingMode
from squad.reports.ledger.models import Standing

ROLES = {"hr": Role.HR_VIEWER, "coordinator": Role.COORDINATOR}
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who signs in."""

    id: int
    email: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A pairing that is under way."""

    id: int
    mentee_id: int
    mentor: Reader


@dataclass(frozen=True, slots=True)
class Company:
    """What a measurement needs to know of the company that was built."""

    today: date
    programme_id: int
    password: str
    """Of everybody."""
    hr: Reader
    many: Reader
    """The mentor with many pairings."""
    pairs: Sequence[Pair]
    """Those of the seed, whose mentors have five each."""
    third_last: tuple[str, int]
    """Sort key and id of the third-last mentee in the order of lists."""
    held_session_id: int

    @property
    def few(self) -> Reader:
        """A mentor with five pairings."""
        return self.pairs[0].mentor


def build(scale: Scale, tell: Tell) -> Company:
    """Fill the empty database of the current application."""
    tell("the seed")
    bring_to_head()
    today, password = clock.today(ZONE), new_key()
    hashed = passwords.hash(password)
    with unit_of_work():
        framework_id = load_shipped().id
    _take_on(company.staff())
    programme_id = _found(hashed, framework_id, today)
    crowd = company.pairs_of("crowd", scale.crowd, today, per_mentor=scale.crowd)
    rest = company.pairs_of("rest", scale.rest, today)
    _coach([*crowd, *rest], hashed, framework_id, programme_id)
    marks = read_marks()
    seed = company.pairs_of("seed", scale.seed, today)
    _coach(seed, hashed, framework_id, programme_id)
    multiply(marks, scale.copies, tell)
    return Company(
        today=today,
        programme_id=programme_id,
        password=password,
        hr=_reader("hr"),
        many=_reader(crowd[0].mentor.key),
        pairs=_pairs(seed),
        third_last=_third_last(),
        held_session_id=_held_session_id(),
    )


def _found(hashed: str, framework_id: int, today: date) -> int:
    """The administrator comes in, creates the programme and grants its roles."""
    with unit_of_work():
        create_first_administrator(draft=_draft_of("administrator"), password_hash=hashed)
    by = _administrator()
    with unit_of_work():
        programme = create_programme(
            draft=ProgrammeDraft(
                code=CODE,
                name="Bench",
                starts_on=today - timedelta(days=141),
                ends_on=today + timedelta(days=60),
                time_zone=ZONE,
                ratings_in_groups=False,
            ),
            reading_mode=ReadingMode.NAMED,
            framework_version_id=framework_id,
            by=by,
            form=FormKey(new_key(), CODE),
        )
        for key, role in ROLES.items():
            grant_role(person_id=_person(key).id, programme_id=programme.id, role=role, by=by)
        programme_id = programme.id
    _let_in([one for one in company.staff() if one.key in ROLES], hashed)
    return programme_id


def _coach(pairs: Sequence[Coached], hashed: str, framework_id: int, programme_id: int) -> None:
    """These people come, are paired, and hold their sessions."""
    people = company.people_in(pairs)
    _take_on(people)
    _let_in(people, hashed)
    framework = get_framework(framework_id)
    with unit_of_work():
        table = company.pairings_of(pairs, framework)
        import_pairings(by=None, table=table, programme_id=programme_id)
    with unit_of_work():
        import_sessions(
            by=None,
            table=company.sessions_of(pairs, framework),
            scope=Scope(Importer.OPERATOR),
            with_notes=True,
        )


def _take_on(people: Sequence[Someone]) -> None:
    with unit_of_work():
        import_roster(
            by=None,
            table=company.roster_of(people),
            choices=RosterChoices(),
            defaults=Defaults("fr", ZONE),
            consent=Consent(),
        )


def _let_in(people: Sequence[Someone], hashed: str) -> None:
    """Invite these people; all choose the same password, hashed once because it is slow."""
    emails = [one.email for one in people]
    by = _administrator()
    with unit_of_work():
        ids = session.scalars(select(Person.id).where(Person.email.in_(emails)))
        invite_many(person_ids=list(ids), by=by)
        links = session.scalars(select(AccountLink.nonce).where(AccountLink.used_at.is_(None)))
        for nonce in links.all():
            use_link(nonce=nonce, password_hash=hashed)
        purge_links()


def _administrator() -> Viewer:
    person = _person("administrator")
    account_id = session.scalars(select(Account.id).where(Account.person_id == person.id)).one()
    return Viewer(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        account_id=account_id,
        administrator=True,
    )


def _person(key: str) -> Person:
    return session.scalars(select(Person).where(Person.employee_id == key)).one()


def _draft_of(key: str) -> PersonDraft:
    person = _person(key)
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


def _reader(key: str) -> Reader:
    person = _person(key)
    return Reader(person.id, person.email)


def _pairs(coached: Sequence[Coached]) -> list[Pair]:
    """Those that are under way: the others take no sessions any more."""
    rows = session.execute(
        select(Pairing.id, Pairing.mentee_id, Person.id, Person.email)
        .join(Person, Person.id == Pairing.mentor_id)
        .where(
            Person.email.in_({each.mentor.email for each in coached}),
            Pairing.state == PairingState.ACTIVE,
        )
        .order_by(Pairing.id)
    )
    return [Pair(pairing, mentee, Reader(mentor, email)) for pairing, mentee, mentor, email in rows]


def _third_last() -> tuple[str, int]:
    rows = session.execute(
        select(Standing.sort_key, Standing.mentee_id)
        .order_by(Standing.sort_key.desc(), Standing.mentee_id.desc())
        .limit(3)
    ).all()
    return rows[-1].sort_key, rows[-1].mentee_id


def _held_session_id() -> int:
    held = CoachingSession.state == CoachingState.HELD
    return session.scalars(select(CoachingSession.id).where(held).limit(1)).one()
