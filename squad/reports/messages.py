"""Reports' codes as sentences and labels."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from squad.access.viewer import Role
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.reports.cohort_shapes import Partition
from squad.reports.shapes import Sort


class ReportProblem(StrEnum):
    """Why a report cannot be written."""

    NO_PROGRAMME = "report_no_programme"
    NO_PERSON = "report_no_person"
    NO_PAIRING = "report_no_pairing"
    GROUPS_ONLY = "report_groups_only"
    DAY_FORM = "report_day_form"
    DAY_TO_COME = "report_day_to_come"
    DAY_TOO_EARLY = "report_day_too_early"
    FORMAT = "report_format"
    OUTPUT = "report_output"


PROBLEMS: Mapping[str, LazyString] = {
    ReportProblem.NO_PROGRAMME: _l(
        "There is no programme “%(programme)s”. Check its code on the programme’s page."
    ),
    ReportProblem.NO_PERSON: _l(
        "Nobody has the address “%(email)s”. Check it in the list of people."
    ),
    ReportProblem.NO_PAIRING: _l(
        "%(email)s had accepted no pairing by then. Choose another day or programme."
    ),
    ReportProblem.GROUPS_ONLY: _l(
        "%(programme)s is read in groups only: nobody’s own report is written. "
        "Ask for the cohort instead."
    ),
    ReportProblem.DAY_FORM: _l("“%(value)s” is not a day. Write it as 2026-12-01."),
    ReportProblem.DAY_TO_COME: _l("%(value)s is still to come. Choose a day up to today."),
    ReportProblem.DAY_TOO_EARLY: _l("No pairing was accepted by %(day)s yet. Choose a later day."),
    ReportProblem.FORMAT: _l("“%(value)s” is not a format. Choose json, csv, xlsx or pdf."),
    ReportProblem.OUTPUT: _l("%(path)s cannot be written. Choose a folder that you may write to."),
}

SORTS: Mapping[Sort, LazyString] = {
    Sort.NAME: _l("In order of name. This list cannot be sorted by progress."),
    Sort.FUNCTION: _l("In order of function. This list cannot be sorted by progress."),
    Sort.SITE: _l("In order of site. This list cannot be sorted by progress."),
    Sort.LAST: _l("Latest session first. This list cannot be sorted by progress."),
    Sort.SILENT: _l("Longest silence first. This list cannot be sorted by progress."),
}

PARTITIONS: Mapping[Partition, LazyString] = {
    Partition.FUNCTION: _l("Function"),
    Partition.SITE: _l("Site"),
    Partition.LEVEL: _p("roster", "Level"),
    Partition.LANGUAGE: _l("Language"),
    Partition.PURPOSE: _l("First purpose"),
}

LANGUAGES: Mapping[str, LazyString] = {"en": _l("English"), "fr": _l("French")}

OUTCOMES: Mapping[CoachingState, LazyString] = {
    CoachingState.HELD: _p("sessions", "held"),
    CoachingState.MISSED: _p("sessions", "missed"),
}

OTHER_GROUP = _p("group", "other")

CANCELLED: Mapping[CancelledBy, LazyString] = {
    CancelledBy.MENTEE: _l("called off on the mentee’s side"),
    CancelledBy.MENTOR: _l("called off on the mentor’s side"),
    CancelledBy.OTHER: _l("called off by somebody else"),
}

RATED: Mapping[str, LazyString] = {
    "before": _l("Before"),
    "then": _p("rating", "Then"),
    "after": _l("After"),
    "after_by_mentor": _l("After, by the mentors"),
    "half_by_mentee": _l("By the mentees"),
    "half_by_mentor": _l("By the mentors"),
}
"""Who rated which moment, by the code that files give it."""

OPENED_AS: Mapping[str, LazyString] = {
    Role.HR_VIEWER.value: _l("for HR"),
    Role.COORDINATOR.value: _l("as coordinator"),
    "mentor": _l("as your mentor"),
    "operator": _l("at the command line"),
}

OPENED: Mapping[str, LazyString] = {
    "report": _l("your report"),
    "trace": _l("what is behind a figure"),
    "list": _l("the list with your row"),
    "export_csv": _l("an export with your row (CSV)"),
    "export_json": _l("an export with your row (JSON)"),
    "export_xlsx": _l("an export with your row (XLSX)"),
    "export_pdf": _l("your report as a document (PDF)"),
    "export_zip": _l("everybody’s reports as documents (ZIP)"),
}
