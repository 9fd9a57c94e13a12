"""What the views of the own record share: the programme of a request."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from squad.access.gate import viewer
from squad.mentoring.queries import Mentored, find_part_for


def found_part(programme_id: int) -> Mentored:
    """A programme in which the viewer is a mentor, else 404 or 403."""
    return find_part_for(viewer(), programme_id) or abort(404)


def to_record(code: str, anchor: str | None = None) -> ResponseReturnValue:
    """Back to the record of a programme."""
    return redirect(url_for("mentoring.show_record", programme=code, _anchor=anchor), 303)
