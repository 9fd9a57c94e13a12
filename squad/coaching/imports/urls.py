"""The addresses of the import of sessions."""

from flask import Blueprint

from squad.coaching.imports import views

blueprint = Blueprint("sessions_import", __name__)

rule = blueprint.add_url_rule
both = ["GET", "POST"]
one = "/sessions/import/<id:upload_id>"
rule(
    "/programmes/<id:programme_id>/sessions/import",
    "choose_file",
    views.choose_file,
    methods=both,
)
rule("/pairings/sessions/import", "choose_own_file", views.choose_own_file, methods=both)
rule("/sessions/import/example.csv", "send_example", views.send_example)
rule("/sessions/import/own-example.csv", "send_own_example", views.send_own_example)
rule(one, "show_preview", views.show_preview)
rule(f"{one}/confirm", "confirm_import", views.confirm_import, methods=["POST"])
rule(f"{one}/cancel", "cancel_import", views.cancel_import, methods=["POST"])
rule(f"{one}/done", "show_result", views.show_result)
