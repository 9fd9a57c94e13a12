"""The stored framework, programmes, closed periods and granted roles."""

from datetime import timedelta
from functools import cache
from itertools import count

from sqlalchemy import select

from squad.access.viewer import Role
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework import queries
from squad.framework.models import FrameworkVersion
from squad.framework.rules.document import digest, parse, read_folder, to_json
from squad.kernel.clock import clock
from squad.programmes.models import ClosedPeriod, Programme, ProgrammeVersion, RoleGrant
from squad.programmes.rules import RANGES, REPORTED, ProgrammeDefaults, ReadingMode
from squad.resources import SEED_DATA

numbers = count(1)
# Each test stores the same version; it is written and read once a process.
queries.from_json = cache(queries.from_json)


@cache
def shipped():
    document = parse(read_folder(SEED_DATA / "framework"))
    return {
        "code": document.framework.version,
        "digest": digest(document),
        "document": to_json(document),
    }


class MakeProgrammes:
    def framework(self):
        """The shipped framework, loaded once."""
        stored = session.scalar(select(FrameworkVersion))
        if stored is None:
            # Ids begin again with each emptied database; the process remembers versions by id.
            queries.get_document.cache_clear()
            with unit_of_work():
                stored = FrameworkVersion(**shipped(), loaded_at=clock.now())
                session.add(stored)
        return stored

    def programme(self, code=None, **values):
        """A programme that began a month ago, with the product's figures, read by name."""
        n = next(numbers)
        framework = self.framework()
        usual = ProgrammeDefaults()
        starts_on = values.pop("starts_on", clock.today("Europe/Paris") - timedelta(days=30))
        given = {
            "code": code or f"edition-{n}",
            "name": f"Edition {n}",
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(weeks=30),
            "time_zone": "Europe/Paris",
            "framework_version_id": framework.id,
            "reading_mode": ReadingMode.NAMED,
            "created_at": clock.now(),
            **{name: getattr(usual, name) for name in RANGES},
            **{f"target_{area}": stage for area, stage in usual.target.items()},
        }
        programme = Programme(**{**given, **values})
        with unit_of_work():
            session.add(programme)
            session.flush()
            figures = {name: getattr(programme, name) for name in REPORTED}
            session.add(
                ProgrammeVersion(
                    programme_id=programme.id, known_at=programme.created_at, **figures
                )
            )
        return programme

    def closed_period(self, programme, starts_on, ends_on):
        """Days on which the programme stands still."""
        period = ClosedPeriod(
            programme_id=programme.id, starts_on=starts_on, ends_on=ends_on, known_at=clock.now()
        )
        with unit_of_work():
            session.add(period)
        return period

    def role(self, person, programme, role):
        """A granted role."""
        grant = RoleGrant(
            person_id=person.id, programme_id=programme.id, role=role, granted_at=clock.now()
        )
        with unit_of_work():
            session.add(grant)
        return grant

    def coordinator(self, programme, name="Nadia Ferhat", **values):
        """A person who coordinates the programme."""
        person = self.person(name, **values)
        self.role(person, programme, Role.COORDINATOR)
        return person

    def hr_viewer(self, programme, name="Paul Mercier", **values):
        """A person who reads the programme for HR."""
        person = self.person(name, **values)
        self.role(person, programme, Role.HR_VIEWER)
        return person
