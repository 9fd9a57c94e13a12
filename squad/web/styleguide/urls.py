"""The one address; `create_app` knows it where the settings say so."""

from flask import Blueprint

from squad.web.styleguide import views

blueprint = Blueprint("styleguide", __name__)
blueprint.add_url_rule("/styleguide", "show_styleguide", views.show_styleguide)
