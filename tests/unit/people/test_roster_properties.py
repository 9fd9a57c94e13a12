"""Rosters of any company, in any form: once applied they change nothing; order does not matter."""

from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from squad.files.problems import FileProblem
from squad.files.reading import read_table
from squad.people.messages import sentence
from squad.people.rules.names import name_key
from squad.people.rules.planning import plan_roster
from squad.people.rules.reading import COLUMNS, FULL, SECOND_CHOICE, read_roster
from squad.people.rules.shapes import RosterField
from tests.unit.files.strategies import damaged, files
from tests.unit.people.company import apply, person, plan, table

SUITE = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = ("Hélène Roy", "Bo Lee", "Jean de La Fontaine", "ZOÉ Petit", "Roy, Hélène", "Ana da Silva")
WAYS = {
    "Hélène Roy": ("ROY Hélène", "hélène roy", "Roy, Hélène"),
    "Bo Lee": ("LEE Bo", "Bo LEE"),
    "Jean de La Fontaine": ("DE LA FONTAINE Jean", "de La Fontaine, Jean"),
    "ZOÉ Petit": ("Petit Zoe", "Zoé PETIT"),
    "Roy, Hélène": ("Roy Hélène", "HELENE ROY"),
    "Ana da Silva": ("Da Silva Ana", "da Silva, Ana", "Silva Ana Da"),
}
OPTIONAL = {
    RosterField.LANGUAGE: ("fr", "en", "Français", "anglais", "fr-CA", ""),
    RosterField.FUNCTION: ("Ventes", "Finance", ""),
    RosterField.LEVEL: ("1", "2", ""),
    RosterField.SITE: ("Lyon", "Montréal", ""),
    RosterField.TIME_ZONE: ("Europe/Paris", "america/toronto", ""),
    RosterField.ACTIVE: ("oui", "non", "1", "x", ""),
}


def only_one(name, names):
    """Whether no other of the names is the same one."""
    return sum(name_key(other) == name_key(name) for other in names) == 1


@st.composite
def rosters(draw):
    """Records of a valid roster: one to eight people, managers above them, some columns."""
    count = draw(st.integers(1, 8))
    keyed = draw(st.booleans())
    optional = draw(st.lists(st.sampled_from(list(OPTIONAL)), unique=True))
    numbers = draw(st.permutations(range(count)))
    fields = [FULL, RosterField.EMAIL, RosterField.MANAGER, *optional]
    fields += [RosterField.EMPLOYEE_ID] if keyed else []
    fields = draw(st.permutations(fields))
    names = [draw(st.sampled_from(NAMES)) for _ in range(count)]
    rows = []
    for number in numbers:
        boss = draw(st.integers(0, number - 1)) if number and draw(st.booleans()) else None
        ways = [f"P{boss}@x.FR", *([f"E{boss}"] if keyed else [])]
        if boss is not None and only_one(names[boss], names):
            ways += WAYS[names[boss]]
        known = {
            FULL: names[number],
            RosterField.EMAIL: f"p{number}@x.fr",
            RosterField.EMPLOYEE_ID: f"E{number}",
            RosterField.MANAGER: "" if boss is None else draw(st.sampled_from(ways)),
        }
        rows.append(
            [known.get(f) if f in known else draw(st.sampled_from(OPTIONAL[f])) for f in fields]
        )
    headers = [draw(st.sampled_from(COLUMNS[field])) for field in fields]
    return [headers, *rows]


@SUITE
@given(files(rosters()), st.booleans())
def test_a_valid_file_of_any_form_is_applied_once(file, complete):
    name, data, records = file
    roster = read_roster(read_table(data, name))
    assert not roster.problems and not roster.ignored_columns
    first = plan_roster(roster.rows, [], complete=complete, same_person={})
    assert first.can_be_applied and len(first.created) == len(records) - 1
    after = apply(first, [])
    second = plan_roster(roster.rows, after, complete=complete, same_person={})
    assert second.is_empty and second.can_be_applied
    assert second.unchanged == len(records) - 1


DEPARTMENTS = [name for name in COLUMNS[RosterField.FUNCTION] if name not in SECOND_CHOICE]


@SUITE
@given(rosters(), st.sampled_from(DEPARTMENTS), st.sampled_from(SECOND_CHOICE), st.data())
def test_a_job_title_beside_a_department_changes_nothing(records, group, title, data):
    if not set(records[0]).isdisjoint(COLUMNS[RosterField.FUNCTION]):
        records = [[group if h in SECOND_CHOICE else h for h in records[0]], *records[1:]]
    else:
        records = [[group, *records[0]], *(["Achats", *row] for row in records[1:])]
    plain = read_roster(table(*records[1:], headers=records[0]))
    at = data.draw(st.integers(0, len(records[0])))
    cells = [title, *(f"title {n}" for n in range(1, len(records)))]
    wider = [[*row[:at], cell, *row[at:]] for row, cell in zip(records, cells, strict=True)]
    roster = read_roster(table(*wider[1:], headers=wider[0]))
    assert (roster.rows, roster.problems) == (plain.rows, plain.problems)
    assert roster.ignored_columns == (title,)


