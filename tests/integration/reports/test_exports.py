"""Page, JSON, CSV and the command line say the same; formulas in names do nothing."""

import csv
import io
import json
from datetime import timedelta

import pytest

from squad.cli import main
from squad.framework.rules.model import Area


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


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


def test_csv_equals_json_equals_the_page(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    cohort = hr.get("reports.export_cohort", format_="json").response.get_json()
    answer = hr.get("reports.export_cohort", format_="csv")
    lines = rows_of(answer.html)
    assert len(lines) == len(cohort["rows"]) == 6
    for line, row in zip(lines, cohort["rows"], strict=True):
        flat = {
            "name": row["mentee"]["name"],
            "state": row["state"],
            "headline_stage": row["headline_stage"],
            "target_met": str(row["target_met"]).lower(),
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
        }
        assert {k: line[k] for k in flat} == {
            k: "" if v is None else str(v) for k, v in flat.items()
        }
    page = hr.get("reports.show_cohort")
    assert f"{cohort['target']['held']} of {cohort['target']['total']}" in page.text
    for row, line in zip(cohort["rows"], table_of(page), strict=True):
        target = row["target"]
        said = f"{target['held']} of {target['total']}" if target["total"] else "–"
        assert line[4] == said
        assert line[5] == (str(target["to_confirm"]) if target["to_confirm"] else "–")
        assert line[8] == str(row["sessions"]["held"])
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="spring-')


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
    text = hr.get("reports.export_cohort", format_="csv").html.removeprefix("\ufeff")
    assert run("cohort", "spring", "--format", "csv").stdout.splitlines() == text.splitlines()


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
    assert visitor_of(ada).get_path(page.links()["CSV"]).html.startswith('\ufeff"name"')


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
        (("cohort", "spring", "--format", "xlsx"), "Choose json, csv or pdf."),
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
    assert line["name"] == "'=HYPERLINK(1) Evil"
    assert line["function"] == "'+1;'=2"
    assert line["site"] == "'@home"


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
    for by in ("function", "site", "level", "language", "purpose"):
        assert sum(n for (of, _), n in counted.items() if of == by) == 6


def test_areas_of_csv_are_the_six(story, run):
    head = run("cohort", "spring", "--format", "csv").stdout.splitlines()[0]
    for area in Area:
        assert f'"{area}_held"' in head
