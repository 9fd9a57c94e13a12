"""The addresses of the import of pairings."""

from flask import Blueprint

from squad.access.permissions import Permission
from squad.files.pages import add_upload_rules
from squad.pairings.imports import views

blueprint = Blueprint("pairings_import", __name__)

rule = blueprint.add_url_rule
into = "/programmes/<id:programme_id>/pairings/import"
one = "/pairings/import/<id:upload_id>"
rule(into, "choose_file", views.choose_file, methods=["GET", "POST"])
rule(f"{into}/example.csv", "send_example", views.send_example)
add_upload_rules(blueprint, views.PAGES, one, Permission.IMPORT_PAIRINGS)
