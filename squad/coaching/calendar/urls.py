"""The addresses of times and calendars."""

from flask import Blueprint

from squad.coaching.calendar.views import feeds, settings, times

blueprint = Blueprint("calendar", __name__)

rule = blueprint.add_url_rule
post = ["POST"]
both = ["GET", "POST"]
one = "/pairings/<id:pairing_id>/times"
rule(one, "show_times", times.show_times)
rule(f"{one}/offer", "offer_times", times.offer_times, methods=both)
rule(f"{one}/<id:offer_id>/take", "take_time", times.take_time, methods=post)
rule(f"{one}/<id:offer_id>/withdraw", "withdraw_offer", times.withdraw_offer, methods=post)
own = "/settings/calendar"
rule(own, "edit_calendar", settings.edit_calendar, methods=both)
rule(f"{own}/address", "make_address", settings.make_address, methods=post)
rule(f"{own}/address/remove", "revoke_address", settings.revoke_address, methods=post)
rule("/calendar/<token>.ics", "send_feed", feeds.send_feed)
