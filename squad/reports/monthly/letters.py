"""The mail with a programme's report: groups at a month's end, nobody by name."""

from collections.abc import Mapping, Sequence
from datetime import date

from squad.notify.addresses import path_to
from squad.notify.kinds import Attachment, Told, Words
from squad.people.models import Person
from squad.reports.documents.making import cohort_document_of
from squad.reports.monthly.queries import find_reading_person
from squad.reports.queries.circulated import load_circulated
from squad.reports.queries.programmes import find_card
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.web.formats import format_day
from squad.web.languages import language


def write_months(told: Sequence[Told]) -> Mapping[int, Words]:
    """One mail after another: each has a document to be set, which takes longer than any reading.

    Whoever may not read the report any more, or wants it no more, has none.
    """
    found = {}
    for each in told:
        programme = find_card(each.params["programme"])
        person = find_reading_person(each.person_id, each.params["programme"])
        if programme is not None and person is not None:
            found[each.id] = _words(programme, person, date.fromisoformat(each.params["on"]))
    return found


def _words(programme: ProgrammeCard, person: Person, day: date) -> Words:
    cohort = load_circulated(programme, day)
    shown = cohort.totals is not None and cohort.mentees > 0
    name = f"{programme.code}-{cohort.as_of}.pdf"
    document = [
        Attachment(name, "application/pdf", cohort_document_of(cohort, language()))
    ] if shown else []  # fmt: skip
    line = _(
        "Here is the report of %(programme)s as of %(day)s.",
        programme=programme.name, day=format_day(cohort.as_of),
    )  # fmt: skip
    groups = _("It counts groups and names nobody, so it can be handed on.")
    return Words(
        line=line,
        subject=_("The report of the month"),
        action=_("Open the report"),
        path=path_to("reports.show_cohort", programme=programme.code),
        paragraphs=(_("Hello %(name)s,", name=person.name), line, groups),
        # Of too few people every figure is left out.
        stale=not shown,
        attachments=document,
    )
