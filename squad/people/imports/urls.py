"""The addresses of the roster's import."""

from flask import Blueprint

from squad.people.imports import views

blueprint = Blueprint("roster_import", __name__)

rule = blueprint.add_url_rule
one = "/people/import/<id:upload_id>"
rule("/people/import", "choose_file", views.choose_file, methods=["GET", "POST"])
rule("/people/import/example.csv", "send_example", views.send_example)
rule(one, "show_preview", views.show_preview)
rule(f"{one}/answers", "answer_questions", views.answer_questions, methods=["POST"])
rule(f"{one}/confirm", "confirm_import", views.confirm_import, methods=["POST"])
rule(f"{one}/cancel", "cancel_import", views.cancel_import, methods=["POST"])
rule(f"{one}/done", "show_result", views.show_result)
