"""Page, JSON, CSV and the command line say the same; formulas in names do nothing."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from squad.access.viewer import Role
from squad.audit.models import AuditEvent, Receipt
from squad.cli import main
from squad.db.session import session
from squad.framework.rules.model import Area
from squad.programmes.rules import ReadingMode
from squad.reports import actions
from squad.reports.queries.cohort import Ask, iter_figures, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.shapes import Reader
from squad.reports.tables.people import people_columns
from tests.integration.reports.conftest import tell


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def sheets_of(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))]


@pytest.fixture
def run(app):
    """Run `squad report …` against the application of the test."""
    runner = app.test_cli_runner()

    def run(*args):
        return runner.invoke(main, ["report", *args], obj=_info(app))

    return run


def _info(app):
    from flask.cli import ScriptInfo

    return ScriptInfo(create_app=lambda: app)


def flat(row):
    """A person of the JSON as a row of CSV has it."""
    return {
        **{name: row["mentee"][name] for name in ("name", "email", "function", "site")},
        **{
            name: row[name]
            for name in (
                "programme", "as_of", "state", "headline_stage", "headline_in_target",
                "headline_reach", "target_met",
            )
        },
        **row["target"],
        **{
            f"{area['area']}_{name}": area[name]
            for area in row["areas"]
            for name in ("stage", "target", "held", "total")
        },
        "sessions_held": row["sessions"]["held"],
        "minutes": row["sessions"]["minutes"],
        "last_session": row["sessions"]["last"],
        "days_silent": row["days_silent"],
    }  # fmt: skip


def as_text(cell):
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


@pytest.mark.parametrize(("mode", "ago"), [("named", 0), ("named", 45), ("groups_only", 0)])
def test_json_csv_xlsx_the_command_and_the_page_agree(make, visitor_of, run, today, mode, ago):
    story = tell(make, today, reading_mode=ReadingMode(mode))
    hr = visitor_of(make.hr_viewer(story.programme))
    day = today - timedelta(days=ago)
    asked = {"as_of": day, "programme": "spring"}
    cohort = hr.get("reports.export_cohort", format_="json", **asked).response.get_json()
    args = ("cohort", "spring", "--as-of", day.isoformat())
    told = json.loads(run(*args).stdout)
    expected = [flat(row) for row in told["rows"]] if mode == "named" else groups_of(told)
    if ago:  # of a past day, the operator reads what awaits an answer
        told["rows"] = [{**r, "target": {**r["target"], "to_confirm": None}} for r in told["rows"]]
    assert told == cohort
    coded = rows_of(run(*args, "--format", "csv").stdout)
    assert bool(cohort["rows"]) is (mode == "named")
    assert coded == [{k: as_text(v) for k, v in row.items()} for row in expected]
    head, *cells = sheets_of(run(*args, "--format", "xlsx").stdout_bytes)[0]
    assert head == list(expected[0]) if expected else cells == []
    assert [[typed(cell) for cell in row] for row in cells] == [
        [None if value == "" else value for value in row.values()] for row in expected
    ]
    web = rows_of(hr.get("reports.export_cohort", format_="csv", **asked).html)
    answer = hr.get("reports.export_cohort", format_="xlsx", **asked)
    sheet, definitions = sheets_of(answer.response.get_data())
    assert [len(web), len(sheet) - 1] == [len(expected)] * 2
    assert [line[0] for line in definitions[1:]] == sheet[0]
    page = hr.get("reports.show_cohort", **asked)
    shown = table_of(page)
    assert len(shown) == len(cohort["rows"])
    for row, line, words in zip(cohort["rows"], shown, web, strict=False):
        target = row["target"]
        assert line[3] == words["Rung"]
        assert line[4].startswith(
            f"{target['held']} of {target['total']}" if target["total"] else "–"
        )
        assert words["Milestones held"] == str(target["held"])
        assert words["Target met"] == ("yes" if row["target_met"] else "no")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=spring-")


def groups_of(cohort):
    return [
        {
            "programme": cohort["programme"], "as_of": cohort["as_of"], "by": group["by"],
            "value": group["value"], "mentees": group["mentees"],
            **{f"stage_{n}": count for n, count in group["headline_stages"].items()},
            **{code: group[code] for code in ("targets_met", "held", "total")},
        }
        for group in cohort["groups"]
        if group["value"] is not None
    ]  # fmt: skip


def typed(cell):
    """A cell as JSON has it: of a sheet, whole numbers are floats, days are days."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return int(cell)
    return None if cell == "" else cell


