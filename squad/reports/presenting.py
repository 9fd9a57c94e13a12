"""What the templates of one person's report draw: marks, ladder, grid, line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p
from markupsafe import Markup

from squad.coaching.messages import MOMENTS
from squad.coaching.messages.brought import BROUGHT_ANSWERS
from squad.framework.messages import localized
from squad.framework.rules import fluency
from squad.framework.rules.model import STAGES, Area, Milestone, Rung
from squad.kernel.typography import NO_BREAK
from squad.reports.course_line import line
from squad.reports.links import Traces, day_and_programme, traces_of
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.reports.tallying import counted_in_words, rest, tally
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.timing import how_known, time_facts
from squad.reports.tracing import Figure
from squad.reports.wording import deck, opening, waiting_deck

ORDER = ("start", "held", "refresh", "confirm", "next")
MARKS: Mapping[fluency.MilestoneState, str] = {
    fluency.MilestoneState.HELD: "held",
    fluency.MilestoneState.TO_REFRESH: "refresh",
    fluency.MilestoneState.TO_CONFIRM: "confirm",
    fluency.MilestoneState.NEXT: "next",
    fluency.MilestoneState.SET_ASIDE: "aside",
}
_RUNG_NAMES: Mapping[Rung, LazyString] = {
    Rung.START: _p("rung", "Start"),
    Rung.BROADCAST: _l("I broadcast"),
    Rung.CONVERSATION: _l("I converse"),
    Rung.CARE: _l("I take care"),
}
_RUNG_SAYS: Mapping[Rung, LazyString] = {
    Rung.START: _l("I read, I find my bearings."),
    Rung.BROADCAST: _l("“I need to talk to you.”"),
    Rung.CONVERSATION: _l("“We need to talk.”"),
    Rung.CARE: _l("“How can I help you?”"),
}


def mark_of(report: MenteeReport, milestone: Milestone) -> str:
    """The mark of a core milestone; held ones show even outside of the target."""
    attained = report.attained[milestone.code]
    within = milestone.stage <= report.targets.get(milestone.area, 0)
    aside = report.agreement.version.set_aside if report.agreement else frozenset()
    state = fluency.state_of(attained, report.figures.as_of, milestone.code in aside)
    mark = MARKS[state]
    if mark == "held" and attained.at_start:
        return "start"
    if not within and mark not in {"held", "refresh"}:
        return "out"
    return mark


def bead_states(report: MenteeReport) -> list[str]:
    """The marks of the target milestones, the held ones first."""
    framework = report.programme.framework
    marks = [
        mark_of(report, milestone)
        for milestone in fluency.asked_milestones(framework, report.targets)
    ]
    return sorted((mark for mark in marks if mark in ORDER), key=ORDER.index)


def set_aside(report: MenteeReport, traces: Traces) -> Markup:
    """« Set aside as not for this role, and not counted: presence-2a. », empty for none."""
    framework = report.programme.framework
    codes = [
        milestone.code
        for milestone in fluency.asked_milestones(framework, report.targets)
        if mark_of(report, milestone) == "aside"
    ]
    text = ngettext(
        "Set aside as not for this role, and not counted: %(codes)s.",
        "Set aside as not for this role, and not counted: %(codes)s.",
        len(codes),
        codes=traces.link(Figure.SET_ASIDE, ", ".join(codes)),
    )
    return Markup(text) if codes else Markup()  # noqa: S704  the link was escaped


def ladder(report: MenteeReport, traces: Traces) -> list[dict[str, Any]]:
    """The rungs from the foot up, with where one stands."""
    counted = report.figures.progress
    rungs = []
    for rung in Rung:
        here = rung is counted.headline
        outside = (
            report.agreement is not None
            and rung > counted.headline_reach
            and rung > counted.headline
        )
        rungs.append(
            {
                "rung": int(rung),
                "name": traces.link(Figure.HEADLINE, _RUNG_NAMES[rung])
                if here
                else _RUNG_NAMES[rung],
                "say": _("not part of this target") if outside else _RUNG_SAYS[rung],
                "state": "here" if here else "done" if rung < counted.headline else "ahead",
                "strong": _here(report) if here else None,
            }
        )
    return rungs


def _here(report: MenteeReport) -> str:
    if report.reader is Reader.MENTEE:
        return _("You are here.")
    return _("Here now.")


def areas(report: MenteeReport, traces: Traces) -> list[dict[str, Any]]:
    """The grid: areas with a note and one cell a stage."""
    framework = report.programme.framework
    return [
        {
            "name": localized(framework.areas[each.area].name),
            "note": _note(each) if report.agreement else "",
            "cells": [_cell(report, each.area, stage, traces) for stage in STAGES],
        }
        for each in report.figures.progress.areas
    ]


def _note(area: fluency.AreaProgress) -> str:
    if area.target is None:
        return _("outside of the target")
    if area.stage >= area.target:
        return _("target met")
    # A figure alone on the next line of a narrow column would read as another mark.
    stage = str(area.target)
    return _("target: stage %(stage)s", stage=stage).replace(f" {stage}", f"{NO_BREAK}{stage}")


def _cell(report: MenteeReport, area: Area, stage: int, traces: Traces) -> dict[str, Any]:
    states = [mark_of(report, m) for m in report.programme.framework.core(area, stage)]
    found = Counter(states)
    held = found["held"] + found["start"]
    parts = [counted_in_words("held", held)]
    if found["start"]:
        parts[0] = _(
            "%(held)s (%(start)s of them at the start)", held=parts[0], start=found["start"]
        )
    parts += [counted_in_words(s, found[s]) for s in ("refresh", "confirm", "next", "aside")]
    if found["out"]:
        parts.append(_outside(report))
    name = localized(report.programme.framework.areas[area].name)
    return {
        "states": states,
        "place": _("%(area)s, stage %(stage)s", area=name, stage=stage),
        "text": ", ".join(part for part in parts if part),
        "href": traces.url(Figure.CELL, area=area, stage=stage),
    }


def _outside(report: MenteeReport) -> str:
    """What the smallest mark says; before an agreement there is no target to be outside of."""
    return _("outside of the target") if report.agreement else _("not held yet")


def grid_key(report: MenteeReport, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the marks of this grid mean, those alone that are in it."""
    words = {
        "start": _("held at the start"),
        "held": _("held since"),
        "refresh": _("held, to refresh"),
        "confirm": _("to confirm"),
        "next": _("next"),
        "aside": _("set aside"),
    }
    present = {s for row in rows for cell in row["cells"] for s in cell["states"]}
    items: list[dict[str, Any]] = [
        {"mark": state, "label": word} for state, word in words.items() if state in present
    ]
    if "out" in present:
        items.append({"states": ["out", "out"], "label": _outside(report)})
    if present & {"held", "start", "refresh"}:
        items.append({"states": ["held", "held"], "label": _("stage complete")})
    return items


