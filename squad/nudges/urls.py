"""The addresses of how a programme nudges, and of who needs a call."""

from flask import Blueprint

from squad.nudges import views

blueprint = Blueprint("nudges", __name__)

rule = blueprint.add_url_rule
both = ["GET", "POST"]
rule("/programmes/<id:programme_id>/nudges", "edit_nudges", views.edit_nudges, methods=both)
rule("/programmes/<id:programme_id>/calls", "list_calls", views.list_calls)
rule("/pairings/<id:pairing_id>/nudges", "show_sent", views.show_sent)
rule("/pairings/<id:pairing_id>/called", "note_call", views.note_call, methods=both)
