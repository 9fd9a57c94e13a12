"""People by form: found, added, edited, deactivated."""

import pytest
from sqlalchemy import select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.people.models import Person
from squad.people.signals import roster_changed

TYPED = {
    "given_name": "Zoé",
    "family_name": "Tremblay",
    "email": " Zoe.Tremblay@Example.ORG ",
    "language": "fr",
    "time_zone": "America/Toronto",
}


@pytest.fixture
def admin(make, visitor_of):
    return visitor_of(make.administrator())


@pytest.fixture
def announced():
    heard = []

    def hear(_sender, ids):
        heard.append(ids)

    roster_changed.connect(hear)
    yield heard
    roster_changed.disconnect(hear)


def names(page):
    return [
        " ".join("".join(cell.itertext()).split())
        for cell in page.tree.iter("th")
        if cell.find("a") is not None
    ]


def stored(email="zoe.tremblay@example.org"):
    person = session.scalars(select(Person).where(Person.email == email)).one()
    session.expunge(person)
    session.rollback()
    return person


def test_who_may_come_here(make, visitor, visitor_of):
    programme = make.programme()
    person, reader, coordinator = (make.person() for _ in range(3))
    make.role(reader, programme, "hr_viewer")
    make.role(coordinator, programme, "coordinator")
    for someone, status in [(person, 403), (reader, 403), (coordinator, 200)]:
        browser = visitor_of(someone)
        browser.get("people.list_people", status=status)
        browser.get("people.show_person", person_id=person.id, status=status)
        browser.get("people.add_person", status=status)
        browser.get("people.edit_person", person_id=person.id, status=status)
    visitor_of(reader).post("people.deactivate_person", person_id=person.id, status=403)
    visitor.get("people.list_people", status=303)


def test_found_by_name_site_function_and_whether_they_are_here(admin, make):
    make.person("Hélène Roy", site="Lyon", function="Finance")
    make.person("Léon Royer", site="Paris", function="Finance", active=False)
    make.person("Max Royal", site="Lyon", function="Sales")
    find = lambda **asked: names(admin.get("people.list_people", q="roy", **asked))  # noqa: E731  reads as a table
    assert find() == ["Roy, Hélène", "Royal, Max"]
    assert find(site="Lyon", function="Finance") == ["Roy, Hélène"]
    assert find(active="no") == ["Royer, Léon no longer here"]
    assert len(find(active="all")) == 3
    assert names(admin.get("people.list_people", q="helene")) == ["Roy, Hélène"]


def test_the_list_costs_the_same_at_one_and_at_twenty(admin, make, statements):
    boss = make.person("Ada Boss")
    admin.get("people.list_people")
    with statements() as few:
        admin.get("people.list_people")
    for n in range(25):
        make.person(f"Person Alpha{n:02d}", manager_id=boss.id)
    with statements() as many:
        first = admin.get("people.list_people")
    assert len(many) == len(few) <= 7
    second = admin.get_path(first.links()["Next people"])
    assert len(names(first)) == 20
    assert not set(names(first)) & set(names(second))


def test_added_once_however_often_the_form_is_sent(admin, make, announced):
    boss = make.person("Éloïse Cheffe")
    page = admin.get("people.add_person")
    made = page.submit(**TYPED, manager_name="eloise", status=303)
    assert page.submit(**TYPED, manager_name="eloise", status=303).location == made.location
    person = stored()
    assert (person.name, person.list_name) == ("Zoé Tremblay", "Tremblay, Zoé")
    assert (person.sort_key, person.manager_id) == ("tremblay, zoe", boss.id)
    assert person.active
    assert announced == [frozenset({person.id})]
    shown = admin.follow(made)
    assert "Éloïse Cheffe" in shown.links()
    other = page.submit(**{**TYPED, "given_name": "Zora"}, status=409)
    assert "Zora Tremblay" in other.text
    assert "Zoé Tremblay" in other.text
    names = session.scalars(select(AuditEvent.name)).all()
    assert names.count("person_added") == 1


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(admin, make):
    make.person("Ada Autre", email="ada@example.org", employee_id="E-1")
    page = admin.get("people.add_person")
    for wrong, said in [
        ({"family_name": " "}, "Enter the last name."),
        ({"email": "not an address"}, "Enter an e-mail address, as in claire@example.org."),
        ({"email": "ADA@example.org"}, "Somebody else has this e-mail."),
        ({"employee_id": "E-1"}, "Somebody else has this employee ID."),
        ({"manager_name": "nobody of this name"}, "Nobody active has this name."),
        ({"language": "de"}, "Choose a language."),
        ({"site": "x" * 201}, "Use at most"),
    ]:
        again = page.submit(**{**TYPED, **wrong}, status=422)
        assert said in " ".join(again.errors)
        assert 'value="Zoé"' in again.html
    assert session.scalars(select(Person.id).where(Person.list_name == "Tremblay, Zoé")).all() == []


