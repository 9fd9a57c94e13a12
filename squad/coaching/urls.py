"""The addresses of coaching."""

from flask import Blueprint, Flask

from squad.coaching.views import (
    backings,
    brought,
    changes,
    close,
    drafts,
    earlier_notes,
    log,
    milestones,
    moving,
    offline,
    path,
    planning,
    ratings,
    rechecks,
    retention,
    second_looks,
    sessions,
)
from squad.coaching.views.moments import configure_moments

blueprint = Blueprint("coaching", __name__)
_rule = blueprint.add_url_rule
_ONE = "/sessions/<id:coaching_session_id>"
_MILESTONE = "/pairings/<id:pairing_id>/milestones/<code>"
_PATH = "/pairings/<id:pairing_id>/path"
_RETENTION = "/pairings/<id:pairing_id>/ninety-days-on"
_STATED = "/observations/<id:observation_id>"
_LOOK = "/second-looks/<id:look_id>"
_BOTH = ["GET", "POST"]
_POST = ["POST"]

_rule("/sessions/new", view_func=log.log_session, methods=_BOTH)
_rule("/sessions/drafts", view_func=drafts.save_draft, methods=_POST)
_rule("/sessions/drafts/forget", view_func=drafts.forget_draft, methods=_POST)
_rule("/sessions/kept.json", view_func=offline.open_kept)
_rule("/offline/log", view_func=offline.write_offline)
_rule("/pairings/<id:pairing_id>/sessions", view_func=sessions.list_sessions)
_rule("/pairings/<id:pairing_id>/earlier-notes", view_func=earlier_notes.list_earlier_notes)
_rule("/pairings/<id:pairing_id>/plan", view_func=planning.plan_session, methods=_BOTH)
_rule(_ONE, view_func=sessions.show_session)
_rule(f"{_ONE}/saved", view_func=sessions.show_saved)
_rule(f"{_ONE}/edit", view_func=changes.edit_session, methods=_BOTH)
_rule(f"{_ONE}/void", "void_session", changes.void_session_page, methods=_BOTH)
_rule(f"{_ONE}/call-off", view_func=planning.call_off_session, methods=_BOTH)
_rule(f"{_ONE}/code", view_func=close.renew_code, methods=_POST)
_rule(f"{_ONE}/steps/<id:step_id>", view_func=changes.tick_next_step, methods=_POST)
_rule("/c", view_func=close.enter_code, methods=_BOTH)
_rule("/c/<code>", view_func=close.close_together, methods=_BOTH)
_rule("/pairings/<id:pairing_id>/milestones", view_func=milestones.list_milestones)
_rule(_MILESTONE, view_func=milestones.show_milestone, methods=_BOTH)
_rule("/pairings/<id:pairing_id>/re-check", view_func=rechecks.list_rechecks)
_rule(
    "/pairings/<id:pairing_id>/re-check/<code>",
    view_func=rechecks.recheck_milestone,
    methods=_POST,
)
_rule(_RETENTION, view_func=retention.show_retention)
_rule(f"{_RETENTION}/share", view_func=retention.share_kept, methods=_POST)
_rule(f"{_RETENTION}/<code>", view_func=retention.show_kept, methods=_POST)
_rule(f"{_RETENTION}/<code>/said", view_func=retention.say_kept, methods=_POST)
_rule(f"{_STATED}/answer", view_func=milestones.answer_observation, methods=_POST)
_rule(f"{_STATED}/withdraw", view_func=milestones.withdraw_observation, methods=_POST)
_rule(_PATH, view_func=path.show_path)
_rule(f"{_PATH}/plan", view_func=path.prepare_session)
_rule(f"{_PATH}/plan/<place>", view_func=path.prepare_session)
_rule(f"{_STATED}/backing", view_func=backings.back_observation, methods=_BOTH)
_rule("/backings/<id:backing_id>", view_func=backings.send_backing)
_rule("/backings/<id:backing_id>/remove", view_func=backings.withdraw_backing, methods=_BOTH)
_rule("/pairings/<id:pairing_id>/ratings", view_func=ratings.show_ratings)
_rule("/pairings/<id:pairing_id>/ratings/<moment>", view_func=ratings.rate_fluency, methods=_BOTH)
_rule(f"{_MILESTONE}/second-look", view_func=second_looks.offer_second_look, methods=_BOTH)
_rule("/second-looks", view_func=second_looks.list_second_looks)
_rule(_LOOK, view_func=second_looks.show_second_look, methods=_BOTH)
_rule(f"{_LOOK}/decline", view_func=second_looks.decline_second_look, methods=_POST)
_rule(f"{_LOOK}/withdraw", view_func=second_looks.withdraw_second_look, methods=_POST)

_BROUGHT = "/pairings/<id:pairing_id>/brought"
_rule(_BROUGHT, view_func=brought.show_brought)
_rule(f"{_BROUGHT}/<moment>", view_func=brought.say_brought, methods=_BOTH)
_rule("/brought/<id:brought_id>/share", view_func=brought.share_brought, methods=_POST)
_rule("/brought/<id:brought_id>/withdraw", view_func=brought.withdraw_brought, methods=_POST)

_MOVE = "/programmes/<id:programme_id>/framework"
_rule(_MOVE, view_func=moving.choose_version)
_rule(f"{_MOVE}/<id:version_id>", view_func=moving.map_milestones)
_rule(f"{_MOVE}/<id:version_id>/move", view_func=moving.move_framework, methods=_BOTH)


def configure_coaching(app: Flask) -> None:
    """Connect what templates of coaching write."""
    configure_moments(app)
    backings.configure_backings(app)
