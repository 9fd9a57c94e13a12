"""What the template of a mentee's document is given: plain values, in the reader's language."""

from itertools import groupby
from typing import Any

from squad.coaching.messages import MOMENTS
from squad.coaching.messages.brought import BROUGHT_ANSWERS
from squad.framework.glossary import TERMS
from squad.reports.course_line import Line, line
from squad.reports.documents.annex_sheet import annex_sheet
from squad.reports.documents.paper import UNLINKED, drawn, plain
from squad.reports.presenting import (
    areas,
    bead_states,
    grid_key,
    ladder,
    purpose_names,
    set_aside,
)
from squad.reports.report_shapes import BroughtSaid, MenteeReport
from squad.reports.tallying import rest, tally
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.timing import time_facts
from squad.reports.wording import deck, opening
from squad.web import drawings
from squad.web.formats import format_day


def mentee_sheet(report: MenteeReport) -> dict[str, Any]:
    """One page, and what lies behind its figures."""
    figures = report.figures
    day = _("as of %(day)s", day=format_day(figures.as_of))
    person = figures.person
    return {
        "title": f"{person.name}, {day}",
        "day": day,
        "whose": _(
            "%(mentee)s, with %(mentor)s", mentee=person.name, mentor=report.pairing.mentor_name
        ),
        "place": ", ".join(filter(None, (person.function, person.site))),
        "programme": report.programme.name,
        "opening": opening(report),
        "decks": _decks(report),
        "beads": [drawn(drawings.mark(state)) for state in bead_states(report)],
        "counts": _counts(report),
        "ladder": [_rung(rung) for rung in ladder(report, UNLINKED)],
        "areas": _areas(report),
        "course": _course(report) if report.agreement else None,
        "purposes": _purposes(report),
        "time": _section(_("Time spent"), facts=_facts(report)),
        "brought": _brought(report),
        "foot": _foot(report),
        "annex": annex_sheet(report),
    }


def _section(title: str, intro: str = "", **inside: Any) -> dict[str, Any]:
    return {"title": title, "intro": intro, **inside}


def _decks(report: MenteeReport) -> list[str]:
    """What stands under the opening sentence."""
    past = _("What was known at the end of that day. Names and functions are today’s.")
    moved = [
        _(
            "On %(day)s the programme moved from version %(before)s to version %(after)s of the "
            "framework. Earlier days count as they did.",
            day=format_day(move.on(report.programme.time_zone)),
            before=move.before.version,
            after=move.after.version,
        )
        for move in report.programme.moves
    ]
    return [text for text in (deck(report), past if report.is_past else "", *moved) if text]


def _counts(report: MenteeReport) -> list[str]:
    """The counts in words, the first of them the one that leads."""
    if report.agreement is None:
        return []
    lines = [plain(tally(report, UNLINKED)), plain(rest(report, UNLINKED))]
    if report.figures.to_confirm is None:
        lines.append(_("To confirm: –. HR reads what awaits an answer as of today only."))
    lines.append(plain(set_aside(report, UNLINKED)))
    return [text for text in (*lines, _retention(report)) if text]


def _retention(report: MenteeReport) -> str:
    found = report.retention
    if found is None:
        return ""
    return ngettext(
        "Checked again after 90 days: %(again)s of %(num)s held, on %(day)s.",
        "Checked again after 90 days: %(again)s of %(num)s held, on %(day)s.",
        found.total,
        again=found.again,
        day=format_day(found.on),
    )


def _rung(rung: dict[str, Any]) -> dict[str, Any]:
    return {
        "drawing": drawn(drawings.rung(rung["rung"], off=rung["state"] == "ahead")),
        "name": plain(rung["name"]),
        "say": str(rung["say"]),
        "strong": rung["strong"] or "",
        "state": rung["state"],
    }


