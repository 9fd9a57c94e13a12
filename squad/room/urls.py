"""The addresses of the Squad room."""

from flask import Blueprint

from squad.room.views import huddles, mentors, room, tips

blueprint = Blueprint("room", __name__)

rule = blueprint.add_url_rule
both = ["GET", "POST"]
one = "/programmes/<id:programme_id>/room"
a_tip = f"{one}/tips/<id:tip_id>"
rule(one, "show_room", room.show_room)
rule(f"{one}/tips", "list_tips", tips.list_tips)
rule(f"{one}/tips/new", "share_tip", tips.share_tip, methods=both)
rule(a_tip, "edit_tip", tips.edit_tip, methods=both)
rule(f"{a_tip}/remove", "remove_tip", tips.remove_tip, methods=both)
rule(f"{one}/mentors", "list_mentors", mentors.list_mentors)
rule(f"{one}/shown", "choose_shown", mentors.choose_shown, methods=both)
rule(f"{one}/huddles/new", "log_huddle", huddles.log_huddle, methods=both)
rule(f"{one}/huddles/<id:coaching_session_id>", "show_huddle", huddles.show_huddle)
