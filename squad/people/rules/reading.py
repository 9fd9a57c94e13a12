"""From a table to roster rows: headers of both languages, cells understood one by one."""

import re
from collections.abc import Callable
from typing import Any

from squad.files.headers import Headers, match_headers
from squad.files.problems import ValueProblem
from squad.files.table import Row, Table, is_blank
from squad.files.values import clean, parse_email, parse_language, parse_time_zone, parse_yes_no
from squad.kernel.text import fold
from squad.people.rules.names import join_names, split_full_name
from squad.people.rules.shapes import Problem, Roster, RosterCode, RosterField, RosterRow

GIVEN, FAMILY, FULL, EITHER = "given_name", "family_name", "full_name", "name_or_family"
COLUMNS: dict[str, tuple[str, ...]] = {
    RosterField.EMPLOYEE_ID: (
        "Employee ID", "Employee number", "Employee no", "Employee", "Staff ID", "Staff number",
        "Personnel number", "Personnel no", "Person ID", "Worker ID", "Payroll number",
        "Matricule", "N° matricule", "Numéro de matricule", "Matricule RH", "Matricule salarié",
        "Numéro d’employé", "N° d’employé", "No d’employé", "ID employé", "Identifiant",
        "Identifiant employé", "Identifiant salarié", "Code salarié", "Numéro de salarié",
    ),
    GIVEN: ("First name", "Given name", "Forename", "Preferred first name", "Prénom", "Prénoms",
            "Prénom usuel"),
    FAMILY: ("Last name", "Surname", "Family name", "Nom de famille", "Nom d’usage", "Nom usuel"),
    FULL: ("Full name", "Display name", "Employee name", "Worker", "Nom complet",
           "Nom et prénom", "Nom, prénom", "Nom prénom", "Prénom et nom", "Prénom nom",
           "Nom affiché", "Nom d’affichage", "Salarié", "Employé"),
    EITHER: ("Name", "Nom"),
    RosterField.EMAIL: (
        "E-mail", "E-mails", "E-mail address", "Work e-mail", "Business e-mail", "Mail",
        "Professional e-mail", "Courriel", "Courriel professionnel", "Adresse courriel",
        "Adresse électronique", "Adresse e-mail", "Adresse mail", "E-mail professionnel",
        "Mail professionnel", "Mél", "Mèl", "Adresse de messagerie",
    ),
    RosterField.LANGUAGE: (
        "Language", "Preferred language", "Locale", "Lang", "Langue", "Langue préférée",
        "Langue de correspondance",
    ),
    RosterField.FUNCTION: (
        "Function", "Department", "Dept", "Business unit", "Division", "Team",
        "Fonction", "Département", "Service", "Direction", "Unité", "Équipe",
    ),
    RosterField.LEVEL: (
        "Level", "Grade", "Job level", "Seniority", "Band", "Niveau", "Niveau hiérarchique",
        "Échelon", "Classe",
    ),
    RosterField.SITE: (
        "Site", "Location", "Office", "Work location", "Lieu", "Lieu de travail", "Établissement",
        "Bureau", "Localisation", "Ville", "City",
    ),
    RosterField.MANAGER: (
        "Manager", "Manager ID", "Manager employee ID", "Manager e-mail", "Manager’s e-mail",
        "Line manager", "Supervisor", "Supervisor ID", "Supervisor e-mail", "Reports to", "Boss",
        "Responsable", "Responsable (matricule)", "Responsable hiérarchique",
        "Matricule responsable",
        "Matricule du responsable", "Courriel du responsable", "E-mail du responsable",
        "Courriel responsable", "E-mail responsable", "Supérieur", "Supérieur hiérarchique",
        "Matricule manager", "Matricule du manager", "E-mail manager", "E-mail du manager",
        "N+1", "Matricule N+1", "E-mail N+1", "Gestionnaire",
    ),
    RosterField.TIME_ZONE: ("Time zone", "Timezone", "TZ", "Fuseau horaire", "Fuseau"),
    RosterField.ACTIVE: ("Active", "Is active", "Actif", "Active employee", "Salarié actif",
                         "En activité", "Présent"),
}  # fmt: skip
# Job titles as often as departments, and reports are cut by department: read only where no other
# column gives the function.
SECOND_CHOICE = ("Function", "Fonction")
# A cell that is empty says nothing about these; it clears the others.
KEPT_WHEN_EMPTY = frozenset(
    {RosterField.EMPLOYEE_ID, RosterField.NAME, RosterField.EMAIL}
    | {RosterField.LANGUAGE, RosterField.TIME_ZONE, RosterField.ACTIVE}
)
LONGEST = {
    RosterField.EMPLOYEE_ID: 64,
    RosterField.NAME: 200,
    RosterField.FUNCTION: 120,
    RosterField.LEVEL: 120,
    RosterField.SITE: 120,
    RosterField.MANAGER: 254,
}
_PARSERS: dict[RosterField, Callable[[str], Any]] = {
    RosterField.EMAIL: parse_email,
    RosterField.LANGUAGE: parse_language,
    RosterField.TIME_ZONE: parse_time_zone,
    RosterField.ACTIVE: parse_yes_no,
}
_PLAIN = (
    RosterField.EMPLOYEE_ID,
    RosterField.FUNCTION,
    RosterField.LEVEL,
    RosterField.SITE,
    RosterField.MANAGER,
)
_EMPLOYEE_ID = re.compile(r"[^@\x00-\x1f]+")


