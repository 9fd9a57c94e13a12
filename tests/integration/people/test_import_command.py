"""`squad roster import`: the same as the page, for the operator."""

import json

import pytest
from sqlalchemy import func, select

from squad.db.session import session
from squad.people.models import Person
from squad.resources import SEED_DATA
from tests.integration.people.files import HEADERS, roster
from tests.support.commands import squad

ADA = ("E1", "Ada Byron", "ada@example.org", "Sales", "")
BEN = ("E2", "Ben Okri", "ben@example.org", "Finance", "E1")
NOTHING = {"created": 0, "changed": 0, "reactivated": 0, "deactivated": 0, "unchanged": 0}


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="people.csv", **options):
        path = tmp_path / name
        path.write_bytes(roster(*rows, **options))
        return path

    return write


def count():
    session.rollback()
    return session.scalar(select(func.count()).select_from(Person))


def test_figures_alone_go_to_standard_output(app, file):
    result = squad(app, "roster", "import", file(BEN, ADA))
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {**NOTHING, "created": 2}
    assert "Ada Byron, line 3" in result.stderr
    assert count() == 2


def test_a_dry_run_does_nothing(app, file):
    result = squad(app, "roster", "import", file(ADA), "--dry-run")
    assert json.loads(result.stdout) == {**NOTHING, "created": 1}
    assert count() == 0


def test_a_second_time_changes_nothing(app, file):
    path = file(ADA, BEN)
    squad(app, "roster", "import", path)
    result = squad(app, "roster", "import", path)
    assert json.loads(result.stdout) == {**NOTHING, "unchanged": 2}
    assert "Nothing to change" in result.stderr


def test_a_bad_last_line_leaves_nothing(app, file):
    result = squad(app, "roster", "import", file(ADA, BEN, ("E3", "Eve", "eve", "", "")))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Line 4, column “E-mail”: “eve” is not an e-mail address. Write it like name@example.com.",
        "Line 4: Eve is new and has no e-mail. Add it, or delete the row.",
    ]
    assert count() == 0


def test_an_unreadable_file_is_one_sentence(app, tmp_path):
    path = tmp_path / "people.pdf"
    path.write_bytes(b"%PDF-1.7")
    result = squad(app, "roster", "import", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip() == "Choose a file whose name ends in .csv or .xlsx."


def test_many_deactivations_need_their_number(app, file):
    squad(app, "roster", "import", file(ADA, BEN))
    left = file(ADA)
    refused = squad(app, "roster", "import", left, "--complete")
    assert refused.exit_code == 1
    assert "run it again with --yes-deactivate 1" in refused.stderr
    assert (
        squad(app, "roster", "import", left, "--complete", "--yes-deactivate", "2").exit_code == 1
    )
    done = squad(app, "roster", "import", left, "--complete", "--yes-deactivate", "1")
    assert json.loads(done.stdout)["deactivated"] == 1
    assert [p.active for p in session.scalars(select(Person).order_by(Person.id))] == [True, False]


def test_same_person_is_asked_and_answered_by_option(app, file):
    squad(app, "roster", "import", file(ADA))
    changed = file(("E9", "Byron Ada", "ada.lovelace@example.org", "", ""))
    asked = squad(app, "roster", "import", changed, "--complete")
    assert asked.exit_code == 1
    assert "--same-person 2=ada@example.org" in asked.stderr
    assert squad(
        app, "roster", "import", changed, "--complete", "--same-person", "2=who@example.org"
    ).exit_code == 2  # fmt: skip
    done = squad(
        app, "roster", "import", changed, "--complete", "--same-person", "2=ada@example.org"
    )
    assert json.loads(done.stdout) == {**NOTHING, "changed": 1}
    assert count() == 1


def test_defaults_of_new_people_can_be_said(app, file):
    options = ("--language", "français", "--time-zone", "europe/paris")
    squad(app, "roster", "import", file(ADA), *options)
    ada = session.scalar(select(Person))
    assert (ada.language, ada.time_zone) == ("fr", "Europe/Paris")


def test_the_sample_rosters_import(app):
    for path in sorted((SEED_DATA / "rosters").glob("*.csv")):
        result = squad(app, "roster", "import", path)
        assert result.exit_code == 0, result.stderr
        again = squad(app, "roster", "import", path)
        assert json.loads(again.stdout)["created"] == 0
        assert json.loads(again.stdout)["changed"] == 0


def test_three_thousand_people_in_any_order(app, file):
    people = [
        (f"E{n}", f"Person {n}", f"p{n}@example.org", "Sales", f"E{n // 8}" if n else "")
        for n in range(3000)
    ]
    result = squad(app, "roster", "import", file(*reversed(people), headers=HEADERS))
    assert json.loads(result.stdout) == {**NOTHING, "created": 3000}
    last = session.scalar(select(Person).where(Person.email == "p2999@example.org"))
    boss = session.scalar(select(Person.email).where(Person.id == last.manager_id))
    assert boss == "p374@example.org"
