"""Importing a roster by page: look, then all or nothing."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from sqlalchemy import func, select, text

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.files.models import WaitingUpload
from squad.kernel.clock import clock
from squad.people.models import Person
from tests.integration.people.files import HEADERS, roster
from tests.support.uploads import address_of, can_confirm, confirm
from tests.support.uploads import upload as send
from tests.unit.files.workbooks import sheet, workbook

CHOOSE = "roster_import.choose_file"
ADA = ("E1", "Ada Byron", "ada@example.org", "Sales", "")
BEN = ("E2", "Ben Okri", "ben@example.org", "Finance", "E1")


@pytest.fixture
def admin(make, visitor_of):
    return visitor_of(make.administrator(employee_id="ADMIN", email="tom@example.org"))


def upload(visitor, data, name="people.csv", *, complete=False, **options):
    fields = {"complete": "y"} if complete else {}
    return send(visitor, CHOOSE, data, name, fields=fields, **options)


def stored(email):
    session.rollback()
    return session.scalar(select(Person).where(Person.email == email))


def bring(visitor, data, **options):
    """Upload and confirm."""
    preview = visitor.follow(upload(visitor, data, **options))
    return visitor.follow(confirm(preview))


def test_a_file_is_looked_at_then_imported(admin):
    sent = upload(admin, roster(BEN, ADA))
    preview = admin.follow(sent)
    assert preview.h1 == "Look before you import"
    assert "Ada Byron line 3" in preview.text
    assert "reports to Ada Byron" in preview.text
    figures = ["".join(dt.itertext()) for dt in preview.tree.iter("dt")]
    assert figures == ["new people"]  # nothing is said about what happens to nobody
    assert stored("ada@example.org") is None
    done = admin.follow(confirm(preview, status=303))
    assert done.h1 == "The roster is imported"
    ada, ben = stored("ada@example.org"), stored("ben@example.org")
    assert (ada.name, ada.list_name, ada.sort_key) == ("Ada Byron", "Byron, Ada", "byron, ada")
    assert ben.manager_id == ada.id
    assert ben.function == "Finance"


def test_whoever_says_no_language_gets_the_importers(make, visitor_of):
    admin = visitor_of(make.administrator(language="fr", time_zone="America/Toronto"))
    bring(admin, roster(ADA))
    ada = stored("ada@example.org")
    assert (ada.language, ada.time_zone) == ("fr", "America/Toronto")


def test_the_same_file_twice_has_nothing_to_change(admin):
    bring(admin, roster(ADA, BEN))
    session.rollback()
    before = session.execute(text("SELECT * FROM people ORDER BY id")).all()
    preview = admin.follow(upload(admin, roster(ADA, BEN)))
    assert "Nothing to change." in preview.text
    assert not can_confirm(preview)
    session.rollback()
    assert session.execute(text("SELECT * FROM people ORDER BY id")).all() == before


def test_changes_are_shown_field_by_field_and_recorded_without_their_words(admin):
    bring(admin, roster(ADA, BEN))
    preview = admin.follow(upload(admin, roster((*BEN[:3], "Legal", ""))))
    assert "Function: Finance → Legal" in preview.text
    assert "Manager: Ada Byron → (empty)" in preview.text
    admin.follow(confirm(preview))
    ben = stored("ben@example.org")
    assert (ben.function, ben.manager_id) == ("Legal", None)
    event = session.scalar(select(AuditEvent).where(AuditEvent.name == "person_changed"))
    assert event.details == {"person": ben.id, "fields": ["function", "manager_id"]}


def test_keys_may_pass_from_one_person_to_another(admin):
    bring(admin, roster(ADA, BEN))
    ids = [stored(email).id for email in ("ada@example.org", "ben@example.org")]
    swapped = roster((*ADA[:2], BEN[2], "Sales", ""), (*BEN[:2], ADA[2], "Finance", "E1"))
    bring(admin, swapped)
    assert [stored(email).id for email in ("ben@example.org", "ada@example.org")] == ids


def test_each_problem_has_its_line_and_nothing_is_imported(admin):
    wrong = roster(ADA, ("", "Nobody", "", "", ""), ("E4", "Eve", "not an address", "", "E9"))
    preview = admin.follow(upload(admin, wrong))
    assert "nothing can be imported yet" in preview.text
    assert "Line 3: This row has neither employee ID nor e-mail." in preview.text
    assert "Line 4, column “E-mail”: “not an address” is not an e-mail address." in preview.text
    assert "Line 4: Nobody has the employee ID, e-mail or name “E9”." in preview.text
    upload_id = session.scalar(select(WaitingUpload.id))
    session.rollback()
    refused = admin.post("roster_import.confirm_import", upload_id=upload_id, status=None)
    assert refused.status in {409, 422}
    assert stored("ada@example.org") is None


def test_a_loop_is_named(admin):
    preview = admin.follow(upload(admin, roster((*ADA[:4], "E2"), (*BEN[:4], "E1"))))
    assert "report to each other in a circle" in preview.text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "people.csv", "This file is empty."),
        (b"\x00" * 400, "people.csv", "This file is empty."),
        (b"Name;E-mail\r\nA\x00da;ada@example.org\r\n", "people.csv", "An invisible character"),
        (b"PK\x03\x04broken", "people.xlsx", "This workbook is damaged."),
        (b"x" * (10 * 1024 * 1024 + 1), "people.csv", "This file is larger than 10 MB."),
        (b"<html><table>", "people.csv", "This file is a web page"),
        (b"a,b\r\n1,2\r\n", "people.exe", "Choose a file whose name ends in .csv or .xlsx."),
        (b"E-mail;Courriel\r\na@b.fr;c@d.fr\r\n", "people.csv", "mean the same"),
    ],
    ids=["empty", "nul", "nul-inside", "broken", "big", "page", "kind", "twice"],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words_and_kept_nowhere(admin, data, name, words):
    page = upload(admin, data, name, status=422)
    assert words in page.text
    assert page.h1 == "Import the roster"
    assert session.scalar(select(func.count()).select_from(WaitingUpload)) == 0


def test_no_file_at_all(admin):
    page = admin.get(CHOOSE).submit(status=422)
    assert any("Choose a file first." in error for error in page.errors)


def test_what_is_far_too_large_is_refused_before_it_is_read(admin):
    page = upload(admin, b"x" * (12 * 1024 * 1024), status=413)
    assert page.h1 == "That file is too large"


def test_ignored_columns_are_named(admin):
    data = roster((*ADA, "12"), headers=(*HEADERS, "Shoe size"))
    preview = admin.follow(upload(admin, data))
    assert "Columns that are left out" in preview.text
    assert "Shoe size" in preview.text


def test_a_complete_file_deactivates_and_asks_for_the_number(admin, make, visitor_of):
    bring(admin, roster(ADA, BEN))
    ben = visitor_of(stored("ben@example.org"))
    ben.get_path("/people/import", status=403)
    tom = ("ADMIN", "Tom Lavoie", "tom@example.org", "Sales", "")
    preview = admin.follow(upload(admin, roster(tom, ADA), complete=True))
    assert "Ben Okri not in the file" in preview.text
    assert "More than one in ten people would be deactivated." in preview.text
    for typed in ("", "2", "one"):
        again = confirm(preview, number=typed, status=422)
        assert any("would be deactivated: 1 in all." in error for error in again.errors)
        assert stored("ben@example.org").active
    admin.follow(confirm(preview, number="1"))
    assert not stored("ben@example.org").active
    assert stored("ada@example.org").active
    session.rollback()
    signed_out = ben.get_path("/people/import", status=None)
    assert signed_out.location.startswith("/sign-in")


def test_whoever_comes_back_is_active_again(admin):
    bring(admin, roster(ADA, headers=HEADERS))
    inactive = roster((*ADA, "no"), headers=(*HEADERS, "Active"))
    preview = admin.follow(upload(admin, inactive))
    admin.follow(confirm(preview, number="1"))
    assert not stored("ada@example.org").active
    preview = admin.follow(upload(admin, roster((*ADA, "yes"), headers=(*HEADERS, "Active"))))
    assert "To be active again" in preview.text
    admin.follow(confirm(preview))
    assert stored("ada@example.org").active


def test_the_last_administrator_cannot_be_left_out(admin):
    preview = admin.follow(upload(admin, roster(ADA), complete=True))
    refused = confirm(preview, number="1", status=422)
    assert "Nobody else administers and can sign in." in refused.text
    assert stored("tom@example.org").active
    assert stored("ada@example.org") is None


def test_same_person_is_asked_and_the_answer_counts(admin):
    bring(admin, roster(ADA, BEN))
    ada_id = stored("ada@example.org").id
    tom = ("ADMIN", "Tom Lavoie", "tom@example.org", "Sales", "")
    married = ("E77", "Ada Byron", "ada.lovelace@example.org", "Sales", "")
    preview = admin.follow(upload(admin, roster(tom, (*BEN[:4], ""), married), complete=True))
    assert "Line 4: is Ada Byron somebody who is here already?" in preview.text
    assert "Answer the questions above first." in preview.text
    path = address_of(preview, "/answers")
    answered = admin.follow(preview.submit(path, status=303, **{"line-4": str(ada_id)}))
    assert "E-mail: ada@example.org → ada.lovelace@example.org" in answered.text
    admin.follow(confirm(answered))
    assert stored("ada.lovelace@example.org").id == ada_id


def test_no_is_an_answer_too(admin):
    bring(admin, roster(ADA, BEN))
    tom = ("ADMIN", "Tom Lavoie", "tom@example.org", "Sales", "")
    other = ("E77", "Ada Byron", "other.ada@example.org", "Sales", "")
    preview = admin.follow(upload(admin, roster(tom, (*BEN[:4], ""), other), complete=True))
    path = address_of(preview, "/answers")
    answered = admin.follow(preview.submit(path, status=303, **{"line-4": "new"}))
    admin.follow(confirm(answered, number="1"))
    assert not stored("ada@example.org").active
    assert stored("other.ada@example.org").active


def test_what_changed_meanwhile_is_shown_again_and_nothing_is_done(admin, make):
    preview = admin.follow(upload(admin, roster(ADA)))
    make.person("Ada Byron", email="ada@example.org", employee_id="E1", function="Legal")
    again = confirm(preview, status=409)
    assert "Something has changed here meanwhile." in again.text
    assert "Function: Legal → Sales" in again.text
    assert stored("ada@example.org").function == "Legal"
    admin.follow(confirm(again))
    assert stored("ada@example.org").function == "Sales"


def test_a_double_click_imports_once_and_shows_it_twice(admin):
    preview = admin.follow(upload(admin, roster(ADA)))
    first, second = confirm(preview, status=303), confirm(preview, status=303)
    assert first.location == second.location
    assert "The roster is imported" in admin.follow(second).h1
    events = (
        select(func.count()).select_from(AuditEvent).where(AuditEvent.name == "roster_imported")
    )
    assert session.scalar(events) == 1


def test_the_same_file_from_two_coordinators_is_imported_once(admin, make, visitor_of):
    other = visitor_of(make.coordinator(make.programme()))
    one, two = (v.follow(upload(v, roster(ADA, BEN))) for v in (admin, other))
    confirm(one, status=303)
    late = confirm(two, status=409)
    assert "Nothing to change." in late.text
    session.rollback()
    assert session.scalar(select(func.count()).where(Person.name == "Ada Byron")) == 1


def test_a_waiting_file_is_encrypted_and_only_its_owners(admin, make, visitor_of, app):
    sent = upload(admin, roster(ADA), name="canary-name.csv")
    session.rollback()
    row = session.execute(text("SELECT * FROM waiting_uploads")).mappings().one()
    assert "Ada" not in str(dict(row))
    assert "canary-name" not in str(dict(row))
    other = visitor_of(make.administrator("Other Admin", email="other@example.org"))
    assert other.get_path(sent.location, status=404).h1 == "This file is no longer here"
    other.post("roster_import.confirm_import", upload_id=row["id"], status=404)
    assert stored("ada@example.org") is None


def waiting():
    session.rollback()
    rows = session.execute(select(WaitingUpload.file_name, WaitingUpload.content))
    return [tuple(row) for row in rows]


def test_it_is_gone_after_the_yes(admin):
    preview = admin.follow(upload(admin, roster(ADA)))
    assert len(waiting()) == 1
    admin.follow(confirm(preview))
    assert waiting() == [("", "")]


def test_it_is_gone_after_the_no(admin):
    preview = admin.follow(upload(admin, roster(ADA)))
    path = address_of(preview, "/cancel")
    chosen = admin.follow(preview.submit(path, status=303))
    assert "Cancelled. The file is deleted" in chosen.text
    assert waiting() == []
    assert stored("ada@example.org") is None


def test_after_the_hour_it_cannot_be_confirmed_and_goes(admin):
    with time_machine.travel(clock.now() - timedelta(minutes=61), tick=True):
        preview = admin.follow(upload(admin, roster(ADA)))
    confirm(preview, status=404)
    assert waiting() == []
    assert stored("ada@example.org") is None


def test_only_the_newest_three_files_of_a_person_wait(admin):
    for _ in range(5):
        upload(admin, roster(ADA))
    assert len(waiting()) == 3


def test_only_administrators_and_coordinators_may(make, visitor_of):
    programme = make.programme()
    for person in (make.person(), make.hr_viewer(programme)):
        visitor_of(person).get(CHOOSE, status=403)
        upload(visitor_of(person), roster(ADA), status=403)
    visitor_of(make.coordinator(programme)).get(CHOOSE)


def test_in_french_all_of_it_is_french(make, visitor_of):
    admin = visitor_of(make.administrator(language="fr"))
    chosen = admin.get(CHOOSE)
    preview = admin.follow(upload(admin, roster(ADA, ("", "Nul", "", "", ""))))
    assert chosen.h1 == "Importer l’effectif"
    assert "Rien n’est encore importé" in preview.text
    assert "Ligne 3" in preview.text.replace("\u00a0", " ")


def test_the_example_file_imports_as_it_is(make, visitor_of):
    for language, name in (("en", "people.csv"), ("fr", "personnes.csv")):
        visitor = visitor_of(make.administrator(language=language))
        response = visitor.get("roster_import.send_example").response
        assert name in response.headers["Content-Disposition"]
        preview = visitor.follow(upload(visitor, response.data, name))
        assert "Hélène Roy" in preview.text
        assert "problem" not in preview.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_files_as_french_excel_writes_them(admin, encoding):
    headers = ("Matricule", "Nom", "Prénom", "Courriel", "Responsable (matricule)")
    data = roster(
        ("17", "ŒUVRARD", "Zoé", "zoe@example.fr", ""), headers=headers, encoding=encoding,
        separator=";",
    )  # fmt: skip
    bring(admin, data)
    assert stored("zoe@example.fr").name == "Zoé ŒUVRARD"


def test_a_workbook(admin):
    data = workbook(sheet([[*HEADERS], [*ADA[:4], None], [7, "Ben Okri", "ben@example.org"]]))
    bring(admin, data, name="people.xlsx")
    assert stored("ben@example.org").employee_id == "7"


def test_a_zip_bomb_is_refused_and_kept_nowhere(admin):
    bomb = workbook(sheet([["Name"]]), parts={"xl/sharedStrings.xml": "<sst>" + " " * 400_000_000})
    assert len(bomb) < 1_000_000
    page = upload(admin, bomb, "people.xlsx", status=422)
    assert "unpacks to far more" in page.text
    assert waiting() == []


def test_two_yeses_at_the_same_moment_import_once(app, admin, make, visitor_of):
    other = visitor_of(make.coordinator(make.programme()))
    presses = []
    for visitor in (admin, other):
        preview = visitor.follow(upload(visitor, roster(ADA, BEN)))
        path = address_of(preview, "/confirm")
        fields = dict(preview.fields(preview.forms(path)[0]))
        presses.append((visitor, path, fields))
    session.rollback()
    answers, barrier = [], Barrier(2)

    def press(visitor, path, fields):
        client = app.test_client()
        for cookie in visitor.client._cookies.values():
            client.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        answers.append(client.post(path, data=fields).status_code)

    threads = [Thread(target=press, args=each) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert session.scalar(select(func.count()).where(Person.name == "Ada Byron")) == 1


def test_what_is_so_for_all_is_said_once(admin):
    bring(admin, roster(ADA, BEN))
    cat = ("E3", "Cat Stone", "cat@example.org", "Sales", "")
    preview = admin.follow(upload(admin, roster(cat), complete=True))
    assert preview.text.count("not in the file") == 1
    assert "people deactivated" in preview.text
