"""The report that an address asks for; a day that cannot be shown is said."""

from dataclasses import dataclass
from datetime import date

from flask import request

from squad.access.gate import viewer
from squad.reports.messages import ReportProblem
from squad.reports.queries.mentees import circulated_report_for, mentee_report_for
from squad.reports.queries.programmes import find_by_code
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import ProgrammeCard, Reader
from squad.reports.views.asking import read_day
from squad.web.sentences import sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """A report, and why it is not the one of the day asked for; empty if it is."""

    report: MenteeReport
    day_problem: str = ""


def find_asked(mentee_id: int, *, brief: bool = False) -> Asked | None:
    """Someone's report as of the day asked for, else of the usual one with the reason why."""
    report = find_report(mentee_id, as_of=read_day(), brief=brief)
    if report is not None:
        return Asked(report, problem_of_day(report.today))
    report = find_report(mentee_id, as_of=None, brief=brief) if read_day() else None
    if report is None:
        return None
    return Asked(report, sentence(ReportProblem.DAY_TOO_EARLY, day=read_day()))


def find_report(mentee_id: int, *, as_of: date | None, brief: bool = False) -> MenteeReport | None:
    """Someone's report in the programme asked for."""
    programme = _find_programme()
    if programme is None and request.args.get("programme"):
        return None
    programme_id = programme.id if programme else None
    return mentee_report_for(
        viewer(), mentee_id, programme_id=programme_id, as_of=as_of, brief=brief
    )


def find_circulated(mentee_id: int) -> tuple[Reader, MenteeReport] | None:
    """The same as HR reads it, whoever asks, and who asks; None where there is none."""
    programme = _find_programme()
    if programme is None and request.args.get("programme"):
        return None
    programme_id = programme.id if programme else None
    return circulated_report_for(viewer(), mentee_id, programme_id=programme_id, as_of=read_day())


def _find_programme() -> ProgrammeCard | None:
    code = request.args.get("programme")
    return find_by_code(code) if code else None


def problem_of_day(today: date) -> str:
    """Why the day asked for is not shown: it is none, or still to come. Empty if it is."""
    asked, day = request.args.get("as_of", ""), read_day()
    if asked and day is None:
        return sentence(ReportProblem.DAY_FORM, value=asked[:20])
    if day is not None and day > today:
        return sentence(ReportProblem.DAY_TO_COME, value=day)
    return ""
