"""The pages that move a programme: choosing, mapping, what each keeps, the yes."""

import pytest
from sqlalchemy import func, select

from squad.db.session import session
from squad.people.models import Person
from squad.programmes.models import FrameworkMove, Programme
from tests.integration.coaching.test_moving import confirm
from tests.support.frameworks import newer_version


@pytest.fixture
def ready(make):
    """A running programme with a mentee who holds two milestones, and a newer version."""
    pairing = make.pairing()
    make.coaching_session(pairing, stated=["purpose-1a", "purpose-1b"])
    confirm(make, pairing, "purpose-1a", "purpose-1b")
    programme = session.get_one(Programme, pairing.programme_id)
    found = programme.id, newer_version(programme.framework_version_id), pairing
    session.rollback()
    return found


@pytest.fixture
def coordinator(make, ready, visitor_of):
    programme = session.get_one(Programme, ready[0])
    return visitor_of(make.coordinator(programme))


def count_moves():
    return session.scalar(select(func.count()).select_from(FrameworkMove))


def test_from_the_programme_to_the_move(ready, coordinator, visitor_of):
    programme_id, newer, pairing = ready
    programme = coordinator.get("programmes.show_programme", programme_id=programme_id)
    assert "Move to another version" in programme.links()
    choice = coordinator.get("coaching.choose_version", programme_id=programme_id)
    assert "2099.1" in choice.text
    args = {"programme_id": programme_id, "version_id": newer}
    mapping = coordinator.get("coaching.map_milestones", **args)
    assert "not in the new version" in mapping.text
    chosen = [o.get("value") for o in mapping.by_id("becomes-purpose-1a").iter("option")
              if o.get("selected") is not None]  # fmt: skip
    assert chosen == [""]
    preview = coordinator.get("coaching.move_framework", **args, **{"purpose-1a": "purpose-1z"})
    assert "purpose-1z" in preview.text
    assert count_moves() == 0
    preview.submit(status=303)
    assert count_moves() == 1
    session.rollback()
    after = coordinator.get("programmes.show_programme", programme_id=programme_id)
    assert "the programme moved from version" in after.text
    mentee = visitor_of(session.get_one(Person, pairing.mentee_id))
    for endpoint, where in (("coaching.list_milestones", {"pairing_id": pairing.id}),
                            ("reports.show_mentee", {"mentee_id": pairing.mentee_id})):  # fmt: skip
        assert "to version 2099.1" in mentee.get(endpoint, **where).text


def test_the_same_yes_twice_moves_once_and_one_of_another_time_is_met(ready, coordinator):
    programme_id, newer, _pairing = ready
    args = {"programme_id": programme_id, "version_id": newer}
    first = coordinator.get("coaching.move_framework", **args)
    other = coordinator.get("coaching.move_framework", **args)
    first.submit(status=303)
    first.submit(status=303)
    other.submit(status=303)
    assert count_moves() == 1


def test_who_looked_before_the_programme_changed_looks_again(ready, coordinator):
    programme_id, newer, _pairing = ready
    args = {"programme_id": programme_id, "version_id": newer}
    preview = coordinator.get("coaching.move_framework", **args)
    coordinator.get("programmes.edit_programme", programme_id=programme_id).submit(
        status=303, name="Another name"
    )
    again = preview.submit(status=409)
    assert "Somebody changed the programme meanwhile" in again.text
    assert count_moves() == 0
    session.rollback()
    again.submit(status=303)
    assert count_moves() == 1


def test_odd_addresses_and_mappings_are_refused(ready, coordinator):
    programme_id, newer, _pairing = ready
    coordinator.get(
        "coaching.map_milestones", programme_id=programme_id, version_id=999, status=404
    )
    args = {"programme_id": programme_id, "version_id": newer}
    coordinator.get("coaching.move_framework", **args, **{"care-1a": "care-9z"}, status=404)
    preview = coordinator.get("coaching.move_framework", **args)
    for odd in ("", "[]", '{"care-1a": 7}', "nonsense"):
        preview.submit(status=422, mapping=odd)
    assert count_moves() == 0


def test_many_mentees_cost_no_more_statements(make, ready, coordinator, statements):
    programme_id, newer, _pairing = ready
    args = {"programme_id": programme_id, "version_id": newer}
    coordinator.get("coaching.move_framework", **args)  # stored versions are read once a process
    with statements() as few:
        coordinator.get("coaching.move_framework", **args)
    programme = session.get_one(Programme, programme_id)
    for _ in range(6):
        make.pairing(programme=programme, mentor=make.person(), mentee=make.person())
    session.rollback()
    with statements() as many:
        coordinator.get("coaching.move_framework", **args)
    assert len(many) == len(few)
