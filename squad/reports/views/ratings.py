"""The ratings of a whole programme, as a page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.programmes import list_readable
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.rating_page import ratings_page
from squad.reports.views.asking import read_day
from squad.reports.views.cohort import chosen_programme


@requires(Permission.READ_COHORT)
def show_ratings() -> ResponseReturnValue:
    """Ratings and what it brought, counted for the whole programme; nobody by name."""
    programme = chosen_programme(list_readable(viewer()))
    day = read_day()
    ratings = find_ratings_in_groups(programme, day)
    brought = find_brought_totals(programme, day)
    page = ratings_page(programme, ratings, brought)
    return render_template("reports/show_ratings.html", **page)
