"""The addresses of programmes and of roles."""

from flask import Blueprint

from squad.programmes.views import programmes, roles

blueprint = Blueprint("programmes", __name__)

rule = blueprint.add_url_rule
one = "/programmes/<id:programme_id>"
both = ["GET", "POST"]
rule("/programmes", "list_programmes", programmes.list_programmes)
rule("/programmes/new", "create_programme", programmes.create_programme, methods=both)
rule(one, "show_programme", programmes.show_programme)
rule(f"{one}/edit", "edit_programme", programmes.edit_programme, methods=both)
rule(
    f"{one}/closed-periods",
    "add_closed_period",
    programmes.add_closed_period,
    methods=["POST"],
)
rule(
    f"{one}/closed-periods/<id:period_id>/remove",
    "remove_closed_period",
    programmes.remove_closed_period,
    methods=["POST"],
)
rule(f"{one}/roles", "edit_programme_roles", roles.edit_programme_roles)
rule("/admin/accounts/<id:person_id>/roles", "edit_person_roles", roles.edit_person_roles)
rule("/admin/roles/grant", "grant_role", roles.grant_role, methods=["POST"])
rule("/admin/roles/remove", "remove_role", roles.remove_role, methods=["POST"])
