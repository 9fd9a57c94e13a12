"""People."""

from itertools import count

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.kernel.text import fold
from squad.people.models import Person

numbers = count(1)


class MakePeople:
    def now(self):
        """The present moment, as the product sees it."""
        return clock.now()

    def person(self, name=None, **values):
        """Someone of the company, active, speaking English, in Paris."""
        n = next(numbers)
        name = name or f"Person Number{n}"
        given, _, family = name.rpartition(" ")
        list_name = f"{family}, {given}" if given else name
        defaults = {
            "employee_id": f"E{n:05d}",
            "name": name,
            "list_name": list_name,
            "sort_key": fold(list_name),
            "email": f"{fold(name).replace(' ', '.')}.{n}@example.org",
            "language": "en",
            "function": "Sales",
            "level": "",
            "site": "Paris",
            "time_zone": "Europe/Paris",
            "active": True,
            "created_at": clock.now(),
        }
        person = Person(**{**defaults, **values})
        with unit_of_work():
            session.add(person)
        return person
