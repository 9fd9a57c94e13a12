"""The addresses of the import of sessions."""

from flask import Blueprint

from squad.access.permissions import Permission
from squad.coaching.imports import views
from squad.files.pages import add_upload_rules

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
add_upload_rules(blueprint, views.PAGES, one, Permission.IMPORT_SESSIONS)
