"""Home's addresses."""

from flask import Blueprint

from squad.accounts.rules.first_words import Part
from squad.home import views

blueprint = Blueprint("home", __name__)
blueprint.add_url_rule("/", view_func=views.show_home)
blueprint.add_url_rule("/help", view_func=views.show_help)
blueprint.add_url_rule("/help/who-reads-what", view_func=views.show_readers)
blueprint.add_url_rule(
    f"/first-words/<any({','.join(Part)}):part>/put-away",
    view_func=views.put_first_words_away,
    methods=["POST"],
)
