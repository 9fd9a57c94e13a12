"""What a roster would do: keys, changes, managers, leavers, questions."""

import pytest

from squad.people.messages import sentence
from squad.people.rules.shapes import PersonRef
from tests.unit.people.company import apply, codes, person, plan, table

KEYS = ("employee_id", "name", "email")
MANAGERS = ("employee_id", "name", "email", "manager")


def test_new_people_are_created_with_what_the_file_says():
    made = plan(
        table(("E1", "Hélène Roy", "h@x.fr", "E2"), ("E2", "Bo Lee", "b@x.fr"), headers=MANAGERS)
    )
    assert made.can_be_applied and not made.is_empty
    first, second = made.created
    assert (first.line, first.employee_id, first.list_name) == (2, "E1", "Roy, Hélène")
    assert first.manager == PersonRef("Bo Lee", line=3) and second.manager is None
    assert (first.language, first.time_zone, first.active, first.site) == (None, None, True, "")


def test_new_people_need_name_and_email():
    made = plan(table(("E1", "", ""), ("E2", "Bo Lee", "")))
    assert codes(made) == [(2, "email_missing"), (2, "name_missing"), (3, "email_missing")]
    assert not made.can_be_applied


def test_changes_are_shown_field_by_field():
    headers = (*KEYS, "site", "language", "manager")
    before = [person(1), person(2, "Bo Lee")]
    made = plan(
        table(("E1", "Hélène Roy-Petit", "p1@x.fr", "", "en", "E2"), headers=headers), before
    )
    (changed,) = made.changed
    assert (changed.line, changed.person_id, changed.name) == (2, 1, "Hélène Roy-Petit")
    assert {(str(c.field), c.before, c.after) for c in changed.changes} == {
        ("name", "Hélène Roy", "Hélène Roy-Petit"),
        ("list_name", "Roy, Hélène", "Roy-Petit, Hélène"),
        ("site", "Lyon", ""),
        ("language", "fr", "en"),
        ("manager", None, PersonRef("Bo Lee", person_id=2)),
    }


def test_absent_columns_and_empty_names_change_nothing():
    before = [person(1, manager_id=2), person(2, "Bo Lee")]
    made = plan(table(("E1", "", ""), ("E2", "Bo Lee", "p2@x.fr")), before)
    assert made.is_empty and made.can_be_applied and made.unchanged == 2


def test_an_empty_manager_cell_clears_the_manager():
    before = [person(1, manager_id=2), person(2, "Bo Lee")]
    made = plan(table(("E1", ""), headers=("employee_id", "manager")), before)
    (change,) = made.changed[0].changes
    assert (change.before, change.after) == (PersonRef("Bo Lee", person_id=2), None)


def test_a_list_name_set_by_hand_stays_unless_the_file_has_it_apart():
    before = [person(1, "Anne Le Bras", list_name="Bras, Anne Le")]
    assert plan(table(("E1", "Anne Le Bras", "p1@x.fr")), before).is_empty
    apart = table(("E1", "Le Bras", "Anne"), headers=("Matricule", "Nom", "Prénom"))
    (change,) = plan(apart, before).changed[0].changes
    assert (change.field, change.after) == ("list_name", "Le Bras, Anne")


def test_two_people_exchange_their_addresses():
    before = [person(1), person(2, "Bo Lee")]
    made = plan(table(("E1", "Hélène Roy", "p2@x.fr"), ("E2", "Bo Lee", "p1@x.fr")), before)
    assert made.can_be_applied
    assert {c.person_id: c.changes[0].after for c in made.changed} == {1: "p2@x.fr", 2: "p1@x.fr"}


def test_without_employee_id_the_email_is_the_key():
    before = [person(1)]
    made = plan(table(("p1@x.fr", "Paris"), headers=("email", "site")), before)
    assert made.changed[0].person_id == 1 and not made.created


def test_somebody_without_employee_id_gets_one_by_their_email():
    before = [person(1, employee_id=None)]
    (change,) = plan(table(("E9", "Hélène Roy", "p1@x.fr")), before).changed[0].changes
    assert (change.field, change.before, change.after) == ("employee_id", None, "E9")


