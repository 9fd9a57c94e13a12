"""The addresses of a mentor's own record."""

from flask import Blueprint

from squad.mentoring.views import certificates, lessons, record

blueprint = Blueprint("mentoring", __name__)
_rule = blueprint.add_url_rule
_BOTH = ["GET", "POST"]
_ONE = "/me/mentoring/<id:programme_id>"
_LESSON = "/me/mentoring/learned/<id:lesson_id>"

_rule("/me/mentoring", view_func=record.show_record)
_rule(f"{_ONE}/hours", view_func=record.edit_hours, methods=_BOTH)
_rule(f"{_ONE}/confidence", view_func=record.say_confidence, methods=_BOTH)
_rule(f"{_ONE}/learned", view_func=lessons.add_lesson, methods=_BOTH)
_rule(_LESSON, view_func=lessons.edit_lesson, methods=_BOTH)
_rule(f"{_LESSON}/remove", view_func=lessons.remove_lesson, methods=["POST"])
_rule(f"{_ONE}/certificate", view_func=certificates.choose_certificate)
_rule(f"{_ONE}/certificate.pdf", view_func=certificates.send_certificate)