def read_roster(table: Table) -> Roster:
    """The rows of a roster, and each cell that cannot be understood as a problem with its line.

    Raises FileProblem when two columns say the same thing.
    """
    headers = match_headers(table, COLUMNS, second_choice=SECOND_CHOICE)
    if not {RosterField.EMPLOYEE_ID, RosterField.EMAIL} & set(headers.positions):
        problem = Problem(table.header_line, RosterCode.NO_KEY_COLUMN)
        return Roster(rows=(), problems=(problem,), ignored_columns=headers.unknown)
    reader = _RowReader(headers, _marked_with_x(table, headers))
    rows = [reader.row(row) for row in table.rows]
    return Roster(
        rows=tuple(row for row in rows if row is not None),
        problems=tuple(reader.problems),
        ignored_columns=headers.unknown,
    )


def _marked_with_x(table: Table, headers: Headers) -> bool:
    """Whether the column "active" is a column of crosses, where an empty cell means no."""
    cells = {fold(clean(headers.cell(row, RosterField.ACTIVE))) for row in table.rows}
    return "x" in cells and cells <= {"x", ""}


class _RowReader:
    """Reads rows under one set of headers and gathers what is wrong with them."""

    def __init__(self, headers: Headers, crosses: bool) -> None:
        self.headers = headers
        self.crosses = crosses
        self.problems: list[Problem] = []

    def row(self, row: Row) -> RosterRow | None:
        """The row, without the cells that are wrong; None where nothing says who it is."""
        before = len(self.problems)
        values: dict[str, Any] = self._named(row)
        for field in (*_PLAIN, *_PARSERS):
            if field in self.headers:
                self._take(row, field, values)
        if not values.get(RosterField.EMPLOYEE_ID) and not values.get(RosterField.EMAIL):
            if len(self.problems) == before:
                self._problem(row, RosterCode.KEY_MISSING)
            return None
        given = frozenset(field for field in RosterField if field in values)
        return RosterRow(line=row.line, given=given, **values)

    def _take(self, row: Row, field: RosterField, values: dict[str, Any]) -> None:
        text = clean(self.headers.cell(row, field))
        if is_blank(text):
            self._take_blank(field, values)
            return
        try:
            value = _PARSERS.get(field, clean)(text)
        except ValueProblem as problem:
            self._problem(row, problem.code, field, **problem.params)
            return
        if len(text) > LONGEST.get(field, len(text)):
            self._problem(row, RosterCode.TOO_LONG, field, limit=LONGEST[field])
        elif field is RosterField.EMPLOYEE_ID and not _EMPLOYEE_ID.fullmatch(text):
            self._problem(row, RosterCode.BAD_EMPLOYEE_ID, field, value=text)
        else:
            values[field] = value

    def _take_blank(self, field: RosterField, values: dict[str, Any]) -> None:
        if field is RosterField.ACTIVE and self.crosses:
            values[field] = False
        elif field not in KEPT_WHEN_EMPTY:
            values[field] = None if field is RosterField.MANAGER else ""

    def _named(self, row: Row) -> dict[str, Any]:
        """name, list_name and, where the file has it apart, family_name."""
        given, family, full = self._name_cells(row)
        name, list_name = join_names(given, family)
        if full and not (given and family):
            name, list_name = split_full_name(full)
        if len(name) > LONGEST[RosterField.NAME]:
            self._problem(row, RosterCode.TOO_LONG, FULL, limit=LONGEST[RosterField.NAME])
            return {}
        named: dict[str, Any] = {"name": name, "list_name": list_name} if name else {}
        if (given and family) or ("," in full and "," not in name):
            named["family_name"] = list_name.partition(",")[0]
        return named

    def _name_cells(self, row: Row) -> tuple[str, str, str]:
        """(given, family, full): « Nom » alone is the full name, beside « Prénom » the family's."""
        given, family, full, either = (
            clean(self.headers.cell(row, field)) for field in (GIVEN, FAMILY, FULL, EITHER)
        )
        if GIVEN in self.headers or FULL in self.headers:
            return given, family or either, full
        return given, family, full or either

    def _problem(self, row: Row, code: str, field: str | None = None, **params: Any) -> None:
        if field is not None:
            params["column"] = self.headers.names.get(field, "")
        self.problems.append(Problem(row.line, str(code), params))
