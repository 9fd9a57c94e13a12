"""Pages: who holds which role, by programme and by person; giving and taking back."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.viewer import Role
from squad.people.queries import find_active_people
from squad.programmes import actions, messages, queries
from squad.programmes.forms import RoleForm


@requires(Permission.GRANT_ROLES)
def edit_programme_roles(programme_id: int) -> ResponseReturnValue:
    """Who holds a role in a programme; find somebody by name to give them one."""
    programme: Any = queries.find_programme_for(viewer(), programme_id) or abort(404)
    words = request.args.get("q", "")
    return render_template(
        "programmes/edit_programme_roles.html",
        programme=programme,
        holders=queries.list_holders(programme_id),
        words=words,
        found=find_active_people(viewer(), words),
        roles=messages.ROLES,
        meanings=messages.ROLE_MEANINGS,
    )


@requires(Permission.GRANT_ROLES)
def edit_person_roles(person_id: int) -> ResponseReturnValue:
    """The roles of a person in every programme."""
    person: Any = queries.find_person(person_id) or abort(404)
    return render_template(
        "programmes/edit_person_roles.html",
        person=person,
        programmes=queries.list_programmes(viewer()),
        held=queries.list_roles(person_id),
        roles=messages.ROLES,
        meanings=messages.ROLE_MEANINGS,
    )


@requires(Permission.GRANT_ROLES)
def grant_role() -> ResponseReturnValue:
    """Give a role."""
    person, programme, role = _asked()
    actions.grant_role(person_id=person.id, programme_id=programme.id, role=role, by=viewer())
    flash(_("Given. It works from the person’s next page on."), "success")
    return _back(person.id, programme.id)


@requires(Permission.GRANT_ROLES)
def remove_role() -> ResponseReturnValue:
    """Take a role back."""
    person, programme, role = _asked()
    actions.remove_role(person_id=person.id, programme_id=programme.id, role=role, by=viewer())
    flash(_("Taken back. It stops working with the person’s next page."), "success")
    return _back(person.id, programme.id)


def _asked() -> tuple[Any, Any, Role]:
    """The person, the programme and the role of a posted button."""
    form = RoleForm()
    if not form.validate_on_submit() or form.role.data not in set(Role):
        abort(400)
    person = queries.find_person(form.person_id.data) or abort(404)
    programme = queries.find_programme_for(viewer(), form.programme_id.data) or abort(404)
    return person, programme, Role(form.role.data)


def _back(person_id: int, programme_id: int) -> ResponseReturnValue:
    """To the page from which the button was pressed."""
    if request.form.get("back") == "person":
        return redirect(url_for(".edit_person_roles", person_id=person_id), 303)
    return redirect(url_for(".edit_programme_roles", programme_id=programme_id), 303)
