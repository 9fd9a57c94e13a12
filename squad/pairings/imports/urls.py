"""The addresses of the import of pairings."""

from flask import Blueprint

from squad.pairings.imports import views

blueprint = Blueprint("pairings_import", __name__)

rule = blueprint.add_url_rule
into = "/programmes/<id:programme_id>/pairings/import"
one = "/pairings/import/<id:upload_id>"
rule(into, "choose_file", views.choose_file, methods=["GET", "POST"])
rule(f"{into}/example.csv", "send_example", views.send_example)
rule(one, "show_preview", views.show_preview)
rule(f"{one}/confirm", "confirm_import", views.confirm_import, methods=["POST"])
rule(f"{one}/cancel", "cancel_import", views.cancel_import, methods=["POST"])
rule(f"{one}/done", "show_result", views.show_result)
