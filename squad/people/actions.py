"""Writing people and their quiet periods."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, StaleVersionError
from squad.kernel.text import fold
from squad.people.models import Person, QuietPeriod
from squad.people.queries import line_above, lock_roster, may_change_email_of, may_switch_person
from squad.people.rules.person import (
    PersonDraft,
    PersonProblem,
    check_line,
    check_quiet_period,
)
from squad.people.signals import emails_changed, quiet_period_changed, roster_changed

FIELDS = (
    "name",
    "list_name",
    "email",
    "employee_id",
    "language",
    "function",
    "level",
    "site",
    "time_zone",
    "manager_id",
)


def add_person(*, draft: PersonDraft, by: Viewer | None, form: FormKey | None = None) -> Person:
    """A new person; `by` None is the command line. The same form again makes no second one."""
    sent = None
    if by is not None:
        demand(by, Permission.MANAGE_PEOPLE, Subject())
    if by is not None and form is not None:
        sent = claim(person_id=by.person_id, action="add_person", form=form)
    lock_roster()
    _check_is_free(draft, None)
    person = Person(active=True, created_at=clock.now())
    _take(person, draft)
    session.add(person)
    _flush(draft)
    if sent is not None:
        sent.made = str(person.id)
    if person.manager_id is not None:
        announce({person.id})
    record("person_added", by=by.person_id if by else None, person=person.id)
    return person


def change_person(*, person_id: int, version: int, draft: PersonDraft, by: Viewer) -> Person:
    """Save a person's fields; raises StaleVersionError when somebody saved meanwhile."""
    demand(by, Permission.MANAGE_PEOPLE, Subject())
    lock_roster()
    person = _locked(person_id)
    if person.version != version:
        raise StaleVersionError(person)
    _check_is_free(draft, person_id)
    if draft.manager_id is not None and draft.manager_id != person.manager_id:
        check_line(person_id, line_above(draft.manager_id), draft.name)
    if draft.email != person.email and not may_change_email_of(by, person_id):
        raise DomainError(PersonProblem.EMAIL_IS_SIGN_IN, field="email")
    before = {field: getattr(person, field) for field in FIELDS}
    changed = sorted(field for field in FIELDS if getattr(draft, field) != before[field])
    if not changed:
        return person
    _take(person, draft)
    _flush(draft)
    touch(Touched.ROSTER, [person_id])
    if "manager_id" in changed:
        announce({person_id})
    if "email" in changed:
        emails_changed.send("people", ids=frozenset({person_id}))
    record("person_changed", by=by.person_id, person=person_id, fields=changed)
    return person


def deactivate_person(*, person_id: int, by: Viewer) -> None:
    """The person left: no sign-in, no new pairing. Nothing is deleted."""
    _switch(person_id, active=False, by=by)


def reactivate_person(*, person_id: int, by: Viewer) -> None:
    """The person is back."""
    _switch(person_id, active=True, by=by)


def _switch(person_id: int, *, active: bool, by: Viewer) -> None:
    demand(by, Permission.MANAGE_PEOPLE, Subject())
    lock_roster()
    person = _locked(person_id)
    if person.active is active:
        return
    if not may_switch_person(by, person_id):
        raise DomainError(PersonProblem.ADMINISTRATORS_OWN)
    with session.begin_nested():  # whoever hears of it may refuse: then nothing has changed
        person.active = active
        session.flush()
        announce({person_id})
    name = "person_reactivated" if active else "person_deactivated"
    record(name, by=by.person_id, person=person_id)


def announce(ids: Collection[int]) -> None:
    """Tell higher slices whose manager or activity changed; the roster's import does so too."""
    roster_changed.send("people", ids=frozenset(ids))


def choose_language(*, by: Viewer, language: str, time_zone: str) -> None:
    """A person's own language and time zone."""
    person = _locked(by.person_id)
    wanted = {"language": language, "time_zone": time_zone}
    changed = sorted(name for name, value in wanted.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, wanted[name])
    session.flush()
    if changed:
        touch(Touched.ROSTER, [by.person_id])
        record("person_changed", by=by.person_id, person=by.person_id, fields=changed)


def set_quiet_period(*, by: Viewer, starts_on: date, ends_on: date, form: FormKey) -> QuietPeriod:
    """Days on which nobody reminds the person of anything; the same form again makes no second."""
    sent = claim(person_id=by.person_id, action="quiet_period", form=form)
    check_quiet_period(starts_on, ends_on, today=clock.today(by.time_zone))
    lock_roster()
    period = QuietPeriod(
        person_id=by.person_id, starts_on=starts_on, ends_on=ends_on, known_at=clock.now()
    )
    session.add(period)
    session.flush()
    sent.made = str(period.id)
    record("quiet_period_set", by=by.person_id, person=by.person_id)
    _tell(period, stands=True)
    return period


def remove_quiet_period(*, by: Viewer, period_id: int) -> bool:
    """The person is there on those days after all; False when it is none of theirs."""
    lock_roster()
    period = session.scalars(
        select(QuietPeriod)
        .where(QuietPeriod.id == period_id, QuietPeriod.person_id == by.person_id)
        .with_for_update()
    ).one_or_none()
    if period is None:
        return False
    if period.removed_at is None:
        period.removed_at = clock.now()
        record("quiet_period_removed", by=by.person_id, person=by.person_id)
        _tell(period, stands=False)
    return True


def _tell(period: QuietPeriod, *, stands: bool) -> None:
    touch(Touched.ABSENCE, [period.person_id])
    quiet_period_changed.send(
        None,
        person_id=period.person_id,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        stands=stands,
    )


def _locked(person_id: int) -> Person:
    return session.scalars(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def _take(person: Person, draft: PersonDraft) -> None:
    for field in FIELDS:
        setattr(person, field, getattr(draft, field))
    person.sort_key = fold(draft.list_name)


def _check_is_free(draft: PersonDraft, own_id: int | None) -> None:
    """Refuse an e-mail or an employee id that somebody else has."""
    others = select(Person.id).where(Person.id != (own_id or 0))
    if session.scalar(others.where(Person.email == draft.email)) is not None:
        raise DomainError(PersonProblem.EMAIL_TAKEN, field="email")
    if draft.employee_id is None:
        return
    if session.scalar(others.where(Person.employee_id == draft.employee_id)) is not None:
        raise DomainError(PersonProblem.EMPLOYEE_ID_TAKEN, field="employee_id")


def _flush(draft: PersonDraft) -> None:
    """Write; whoever took the same e-mail or id in this very moment is told as above."""
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        taken_id = draft.employee_id is not None and "employee_id" in str(error.orig)
        code = PersonProblem.EMPLOYEE_ID_TAKEN if taken_id else PersonProblem.EMAIL_TAKEN
        field = "employee_id" if taken_id else "email"
        raise DomainError(code, field=field) from error