def test_duplicates_name_both_lines():
    made = plan(table(("E1", "A B", "a@x.fr"), ("E1", "C D", "c@x.fr"), ("E3", "E F", "A@X.fr")))
    assert codes(made) == [(3, "duplicate_employee_id"), (4, "duplicate_email")]
    assert [p.params["other_line"] for p in made.problems] == [2, 2]
    assert sentence(made.problems[0]).startswith("Line 3: The employee ID E1 is already on line 2.")


def test_an_address_that_somebody_else_keeps():
    made = plan(table(("E2", "Bo Lee", "p1@x.fr")), [person(1), person(2, "Bo Lee")])
    assert codes(made) == [(2, "email_taken")]
    assert "Hélène Roy" in sentence(made.problems[0])


@pytest.mark.parametrize("manager", ["E2", "p2@x.fr", "P2@X.FR", " E2 "])
def test_managers_by_employee_id_or_email(manager):
    before = [person(1), person(2, "Bo Lee")]
    made = plan(table(("E1", manager), headers=("employee_id", "manager")), before)
    assert made.changed[0].changes[0].after == PersonRef("Bo Lee", person_id=2)


def test_a_manager_by_an_address_that_this_file_gives():
    before = [person(1), person(2, "Bo Lee")]
    rows = table(("E1", "", "", "new@x.fr"), ("E2", "Bo Lee", "new@x.fr", ""), headers=MANAGERS)
    made = plan(rows, before)
    assert made.can_be_applied
    gone = table(("E1", "", "", "p2@x.fr"), ("E2", "Bo Lee", "new@x.fr", ""), headers=MANAGERS)
    assert codes(plan(gone, before)) == [(2, "unknown_manager")]


NAMED = ("employee_id", "manager")


@pytest.mark.parametrize("written", ["Noémie Petit", "PETIT Noémie", "Petit, Noémie"])
def test_a_manager_by_a_name_that_one_person_has(written):
    before = [person(1), person(2, "Noémie Petit", list_name="Petit, Noémie")]
    (changed,) = plan(table(("E1", written), headers=NAMED), before).changed
    assert changed.changes[0].after == PersonRef("Noémie Petit", person_id=2)
    rows = (("E8", "Bo", "bo@x.fr", written), ("E9", "PETIT Noémie", "n@x.fr", ""))
    made = plan(table(*rows, headers=MANAGERS))
    assert made.created[0].manager == PersonRef("PETIT Noémie", line=3)


def test_a_name_that_several_people_have_names_no_manager():
    before = [person(1), person(2, "Bo Lee"), person(3, "Lee Bo", active=False)]
    made = plan(table(("E1", "LEE Bo"), headers=NAMED), before)
    assert codes(made) == [(2, "several_managers")]
    assert "Several people have the name “LEE Bo”." in sentence(made.problems[0])
    rows = (("E1", "Hélène Roy", "p1@x.fr", "BO Lee"), ("E9", "Bo Lee", "n@x.fr", ""))
    assert codes(plan(table(*rows, headers=MANAGERS), before)) == [(2, "several_managers")]


def test_a_key_comes_before_a_name():
    before = [person(1), person(2, "E3"), person(3, "Bo Lee")]
    (changed,) = plan(table(("E1", "E3"), headers=NAMED), before).changed
    assert changed.changes[0].after == PersonRef("Bo Lee", person_id=3)


def test_a_renamed_manager_has_the_name_that_the_file_gives():
    before = [person(1), person(2, "Bo Lee")]

    def named(manager):
        rows = (("E1", "Hélène Roy", "p1@x.fr", manager), ("E2", "Bo Kim", "p2@x.fr", ""))
        return plan(table(*rows, headers=MANAGERS), before)

    assert codes(named("KIM Bo")) == []
    assert codes(named("Bo Lee")) == [(2, "unknown_manager")]


def test_whether_two_are_the_same_person_is_asked_before_who_the_manager_is():
    before = [person(1), person(2, "Bo Lee")]
    rows = (("E1", "Hélène Roy", "p1@x.fr", "Bo Lee"), ("E9", "Bo Lee", "n@x.fr", ""))
    given = table(*rows, headers=MANAGERS)
    asked = plan(given, before, complete=True)
    assert (asked.problems, len(asked.questions)) == ((), 1)
    same = plan(given, before, complete=True, answers={3: 2})
    assert codes(same) == []
    assert same.changed[0].changes[-1].after == PersonRef("Bo Lee", person_id=2)
    other = plan(given, before, complete=True, answers={3: None})
    assert codes(other) == [(2, "several_managers")]