def test_a_manager_whose_name_fits_several_is_chosen_from_a_list(admin, make):
    make.person("Anne Martin", site="Lyon")
    wanted = make.person("Anne-Marie Martin", site="Paris")
    page = admin.get("people.add_person")
    asked = page.submit(**TYPED, manager_name="martin", status=422)
    assert "Several people have this name." in " ".join(asked.errors)
    asked.submit(manager_id="999999", status=422)
    asked.submit(manager_id=str(wanted.id), status=303)
    assert stored().manager_id == wanted.id


def test_a_loop_in_the_reporting_line_is_refused(admin, make, announced):
    top = make.person("Tina Top")
    middle = make.person("Mia Middle", manager_id=top.id)
    low = make.person("Lou Low", manager_id=middle.id)
    for person in (top, middle):
        page = admin.get("people.edit_person", person_id=person.id)
        refused = page.submit(manager_name="Lou Low", status=422)
        assert "This manager reports to" in " ".join(refused.errors)
    page = admin.get("people.edit_person", person_id=low.id)
    page.submit(manager_name="Tina Top", status=303)
    admin.get("people.edit_person", person_id=middle.id).submit(manager_name="", status=303)
    admin.get("people.edit_person", person_id=middle.id).submit(site="Lyon", status=303)
    assert announced == [frozenset({low.id}), frozenset({middle.id})]
    events = session.scalars(select(AuditEvent).where(AuditEvent.name == "person_changed")).all()
    assert [event.details["fields"] for event in events] == [["manager_id"]] * 2 + [["site"]]


def test_a_manager_who_left_stays_until_another_is_chosen(admin, make):
    boss = make.person("Bea Boss", active=False)
    person = make.person("Zoé Tremblay", email="zoe.tremblay@example.org", manager_id=boss.id)
    admin.get("people.edit_person", person_id=person.id).submit(site="Lyon", status=303)
    assert stored().manager_id == boss.id


def test_a_stale_save_shows_both_and_loses_nothing(admin, make):
    person = make.person("Zoé Tremblay", email="zoe.tremblay@example.org", site="Paris")
    mine = admin.get("people.edit_person", person_id=person.id)
    admin.get("people.edit_person", person_id=person.id).submit(site="Lyon", status=303)
    both = mine.submit(site="Nantes", status=409)
    assert "Nantes" in both.text
    assert "Lyon" in both.text
    assert stored().site == "Lyon"
    both.submit(status=303)
    assert stored().site == "Nantes"


def test_whoever_leaves_is_signed_out_at_once_and_for_good(admin, make, visitor_of, announced):
    zoe = make.person("Zoé Tremblay")
    hers = visitor_of(zoe)
    hers.get("accounts.edit_settings")
    page = admin.get("people.show_person", person_id=zoe.id)
    done = admin.follow(page.submit(f"/people/{zoe.id}/deactivate", status=303))
    assert "No longer here." in done.text
    hers.get("accounts.edit_settings", status=303)
    done.submit(f"/people/{zoe.id}/reactivate", status=303)
    hers.get("accounts.edit_settings", status=303)
    assert announced == [frozenset({zoe.id})] * 2
    found = session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)).all()
    assert found == ["person_deactivated", "person_reactivated"]


def test_fields_that_the_form_does_not_have_change_nothing(admin, make):
    person = make.person("Zoé Tremblay", email="zoe.tremblay@example.org")
    page = admin.get("people.edit_person", person_id=person.id)
    page.submit(site="Lyon", active="", sort_key="aaa", id="1", created_at="x", status=303)
    kept = stored()
    assert (kept.id, kept.active, kept.sort_key) == (person.id, True, "tremblay, zoe")


def test_names_are_shown_as_written_never_run(admin):
    typed = {**TYPED, "family_name": "<script>alert(1)</script>", "site": "{{7*7}}"}
    shown = admin.follow(admin.get("people.add_person").submit(**typed, status=303))
    assert shown.h1 == "Zoé <script>alert(1)</script>"
    assert "{{7*7}}" in shown.text


def test_an_unknown_person_is_not_there(admin):
    admin.get("people.show_person", person_id=999_999, status=404)
    admin.get("people.edit_person", person_id=999_999, status=404)
    admin.post("people.deactivate_person", person_id=999_999, status=404)
