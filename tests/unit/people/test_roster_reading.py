"""From a table to roster rows."""

import pytest

from squad.files.problems import FileCode, FileProblem
from squad.people.messages import sentence
from squad.people.rules.reading import COLUMNS, read_roster
from squad.people.rules.shapes import RosterField
from tests.unit.people.company import table

FRENCH = (
    "Matricule", "Nom", "Prénom", "Courriel", "Langue", "Fonction", "Niveau", "Site",
    "Responsable", "Fuseau horaire", "Actif",
)  # fmt: skip
ENGLISH = (
    "Employee ID", "Last name", "First name", "E-mail", "Language", "Department", "Grade",
    "Location", "Manager", "Time zone", "Active",
)  # fmt: skip
CELLS = (
    " E1 ", "Roy", "Hélène", "H.Roy@X.FR\u00a0", "Français", "Ventes", "3", "Lyon",
    "E2", "europe/paris", "oui",
)  # fmt: skip


@pytest.mark.parametrize("headers", [FRENCH, ENGLISH, FRENCH[::-1]])
def test_both_languages_in_any_order(headers):
    cells = CELLS if headers != FRENCH[::-1] else CELLS[::-1]
    roster = read_roster(table(cells, headers=headers))
    assert not roster.problems and not roster.ignored_columns
    (row,) = roster.rows
    assert row.given == frozenset(RosterField)
    assert (row.line, row.employee_id, row.name, row.list_name) == (
        2, "E1", "Hélène Roy", "Roy, Hélène",
    )  # fmt: skip
    assert (row.family_name, row.email, row.language) == ("Roy", "h.roy@x.fr", "fr")
    assert (row.function, row.level, row.site, row.manager) == ("Ventes", "3", "Lyon", "E2")
    assert (row.time_zone, row.active) == ("Europe/Paris", True)


@pytest.mark.parametrize(
    ("headers", "cells", "name"),
    [
        (("Courriel", "Nom"), ("a@x.fr", "Hélène Roy"), "Hélène Roy"),
        (("E-mail", "Name"), ("a@x.fr", "Roy, Hélène"), "Hélène Roy"),
        (("E-mail", "Nom", "Prénom"), ("a@x.fr", "Roy", "Hélène"), "Hélène Roy"),
        (("E-mail", "Nom complet", "Nom"), ("a@x.fr", "Hélène Roy", "Roy"), "Hélène Roy"),
        (
            ("E-mail", "Nom complet", "Nom", "Prénom"),
            ("a@x.fr", "X", "Roy", "Hélène"),
            "Hélène Roy",
        ),
        (("E-mail", "Prénom", "Nom"), ("a@x.fr", "", "Roy"), "Roy"),
    ],
)
def test_names_from_one_or_two_columns(headers, cells, name):
    assert read_roster(table(cells, headers=headers)).rows[0].name == name


def test_every_field_has_names_in_both_languages_that_mean_one_thing():
    fields = {}
    for field, names in COLUMNS.items():
        for name in names:
            roster = read_roster(table(("x",), headers=(name,)))
            assert not roster.ignored_columns, name
            assert fields.setdefault(name.casefold(), field) == field, name


def test_columns_that_are_not_there_are_not_given():
    (row,) = read_roster(table(("E1", "Lyon"), headers=("employee_id", "site"))).rows
    assert row.given == {RosterField.EMPLOYEE_ID, RosterField.SITE}


def test_empty_cells_clear_but_never_a_key_a_name_a_language_or_a_zone():
    (row,) = read_roster(table(("E1",), headers=FRENCH)).rows
    assert row.given == {
        RosterField.EMPLOYEE_ID, RosterField.FUNCTION, RosterField.LEVEL, RosterField.SITE,
        RosterField.MANAGER,
    }  # fmt: skip
    assert (row.function, row.manager) == ("", None)


def test_a_column_of_crosses():
    roster = read_roster(table(("E1", "x"), ("E2", ""), headers=("employee_id", "active")))
    assert [row.active for row in roster.rows] == [True, False]
    roster = read_roster(table(("E1", "oui"), ("E2", ""), headers=("employee_id", "active")))
    assert [row.active for row in roster.rows] == [True, None]


def test_each_bad_cell_is_a_problem_with_its_line_and_column():
    roster = read_roster(
        table(
            ("E1", "not an address", "klingon", "Mars", "maybe"),
            ("", "", "", "", ""),
            ("E3", "ok@x.fr", "", "", ""),
            ("a@b", "", "", "", ""),
            ("E5", "", "", "", "", "x" * 121),
            headers=("employee_id", "email", "language", "time_zone", "active", "site"),
        )
    )
    assert [(p.line, p.code, p.params.get("column")) for p in roster.problems] == [
        (2, "bad_email", "Courriel"),
        (2, "unknown_language", "Langue"),
        (2, "unknown_time_zone", "Fuseau horaire"),
        (2, "bad_yes_no", "Actif"),
        (3, "key_missing", None),
        (5, "bad_employee_id", "Matricule"),
        (6, "too_long", "Site"),
    ]
    assert [row.line for row in roster.rows] == [2, 4, 6]
    assert sentence(roster.problems[0]) == (
        "Line 2, column “Courriel”: “not an address” is not an e-mail address. "
        "Write it like name@example.com."
    )


def test_a_file_that_says_nowhere_who_is_who():
    roster = read_roster(table(("Hélène Roy", "x"), headers=("name", "Cantine")))
    assert [(p.line, p.code) for p in roster.problems] == [(1, "no_key_column")]
    assert roster.ignored_columns == ("Cantine",)


@pytest.mark.parametrize("title", ["Fonction", "Function", "Poste", "Job title"])
@pytest.mark.parametrize(
    "group", ["Service", "Département", "Direction", "Department", "Business unit"]
)
def test_the_department_is_the_function_and_the_job_title_is_left_out(title, group):
    for headers in (("Courriel", title, group), (group, title, "Courriel")):
        cells = ["a@x.fr" if h == "Courriel" else f"cell of {h}" for h in headers]
        roster = read_roster(table(cells, headers=headers))
        assert roster.rows[0].function == f"cell of {group}"
        assert roster.ignored_columns == (title,)


@pytest.mark.parametrize("pair", [("Service", "Direction"), ("Fonction", "Function")])
def test_two_functions_of_one_rank_are_refused(pair):
    with pytest.raises(FileProblem) as caught:
        read_roster(table(("a@x.fr", "x", "y"), headers=("Courriel", *pair)))
    assert caught.value.code == FileCode.DUPLICATE_COLUMN


def test_two_columns_of_one_meaning():
    with pytest.raises(FileProblem) as caught:
        read_roster(table(("a@x.fr", "b@x.fr"), headers=("Courriel", "E-mail")))
    assert caught.value.code == FileCode.DUPLICATE_COLUMN