def test_an_unknown_manager():
    made = plan(table(("E1", "A B", "a@x.fr", "E9"), headers=MANAGERS))
    assert codes(made) == [(2, "unknown_manager")]
    assert "“E9”" in sentence(made.problems[0])


def test_a_loop_in_the_file_names_the_chain():
    made = plan(
        table(
            ("E1", "Ana Roy", "a@x.fr", "E2"),
            ("E2", "Bo Lee", "b@x.fr", "E3"),
            ("E3", "Cy Day", "c@x.fr", "E1"),
            ("E4", "Di Fox", "d@x.fr", "E1"),
            headers=MANAGERS,
        )
    )
    assert codes(made) == [(2, "manager_loop")]
    assert "Ana Roy (line 2) → Bo Lee (line 3) → Cy Day (line 4) → Ana Roy (line 2)" in sentence(
        made.problems[0]
    )


def test_a_loop_through_stored_people():
    before = [person(1), person(2, "Bo Lee", manager_id=1)]
    made = plan(table(("E1", "E2"), headers=("employee_id", "manager")), before)
    assert made.problems[0].params["chain"] == ((2, "Hélène Roy"), (None, "Bo Lee"))
    assert "Hélène Roy (line 2) → Bo Lee → Hélène Roy (line 2)" in sentence(made.problems[0])


def test_a_stored_loop_that_the_file_undoes():
    before = [person(1, manager_id=2), person(2, "Bo Lee", manager_id=1)]
    assert plan(table(("E1", ""), headers=("employee_id", "manager")), before).can_be_applied


def test_ones_own_manager_is_a_loop_of_one():
    made = plan(table(("E1", "Ana Roy", "a@x.fr", "E1"), headers=MANAGERS))
    assert codes(made) == [(2, "manager_loop")]


def test_only_a_complete_file_deactivates_the_missing():
    before = [person(n, f"Name {n}") for n in range(1, 21)]
    rows = table(*[(p.employee_id, p.name, p.email) for p in before[2:]])
    assert plan(rows, before).is_empty
    made = plan(rows, before, complete=True)
    assert [(s.person_id, s.line) for s in made.deactivated] == [(1, None), (2, None)]
    assert not made.needs_typed_confirmation
    three = plan(
        table(*[(p.employee_id, p.name, p.email) for p in before[3:]]), before, complete=True
    )
    assert three.needs_typed_confirmation


def test_active_column_and_return():
    before = [person(1), person(2, "Bo Lee", active=False), person(3, "Cy Day", active=False)]
    headers = ("employee_id", "active")
    made = plan(table(("E1", "non"), ("E2", "oui"), ("E3", "non"), headers=headers), before)
    assert [(s.person_id, s.line) for s in made.deactivated] == [(1, 2)]
    assert [(s.person_id, s.line) for s in made.reactivated] == [(2, 3)]
    rows = table(("E2", "Bo Lee", "p2@x.fr"))
    assert plan(rows, before).is_empty
    assert [s.person_id for s in plan(rows, before, complete=True).reactivated] == [2]


def test_same_person_is_asked_and_the_answer_counts():
    before = [person(1), person(2, "Bo Lee")]
    rows = table(("N7", "ROY Hélène", "h.roy@new.fr"), ("E2", "Bo Lee", "p2@x.fr"))
    asked = plan(rows, before, complete=True)
    assert [(q.line, q.person_id) for q in asked.questions] == [(2, 1)]
    assert not asked.can_be_applied and len(asked.created) == 1 and len(asked.deactivated) == 1
    same = plan(rows, before, complete=True, answers={2: 1})
    assert same.can_be_applied and not same.created and not same.deactivated
    changes = {str(c.field): c.after for c in same.changed[0].changes}
    assert changes["employee_id"] == "N7" and changes["email"] == "h.roy@new.fr"
    other = plan(rows, before, complete=True, answers={2: None})
    assert other.can_be_applied and len(other.created) == 1 and len(other.deactivated) == 1
    assert len({asked.fingerprint, same.fingerprint, other.fingerprint}) == 3


def test_a_name_is_no_question_unless_somebody_leaves():
    rows = table(("N7", "Hélène Roy", "h.roy@new.fr"))
    assert not plan(rows, [person(1)]).questions
    assert not plan(rows, [person(1, active=False)], complete=True).questions


