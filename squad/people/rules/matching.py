"""Which row is which stored person: by employee id, else by e-mail, else by an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from squad.people.rules.names import name_key
from squad.people.rules.shapes import (
    ExistingPerson,
    Problem,
    RosterCode,
    RosterRow,
    SamePerson,
)


@dataclass(slots=True)
class Matches:
    """The rows that count, in the order of their lines, and the stored person of each."""

    rows: list[RosterRow]
    people: dict[int, ExistingPerson]
    person_of: dict[int, ExistingPerson] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    questions: list[SamePerson] = field(default_factory=list)

    @property
    def claimed(self) -> set[int]:
        """The ids of the stored people that a row speaks of."""
        return {person.id for person in self.person_of.values()}

    def unclaimed(self) -> list[ExistingPerson]:
        """The stored people that no row speaks of, by id."""
        claimed = self.claimed
        return [p for _, p in sorted(self.people.items()) if p.id not in claimed]

    def unmatched(self) -> list[RosterRow]:
        """The rows that speak of nobody stored."""
        return [row for row in self.rows if row.line not in self.person_of]

    def give(self, line: int, person: ExistingPerson) -> None:
        """Let a row speak of a person; one that says they left, under an earlier key, goes."""
        earlier = {at for at, known in self.person_of.items() if known.id == person.id}
        self.rows = [row for row in self.rows if row.line not in earlier]
        for at in earlier:
            del self.person_of[at]
        self.person_of[line] = person


def match_rows(
    rows: Sequence[RosterRow],
    existing: Sequence[ExistingPerson],
    *,
    complete: bool,
    same_person: Mapping[int, int | None],
) -> Matches:
    """Match rows with stored people; the order of rows and of people does not matter."""
    unique, problems = _without_duplicates(sorted(rows, key=lambda row: row.line))
    matches = Matches(unique, {person.id: person for person in existing}, problems=problems)
    _by_employee_id(matches)
    _by_email(matches)
    candidates = _candidates(matches, complete=complete)
    _forget_earlier_keys(matches, candidates)
    _by_answers(matches, candidates, same_person)
    return matches


def _without_duplicates(rows: Sequence[RosterRow]) -> tuple[list[RosterRow], list[Problem]]:
    """The first row of each key, and a problem that names both lines for every other."""
    kept: list[RosterRow] = []
    problems: list[Problem] = []
    ids: dict[str, int] = {}
    emails: dict[str, int] = {}
    for row in rows:
        clash = _clash(row.employee_id, ids, RosterCode.DUPLICATE_EMPLOYEE_ID, row.line)
        clash = clash or _clash(row.email, emails, RosterCode.DUPLICATE_EMAIL, row.line)
        if clash:
            problems.append(clash)
            continue
        kept.append(row)
        if row.employee_id:
            ids[row.employee_id] = row.line
        if row.email:
            emails[row.email] = row.line
    return kept, problems


def _clash(key: str | None, seen: dict[str, int], code: RosterCode, line: int) -> Problem | None:
    if not key or key not in seen:
        return None
    return Problem(line, code, {"value": key, "other_line": seen[key]})


def _by_employee_id(matches: Matches) -> None:
    stored = {p.employee_id: p for p in matches.people.values() if p.employee_id}
    for row in matches.rows:
        if row.employee_id in stored:
            matches.person_of[row.line] = stored[row.employee_id]


def _by_email(matches: Matches) -> None:
    """Rows without an id; a row with an unknown one may give it to somebody who has none."""
    free = {person.email: person for person in matches.unclaimed()}
    for row in matches.unmatched():
        person = free.get(row.email or "")
        if person and not (row.employee_id and person.employee_id):
            matches.person_of[row.line] = person


def _candidates(matches: Matches, *, complete: bool) -> dict[int, list[ExistingPerson]]:
    """For each row that would create: the people it may be, under an earlier key.

    Somebody of the same name whom the file would deactivate, because it says so or is complete
    without them; somebody with the same e-mail and another employee id.
    """
    leavers = _by_name_in_file(matches, leaving=True)
    by_name: dict[str, list[ExistingPerson]] = {}
    by_email: dict[str, list[ExistingPerson]] = {}
    for person in matches.unclaimed():
        by_email[person.email] = [person]
        if complete and person.active:
            by_name.setdefault(name_key(person.name), []).append(person)
    found: dict[int, list[ExistingPerson]] = {}
    for row in matches.unmatched():
        both = by_email.get(row.email or "", []) + by_name.get(name_key(row.name), [])
        if row.active is not False:
            both += leavers.get(name_key(row.name), [])
        if both:
            found[row.line] = list({person.id: person for person in both}.values())
    return found


def _by_name_in_file(matches: Matches, *, leaving: bool) -> dict[str, list[ExistingPerson]]:
    """Active people under the names that the file gives them: whom it says to have left, or not."""
    found: dict[str, list[ExistingPerson]] = {}
    for row in matches.rows:
        person = matches.person_of.get(row.line)
        if person and person.active and row.name and (row.active is False) is leaving:
            found.setdefault(name_key(row.name), []).append(person)
    return found


def _forget_earlier_keys(matches: Matches, candidates: Mapping[int, list[ExistingPerson]]) -> None:
    """Leave out rows of strangers who left, where somebody of that name is here and stays.

    Files keep the row of an earlier key. Once it was answered whose it is nobody has that key any
    more, and the same file must change nothing.
    """
    staying = _by_name_in_file(matches, leaving=False)
    gone = {
        row.line
        for row in matches.unmatched()
        if row.active is False and row.line not in candidates and name_key(row.name) in staying
    }
    matches.rows = [row for row in matches.rows if row.line not in gone]


def _by_answers(
    matches: Matches,
    candidates: Mapping[int, list[ExistingPerson]],
    answers: Mapping[int, int | None],
) -> None:
    names = {row.line: row.name for row in matches.rows}
    taken: dict[int, int] = {}
    for line, people in sorted(candidates.items()):
        chosen = next((p for p in people if p.id == answers.get(line)), None)
        if chosen and chosen.id in taken:
            params = {"name": chosen.name, "other_line": taken[chosen.id]}
            matches.problems.append(Problem(line, RosterCode.ANSWERED_TWICE, params))
        elif chosen:
            taken[chosen.id] = line
            matches.give(line, chosen)
    for line, people in sorted(candidates.items()):
        if line in matches.person_of or (line in answers and answers[line] is None):
            continue
        matches.questions.extend(
            SamePerson(line, person.id, names[line]) for person in people if person.id not in taken
        )
