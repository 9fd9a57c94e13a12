"""Kept views of a programme's report."""

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.reports.kept_views.models import KeptView
from squad.reports.kept_views.rules import ShownDay
from squad.reports.shapes import Sort


class MakeKeptViews:
    def kept_view(self, programme, by, name="Everybody", **values):
        """A view that somebody kept: of everybody, today, unless said otherwise."""
        usual = {
            "function": "", "site": "", "state": "", "silent": False, "sort": Sort.NAME,
            "shown_day": ShownDay.TODAY, "kept_at": clock.now(),
        }  # fmt: skip
        view = KeptView(programme_id=programme.id, by_id=by.id, name=name, **{**usual, **values})
        with unit_of_work():
            session.add(view)
        return view
