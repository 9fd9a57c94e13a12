"""The ratings of a whole programme, as a page and as a file."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.files.writing import write_csv
from squad.reports.actions import note_export
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.programmes import list_readable, reader_of_cohort
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.rating_contract import COLUMNS, ratings_rows
from squad.reports.rating_page import ratings_page
from squad.reports.views.asking import read_day
from squad.reports.views.cohort import as_file, chosen_programme


@requires(Permission.READ_COHORT)
def show_ratings() -> ResponseReturnValue:
    """Ratings and what it brought, counted for the whole programme; nobody by name."""
    programme = chosen_programme(list_readable(viewer()))
    day = read_day()
    ratings = find_ratings_in_groups(programme, day)
    brought = find_brought_totals(programme, day)
    page = ratings_page(programme, ratings, brought)
    return render_template("reports/show_ratings.html", **page)


@requires(Permission.READ_COHORT)
def export_ratings() -> Response:
    """The same figures as a file; nothing in it is about a person, so nobody gets a receipt."""
    programme = chosen_programme(list_readable(viewer()))
    ratings = find_ratings_in_groups(programme, read_day()) or abort(404)
    reader = reader_of_cohort(viewer(), programme.id) or abort(404)
    note_export(by=viewer(), reader=reader, programme_id=programme.id, mentee_ids=(), format_="csv")
    text = "".join(write_csv(COLUMNS, ratings_rows(programme.code, ratings), bom=True))
    return as_file(text, f"{programme.code}-ratings-{ratings.as_of}.csv", "csv")
