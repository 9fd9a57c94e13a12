"""Roles given and taken back."""

from sqlalchemy import select

from squad.access.viewer import Role
from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.programmes.models import RoleGrant


def test_a_role_works_at_the_next_request_and_stops_at_the_next(make, visitor_of):
    programme = make.programme()
    nadia = make.person("Nadia Ferhat")
    her, admin = visitor_of(nadia), visitor_of(make.administrator())
    at = {"programme_id": programme.id}
    her.get("programmes.edit_programme", status=403, **at)
    page = admin.get("programmes.edit_programme_roles", q="ferh", **at)
    coordinator = next(f for f in page.forms("/admin/roles/grant") if field(f) == "coordinator")
    page.submit(coordinator, status=303)
    her.get("programmes.edit_programme", **at)
    page = admin.get("programmes.edit_person_roles", person_id=nadia.id)
    page.submit("/admin/roles/remove", status=303)
    her.get("programmes.edit_programme", status=403, **at)
    names = session.scalars(
        select(AuditEvent.name).where(AuditEvent.name.startswith("role")).order_by(AuditEvent.id)
    ).all()
    assert names == ["role_granted", "role_removed"]


def field(form):
    return next(i.get("value") for i in form.iter("input") if i.get("name") == "role")


def test_giving_it_twice_gives_it_once(make, visitor_of):
    programme, person = make.programme(), make.person()
    admin = visitor_of(make.administrator())
    values = {"person_id": person.id, "programme_id": programme.id, "role": "hr_viewer"}
    admin.post("programmes.grant_role", values)
    admin.post("programmes.grant_role", values)
    grants = session.scalars(select(RoleGrant)).all()
    assert [(g.person_id, g.role) for g in grants] == [(person.id, Role.HR_VIEWER)]


def test_nobody_else_gives_roles(make, visitor_of):
    programme = make.programme()
    coordinator = make.coordinator(programme)
    values = {"person_id": coordinator.id, "programme_id": programme.id, "role": "hr_viewer"}
    for person in (coordinator, make.person()):
        visitor = visitor_of(person)
        visitor.post("programmes.grant_role", values, status=403)
        visitor.post("programmes.remove_role", values, status=403)
        visitor.get("programmes.edit_programme_roles", programme_id=programme.id, status=403)
        visitor.get("programmes.edit_person_roles", person_id=coordinator.id, status=403)
    assert len(session.scalars(select(RoleGrant)).all()) == 1


def test_nonsense_is_refused(make, visitor_of):
    programme = make.programme()
    admin = visitor_of(make.administrator())
    values = {"person_id": 999, "programme_id": programme.id, "role": "hr_viewer"}
    admin.post("programmes.grant_role", values, status=404)
    admin.post("programmes.grant_role", {**values, "role": "queen"}, status=400)
