"""The addresses of times and calendars."""

from flask import Blueprint

from squad.coaching.calendar.views import times

blueprint = Blueprint("calendar", __name__)

rule = blueprint.add_url_rule
post = ["POST"]
both = ["GET", "POST"]
one = "/pairings/<id:pairing_id>/times"
rule(one, "show_times", times.show_times)
rule(f"{one}/offer", "offer_times", times.offer_times, methods=both)
rule(f"{one}/<id:offer_id>/take", "take_time", times.take_time, methods=post)
rule(f"{one}/<id:offer_id>/withdraw", "withdraw_offer", times.withdraw_offer, methods=post)