@SUITE
@given(rosters(), rosters(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_people_does_not_matter(before, records, complete, rng):
    people = apply(plan(table(*before[1:], headers=before[0])), [])
    rows = list(read_roster(table(*records[1:], headers=records[0])).rows)
    plain = plan_roster(rows, people, complete=complete, same_person={})
    rng.shuffle(rows)
    rng.shuffle(people)
    assert plan_roster(rows, people, complete=complete, same_person={}) == plain


@SUITE
@given(rosters(), rosters(), st.booleans(), st.booleans())
def test_any_second_file_is_applied_once_whatever_is_answered(before, records, complete, same):
    people = apply(plan(table(*before[1:], headers=before[0])), [])
    given_table = table(*records[1:], headers=records[0])
    answers, made = {}, plan(given_table, people, complete=complete)
    while made.questions:
        question = made.questions[0]
        answers[question.line] = question.person_id if same else None
        made = plan(given_table, people, complete=complete, answers=answers)
    event(f"problems: {sorted({str(p.code) for p in made.problems})}")
    if not made.can_be_applied:
        return
    after = apply(made, people)
    assert len({p.email for p in after}) == len(after)
    assert {p.id for p in people} <= {p.id for p in after}
    assert plan(given_table, after, complete=complete).is_empty
    rows = read_roster(given_table).rows
    if complete and not any(RosterField.ACTIVE in row.given for row in rows):
        assert sum(p.active for p in after) == len(rows)


@SUITE
@given(st.data())
def test_a_loop_is_found_exactly_where_there_is_one(data):
    size = data.draw(st.integers(1, 7))
    anybody = st.none() | st.integers(1, size)
    stored = {n: data.draw(anybody) for n in range(1, size + 1)}
    people = [person(n, f"Name {n}") for n in stored]
    filed = data.draw(st.lists(st.integers(1, size), unique=True, min_size=1))
    wanted = {n: data.draw(anybody) for n in filed}
    # What is stored has no loop: keep only managers with a smaller number.
    kept = {n: m if m and m < n else None for n, m in stored.items()}
    people = [replace(p, manager_id=kept[p.id]) for p in people]
    rows = [(f"E{n}", f"E{m}" if m else "") for n, m in wanted.items()]
    made = plan(table(*rows, headers=("employee_id", "manager")), people)
    after = {**kept, **wanted}
    looping = {n for n in after if returns(n, after)}
    found = {
        name
        for problem in made.problems
        for _line, name in problem.params["chain"]
        if problem.code == "manager_loop"
    }
    assert found == {f"Name {n}" for n in looping}
    for problem in made.problems:
        assert problem.line == min(line for line, _name in problem.params["chain"] if line)


def returns(start, above):
    """Whether going up from `start` comes back to it."""
    at = above[start]
    for _ in above:
        if at is None or at == start:
            break
        at = above[at]
    return at == start


@SUITE
@given(damaged(files(rosters())), st.booleans())
def test_a_damaged_file_gives_a_plan_or_a_problem(file, complete):
    name, data = file
    people = [person(1), person(2, "Bo Lee", manager_id=1), person(3, employee_id=None)]
    try:
        roster = read_roster(read_table(data, name))
    except FileProblem as problem:
        event(f"refused: {problem.code}")
        return
    made = plan_roster(
        roster.rows, people, complete=complete, same_person={}, reading_problems=roster.problems
    )
    event("planned" if made.can_be_applied else "problems or questions")
    for problem in made.problems:
        assert sentence(problem).startswith("Line ")
    if made.can_be_applied:
        assert len({p.email for p in apply(made, people)}) == 3 + len(made.created)


CELLS = st.sampled_from(
    ["", "x", "E1", "E2", "p1@x.fr", "p2@x.fr", "P1@X.FR", "Hélène Roy", "Bo Lee", "oui", "fr", "#"]
)


@SUITE
@given(
    st.lists(st.sampled_from(["employee_id", "name", "email", "manager", "active"]), unique=True),
    st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=5),
    st.booleans(),
    st.dictionaries(st.integers(2, 7), st.none() | st.integers(1, 4)),
)
def test_any_cells_give_a_plan(headers, rows, complete, answers):
    people = [person(1), person(2, "Bo Lee", manager_id=1), person(3, active=False)]
    records = [row[: len(headers)] for row in rows]
    made = plan(table(*records, headers=headers), people, complete=complete, answers=answers)
    assert made == plan(
        table(*records, headers=headers), people, complete=complete, answers=answers
    )
    if not made.can_be_applied:
        return
    after = apply(made, people)
    assert len({p.email for p in after}) == len(after)
    keys = [p.employee_id for p in after if p.employee_id]
    assert len(set(keys)) == len(keys)
    assert plan(table(*records, headers=headers), after, complete=complete).is_empty
