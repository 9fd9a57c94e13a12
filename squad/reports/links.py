"""Where figures lead: to the list of statements behind them, as of the same day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from markupsafe import Markup

from squad.framework.rules.model import Area
from squad.reports.report_shapes import MenteeReport
from squad.reports.tracing import Figure


@dataclass(frozen=True, slots=True)
class Traces:
    """The addresses of the traces of one report."""

    endpoint: str
    args: Mapping[str, Any]

    def url(
        self,
        figure: Figure,
        *,
        on: date | None = None,
        area: Area | None = None,
        stage: int | None = None,
    ) -> str:
        """Where a figure leads; `on`: as of another day than the report's."""
        args = {**self.args, **({"as_of": on} if on else {})}
        return url_for(self.endpoint, figure=figure.value, area=area, stage=stage, **args)

    def link(self, figure: Figure, text: object, *, on: date | None = None) -> Markup:
        """`text` as a link to what is behind it."""
        return Markup('<a href="{}">{}</a>').format(self.url(figure, on=on), text)


def traces_of(report: MenteeReport) -> Traces:
    """The traces of a report, for whoever reads it."""
    return Traces(
        "reports.show_trace", {"mentee_id": report.figures.person.id, **day_and_programme(report)}
    )


def traces_as_hr(report: MenteeReport) -> Traces:
    """The traces of one's own report, as HR gets them."""
    return Traces("reports.show_hr_trace", day_and_programme(report))


def day_and_programme(report: MenteeReport) -> dict[str, Any]:
    """What every link of a report keeps: its programme, and its day if not the usual one."""
    usual = report.programme.archived_on or report.today
    day = {} if report.figures.as_of == usual else {"as_of": report.figures.as_of}
    return {"programme": report.programme.code, **day}