def table_of(page):
    rows = [[" ".join("".join(c.itertext()).split()) for c in tr] for tr in page.tree.iter("tr")]
    return [row for row in rows if len(row) == 10][1:]


def test_the_command_writes_the_same_as_the_page_exports(story, make, visitor_of, run):
    hr = visitor_of(make.hr_viewer(story.programme))
    cohort = hr.get("reports.export_cohort", format_="json").response.get_json()
    assert json.loads(run("cohort", "spring").stdout) == cohort
    ada = story.people["Ada"]
    exported = hr.get("reports.export_mentee", mentee_id=ada.id, format_="json")
    done = run("mentee", ada.email.upper(), "--format", "json", "--programme", "spring")
    assert json.loads(done.stdout) == exported.response.get_json()


def test_the_mentee_sees_what_the_operator_took_along(story, run, visitor_of):
    ada = story.people["Ada"]
    run("mentee", ada.email)
    run("cohort", "spring", "--format", "csv")
    page = visitor_of(ada).get("reports.show_hr_view")
    assert "the operator of this site" in page.text
    assert "at the command line" in page.text


def test_a_report_leads_to_its_own_figures(story, visitor_of):
    ada = story.people["Ada"]
    page = visitor_of(ada).get("reports.show_me")
    assert visitor_of(ada).get_path(page.links()["CSV"]).html.startswith('\ufeff"Name"')


