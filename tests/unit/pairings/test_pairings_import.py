"""A file of pairings: read, checked against the hard rules, planned."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.files.problems import ValueCode
from squad.files.table import Row, Table
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.rules.hard import MatchNotice, PersonFacts, Refusal
from squad.pairings.rules.imports import RowCode
from squad.pairings.rules.planning import (
    PairingFacts,
    PairingKey,
    PairingsWorld,
    ProgrammeFacts,
    number_existing,
    plan_pairings,
)
from squad.pairings.rules.rows import COLUMNS, FRENCH, PairingRowProblem, read_pairing_rows
from squad.pairings.rules.states import LIVE, PairingState

TODAY = date(2026, 12, 1)
# 1 leads 2, 3 and 6; 2 leads 4; 4 leads 5; 5 leads 7.
LINE = {1: None, 2: 1, 3: 1, 4: 2, 5: 4, 6: 1, 7: 5}
PURPOSES = {
    "recruiting": {"en": "Recruiting", "fr": "Recrutement"},
    "support": {"en": "Customer relations and support", "fr": "Relation client et assistance"},
}
SPRING = ProgrammeFacts("spring", {Area.PURPOSE: 1, Area.PRESENCE: 2}, PURPOSES)
WORLD = PairingsWorld(
    people={f"p{n}@example.org": PersonFacts(n, n != 6, boss) for n, boss in LINE.items()},
    line=LINE,
    programmes={"spring": SPRING},
)
HEADERS = ("mentor", "mentee", "programme", "state", "started", "ended", "purposes", "networks")
AREAS = ("purpose", "presence", "listening")
ROW = ("p5@example.org", "p3@example.org", "spring", "active", "2026-10-05", "", "recruiting", "")


def changed(**cells) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADERS, ROW, strict=True))


def plan(*rows, world=WORLD, headers=HEADERS):
    table = Table(headers, tuple(Row(line, cells) for line, cells in enumerate(rows, start=2)))
    return plan_pairings(read_pairing_rows(table, today=TODAY), world)


def codes(*rows, **how) -> list[str]:
    return [problem.code for problem in plan(*rows, **how).problems]


def test_an_active_pairing_takes_the_programmes_target():
    (new,) = plan(ROW).created
    assert new.key == PairingKey("spring", 5, 3, 1)
    assert new.facts == PairingFacts(PairingState.ACTIVE, date(2026, 10, 5), None)
    assert new.target == tuple(SPRING.target.items())
    assert new.purposes == ("recruiting",)
    assert set(new.networks) == set(NetworkKind)


def test_headers_and_words_of_french_files_are_understood():
    headers = ("Mentore", "Personne mentorée", "État", "Début", "Buts", "Réseaux", "Écoute")
    row = (
        "P5@EXAMPLE.ORG",
        "p3@example.org",
        "en cours",
        "05/10/2026",
        "Recrutement; relation client et assistance",
        "interne, communauté",
        "2",
    )
    (new,) = plan(row, headers=headers).created
    assert new.facts.state is PairingState.ACTIVE
    assert new.purposes == ("recruiting", "support")
    assert new.networks == ("community", "internal")
    assert dict(new.target) == {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2}


def test_a_target_cannot_leave_out_the_two_basics():
    headers = (*HEADERS, *AREAS)
    assert codes((*ROW, "0", "2", ""), headers=headers) == [PairingRowProblem.TARGET_BASICS]
    assert codes((*ROW, "1", "1", "4"), headers=headers) == [RowCode.WORD_UNKNOWN]
    (new,) = plan((*ROW, "", "2", "0"), headers=headers).created
    assert dict(new.target) == {Area.PURPOSE: 1, Area.PRESENCE: 2}


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"started": "", "ended": ""}, PairingState.PROPOSED),
        ({}, PairingState.ACTIVE),
        ({"ended": "2026-11-20"}, PairingState.ENDED),
    ],
)
def test_without_a_state_the_dates_say_it(cells, state):
    (new,) = plan(changed(state="", **cells)).created
    assert new.facts.state is state


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"mentor": ""}, RowCode.CELL_EMPTY, "mentor"),
        ({"mentee": "p99@example.org"}, RowCode.PERSON_UNKNOWN, "mentee"),
        ({"programme": "autumn"}, RowCode.PROGRAMME_UNKNOWN, "programme"),
        ({"state": "dormant"}, RowCode.WORD_UNKNOWN, "state"),
        ({"started": "soon"}, ValueCode.BAD_DATE, "started"),
        ({"started": ""}, PairingRowProblem.STARTED_MISSING, "started"),
        ({"started": "2026-12-02"}, PairingRowProblem.DATE_IN_FUTURE, "started"),
        ({"ended": "2026-11-01"}, PairingRowProblem.ENDED_NOT_OVER, "ended"),
        ({"state": "ended"}, PairingRowProblem.ENDED_MISSING, "ended"),
        (
            {"state": "ended", "ended": "2026-09-01"},
            PairingRowProblem.ENDED_BEFORE_STARTED,
            "ended",
        ),
        ({"purposes": ""}, PairingRowProblem.PURPOSES_MISSING, "purposes"),
        ({"purposes": "dancing"}, PairingRowProblem.PURPOSE_UNKNOWN, "purposes"),
        ({"networks": "the moon"}, RowCode.WORD_UNKNOWN, "networks"),
    ],
)
def test_each_problem_comes_with_its_line_and_column(cells, code, column):
    found = plan(changed(mentee="p1@example.org", mentor="p7@example.org"), changed(**cells))
    assert (3, code, column) in [(p.line, p.code, p.column) for p in found.problems]
    assert {p.line for p in found.problems} == {3}


def test_somebody_unknown_is_quoted_as_written():
    (problem,) = plan(changed(mentor="  Noémie\u00a0PETIT ")).problems
    assert problem.params == {"value": "Noémie PETIT"}


def test_with_several_programmes_the_row_names_one():
    world = replace(WORLD, programmes={"spring": SPRING, "autumn": replace(SPRING, code="autumn")})
    assert codes(changed(programme=""), world=world) == [RowCode.PROGRAMME_NEEDED]
    assert codes(changed(programme="")) == []


def pair(mentor: int, mentee: int, **cells) -> tuple[str, ...]:
    return changed(mentor=f"p{mentor}@example.org", mentee=f"p{mentee}@example.org", **cells)


@pytest.mark.parametrize(
    ("mentor", "mentee", "refusal"),
    [
        (5, 5, Refusal.ONESELF),
        (2, 5, Refusal.MENTOR_ABOVE),
        (5, 4, Refusal.OWN_BOSS),
        (2, 3, Refusal.SAME_BOSS),
        (7, 6, Refusal.MENTEE_INACTIVE),
    ],
)
def test_the_hard_rules_hold_for_live_pairings(mentor, mentee, refusal):
    assert codes(pair(mentor, mentee)) == [refusal]


def test_what_is_over_is_history_but_nobody_was_ever_their_own_mentor():
    over = {"state": "ended", "ended": "2026-11-01"}
    assert codes(pair(2, 5, **over)) == []
    assert codes(pair(5, 5, **over)) == [Refusal.ONESELF]


def test_a_boss_further_up_comes_with_a_notice():
    found = plan(pair(5, 1))
    assert found.problems == ()
    assert [notice.code for notice in found.notices] == [MatchNotice.BOSS_FURTHER_UP]


def test_one_live_pairing_a_mentee_within_the_file_and_with_what_is_here():
    assert codes(pair(5, 3), pair(7, 3)) == [Refusal.SECOND_LIVE]
    ended = pair(7, 3, state="ended", ended="2026-10-01", started="2026-09-01")
    assert codes(ended, pair(5, 3)) == []
    live = {("spring", 3): PairingKey("spring", 7, 3, 1)}
    assert codes(pair(5, 3), world=replace(WORLD, live=live)) == [Refusal.SECOND_LIVE]


def after(found) -> PairingsWorld:
    """The world once a plan was carried out."""
    stored = [(*new.key[:3], new.facts) for new in found.created]
    live = {
        (new.key.programme, new.key.mentee_id): new.key
        for new in found.created
        if new.facts.state in LIVE
    }
    return replace(WORLD, existing=number_existing(stored), live=live)


def test_the_same_file_twice_changes_nothing():
    ended = changed(state="ended", started="2026-09-01", ended="2026-10-01")
    rows = (ended, ROW, pair(7, 1))
    first = plan(*rows)
    assert [new.key.n for new in first.created] == [1, 2, 1]
    second = plan(*rows, world=after(first))
    assert (second.created, second.unchanged, second.problems) == ((), 3, ())


def test_a_pairing_that_moved_on_here_is_kept_and_said():
    world = after(plan(ROW))
    key = PairingKey("spring", 5, 3, 1)
    completed = PairingFacts(PairingState.COMPLETED, date(2026, 10, 5), date(2026, 11, 20))
    found = plan(ROW, world=replace(world, existing={key: completed}, live={}))
    assert (found.created, found.differing) == ((), (2,))


def test_another_plan_has_another_fingerprint():
    assert plan(ROW).fingerprint == plan(ROW).fingerprint
    assert plan(ROW).fingerprint != plan(pair(7, 3)).fingerprint


def test_each_french_header_is_one_that_is_read():
    headers = [FRENCH.get(field, field) for field in COLUMNS]
    read = read_pairing_rows(Table(tuple(headers), (Row(2, ("",) * len(headers)),)), today=TODAY)
    assert (dict(read.columns), read.unknown_columns) == (
        dict(zip(COLUMNS, headers, strict=True)),
        (),
    )


def test_a_column_that_the_file_lacks_is_known_to_be_so():
    row = ("p5@example.org", "p3@example.org", "active")
    lacking = plan(row, headers=(*HEADERS[:2], "État")).problems
    assert {(p.column, p.absent) for p in lacking} == {("started", True), ("purposes", True)}
    (missing,) = plan(("p5@example.org",), headers=("Mentore",)).problems
    assert (missing.code, missing.column, missing.absent) == (
        RowCode.COLUMN_MISSING, "mentee", True,
    )  # fmt: skip


written = st.fixed_dictionaries(
    {
        "mentor": st.sampled_from([*COLUMNS["mentor"], "Mentore"]),
        "mentee": st.sampled_from([*COLUMNS["mentee"], "Mentoré", "mentore\u0301"]),
        **{name: st.sampled_from(COLUMNS[name]) for name in HEADERS[2:]},
    }
)


@given(written, st.sampled_from([str, str.capitalize, "{} ".format]), st.permutations(HEADERS))
def test_each_problem_quotes_the_header_as_the_file_writes_it(names, write, order):
    spoilt = dict(zip(HEADERS, ("?", "!", "spring", "so", "1", "2", "dance", "moon"), strict=True))
    headers = {name: write(names[name]) for name in HEADERS}
    row = tuple(spoilt[name] for name in order)
    found = plan(row, headers=tuple(headers[name] for name in order))
    about = {headers[name] for name in HEADERS if name not in {"programme", "purposes"}}
    assert {p.column for p in found.problems} == about
    assert not any(p.absent for p in found.problems)


cell = st.text(max_size=20)
emails = st.sampled_from([f"p{n}@example.org" for n in LINE])
rows = st.tuples(
    emails | cell,
    emails | cell,
    st.sampled_from(["spring", ""]) | cell,
    st.sampled_from(["active", "ended", "", "proposed"]) | cell,
    st.dates(date(2026, 1, 1), TODAY).map(date.isoformat) | cell,
    st.sampled_from(["", "2026-11-30"]) | cell,
    st.sampled_from(["recruiting", "support;Recrutement"]) | cell,
    st.just("") | cell,
)


@given(st.lists(rows, min_size=1, max_size=6))
def test_any_file_is_planned_and_never_gives_a_mentee_two_live_pairings(table_rows):
    found = plan(*table_rows)
    told = {new.line for new in found.created} | {p.line for p in found.problems}
    assert told == set(range(2, 2 + len(table_rows)))
    if not found.problems:
        live = [
            (new.key.programme, new.key.mentee_id)
            for new in found.created
            if new.facts.state in LIVE
        ]
        assert len(live) == len(set(live))
