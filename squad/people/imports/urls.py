"""The addresses of the roster's import."""

from flask import Blueprint

from squad.access.permissions import Permission
from squad.files.pages import add_upload_rules
from squad.people.imports import views

blueprint = Blueprint("roster_import", __name__)

rule = blueprint.add_url_rule
one = "/people/import/<id:upload_id>"
rule("/people/import", "choose_file", views.choose_file, methods=["GET", "POST"])
rule("/people/import/example.csv", "send_example", views.send_example)
rule(f"{one}/answers", "answer_questions", views.answer_questions, methods=["POST"])
add_upload_rules(blueprint, views.PAGES, one, Permission.IMPORT_ROSTER)