def purpose_names(report: MenteeReport, kinds: Sequence[str]) -> list[str]:
    """Kinds of purpose in the reader's language."""
    known = report.programme.framework.purposes
    return [localized(known[kind]) if kind in known else kind for kind in kinds]


def brought_lines(report: MenteeReport) -> list[dict[str, Any]]:
    """What it brought, sign by sign and moment by moment; a sign in force stands above already."""
    quoted = {sign.words for sign in report.pair_only.signs} if report.pair_only else set()
    return [
        {
            "head": _(
                "%(purpose)s, %(moment)s",
                purpose=purpose_names(report, [said.kind])[0],
                moment=str(MOMENTS[said.moment]).lower(),
            ),
            "answer": BROUGHT_ANSWERS[said.answer],
            "sign": said.sign if said.sign not in quoted else "",
            "said": said,
        }
        for said in report.brought
    ]


def page_of(report: MenteeReport, traces: Traces | None = None) -> dict[str, Any]:
    """Everything that the templates of one person's report are given."""
    figures, pair_only = report.figures, report.pair_only
    traces = traces or traces_of(report)
    grid = areas(report, traces)
    return {
        "report": report,
        "opening": opening(report),
        "deck": deck(report),
        "waiting_deck": waiting_deck(report, "#answer"),
        "own": report.reader is Reader.MENTEE,
        "figures": figures,
        "tally": tally(report, traces),
        "rest": rest(report, traces),
        "beads": bead_states(report),
        "aside": set_aside(report, traces),
        "ladder": ladder(report, traces),
        "areas": grid,
        "key": grid_key(report, grid),
        "asked_url": traces.url(Figure.TARGET_MET),
        "retention_url": traces.url(Figure.RETENTION),
        "line": line(report, traces),
        "facts": time_facts(report, traces),
        "brought": brought_lines(report),
        "signs": pair_only.signs if pair_only else (),
        "waiting": [(w, how_known(report, w)) for w in pair_only.waiting] if pair_only else [],
        "purposes": purpose_names(report, report.purposes),
        "upcoming": () if report.is_past else report.next_milestones,
        "area_names": report.programme.framework.areas,
        "kept": day_and_programme(report),
    }
