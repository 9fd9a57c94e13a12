"""Carrying a roster out: as a whole, or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.batches import batched
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.files.imports import ImportCode, NotReadyError, PlanChangedError
from squad.files.table import Table
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.text import fold
from squad.people.actions import announce
from squad.people.imports.plans import RosterChoices, make_plan
from squad.people.models import Person
from squad.people.queries import lock_roster
from squad.people.rules.shapes import (
    Changed,
    Created,
    FieldChange,
    PersonRef,
    RosterField,
    RosterPlan,
    Switched,
)
from squad.people.signals import emails_changed

# What a person has between two keys, while somebody else takes theirs.
FREED = {"email": "@moving.invalid", "employee_id": None}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What new people get where the file says nothing."""

    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What its owner saw and said yes to; `number` is how many people they expect to leave."""

    fingerprint: str | None = None
    number: int | None = None


def import_roster(
    *,
    by: Viewer | None,
    table: Table,
    choices: RosterChoices,
    defaults: Defaults,
    consent: Consent,
) -> dict[str, int]:
    """Create, change, activate and deactivate people as a roster says; counts of each.

    `by` None: the operator. The plan is made anew: PlanChangedError if it is not the one whose
    fingerprint was seen, NotReadyError while it has problems or open questions.
    """
    if by is not None:
        demand(by, Permission.IMPORT_ROSTER, Subject())
    lock_roster()
    plan = make_plan(table, choices, by=by).plan
    _check(plan, consent)
    try:
        with session.begin_nested():
            _carry_out(plan, defaults, by.person_id if by else None)
    except (IntegrityError, StaleDataError) as error:
        raise PlanChangedError from error
    return counts_of(plan)


def counts_of(plan: RosterPlan) -> dict[str, int]:
    """How many people a plan touches, by what it does with them."""
    return {
        "created": len(plan.created),
        "changed": len(plan.changed),
        "reactivated": len(plan.reactivated),
        "deactivated": len(plan.deactivated),
        "unchanged": plan.unchanged,
    }


def _check(plan: RosterPlan, consent: Consent) -> None:
    if consent.fingerprint is not None and consent.fingerprint != plan.fingerprint:
        raise PlanChangedError
    if not plan.can_be_applied:
        raise NotReadyError
    if plan.needs_typed_confirmation and consent.number != len(plan.deactivated):
        raise DomainError(ImportCode.NUMBER_DIFFERS, field="number", number=len(plan.deactivated))


def _carry_out(plan: RosterPlan, defaults: Defaults, actor: int | None) -> None:
    _clear_the_way(plan)
    ids = _create(plan.created, defaults, actor)
    _change(plan.changed, ids, actor)
    _switch(plan.reactivated, "person_reactivated", actor, active=True)
    _switch(plan.deactivated, "person_deactivated", actor, active=False)
    record(
        "roster_imported",
        by=actor,
        created=len(plan.created),
        changed=len(plan.changed),
        deactivated=len(plan.deactivated),
    )
    session.flush()
    touched = {each.person_id for each in (*plan.reactivated, *plan.deactivated)}
    touched |= {each.person_id for each in plan.changed if _has_another(each, RosterField.MANAGER)}
    for some in batched(sorted(touched)):
        announce(some)
    renamed = {each.person_id for each in plan.changed if _has_another(each, RosterField.EMAIL)}
    for some in batched(sorted(renamed)):
        emails_changed.send("people", ids=frozenset(some))


def _has_another(changed: Changed, field: RosterField) -> bool:
    """Whether a field of the person gets another value."""
    return any(change.field == field for change in changed.changes)


def _clear_the_way(plan: RosterPlan) -> None:
    """Keys that pass from one person to another: whoever has one lets go of it first."""
    wanted: set[tuple[str, str | None]] = {("email", new.email) for new in plan.created}
    wanted |= {("employee_id", new.employee_id) for new in plan.created}
    changes = [(each.person_id, change) for each in plan.changed for change in each.changes]
    wanted |= {(str(change.field), str(change.after)) for _, change in changes}
    for person_id, change in changes:
        if change.field in FREED and (str(change.field), str(change.before)) in wanted:
            freed = FREED[str(change.field)]
            _set(person_id, **{str(change.field): freed and f"{person_id}{freed}"})


def _set(person_id: int, **values: object) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(**values))


def _create(created: Sequence[Created], defaults: Defaults, actor: int | None) -> dict[int, int]:
    """Add people, managers before those who report to them; their ids by line."""
    ids: dict[int, int] = {}
    waiting = list(created)
    while waiting:
        ready = [new for new in waiting if _is_known(new.manager, ids)]
        people = [_person(new, ids, defaults) for new in ready]
        session.add_all(people)
        session.flush()
        ids |= {new.line: person.id for new, person in zip(ready, people, strict=True)}
        waiting = [new for new in waiting if new.line not in ids]
    for person_id in ids.values():
        record("person_added", by=actor, person=person_id)
    return ids


def _is_known(manager: PersonRef | None, ids: Mapping[int, int]) -> bool:
    return manager is None or manager.person_id is not None or manager.line in ids


def _person(new: Created, ids: Mapping[int, int], defaults: Defaults) -> Person:
    return Person(
        employee_id=new.employee_id,
        name=new.name,
        list_name=new.list_name,
        sort_key=fold(new.list_name),
        email=new.email,
        language=new.language or defaults.language,
        function=new.function,
        level=new.level,
        site=new.site,
        time_zone=new.time_zone or defaults.time_zone,
        manager_id=_manager_id(new.manager, ids),
        active=new.active,
        created_at=clock.now(),
    )


def _manager_id(manager: PersonRef | None, ids: Mapping[int, int]) -> int | None:
    if manager is None:
        return None
    return manager.person_id if manager.person_id is not None else ids[manager.line or 0]


def _change(changed: Sequence[Changed], ids: Mapping[int, int], actor: int | None) -> None:
    stored = _stored(change.person_id for change in changed)
    for each in changed:
        person = stored[each.person_id]
        fields = [name for change in each.changes for name in _apply(person, change, ids)]
        record("person_changed", by=actor, person=person.id, fields=sorted(fields))
    touch(Touched.ROSTER, stored)
    session.flush()


def _apply(person: Person, change: FieldChange, ids: Mapping[int, int]) -> list[str]:
    """Give a person one new value; the names of the columns that it touched."""
    value: Any = change.after
    if change.field == "manager":
        person.manager_id = _manager_id(value, ids)
        return ["manager_id"]
    setattr(person, change.field, value)
    if change.field == "list_name":
        person.sort_key = fold(value)
    return [str(change.field)]


def _switch(switched: Sequence[Switched], event: str, actor: int | None, *, active: bool) -> None:
    stored = _stored(each.person_id for each in switched)
    for each in switched:
        stored[each.person_id].active = active
        record(event, by=actor, person=each.person_id)


def _stored(person_ids: Iterable[int]) -> dict[int, Person]:
    """People as they are stored at this moment, in portions."""
    found: dict[int, Person] = {}
    for some in batched(list(person_ids)):
        query = select(Person).where(Person.id.in_(some))
        people = session.scalars(query.execution_options(populate_existing=True))
        found.update((person.id, person) for person in people)
    return found
