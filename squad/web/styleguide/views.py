"""The page of all components."""

from flask import render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import public
from squad.web.styleguide import samples
from squad.web.styleguide.drawn import charts
from squad.web.styleguide.tokens import colour_rows, type_rows


@public
def show_styleguide() -> ResponseReturnValue:
    """Tokens with their contrast, then each component of the templates in all its states."""
    return render_template(
        "styleguide/show_styleguide.html",
        colours=colour_rows(),
        sizes=type_rows(),
        whole=samples.whole_form(),
        faulty=samples.faulty_form(),
        moves=[samples.Move()],
        charts=charts(),
    )
