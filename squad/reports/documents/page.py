"""What the page of a batch says: how far it is, what to do, in sentences."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal
from flask import url_for

from squad.jobs.queries import Standing, find_standing
from squad.jobs.rules import JobState
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.reports.cohort_shapes import Cohort
from squad.reports.documents.queries import Batch, Counts, count_documents
from squad.reports.documents.rules import BatchState, seconds_to_next_look
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web.formats import conventions, format_count

NOBODY_WORKS = timedelta(minutes=2)
"""After so long without a beginning, nothing may be running that could begin."""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One state of a batch, as its page shows it."""

    batch: Batch
    state: str
    """`waiting`, `running`, `failed`, `done` or `stopped`."""
    opening: str
    done: int = 0
    total: int = 0
    forsaken: bool = False
    """Whether nothing has begun for long."""
    counts: Counts | None = None
    look_again: int | None = None
    """Seconds after which the page is loaded again."""

    @property
    def kept_until(self) -> Any:
        """The last day on which the documents can be taken."""
        return day_of(self.batch.expires_at, self.batch.programme.time_zone)

    @property
    def size(self) -> str:
        """« 1,3 Mo », "1.3 MB"."""
        megabytes = max((self.counts.size if self.counts else 0) / 1_000_000, 0.1)
        number = format_decimal(megabytes, "#,##0.#", locale=conventions())
        return _("%(number)s MB", number=number)


def documents_link(cohort: Cohort) -> list[dict[str, str]]:
    """Where everybody's report can be asked for as a document; nowhere in groups only."""
    if not (cohort.programme.named and cohort.mentees):
        return []
    day = cohort.as_of if cohort.is_past else None
    url = url_for("reports.ask_documents", programme=cohort.programme.code, as_of=day)
    return [{"url": url, "label": _("All reports as PDF, of everybody")}]


def page_of(batch: Batch) -> BatchPage:
    """How a batch stands now."""
    if batch.state is BatchState.STOPPED:
        return BatchPage(batch, "stopped", _("Stopped: nothing is kept."))
    if batch.state is BatchState.DONE:
        return _done(batch)
    standing = find_standing(batch.job_id) if batch.job_id else None
    if standing is None or standing.state is JobState.DEAD:
        return BatchPage(batch, "failed", _("Not every report could be made."))
    return _under_way(batch, standing)


def _under_way(batch: Batch, standing: Standing) -> BatchPage:
    running = clock.now() - batch.asked_at
    begun = bool(standing.total)
    opening = (
        ngettext(
            "%(done)s of %(num)s report is made.",
            "%(done)s of %(num)s reports are made.",
            standing.total,
            done=format_count(standing.done),
        )
        if begun
        else _("The reports will be made in a moment.")
    )
    return BatchPage(
        batch,
        "running" if begun else "waiting",
        opening,
        done=standing.done,
        total=standing.total,
        forsaken=not begun and running > NOBODY_WORKS,
        look_again=seconds_to_next_look(running),
    )


def _done(batch: Batch) -> BatchPage:
    counts = count_documents(batch.id)
    if not counts.made and counts.taken_back:
        return BatchPage(batch, "done", _("There is no report left to take."), counts=counts)
    if not counts.made:
        return BatchPage(batch, "done", _("There is no report of that day."), counts=counts)
    opening = ngettext("%(num)s report is ready.", "%(num)s reports are ready.", counts.made)
    return BatchPage(batch, "done", opening, counts=counts)
