"""The invented company as the files that the importers read: every row follows from its number."""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from squad.files.reading import read_table
from squad.files.table import Table
from squad.framework.rules.model import RUNG_ASKS, Area, Evidence, Framework, Milestone

CODE = "bench"
ZONE = "Europe/Paris"
AT = "bench.example"
PER_MENTOR = 5
FUNCTIONS = (
    "Sales", "Marketing", "Finance", "Human resources", "Logistics", "Legal",
    "Customer service", "Research",
)  # fmt: skip
SITES = ("Paris", "Lyon", "Montréal", "Lille", "Nantes", "Toulouse")
LEVELS = ("Executive", "Director", "Head", "Expert")
LANGUAGES = ("fr", "en", "fr")
GIVEN = (
    "Ada", "Élise", "Hugo", "Inès", "Jules", "Léa", "Marc", "Noé", "Odile", "Paul", "Rosa",
    "Samir", "Théo", "Yanis", "Zoé",
)  # fmt: skip
FAMILIES = (
    "Aubry", "Benali", "Carrel", "Dubois", "Émery", "Fontaine", "Garnier", "Haddad", "Imbert",
    "Joly", "Klein", "Lefèvre", "Moreau", "Nguyen", "Olivier", "Petit", "Quéré", "Roy", "Simon",
    "Tran", "Urbain", "Vasseur", "Weber", "Yilmaz", "Zola",
)  # fmt: skip
TARGETS: Sequence[Mapping[Area, int]] = (
    {Area.PURPOSE: 1, Area.PRESENCE: 2, Area.LISTENING: 2, Area.PUBLISHING: 1, Area.CONVERSING: 2},
    {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.PUBLISHING: 1},
    {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2},
    {Area.PURPOSE: 1, Area.PRESENCE: 2, Area.LISTENING: 2, Area.PUBLISHING: 1, Area.CONVERSING: 2,
     Area.CARE: 3},
)  # fmt: skip
STATED = (2, 7, 8, 12, 12, 8, 17, 18, 24, 12)
"""Statements of a mentee: twelve on average, so that some stand on every rung."""
HELD = 8
"""Sessions held; one more was called off, and one is planned or was missed."""
LAST_HELD = (5, 16, 40, 62)
"""Days since the last session, so that some pairs are silent."""
NOTE = "Shown on the phone, then done alone: two answers under a post of the trade association."


@dataclass(frozen=True, slots=True)
class Someone:
    """One line of the roster."""

    key: str
    number: int
    manager: str = ""

    @property
    def email(self) -> str:
        """How files name this person."""
        return f"{self.key}@{AT}"


@dataclass(frozen=True, slots=True)
class Coached:
    """A mentor with a mentee; everything that they did follows from `number`."""

    mentor: Someone
    mentee: Someone
    number: int
    today: date

    @property
    def started(self) -> date:
        """When both had accepted."""
        return self.today - timedelta(days=140 - self.number * 7 % 70)

    @property
    def ended(self) -> date | None:
        """When the coordinator closed it, for every tenth."""
        return self.today - timedelta(days=3) if self.number % 10 == 9 else None

    def held(self) -> list[date]:
        """The days of the sessions that took place."""
        last = self.today - timedelta(days=LAST_HELD[self.number % len(LAST_HELD)])
        gap = (last - self.started).days // HELD
        return [last - timedelta(days=gap * n) for n in reversed(range(HELD))]


def staff() -> list[Someone]:
    """Whoever reads and coordinates, and the bosses of mentors and of mentees."""
    keys = ("administrator", "coordinator", "hr", "squad.lead")
    heads = (f"head.{number}" for number in range(len(FUNCTIONS)))
    return [Someone(key, number) for number, key in enumerate((*keys, *heads))]


