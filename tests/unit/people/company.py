"""A company in memory: files made from it, plans carried out on it."""

import itertools
from dataclasses import replace

from squad.files.table import Row, Table
from squad.people.rules.planning import plan_roster
from squad.people.rules.reading import read_roster
from squad.people.rules.shapes import ExistingPerson

HEADERS = {
    "employee_id": "Matricule",
    "name": "Nom complet",
    "email": "Courriel",
    "language": "Langue",
    "function": "Fonction",
    "level": "Niveau",
    "site": "Site",
    "manager": "Responsable",
    "time_zone": "Fuseau horaire",
    "active": "Actif",
}


def table(*records, headers=("employee_id", "name", "email")):
    """Lines 2, 3 …: tuples in the order of `headers` (field names, or headers as written)."""
    names = tuple(HEADERS.get(header, header) for header in headers)
    rows = [
        Row(line, tuple(cells) + ("",) * (len(names) - len(cells)))
        for line, cells in enumerate(records, 2)
    ]
    return Table(names, tuple(rows))


def person(id_, name="Hélène Roy", **changes):
    values = {
        "employee_id": f"E{id_}",
        "list_name": "Roy, Hélène" if name == "Hélène Roy" else name,
        "email": f"p{id_}@x.fr",
        "language": "fr",
        "function": "Ventes",
        "level": "3",
        "site": "Lyon",
        "manager_id": None,
        "time_zone": "Europe/Paris",
        "active": True,
    }
    return ExistingPerson(id=id_, name=name, **{**values, **changes})


def plan(given, existing=(), *, complete=False, answers=None):
    """The plan of a table."""
    roster = read_roster(given)
    return plan_roster(
        roster.rows,
        existing,
        complete=complete,
        same_person=answers or {},
        reading_problems=roster.problems,
    )


def apply(made, existing):
    """The people after a plan, as whoever carries it out would store them."""
    people = {p.id: p for p in existing}
    fresh = itertools.count(max(people, default=0) + 1)
    ids = {created.line: next(fresh) for created in made.created}

    def stored(ref):
        if ref is None:
            return None
        return ref.person_id if ref.person_id is not None else ids[ref.line]

    for created in made.created:
        people[ids[created.line]] = ExistingPerson(
            id=ids[created.line],
            employee_id=created.employee_id,
            name=created.name,
            list_name=created.list_name,
            email=created.email,
            language=created.language or "fr",
            function=created.function,
            level=created.level,
            site=created.site,
            manager_id=stored(created.manager),
            time_zone=created.time_zone or "Europe/Paris",
            active=created.active,
        )
    for changed in made.changed:
        values = {str(c.field): c.after for c in changed.changes}
        if "manager" in values:
            values["manager_id"] = stored(values.pop("manager"))
        people[changed.person_id] = replace(people[changed.person_id], **values)
    for switched, active in ((made.reactivated, True), (made.deactivated, False)):
        for one in switched:
            people[one.person_id] = replace(people[one.person_id], active=active)
    return list(people.values())


def codes(made):
    return [(problem.line, str(problem.code)) for problem in made.problems]
