"""Home's addresses."""

from flask import Blueprint

from squad.home import views

blueprint = Blueprint("home", __name__)
blueprint.add_url_rule("/", view_func=views.show_home)
blueprint.add_url_rule("/help", view_func=views.show_help)
blueprint.add_url_rule("/help/who-reads-what", view_func=views.show_readers)
