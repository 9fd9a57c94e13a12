"""The reporting line that a file would leave: who a manager cell means, and loops."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from squad.people.rules.matching import Matches
from squad.people.rules.names import keys_of_name, person_key
from squad.people.rules.shapes import (
    ExistingPerson,
    PersonRef,
    Problem,
    RosterCode,
    RosterField,
    RosterRow,
)


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """For each line of the file that says so: the manager; and what is wrong."""

    manager_of: Mapping[int, PersonRef | None]
    problems: tuple[Problem, ...]


def reporting_line(matches: Matches) -> ReportingLine:
    """Managers as they would stand after the import, whatever the order of the rows.

    An unknown manager, a name that several people have, and a loop, through stored people too, are
    problems.
    """
    refs = _refs(matches)
    known = _directory(matches, refs)
    manager_of: dict[int, PersonRef | None] = {}
    by_name: dict[int, str] = {}
    for row in matches.rows:
        if RosterField.MANAGER not in row.given:
            continue
        found = known.get(_key(row.manager)) if row.manager else None
        if row.manager and found is None:
            by_name[row.line] = row.manager
        else:
            manager_of[row.line] = found
    problems = _find_by_name(matches, refs, by_name, manager_of) if by_name else []
    problems += _loops(matches, refs, manager_of)
    return ReportingLine(manager_of, tuple(problems))


def _find_by_name(
    matches: Matches,
    refs: Mapping[int, PersonRef],
    wanted: Mapping[int, str],
    manager_of: dict[int, PersonRef | None],
) -> list[Problem]:
    """Fill in the managers, by line, whose names only one person has.

    Where two may be the same person, an open question about them comes first.
    """
    named = _people_by_name(matches, refs)
    asked = {question.line for question in matches.questions}
    problems = []
    for line, name in wanted.items():
        found = named.get(person_key(name), set())
        if len(found) == 1:
            manager_of[line] = next(iter(found))
        elif asked.isdisjoint(ref.line for ref in found):
            code = RosterCode.SEVERAL_MANAGERS if found else RosterCode.UNKNOWN_MANAGER
            problems.append(Problem(line, code, {"value": name}))
    return problems


def _people_by_name(
    matches: Matches, refs: Mapping[int, PersonRef]
) -> Mapping[str, set[PersonRef]]:
    """Everybody after the import, by each way to write their name."""
    people = [(PersonRef(p.name, person_id=p.id), p.list_name) for p in matches.unclaimed()]
    for row in matches.rows:
        stored = matches.person_of.get(row.line)
        list_name = stored.list_name if stored and not row.name else row.list_name
        people.append((refs[row.line], list_name))
    named: defaultdict[str, set[PersonRef]] = defaultdict(set)
    for ref, list_name in people:
        for key in keys_of_name(ref.name, list_name):
            named[key].add(ref)
    return named


def ref_of(row: RosterRow, person: ExistingPerson | None) -> PersonRef:
    """How others refer to the person of a row: by id when stored, else by line."""
    if person is None:
        return PersonRef(row.name, line=row.line)
    return PersonRef(row.name or person.name, person_id=person.id)


def _refs(matches: Matches) -> dict[int, PersonRef]:
    return {row.line: ref_of(row, matches.person_of.get(row.line)) for row in matches.rows}


def _directory(matches: Matches, refs: Mapping[int, PersonRef]) -> dict[str, PersonRef]:
    """Everybody after the import, by employee id and by e-mail."""
    known: dict[str, PersonRef] = {}
    for person in matches.unclaimed():
        ref = PersonRef(person.name, person_id=person.id)
        known.update(_keys(person.employee_id, person.email, ref))
    for row in matches.rows:
        stored = matches.person_of.get(row.line)
        employee_id = row.employee_id or (stored.employee_id if stored else None)
        email = row.email or (stored.email if stored else None)
        known.update(_keys(employee_id, email, refs[row.line]))
    return known


def _keys(employee_id: str | None, email: str | None, ref: PersonRef) -> dict[str, PersonRef]:
    return {_key(text): ref for text in (employee_id, email) if text}


def _key(text: str) -> str:
    """An address is the same in capitals; an employee id is not."""
    return text.casefold() if "@" in text else text


Node = tuple[int | None, int | None]


def _node(ref: PersonRef) -> Node:
    return ref.person_id, ref.line


def _loops(
    matches: Matches, refs: Mapping[int, PersonRef], manager_of: Mapping[int, PersonRef | None]
) -> list[Problem]:
    above: dict[Node, Node] = {
        (person.id, None): (person.manager_id, None)
        for person in matches.people.values()
        if person.manager_id is not None
    }
    for line, manager in manager_of.items():
        above.pop(_node(refs[line]), None)
        if manager is not None:
            above[_node(refs[line])] = _node(manager)
    line_of = {_node(ref): line for line, ref in refs.items()}
    names: dict[Node, str] = {(p.id, None): p.name for p in matches.people.values()}
    names |= {_node(ref): ref.name for ref in refs.values()}
    problems = []
    for loop in _cycles(above):
        lines = [line_of.get(node) for node in loop]
        touched = [line for line in lines if line in manager_of and line is not None]
        if touched:
            first = lines.index(min(touched))
            turned = loop[first:] + loop[:first]
            chain = tuple((line_of.get(node), names.get(node, "")) for node in turned)
            problems.append(Problem(min(touched), RosterCode.MANAGER_LOOP, {"chain": chain}))
    return sorted(problems, key=lambda problem: problem.line)


def _cycles(above: Mapping[Node, Node]) -> list[list[Node]]:
    """Every cycle of a graph where each node has at most one successor, each once."""
    done: set[Node] = set()
    cycles = []
    for start in above:
        path: list[Node] = []
        place: dict[Node, int] = {}
        node: Node | None = start
        while node is not None and node not in done and node not in place:
            place[node] = len(path)
            path.append(node)
            node = above.get(node)
        if node is not None and node in place:
            cycles.append(path[place[node] :])
        done.update(path)
    return cycles
