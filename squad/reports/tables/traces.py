"""What is behind a figure of somebody's report, as a table: of the HR class, whoever takes it."""

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from squad.files.tables.shapes import Column, Kind, Table, Text
from squad.files.writing import Cell
from squad.framework.glossary import TERMS
from squad.framework.messages import AUTONOMY, EVIDENCE, STATES
from squad.framework.rules.fluency import Side
from squad.reports.report_shapes import MenteeReport
from squad.reports.tables.people import AS_OF, PROGRAMME, WHO
from squad.reports.texts import gettext as _
from squad.reports.trace_page import mark_of
from squad.reports.tracing import Line, Trace

_SIDES: Mapping[str, Text] = {
    Side.MENTEE.value: _p("statement", "the mentee"),
    Side.MENTOR.value: _p("statement", "the mentor"),
}
COLUMNS = (
    WHO[0],
    PROGRAMME,
    AS_OF,
    Column("milestone", TERMS["milestone"].name, _l("The code of the milestone.")),
    Column("state", _l("State"), TERMS["held"].meaning, words=STATES),
    Column("on", _l("Day"), _l("The day on which it was done."), Kind.DAY),
    Column("stated_by", _l("Stated by"), TERMS["statement"].meaning, words=_SIDES),
    Column("autonomy", _l("Autonomy"), TERMS["alone"].meaning, words=AUTONOMY),
    Column("evidence", TERMS["evidence"].name, TERMS["evidence"].meaning, words=EVIDENCE),
    Column("drill", TERMS["drill"].name, _l("Whether it was shown in a drill."), Kind.YES_NO),
    Column("before", _l("Already so before"), TERMS["at-start"].meaning, Kind.YES_NO),
    Column("imported", _l("Imported"), _l("Whether it came in with an import."), Kind.YES_NO),
)
SAID = 7
"""How many of them speak of a statement."""


def trace_table(report: MenteeReport, trace: Trace) -> Table:
    """A row for each statement that counts; a milestone without one has a row of its own.

    What awaits an answer, or was answered otherwise, stays on the page: a file circulates.
    """
    return Table("trace", _("What it counts"), COLUMNS, _rows(report, trace))


def _rows(report: MenteeReport, trace: Trace) -> Iterator[list[Cell]]:
    who: list[Cell] = [report.figures.person.name, report.programme.code, report.figures.as_of]
    for group in trace.groups:
        for entry in group.entries:
            said = [_said(line) for line in entry.lines if line.counts] or [[None] * SAID]
            yield from ([*who, entry.milestone.code, mark_of(entry), *cells] for cells in said)


def _said(line: Line) -> list[Cell]:
    said = line.observation
    return [
        said.happened_on,
        said.stated_by.value,
        said.autonomy.value,
        said.evidence.value,
        said.drill,
        said.before,
        said.imported,
    ]
