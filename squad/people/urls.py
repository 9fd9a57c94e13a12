"""The addresses of people."""

from flask import Blueprint
from flask_babel import gettext as _

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.people import views

blueprint = Blueprint("people", __name__)

rule = blueprint.add_url_rule
one = "/people/<id:person_id>"
both = ["GET", "POST"]
rule("/people", "list_people", views.list_people)
rule("/people/new", "add_person", views.add_person, methods=both)
rule(one, "show_person", views.show_person)
rule(f"{one}/edit", "edit_person", views.edit_person, methods=both)
rule(f"{one}/deactivate", "deactivate_person", views.deactivate_person, methods=["POST"])
rule(f"{one}/reactivate", "reactivate_person", views.reactivate_person, methods=["POST"])


def navigation_items(viewer: Viewer) -> list[tuple[str, str]]:
    """People, for whoever may find them."""
    return [("people.list_people", _("People"))] if may(viewer, Permission.FIND_PEOPLE) else []
