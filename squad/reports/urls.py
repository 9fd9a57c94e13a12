"""The addresses of reports."""

from flask import Blueprint

from squad.reports.documents import views as batches
from squad.reports.kept_views import views as kept_views
from squad.reports.monthly import views as monthly
from squad.reports.views import cohort, documents, groups, mentees, ratings, taking, traces

blueprint = Blueprint("reports", __name__)
_rule = blueprint.add_url_rule
_FILE = "<any(csv, json, xlsx):format_>"

_rule("/reports", view_func=cohort.show_cohort)
_rule(f"/reports/cohort.{_FILE}", view_func=taking.export_cohort)
_rule("/reports/columns", view_func=taking.choose_columns, methods=["GET", "POST"])
_rule(f"/reports/tables/<table>.{_FILE}", view_func=taking.export_table)
_rule("/reports/groups", view_func=groups.show_groups)
_rule("/reports/compare", view_func=groups.compare_programmes)
_rule("/reports/cohort.pdf", view_func=documents.export_cohort_document)
_rule("/reports/monthly", view_func=monthly.choose_monthly, methods=["GET", "POST"])
_rule("/reports/ratings", view_func=ratings.show_ratings)
_rule("/reports/mentees/<id:mentee_id>", view_func=mentees.show_mentee)
_rule(f"/reports/mentees/<id:mentee_id>.{_FILE}", view_func=taking.export_mentee)
_rule("/reports/mentees/<id:mentee_id>.pdf", view_func=documents.export_mentee_document)
_rule("/reports/mentees/<id:mentee_id>/trace", view_func=traces.show_trace)
_rule(f"/reports/mentees/<id:mentee_id>/trace.{_FILE}", view_func=taking.export_trace)
_rule("/reports/views", view_func=kept_views.keep_view, methods=["POST"])
_rule("/reports/views/<id:view_id>", view_func=kept_views.open_view)
_rule("/reports/views/<id:view_id>/edit", view_func=kept_views.edit_view, methods=["GET", "POST"])
_rule("/reports/views/<id:view_id>/remove", view_func=kept_views.remove_view, methods=["POST"])
_rule("/reports/documents", view_func=batches.ask_documents, methods=["GET", "POST"])
_rule("/reports/documents/<id:batch_id>", view_func=batches.show_documents)
_rule("/reports/documents/<id:batch_id>.zip", view_func=batches.take_documents)
_rule("/reports/documents/<id:batch_id>/stop", view_func=batches.stop_documents, methods=["POST"])
_rule("/me", view_func=mentees.show_me)
_rule("/me/what-hr-sees", view_func=mentees.show_hr_view)
_rule("/me/what-hr-sees/trace", view_func=traces.show_hr_trace)