KEYED = ("employee_id", "name", "email", "active")


def test_same_person_is_asked_too_where_the_file_says_who_left():
    before = [person(1), person(2, "Bo Lee")]
    rows = table(
        ("E1", "Hélène Roy", "p1@x.fr", "non"),
        ("N7", "ROY Hélène", "h.roy@new.fr", "oui"),
        headers=KEYED,
    )
    for complete in (False, True):
        asked = plan(rows, before, complete=complete)
        assert [(q.line, q.person_id) for q in asked.questions] == [(3, 1)]
    same = plan(rows, before, answers={3: 1})
    assert same.can_be_applied and not (same.created or same.deactivated)
    after = apply(same, before)
    assert [(p.employee_id, p.active) for p in after] == [("N7", True), ("E2", True)]
    again = plan(rows, after)
    assert again.is_empty and again.can_be_applied
    other = plan(rows, before, answers={3: None})
    assert (len(other.created), [s.person_id for s in other.deactivated]) == (1, [1])
    again = plan(rows, apply(other, before))
    assert again.is_empty and again.can_be_applied


def test_no_question_where_both_left_or_nobody_does():
    gone = ("E1", "Hélène Roy", "p1@x.fr", "non")
    stranger = ("N7", "Hélène Roy", "h.roy@new.fr", "non")
    assert not plan(table(gone, stranger, headers=KEYED), [person(1)]).questions
    here = ("N7", "Hélène Roy", "h.roy@new.fr", "oui")
    assert not plan(table(gone, here, headers=KEYED), [person(1, active=False)]).questions


def test_the_same_address_under_another_employee_id_is_asked_too():
    rows = table(("N7", "Hélène Petit", "p1@x.fr"))
    asked = plan(rows, [person(1)])
    assert [(q.line, q.person_id) for q in asked.questions] == [(2, 1)] and not asked.problems
    assert plan(rows, [person(1)], answers={2: 1}).can_be_applied
    assert codes(plan(rows, [person(1)], answers={2: None})) == [(2, "email_taken")]


def test_homonyms_and_odd_answers():
    before = [person(1), person(2)]
    rows = table(("N1", "Hélène Roy", "n1@x.fr"), ("N2", "Hélène Roy", "n2@x.fr"))
    asked = plan(rows, before, complete=True)
    assert [(q.line, q.person_id) for q in asked.questions] == [(2, 1), (2, 2), (3, 1), (3, 2)]
    one = plan(rows, before, complete=True, answers={2: 2})
    assert [(q.line, q.person_id) for q in one.questions] == [(3, 1)]
    twice = plan(rows, before, complete=True, answers={2: 1, 3: 1})
    assert codes(twice) == [(3, "answered_twice")]
    assert plan(rows, before, complete=True, answers={2: 99, 3: 1}).questions


def test_the_same_file_twice_changes_nothing():
    rows = table(
        ("E2", "Bo Lee", "b@x.fr", "h@x.fr"), ("E1", "Hélène Roy", "h@x.fr", ""), headers=MANAGERS
    )
    first = plan(rows, complete=True)
    after = apply(first, [])
    second = plan(rows, after, complete=True)
    assert second.is_empty and second.can_be_applied and second.unchanged == 2
    assert second.fingerprint != first.fingerprint


def test_the_fingerprint_sees_what_was_stored():
    rows = table(("E1", "Hélène Roy", "p1@x.fr", "Paris"), headers=(*KEYS, "site"))
    one = plan(rows, [person(1, site="Lyon")])
    assert one.fingerprint == plan(rows, [person(1, site="Lyon")]).fingerprint
    assert one.fingerprint != plan(rows, [person(1, site="Nice")]).fingerprint


def test_french_leaves_canada_to_whoever_chose_it():
    before = [person(1, language="fr-CA"), person(2, "Bo Lee")]
    headers = ("employee_id", "language")
    assert plan(table(("E1", "fr"), ("E2", "fr"), headers=headers), before).is_empty
    made = plan(table(("E1", "en"), ("E2", "fr-CA"), headers=headers), before)
    changes = [(c.before, c.after) for changed in made.changed for c in changed.changes]
    assert changes == [("fr-CA", "en"), ("fr", "fr-CA")]
