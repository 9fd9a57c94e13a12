"""The log that a company kept in a spreadsheet: read, checked, planned."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.messages import sentence
from squad.coaching.rules.columns import COLUMNS, FRENCH
from squad.coaching.rules.log import CancelledBy, CoachingState, LogProblem, Medium
from squad.coaching.rules.planning import plan_sessions
from squad.coaching.rules.rows import (
    MilestoneCell,
    SessionRowProblem,
    parse_cancelled_by,
    parse_milestones,
    parse_minutes,
    read_session_rows,
)
from squad.coaching.rules.statements import StatementProblem
from squad.coaching.rules.stored import (
    PairingRef,
    SessionFacts,
    SessionKey,
    SessionsWorld,
    StoredSession,
    facts_of,
    number_existing,
)
from squad.files.problems import FileCode, FileProblem, ValueCode
from squad.files.reading import read_table
from squad.files.table import Row, Table, is_blank
from squad.framework.rules.model import Area, Autonomy, Evidence, Framework, Milestone
from squad.kernel.errors import DomainError
from squad.pairings.rules.imports import Importer, RowCode

TODAY = date(2026, 12, 1)
FRAMEWORK = Framework(
    "test",
    {},
    {
        code: Milestone(
            code, Area(code.split("-")[0]), 1, True, {"en": "x", "fr": "x"}, frozenset(Evidence)
        )
        for code in ("listening-1b", "purpose-1a")
    },
)
FIRST = PairingRef(1, 10, 20, "spring", TODAY, FRAMEWORK, date(2026, 3, 2), date(2026, 6, 30))
SECOND = PairingRef(2, 10, 20, "autumn", TODAY, FRAMEWORK, date(2026, 9, 1), first=False)
OTHER = PairingRef(3, 10, 21, "autumn", TODAY, FRAMEWORK, date(2026, 9, 1))
WORLD = SessionsWorld(
    now=datetime(2026, 12, 1, 9, tzinfo=UTC),
    people={"lea@example.org": 10, "claire@example.org": 20, "e-21": 21},
    pairings=(FIRST, SECOND, OTHER),
    programmes=frozenset({"spring", "autumn"}),
)
CLAIRE = {"mentee": "claire@example.org"}
HEADERS = ("date", "mentor", "mentee", "minutes", "outcome", "milestones", "notes", "known_on")
ROW = ("2026-10-06", "lea@example.org", "E-21", "45", "", "", "", "")


def table(*rows, headers=HEADERS) -> Table:
    width = len(headers)
    return Table(
        headers,
        tuple(
            Row(line, tuple(cells) + ("",) * (width - len(cells)))
            for line, cells in enumerate(rows, start=2)
        ),
    )


def changed(**cells) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADERS, ROW, strict=True))


def plan(*rows, world=WORLD, importer=Importer.OPERATOR, headers=HEADERS, with_notes=False):
    read = read_session_rows(
        table(*rows, headers=headers), importer=importer, with_notes=with_notes
    )
    return plan_sessions(read, world)


def codes(*rows, **how) -> list[str]:
    return [problem.code for problem in plan(*rows, **how).problems]


def test_a_plain_row_is_a_held_session():
    (new,) = plan(ROW).created
    assert new.key == SessionKey(3, date(2026, 10, 6), 1)
    assert new.key.import_key == "2026-10-06#1"
    assert facts_of(new.row) == SessionFacts(CoachingState.HELD, 45, None, None)


def test_a_file_of_french_excel_is_understood():
    data = (
        "Jour;Mentore;Personne mentorée;Durée;Issue;Moyen;Annulée par;Jalons\r\n"
        "06/10/2026;lea@example.org;E-21;45 min;A eu lieu;Visio;;purpose-1a:seule:vu\r\n"
        "13/10/2026;lea@example.org;E-21;;Annulée;;Mentorée;\r\n"
    ).encode("cp1252")
    read = read_session_rows(read_table(data, "journal.csv"), importer=Importer.COORDINATOR)
    found = plan_sessions(read, WORLD)
    assert found.problems == ()
    held, cancelled = (new.row for new in found.created)
    assert (held.state, held.minutes, held.medium) == (CoachingState.HELD, 45, Medium.VIDEO)
    assert held.milestones == (MilestoneCell("purpose-1a"),)
    assert (cancelled.state, cancelled.cancelled_by) == (
        CoachingState.CANCELLED,
        CancelledBy.MENTEE,
    )


@pytest.mark.parametrize(
    ("word", "who"),
    [
        ("Mentore", CancelledBy.MENTOR),
        ("mentoré", CancelledBy.MENTEE),
        ("mentore\u0301", CancelledBy.MENTEE),
        ("Mentorée", CancelledBy.MENTEE),
        ("MENTOR", CancelledBy.MENTOR),
        ("autre", CancelledBy.OTHER),
    ],
)
def test_an_accent_tells_the_mentor_from_the_mentee(word, who):
    assert parse_cancelled_by(word) is who


def test_capitals_without_accents_are_refused_and_not_guessed():
    with pytest.raises(DomainError) as refused:
        parse_cancelled_by("MENTORE")
    assert refused.value.code == RowCode.WORD_UNKNOWN
    found = plan(("2026-10-06", "lea@example.org", "E-21"), headers=("date", "mentor", "MENTORE"))
    assert [(p.code, p.column) for p in found.problems] == [(RowCode.COLUMN_MISSING, "mentee")]


def test_mentore_and_mentored_stand_in_columns_side_by_side():
    row = ("2026-10-06", "lea@example.org", "E-21", "45")
    assert plan(row, headers=("date", "Mentore", "Mentoré", "min")).created[0].key.pairing_id == 3
    assert plan(row, headers=("date", "Mentor", "Mentoré", "min")).created[0].key.pairing_id == 3


def test_a_cancelled_row_says_by_whom():
    headers = (*HEADERS, "cancelled_by")
    row = changed(minutes="0")
    (new,) = plan((*row, "mentee"), headers=headers).created
    assert facts_of(new.row) == SessionFacts(
        CoachingState.CANCELLED, None, None, CancelledBy.MENTEE
    )
    assert codes(changed(outcome="cancelled", minutes="")) == [LogProblem.WHO_CANCELLED]


def test_missing_columns_are_named_once():
    found = plan(("2026-10-06", "45"), headers=("date", "minutes"))
    assert [(p.code, p.column) for p in found.problems] == [
        (RowCode.COLUMN_MISSING, "mentor"),
        (RowCode.COLUMN_MISSING, "mentee"),
    ]


def test_each_french_header_is_one_that_is_read():
    headers = tuple(FRENCH.get(field, field) for field in COLUMNS)
    read = read_session_rows(table((), headers=headers), importer=Importer.OPERATOR)
    assert (dict(read.columns), read.unknown_columns) == (
        dict(zip(COLUMNS, headers, strict=True)),
        (),
    )


@given(
    st.fixed_dictionaries(
        {
            **{name: st.sampled_from(COLUMNS[name]) for name in HEADERS},
            "mentor": st.sampled_from([*COLUMNS["mentor"], "Mentore"]),
            "mentee": st.sampled_from([*COLUMNS["mentee"], "Mentoré"]),
        }
    ),
    st.sampled_from([str, str.capitalize, "{} ".format]),
)
def test_each_problem_quotes_the_header_as_the_file_writes_it(names, write):
    headers = {name: write(names[name]) for name in HEADERS}
    written = tuple(headers.values())
    row = ("12/25/2026", "", "", "long", "perhaps", ":", "", "soon")
    found = plan(row, headers=written).problems
    assert {p.column for p in found} == {headers[name] for name in HEADERS if name != "notes"}
    late = plan(changed(known_on="2026-12-02", mentor="?"), headers=written).problems
    assert [(p.column, p.absent) for p in late] == [(headers["mentor"], False)]


def test_two_columns_of_one_meaning_are_refused():
    with pytest.raises(FileProblem) as refused:
        plan(("a", "b"), headers=("date", "Jour"))
    assert refused.value.code == FileCode.DUPLICATE_COLUMN


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"date": "12/25/2026"}, ValueCode.DATE_MONTH_FIRST, "date"),
        ({"date": ""}, RowCode.CELL_EMPTY, "date"),
        ({"date": "2026-12-02"}, LogProblem.DATE_IN_FUTURE, "date"),
        ({"mentor": "nobody@example.org"}, RowCode.PERSON_UNKNOWN, "mentor"),
        ({"minutes": "long"}, SessionRowProblem.MINUTES_FORM, "minutes"),
        ({"minutes": ""}, LogProblem.MINUTES_MISSING, "minutes"),
        ({"minutes": "1"}, LogProblem.MINUTES_DID_YOU_MEAN, "minutes"),
        ({"outcome": "perhaps"}, RowCode.WORD_UNKNOWN, "outcome"),
        ({"outcome": "planned", "minutes": ""}, LogProblem.PLANNED_IN_PAST, "date"),
        ({"known_on": "2026-10-05"}, SessionRowProblem.KNOWN_BEFORE_DATE, "known_on"),
        ({"known_on": "2026-12-02"}, SessionRowProblem.KNOWN_IN_FUTURE, "known_on"),
        ({"milestones": "purpose-9z"}, StatementProblem.UNKNOWN, "milestones"),
        ({"milestones": "purpose-1a purpose-1a"}, StatementProblem.TWICE, "milestones"),
        ({"milestones": "purpose-1a:alone:measured"}, StatementProblem.MEASURED, "milestones"),
        ({"milestones": "purpose-1a:asleep"}, SessionRowProblem.MILESTONE_FORM, "milestones"),
        (
            {"milestones": "purpose-1a", "outcome": "missed", "minutes": ""},
            SessionRowProblem.MILESTONES_NOT_HELD,
            "milestones",
        ),
    ],
)
def test_each_problem_comes_with_its_line_and_column(cells, code, column):
    found = plan(ROW, changed(**cells))
    assert [(p.line, p.code, p.column) for p in found.problems] == [(3, code, column)]


def test_somebody_unknown_is_quoted_as_written():
    (problem,) = plan(changed(mentee="  Noémie\u00a0PETIT ")).problems
    assert problem.params == {"value": "Noémie PETIT"}


def test_a_milestone_of_a_pairing_without_agreement_is_refused():
    world = replace(WORLD, pairings=(replace(OTHER, has_agreement=False),))
    assert codes(changed(milestones="purpose-1a"), world=world) == [StatementProblem.NO_AGREEMENT]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), ("45 min", 45), ("0:45", 45), ("00:45:00", 45), ("1 h", 60), ("1h30", 90)],
)
def test_lengths_as_people_write_them(text, minutes):
    assert parse_minutes(text) == minutes


def test_milestones_with_all_their_parts():
    assert parse_milestones(
        "purpose-1a:together:checked; LISTENING-1B:passes_on::2026-10-09:before,care-1a\n"
        "presence-1a:::,conversing-1a:alone:seen::avant"
    ) == (
        MilestoneCell("purpose-1a", Autonomy.TOGETHER, Evidence.CHECKED),
        MilestoneCell(
            "listening-1b", Autonomy.PASSES_ON, Evidence.SEEN, date(2026, 10, 9), before=True
        ),
        MilestoneCell("care-1a"),
        MilestoneCell("presence-1a"),
        MilestoneCell("conversing-1a", before=True),
    )


@pytest.mark.parametrize(
    "entry", ["a:b:c:d:e:f", ":alone", "purpose-1a:alone:seen:soon", "purpose-1a::::perhaps"]
)
def test_a_milestone_that_cannot_be_read_is_shown(entry):
    with pytest.raises(DomainError) as refused:
        parse_milestones(f"purpose-1a {entry}")
    assert refused.value.code == SessionRowProblem.MILESTONE_FORM
    assert refused.value.params == {"value": entry}


def test_confirmed_not_before_known_which_is_not_before_the_day():
    def stated(confirmed_on: str, known_on: str = "2026-10-07") -> list[str]:
        return codes(changed(milestones=f"purpose-1a:alone:seen:{confirmed_on}", known_on=known_on))

    assert stated("2026-10-07") == []
    assert stated("2026-10-06") == [SessionRowProblem.CONFIRMED_BEFORE_KNOWN]
    assert stated("2026-12-02") == [SessionRowProblem.CONFIRMED_IN_FUTURE]
    assert stated("2026-10-07", known_on="") == [SessionRowProblem.CONFIRMED_BEFORE_KNOWN]


def test_a_session_may_be_known_and_confirmed_on_its_own_day():
    row = changed(milestones="purpose-1a:alone:seen:2026-10-06", known_on="2026-10-06")
    assert codes(row) == []


def test_the_last_day_of_a_pairing_still_counts():
    world = replace(WORLD, pairings=(FIRST,))
    assert codes(changed(date="2026-06-30", **CLAIRE), world=world) == []
    assert codes(changed(date="2026-07-01", **CLAIRE), world=world) == [SessionRowProblem.AFTER_END]


def test_a_mentor_cannot_confirm_by_import():
    row = changed(milestones="purpose-1a:alone:seen:2026-10-08", known_on="2026-10-07")
    assert codes(row, importer=Importer.MENTOR) == [SessionRowProblem.CONFIRMED_BY_MENTOR]
    assert codes(row, importer=Importer.COORDINATOR) == []


@pytest.mark.parametrize(
    ("importer", "with_notes", "read"),
    [
        (Importer.MENTOR, False, True),
        (Importer.COORDINATOR, False, False),
        (Importer.COORDINATOR, True, False),
        (Importer.OPERATOR, False, False),
        (Importer.OPERATOR, True, True),
    ],
)
def test_notes_are_read_from_a_mentors_import_or_where_the_operator_asks(
    importer, with_notes, read
):
    found = plan(changed(notes="She laughed"), importer=importer, with_notes=with_notes)
    assert found.created[0].row.note == ("She laughed" if read else "")
    assert [n.code for n in found.notices] == ([] if read else [SessionRowProblem.NOTES_IGNORED])
    assert [sentence(n) for n in found.notices] == (
        [] if read else ["The notes in this file are left out. Each mentor can import their own."]
    )


@pytest.mark.parametrize("minutes", ["45", "0:45", "to be agreed", "999"])
def test_the_minutes_of_a_planned_session_are_left_out_and_it_is_said(minutes):
    found = plan(changed(date="2026-12-08", outcome="planned", minutes=minutes))
    assert found.problems == ()
    assert facts_of(found.created[0].row) == SessionFacts(CoachingState.PLANNED, None, None, None)
    assert [sentence(n) for n in found.notices] == [
        "Line 2, column “minutes”: This session is only planned: its minutes are left out."
    ]
    assert codes(changed(outcome="missed", minutes="45")) == [LogProblem.MINUTES_NOT_HELD]


def test_a_note_is_in_no_representation():
    found = plan(changed(notes="canary"), importer=Importer.MENTOR)
    assert "canary" not in repr(found)


def test_already_so_before_counts_in_the_first_two_held_sessions_of_the_first_pairing():
    rows = [
        changed(date=f"2026-10-{day}", milestones=f"{code}:alone:seen::before")
        for day, code in (("20", "listening-1b"), ("06", "purpose-1a"), ("13", "listening-1b"))
    ]
    found = plan(*rows)
    assert [(p.line, p.code) for p in found.problems] == [(2, StatementProblem.BEFORE_TOO_LATE)]
    again = tuple(replace(p, first=False) for p in WORLD.pairings)
    assert codes(rows[1], world=replace(WORLD, pairings=again)) == [
        StatementProblem.BEFORE_TOO_LATE
    ]


@pytest.mark.parametrize("voided", [False, True])
def test_already_so_before_counts_what_was_known_not_what_lies_earlier(voided):
    early = changed(milestones="purpose-1a:alone:seen::before")
    stored = [
        StoredSession(n, 3, date(2026, 11, n), None, FACTS, held_known_on=known, voided=voided)
        for n, known in enumerate((date(2026, 11, 20), TODAY), 1)
    ]
    assert codes(early, world=replace(WORLD, stored=stored[:1])) == []
    assert codes(early, world=replace(WORLD, stored=stored)) == [StatementProblem.BEFORE_TOO_LATE]
    known_before = changed(milestones="purpose-1a:alone:seen::before", known_on="2026-11-30")
    assert codes(known_before, world=replace(WORLD, stored=stored)) == []
    never_held = [replace(each, held_known_on=None) for each in stored]
    assert codes(early, world=replace(WORLD, stored=never_held)) == []


def test_an_answer_of_a_finished_pairing_comes_within_its_fourteen_days():
    world = replace(WORLD, pairings=(FIRST,))
    cells = {"date": "2026-06-30", "known_on": "2026-06-30", **CLAIRE}

    def stated(day: str) -> list:
        row = changed(milestones=f"purpose-1a:alone:seen:{day}", **cells)
        return [(p.line, p.code, p.params.get("until")) for p in plan(row, world=world).problems]

    assert stated("2026-07-14") == []
    assert stated("2026-07-15") == [(2, SessionRowProblem.CONFIRMED_AFTER_LAPSE, date(2026, 7, 14))]


def test_a_session_before_the_acceptance_is_noticed():
    found = plan(changed(date="2026-09-01"), changed(date="2026-08-31"))
    assert found.problems == ()
    assert [(n.line, n.code, n.params) for n in found.notices] == [
        (3, SessionRowProblem.BEFORE_ACCEPTANCE, {"accepted_on": date(2026, 9, 1)})
    ]


def test_today_is_that_of_the_pairings_own_programme():
    tomorrow = date(2026, 12, 2)
    ahead = replace(OTHER, today=tomorrow)
    row = changed(
        date="2026-12-02", milestones="purpose-1a:alone:seen:2026-12-02", known_on="2026-12-02"
    )
    assert codes(row, world=replace(WORLD, pairings=(FIRST, ahead))) == []
    assert set(
        codes(row, world=replace(WORLD, pairings=(replace(FIRST, today=tomorrow), OTHER)))
    ) == {
        LogProblem.DATE_IN_FUTURE,
        SessionRowProblem.KNOWN_IN_FUTURE,
        SessionRowProblem.CONFIRMED_IN_FUTURE,
    }


def test_a_day_of_confirmation_is_still_right_when_the_file_comes_again():
    row = changed(milestones=f"purpose-1a:alone:seen:{TODAY}")
    world = after(plan(row))
    pairings = tuple(replace(p, today=date(2026, 12, 2)) for p in WORLD.pairings)
    found = plan(row, world=replace(world, pairings=pairings))
    assert (found.created, found.unchanged, found.problems) == ((), 1, ())


def test_where_two_pairings_fit_the_date_decides_then_the_programme():
    spring, autumn = (changed(date=day, **CLAIRE) for day in ("2026-04-07", "2026-10-06"))
    assert [new.key.pairing_id for new in plan(spring, autumn).created] == [1, 2]
    between = changed(date="2026-08-04", **CLAIRE)
    assert codes(between) == [SessionRowProblem.PAIRING_AMBIGUOUS]
    headers = (*HEADERS, "programme")
    (new,) = plan((*between, "Autumn"), headers=headers).created
    assert new.key.pairing_id == 2
    assert codes((*between, "Spring"), headers=headers) == [SessionRowProblem.AFTER_END]
    assert codes((*between, "winter"), headers=headers) == [RowCode.PROGRAMME_UNKNOWN]


def test_two_people_without_a_pairing_are_refused():
    assert codes(changed(mentor="claire@example.org")) == [SessionRowProblem.PAIRING_UNKNOWN]


OWN = replace(
    WORLD, people={"lea@example.org": 10, "e-21": 21}, pairings=(OTHER,), mentors_own=True
)


@pytest.mark.parametrize(
    "cells",
    [
        {"mentor": "hugo@example.org", "mentee": "leo@example.org"},
        {"mentor": "hugo@example.org"},
        CLAIRE,
        {"mentor": "E-21", "mentee": "lea@example.org"},
    ],
)
def test_a_mentor_is_told_once_that_a_row_is_of_somebody_elses_pairing(cells):
    found = plan(ROW, changed(**cells), world=OWN, importer=Importer.MENTOR)
    assert [(p.line, p.code) for p in found.problems] == [(3, SessionRowProblem.PAIRING_NOT_OWN)]
    assert sentence(found.problems[0]) == (
        "Line 3: This row is not of one of your pairings. Correct whom it names, or delete it."
    )


def after(found) -> SessionsWorld:
    """The world once a plan was carried out."""
    stored = [
        StoredSession(
            number,
            new.key.pairing_id,
            new.row.on,
            new.key.import_key,
            facts_of(new.row),
            held_known_on=new.row.known_on or TODAY,
        )
        for number, new in enumerate(found.created, 1)
    ]
    return replace(WORLD, stored=stored)


def test_the_same_file_twice_changes_nothing():
    rows = (ROW, changed(minutes="30"), changed(date="2026-10-13"))
    first = plan(*rows)
    assert [new.key.n for new in first.created] == [1, 2, 1]
    second = plan(*rows, world=after(first))
    assert (second.created, second.unchanged, second.differing) == ((), 3, ())


def test_a_row_added_to_the_file_is_the_only_one_created():
    world = after(plan(ROW))
    found = plan(ROW, changed(minutes="60"), world=world)
    assert [new.key.n for new in found.created] == [2]


def test_what_was_changed_here_since_is_kept_and_said():
    world = after(plan(ROW))
    found = plan(changed(minutes="50"), world=world)
    assert (found.created, found.unchanged, found.differing) == ((), 0, (2,))
    assert found.problems == ()


def test_a_planned_row_imported_again_once_its_day_has_passed_changes_nothing():
    planned = changed(date="2026-12-08", outcome="planned", minutes="")
    world = after(plan(planned))
    pairings = tuple(replace(p, today=date(2026, 12, 20)) for p in world.pairings)
    later = replace(world, now=datetime(2026, 12, 20, tzinfo=UTC), pairings=pairings)
    found = plan(planned, world=later)
    assert (found.created, found.unchanged, found.problems) == ((), 1, ())


FACTS = SessionFacts(CoachingState.HELD, 45, None, None)
DAY = date(2026, 10, 6)


def test_a_session_logged_here_is_the_first_free_one_of_its_day():
    numbered = number_existing(
        StoredSession(n, 3, DAY, key, FACTS)
        for n, key in enumerate((None, "2026-10-06#1", "2026-10-07#1"))
    )
    assert {key: stored.id for key, stored in numbered.items()} == {
        SessionKey(3, DAY, 1): 1,
        SessionKey(3, DAY, 2): 0,
        SessionKey(3, date(2026, 10, 7), 1): 2,
    }


def test_a_row_that_was_logged_here_is_recognised_until_it_has_its_key():
    logged = StoredSession(7, 3, DAY, None, FACTS)
    for row in (ROW, changed(minutes="60")):
        found = plan(row, world=replace(WORLD, stored=[logged]))
        assert (found.created, found.recognised) == ((), ((7, "2026-10-06#1"),))
    known = replace(logged, import_key="2026-10-06#1", on=date(2026, 10, 8), voided=True)
    found = plan(ROW, world=replace(WORLD, stored=[known]))
    assert (found.created, found.unchanged, found.recognised) == ((), 1, ())
    assert plan(ROW, world=replace(WORLD, stored=[replace(logged, voided=True)])).created


def test_another_plan_has_another_fingerprint():
    assert plan(ROW).fingerprint == plan(ROW).fingerprint
    assert plan(ROW).fingerprint != plan(changed(minutes="50")).fingerprint
    assert plan(ROW).fingerprint != plan(ROW, world=after(plan(ROW))).fingerprint


good = {
    "date": st.dates(date(2026, 9, 1), TODAY).map(date.isoformat),
    "mentor": st.just("lea@example.org"),
    "mentee": st.sampled_from(["claire@example.org", "E-21"]),
    "minutes": st.integers(5, 240).map(str),
    "outcome": st.sampled_from(["", "held", "tenue"]),
    "milestones": st.sampled_from(
        ["", "purpose-1a", "purpose-1a:together,listening-1b:alone:told"]
    ),
    "notes": st.text(max_size=20),
    "known_on": st.just(""),
}
good_rows = st.tuples(*(good[name] for name in HEADERS))
any_rows = st.tuples(*(good[name] | st.text(max_size=30) for name in HEADERS))


@given(
    st.lists(good_rows, min_size=1, max_size=4),
    st.lists(st.text(max_size=10) | st.just("45"), min_size=1, max_size=3),
)
def test_no_minutes_of_planned_sessions_spoil_a_valid_file(rows, minutes):
    planned = [changed(date="2026-12-08", outcome="planned", minutes=cell) for cell in minutes]
    first = plan(*planned, *rows, importer=Importer.MENTOR)
    assert (first.problems, len(first.created)) == ((), len(planned) + len(rows))
    said = {line for line, cell in enumerate(minutes, 2) if not is_blank(cell)}
    assert {notice.line for notice in first.notices} == said
    second = plan(*planned, *rows, world=after(first), importer=Importer.MENTOR)
    assert (second.created, second.unchanged) == ((), len(first.created))


@given(st.lists(good_rows, min_size=1, max_size=8))
def test_every_valid_file_is_planned_whole_and_twice_changes_nothing(rows):
    first = plan(*rows)
    assert first.problems == ()
    assert len(first.created) == len(rows)
    second = plan(*rows, world=after(first))
    assert (second.created, second.unchanged) == ((), len(rows))


@given(st.lists(any_rows, min_size=1, max_size=5), st.sampled_from(list(Importer)))
def test_a_spoilt_file_never_breaks_the_import(rows, importer):
    own = importer is Importer.MENTOR
    found = plan(*rows, importer=importer, world=OWN if own else WORLD)
    assert not own or RowCode.PERSON_UNKNOWN not in {p.code for p in found.problems}
    lines = set(range(2, 2 + len(rows)))
    assert {problem.line for problem in found.problems} <= lines
    told = {new.row.line for new in found.created} | {p.line for p in found.problems}
    assert told == lines