def pairs_of(tag: str, mentees: int, today: date, *, per_mentor: int = PER_MENTOR) -> list[Coached]:
    """So many mentees, each mentor with `per_mentor` of them."""
    return [
        Coached(
            Someone(f"{tag}.mentor.{n // per_mentor}", n // per_mentor * 11, "squad.lead"),
            Someone(f"{tag}.mentee.{n}", n, f"head.{n % len(FUNCTIONS)}"),
            n,
            today,
        )
        for n in range(mentees)
    ]


def people_in(pairs: Sequence[Coached]) -> list[Someone]:
    """Everybody in these pairs, once."""
    return list(dict.fromkeys(one for pair in pairs for one in (pair.mentor, pair.mentee)))


def roster_of(people: Sequence[Someone]) -> Table:
    """The staff as a company's roster gives it."""
    return _table(
        {
            "Employee ID": one.key,
            "First name": GIVEN[one.number % len(GIVEN)],
            "Last name": FAMILIES[one.number * 7 % len(FAMILIES)],
            "E-mail": one.email,
            "Language": LANGUAGES[one.number % len(LANGUAGES)],
            "Department": FUNCTIONS[one.number % len(FUNCTIONS)],
            "Level": LEVELS[one.number % len(LEVELS)],
            "Site": SITES[one.number * 5 % len(SITES)],
            "Manager ID": one.manager,
        }
        for one in people
    )


def pairings_of(pairs: Sequence[Coached], framework: Framework) -> Table:
    """The pairings, each with an agreement in force."""
    purposes = list(framework.purposes)
    return _table(
        {
            "mentor": pair.mentor.email,
            "mentee": pair.mentee.email,
            "programme": CODE,
            "state": "completed" if pair.ended else "active",
            "started": pair.started,
            "ended": pair.ended or "",
            "purposes": "|".join(purposes[(pair.number + n * 5) % len(purposes)] for n in (0, 1)),
            "networks": "public|internal",
            **{area: _target(pair).get(area, "") for area in Area},
        }
        for pair in pairs
    )


def sessions_of(pairs: Sequence[Coached], framework: Framework) -> Table:
    """Ten sessions of each pair, and what was stated in them."""
    return _table(row for pair in pairs for row in _sessions(pair, framework))


def _target(pair: Coached) -> Mapping[Area, int]:
    return TARGETS[pair.number % len(TARGETS)]


def _sessions(pair: Coached, framework: Framework) -> Iterator[dict[str, object]]:
    stated = _stated(pair, framework)
    held = pair.held()
    for n, on in enumerate(held):
        told = " ".join(_cell(pair, milestone, on) for milestone in stated[n::HELD])
        note = NOTE if n % 2 else ""
        yield _row(pair, on, "held", minutes=45, notes=note, milestones=told)
    sides = ("mentee", "mentor", "other")
    called_off = held[HELD // 2] + timedelta(days=1)
    yield _row(pair, called_off, "cancelled", cancelled_by=sides[pair.number % len(sides)])
    if pair.number % len(LAST_HELD) or pair.ended:
        yield _row(pair, held[1] + timedelta(days=1), "missed")
    else:
        next_on = pair.today + timedelta(days=6)
        yield _row(pair, next_on, "planned", known_on=held[-1])


def _row(pair: Coached, on: date, outcome: str, **cells: object) -> dict[str, object]:
    empty = dict.fromkeys(("minutes", "cancelled_by", "notes", "milestones"), "")
    return {
        "date": on,
        "mentor": pair.mentor.email,
        "mentee": pair.mentee.email,
        "outcome": outcome,
        "known_on": on,
        "programme": CODE,
        **empty,
        **cells,
    }


def _stated(pair: Coached, framework: Framework) -> list[Milestone]:
    """Which milestones, in which order: every other pair climbs the ladder, others go about."""
    ladder = _ladder(framework)
    if pair.number % 2:
        drawn = random.Random(pair.number)  # noqa: S311  the same company each time
        drawn.shuffle(ladder)
    return ladder[: STATED[pair.number // 2 % len(STATED)]]


def _ladder(framework: Framework) -> list[Milestone]:
    """The milestones of each rung, lowest first, then all others."""
    asked = [
        milestone
        for areas in RUNG_ASKS.values()
        for area, top in areas.items()
        for stage in range(1, top + 1)
        for milestone in framework.core(area, stage)
    ]
    return list({m.code: m for m in (*asked, *framework.milestones.values())}.values())


def _cell(pair: Coached, milestone: Milestone, on: date) -> str:
    evidence = Evidence.SEEN if Evidence.SEEN in milestone.evidence else Evidence.CHECKED
    before = ":before" if pair.number % 3 == 0 and on == pair.held()[0] else ""
    return f"{milestone.code}:alone:{evidence.value}:{on}{before}"


def _table(rows: Iterator[dict[str, object]]) -> Table:
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(listed[0]))
    writer.writeheader()
    writer.writerows(listed)
    return read_table(text.getvalue().encode(), f"{CODE}.csv")
