"""Headers in either language, in any order."""

import pytest

from squad.files.headers import header_key, match_headers
from squad.files.problems import FileCode, FileProblem
from squad.files.table import Row, Table

COLUMNS = {"email": ("E-mail", "Courriel"), "name": ("Nom complet", "Full name")}


def table(*headers, cells=()):
    return Table(headers, (Row(2, tuple(cells) + ("",) * (len(headers) - len(cells))),))


@pytest.mark.parametrize(
    "header", ["E-mail", "e mail", "EMAIL", " É-MAIL * ", "courriel", "E_mail:"]
)
def test_case_accents_spaces_and_signs_do_not_matter(header):
    assert match_headers(table(header), COLUMNS).positions == {"email": 0}


@pytest.mark.parametrize(("one", "other"), [("N° d’employé", "N d'employe"), ("Œuvre", "oeuvre")])
def test_keys_fold(one, other):
    assert header_key(one) == header_key(other)


def test_any_order_unknown_and_missing_columns_are_reported():
    given = table("Bureau", "courriel", "", "", cells=("x", "y", "", "z"))
    headers = match_headers(given, COLUMNS, required=("email", "name"))
    assert headers.positions == {"email": 1}
    assert headers.unknown == ("Bureau", "D")
    assert headers.missing == ("name",)
    assert headers.cell(given.rows[0], "email") == "y"
    assert headers.cell(given.rows[0], "name") == ""
    assert "email" in headers and "name" not in headers


def test_a_second_choice_gives_way_and_is_left_out():
    columns = {"function": ("Service", "Direction", "Fonction"), "email": ("E-mail",)}
    given = table("Fonction", "E-mail", "SERVICE", cells=("acheteuse", "a@x.fr", "Achats"))
    headers = match_headers(given, columns, second_choice=["Fonction"])
    assert headers.cell(given.rows[0], "function") == "Achats"
    assert (headers.names["function"], headers.unknown) == ("SERVICE", ("Fonction",))
    alone = match_headers(table("fonction"), columns, second_choice=["Fonction"])
    assert (alone.positions, alone.unknown) == ({"function": 0}, ())


@pytest.mark.parametrize(
    "names", [("Fonction", "Service", "Direction"), ("fonction", "FONCTION"), ("Service",) * 2]
)
def test_two_of_one_rank_are_refused(names):
    columns = {"function": ("Service", "Direction", "Fonction")}
    with pytest.raises(FileProblem) as caught:
        match_headers(table(*names), columns, second_choice=["Fonction"])
    assert (caught.value.params["other"], caught.value.column) == names[-2:]


def test_two_columns_of_one_meaning_are_refused():
    with pytest.raises(FileProblem) as caught:
        match_headers(table("E-mail", "Nom complet", "COURRIEL"), COLUMNS)
    problem = caught.value
    assert (problem.code, problem.line, problem.column) == (
        FileCode.DUPLICATE_COLUMN,
        1,
        "COURRIEL",
    )
    assert problem.params["other"] == "E-mail"