def test_the_command_goes_back_to_a_day_and_into_a_file(story, run, today, tmp_path):
    day = today - timedelta(days=50)
    file = tmp_path / "report.json"
    done = run("cohort", "spring", "--as-of", day.isoformat(), "--output", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(file.read_text("utf-8"))["as_of"] == day.isoformat()


def test_the_command_writes_the_documents_that_hr_takes_along(
    story, make, visitor_of, run, tmp_path
):
    ada, hr = story.people["Ada"], visitor_of(make.hr_viewer(story.programme))
    page = hr.get("reports.export_mentee_document", mentee_id=ada.id)
    file = tmp_path / "report.pdf"
    assert run("mentee", ada.email, "--format", "pdf").stdout_bytes == page.response.get_data()
    run("mentee", ada.email, "--format", "pdf", "--output", str(file))
    assert file.read_bytes() == page.response.get_data()
    whole = hr.get("reports.export_cohort_document").response.get_data()
    assert run("cohort", "spring", "--format", "pdf").stdout_bytes == whole
    page = visitor_of(ada).get("reports.show_hr_view")
    assert "the operator of this site" in page.text


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("cohort", "nowhere"), "There is no programme “nowhere”."),
        (("mentee", "nobody@example.org"), "Nobody has the address “nobody@example.org”."),
        (("cohort", "spring", "--format", "ods"), "Choose json, csv, xlsx or pdf."),
        (("cohort", "spring", "--as-of", "yesterday"), "“yesterday” is not a day."),
        (("cohort", "spring", "--as-of", "2999-01-01"), "Choose a day up to today."),
        (("cohort", "spring", "--output", "/nowhere/at/all"), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_a_failure(story, run, args, sentence):
    done = run(*args)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_nobody_s_own_report_is_written_in_groups_only(make, run):
    from squad.programmes.rules import ReadingMode

    programme = make.programme("quiet", reading_mode=ReadingMode.GROUPS_ONLY)
    pairing = make.pairing(programme)
    done = run("mentee", make.mentee_of(pairing).email)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "groups only" in done.stderr


def test_formulas_in_names_are_text(make, visitor_of):
    programme = make.programme("spring")
    person = make.person("=HYPERLINK(1) Evil", function="+1;=2", site="@home")
    make.pairing(programme, make.person(), person)
    hr = visitor_of(make.hr_viewer(programme))
    line = rows_of(hr.get("reports.export_cohort", format_="csv").html)[0]
    assert line["Name"] == "'=HYPERLINK(1) Evil"
    assert line["Function"] == "'+1;'=2"
    assert line["Site"] == "'@home"
    sheet = sheets_of(hr.get("reports.export_cohort", format_="xlsx").response.get_data())[0]
    assert sheet[1][0] == "=HYPERLINK(1) Evil"


def test_filters_narrow_rows_and_never_totals(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    whole = hr.get("reports.export_cohort", format_="json").response.get_json()
    legal = hr.get("reports.export_cohort", format_="json", function="Legal").response.get_json()
    assert [row["mentee"]["name"] for row in legal["rows"]] == ["Cyr Mentee", "Dan Mentee"]
    assert {k: v for k, v in legal.items() if k != "rows"} == {
        k: v for k, v in whole.items() if k != "rows"
    }


def test_groups_by_name_are_exact(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    groups = hr.get("reports.export_cohort", format_="json").response.get_json()["groups"]
    counted = {(g["by"], g["value"]): g["mentees"] for g in groups}
    assert counted["function", "Sales"] == 2
    assert counted["site", ""] == 1
    assert counted["language", "fr"] == 3  # one of them reads that of Canada
    assert counted["purpose", "support"] == 5
    sales = next(g for g in groups if g["value"] == "Sales")
    assert [sales[code] for code in ("targets_met", "held", "total")] == [0, 8, 33]
    for by in ("function", "site", "level", "language", "purpose"):
        assert sum(n for (of, _), n in counted.items() if of == by) == 6


def test_areas_of_csv_are_the_six(story, run):
    head = run("cohort", "spring", "--format", "csv").stdout.splitlines()[0]
    for area in Area:
        assert f'"{area}_held"' in head


def test_a_french_reader_gets_what_a_french_spreadsheet_opens(story, make, visitor_of):
    reader = make.person(language="fr")
    make.role(reader, story.programme, Role.HR_VIEWER)
    text = visitor_of(reader).get("reports.export_cohort", format_="csv").html
    assert text.startswith('\ufeff"Nom";')


def test_columns_are_chosen_kept_and_taken_back(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    other = visitor_of(make.coordinator(story.programme))

    def heads(visitor, **asked):
        return list(rows_of(visitor.get("reports.export_cohort", format_="csv", **asked).html)[0])

    every = heads(hr)
    page = hr.get("reports.choose_columns", function="Legal")
    done = page.submit(columns=["days_silent", "name", "note", "x' OR 1"])
    assert done.location == "/reports?function=Legal#people"
    assert heads(hr) == ["Name", "Days silent"]
    assert heads(other) == every
    assert heads(hr, columns="site,note") == ["Site"]
    assert heads(hr, columns="note") == every
    whole = hr.get("reports.export_cohort", format_="json").response.get_json()
    assert "email" in whole["rows"][0]["mentee"]
    again = hr.get("reports.choose_columns")
    again.submit(columns=[])
    assert heads(hr) == every
    page.submit(columns=["name"])
    page.submit(button=("everything", "1"))
    assert heads(hr) == every


TABLES = ("groups", "months", "areas", "course", "sides")


@pytest.mark.parametrize("reader", [Role.HR_VIEWER, Role.COORDINATOR])
def test_tables_of_the_programme_are_taken_along_and_concern_nobody(
    story, make, visitor_of, reader
):
    person = make.person()
    make.role(person, story.programme, reader)
    visitor = visitor_of(person)
    cohort = visitor.get("reports.export_cohort", format_="json", status=200).response.get_json()
    before = session.scalar(select(func.count()).select_from(Receipt))
    found = {
        (table, format_): visitor.get("reports.export_table", table=table, format_=format_)
        for table in TABLES
        for format_ in ("csv", "json", "xlsx")
    }
    assert session.scalar(select(func.count()).select_from(Receipt)) == before
    events = session.scalars(select(AuditEvent).where(AuditEvent.name == "report_exported")).all()
    assert {e.details["table"] for e in events} == {"people", *TABLES}
    groups = found["groups", "json"].response.get_json()["rows"]
    assert groups == groups_of(cohort)
    sides = {
        r["outcome"]: r["sessions"] for r in found["sides", "json"].response.get_json()["rows"]
    }
    assert sides["cancelled_mentee"] == cohort["sessions"]["cancelled"]["mentee"]
    for table in TABLES:
        rows = found[table, "json"].response.get_json()["rows"]
        assert len(rows_of(found[table, "csv"].html)) == len(rows)
        assert len(sheets_of(found[table, "xlsx"].response.get_data())[0]) == len(rows) + 1
    assert "French" in {line["Group"] for line in rows_of(found["groups", "csv"].html)}
    visitor.get("reports.export_table", table="notes", format_="csv", status=404)


def test_a_figure_s_statements_are_taken_along(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    asked = {"mentee_id": story.people["Ada"].id, "figure": "held"}
    whole = hr.get("reports.export_trace", format_="json", **asked).response.get_json()
    lines = rows_of(hr.get("reports.export_trace", format_="csv", **asked).html)
    assert [row["milestone"] for row in whole["rows"]] == [line["Milestone"] for line in lines]
    assert whole["rows"][0]["autonomy"] == "alone"
    assert lines[0]["Autonomy"] == "Alone"
    taken = session.scalars(select(Receipt.what).order_by(Receipt.id)).all()
    assert taken == ["export_json", "export_csv"]


def test_no_row_leaves_before_its_receipt_and_none_is_kept_for_what_stayed(story, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    programme = find_by_code("spring")
    batches = actions.in_noted_batches(
        iter_figures(programme, Reader.HR, Ask(export=True)),
        by=None,
        reader=Reader.HR,
        programme_id=programme.id,
        format_="csv",
    )
    first = next(batches)
    batches.close()
    session.rollback()
    noted = session.scalars(select(Receipt.mentee_id).order_by(Receipt.id)).all()
    assert noted == [figures.person.id for figures in first]
    assert len(noted) == 2


def test_every_column_says_what_it_means(story, app):
    columns = people_columns(
        load_cohort(find_by_code("spring"), Reader.HR, Ask()).programme.framework
    )
    assert len({c.code for c in columns}) == len({str(c.label) for c in columns}) == len(columns)
    assert all(str(column.meaning) for column in columns)


def test_a_file_that_failed_is_not_left_under_its_name(story, run, monkeypatch, tmp_path):
    def fails(*_args):
        raise OSError("the disk is full")
        yield

    file = tmp_path / "people.csv"
    file.write_text("earlier")
    (tmp_path / "people.csv.part").write_text("somebody's own")
    monkeypatch.setattr("squad.reports.cli.iter_figures", fails)
    done = run("cohort", "spring", "--format", "csv", "--output", str(file))
    assert done.exit_code == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "people.csv": "earlier",
        "people.csv.part": "somebody's own",
    }


def test_a_workbook_whose_rows_fail_is_an_error_page(story, make, visitor_of, monkeypatch):
    def fails(*_args):
        raise LookupError("a person is gone")
        yield

    hr = visitor_of(make.hr_viewer(story.programme))
    monkeypatch.setattr("squad.reports.views.taking.iter_figures", fails)
    page = hr.get("reports.export_cohort", format_="xlsx", status=500)
    assert page.h1 == "Something went wrong here"
