"""People as imports need them: as the roster's rules compare them, and by what files call them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Row, select

from squad.db.batches import batched
from squad.db.session import session
from squad.people.models import Person
from squad.people.rules.names import keys_of_name, person_key
from squad.people.rules.shapes import ExistingPerson

_COLUMNS = (
    Person.id,
    Person.employee_id,
    Person.name,
    Person.list_name,
    Person.email,
    Person.language,
    Person.function,
    Person.level,
    Person.site,
    Person.manager_id,
    Person.time_zone,
    Person.active,
)


def list_existing() -> list[ExistingPerson]:
    """Everybody who is stored, active or not."""
    rows = session.execute(select(*_COLUMNS).order_by(Person.id))
    return [ExistingPerson(**row._mapping) for row in rows]  # noqa: SLF001  its public name


def list_names(person_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Name and e-mail of some people, by id."""
    found: dict[int, tuple[str, str]] = {}
    for some in batched(sorted(person_ids)):
        rows = session.execute(
            select(Person.id, Person.name, Person.email).where(Person.id.in_(some))
        )
        found.update((row.id, (row.name, row.email)) for row in rows)
    return found


def keys_of_people(person_ids: Collection[int] | None = None) -> dict[str, int]:
    """Whom a file means: ids by e-mail, employee id, and names that only one person has.

    Keys are folded, as `person_key` of the files is. `person_ids` leaves everybody else out.
    """
    query = select(
        Person.id, Person.email, Person.employee_id, Person.name, Person.list_name
    ).order_by(Person.id)
    if person_ids is not None:
        query = query.where(Person.id.in_(person_ids))
    return _by_key(session.execute(query).all())


def _by_key(people: Sequence[Row[int, str, str | None, str, str]]) -> dict[str, int]:
    keys = {person_key(person.email): person.id for person in people}
    _add(keys, {(person_key(p.employee_id), p.id) for p in people if p.employee_id})
    _add(keys, {(key, p.id) for p in people for key in keys_of_name(p.name, p.list_name)})
    return keys


def _add(keys: dict[str, int], named: Collection[tuple[str, int]]) -> None:
    """Add those of the keys that mean one person, and nobody under a stronger key."""
    times = Counter(key for key, _ in named)
    for key, person_id in named:
        if times[key] == 1:
            keys.setdefault(key, person_id)
