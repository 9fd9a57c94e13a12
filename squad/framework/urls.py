"""The framework's addresses."""

from flask import Blueprint

from squad.framework import views

blueprint = Blueprint("framework", __name__)
blueprint.add_url_rule("/framework", view_func=views.show_framework)
blueprint.add_url_rule("/glossary", view_func=views.show_glossary)
blueprint.add_url_rule("/framework/versions/<id:version_id>", view_func=views.show_framework)
blueprint.add_url_rule("/framework/openers/<purpose>", view_func=views.show_opener)
blueprint.add_url_rule("/framework/guides/<place>", view_func=views.show_guide)
blueprint.add_url_rule(
    "/framework/versions/<id:version_id>/guides/<place>", view_func=views.show_guide
)
