"""The addresses of people."""

from flask import Blueprint

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