def _areas(report: MenteeReport) -> dict[str, Any]:
    """Six areas by three stages, with what their marks mean."""
    intro = _("Each mark is a milestone; no target is agreed yet.")
    if report.agreement:
        agreed_on = format_day(report.agreement.happened_on)
        intro = _("Each mark is a milestone; the target was agreed on %(day)s.", day=agreed_on)
    grid = areas(report, UNLINKED)
    return _section(
        _("Six areas"),
        intro,
        head=[_("Area"), *(_("Stage %(stage)s", stage=stage) for stage in (1, 2, 3))],
        rows=[
            {
                "name": area["name"],
                "note": area["note"],
                "cells": [
                    {"drawing": drawn(drawings.area_cell(cell["states"])), "said": cell["text"]}
                    if cell["states"]
                    else None
                    for cell in area["cells"]
                ],
            }
            for area in grid
        ],
        key=[
            {
                "drawing": drawn(drawings.area_cell(item.get("states") or [item["mark"]])),
                "label": item["label"],
            }
            for item in grid_key(report, grid)
        ],
    )


def _course(report: MenteeReport) -> dict[str, Any]:
    shown = line(report, UNLINKED)
    return _section(
        _("Over the months"),
        drawing=drawn(shown.wide),
        said=shown.said,
        note=shown.note,
        table=_table_of(shown),
    )


def _table_of(shown: Line) -> dict[str, Any]:
    """The same as the drawing, day by day."""
    heads = [head["label"] if isinstance(head, dict) else head for head in shown.columns]
    return {
        "title": _("Milestones held, by day"),
        "head": heads,
        "rows": [[plain(cell) for cell in row] for row in shown.rows],
    }


def _purposes(report: MenteeReport) -> dict[str, Any] | None:
    names = purpose_names(report, report.purposes)
    if not names:
        return None
    title = ngettext("The purpose agreed", "The purposes agreed", len(names))
    return _section(
        title,
        _("The kind alone; the signs of success are the pair’s own."),
        text=", ".join(names),
    )


def _facts(report: MenteeReport) -> list[dict[str, str]]:
    return [
        {"figure": str(fact["figure"]), "name": str(fact["name"])}
        for fact in time_facts(report, UNLINKED)
    ]


def _brought(report: MenteeReport) -> dict[str, Any] | None:
    """The answers that the mentee shares, moment by moment; their words are in the annex."""
    if not report.brought:
        return None
    by_moment = groupby(sorted(report.brought, key=_when), key=lambda said: said.moment)
    return _section(
        _("What it brought"),
        _("As the mentee says, sign by sign. It stands beside the time and says nothing of why."),
        moments=[
            _(
                "%(label)s: %(words)s",
                label=str(MOMENTS[moment]),
                words=", ".join(
                    f"{_purpose(report, said)} ({str(BROUGHT_ANSWERS[said.answer]).lower()})"
                    for said in of_moment
                ),
            )
            for moment, of_moment in by_moment
        ],
        said=[_said(report, said) for said in sorted(report.brought, key=_when)],
    )


def _when(said: BroughtSaid) -> Any:
    return list(MOMENTS).index(said.moment)


def _purpose(report: MenteeReport, said: BroughtSaid) -> str:
    return purpose_names(report, [said.kind])[0]


def _said(report: MenteeReport, said: BroughtSaid) -> dict[str, Any]:
    """One answer with the words that were shared."""
    moment = str(MOMENTS[said.moment]).lower()
    lines = [
        _("At the start: %(value)s", value=said.at_start or "–"),
        _("Now: %(value)s", value=said.now) if said.now else "",
        said.words,
    ]
    return {
        "head": _("%(purpose)s, %(moment)s", purpose=_purpose(report, said), moment=moment),
        "answer": str(BROUGHT_ANSWERS[said.answer]),
        "on": format_day(said.on),
        "lines": [text for text in lines if text],
    }


def _foot(report: MenteeReport) -> list[str]:
    """What the figures mean, and what is not in the document, whoever made it."""
    codes = ["held", *(["to-refresh"] if report.figures.progress.to_refresh else []), "ladder"]
    terms = [TERMS[code] for code in codes]
    return [
        *(_("%(label)s: %(words)s", label=term.name, words=term.meaning) for term in terms),
        _(
            "Counts, codes, dates and what the person chose to share, as HR reads them in "
            "%(programme)s at the end of %(day)s: notes, evidence and reasons stay between the two "
            "of a pair and are in no document.",
            programme=report.programme.name,
            day=format_day(report.figures.as_of),
        ),
    ]
