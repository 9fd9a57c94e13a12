"""The addresses of drills."""

from flask import Blueprint

from squad.drills.views import kept, lists, play

blueprint = Blueprint("drills", __name__)
_rule = blueprint.add_url_rule
_ALL = "/pairings/<id:pairing_id>/drills"
_RUN = f"{_ALL}/runs/<id:run_id>"
_BOTH = ["GET", "POST"]
_POST = ["POST"]

_rule(_ALL, view_func=lists.list_drills)
_rule(f"{_ALL}/<code>", view_func=lists.start_drill, methods=_BOTH)
_rule(f"{_ALL}/<code>/sheet", view_func=lists.show_sheet)
_rule(_RUN, view_func=play.play_drill, methods=_BOTH)
_rule(f"{_RUN}/throw-away", view_func=play.throw_away, methods=_POST)
_rule(f"{_RUN}/keep", view_func=play.keep_run, methods=_POST)
_rule(f"{_RUN}/kept", view_func=kept.show_kept)
_rule(f"{_RUN}/withdraw", view_func=kept.withdraw_run, methods=_POST)
_rule(f"{_RUN}/seen", view_func=kept.say_seen, methods=_POST)
_rule(f"{_RUN}/state/<code>", view_func=kept.state_milestone, methods=_BOTH)
