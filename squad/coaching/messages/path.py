"""The path ahead in words: how far it is, and why each milestone stands where it does."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from squad.coaching.queries.milestones import Standing
from squad.coaching.queries.path import PathPage
from squad.framework.messages import STATES, localized, state_label
from squad.framework.rules.fluency import Ahead, MilestoneState, Reason
from squad.framework.rules.model import Area, Framework, Milestone
from squad.kernel.text import capital
from squad.web.numbers import in_words

Cell = Mapping[str, object]


def how_far(page: PathPage) -> str:
    """The one true sentence on top: how many milestones the target still asks for."""
    if page.path is None:
        return str(_("The path begins with the agreement."))
    number = sum(ahead.milestone.core for ahead in page.path.ahead)
    if number == 0:
        return str(_("The target is met."))
    sentence = ngettext(
        "%(word)s milestone to the target.",
        "%(word)s milestones to the target.",
        number,
        word=in_words(number),
    )
    return capital(str(sentence))


def of_them_waiting(page: PathPage) -> str:
    """How many of these are done, and lack the other one's yes alone; nothing for none."""
    ahead = page.path.ahead if page.path else ()
    number = sum(a.milestone.core and a.state is MilestoneState.TO_CONFIRM for a in ahead)
    sentence = ngettext(
        "%(word)s of them awaits a yes, nothing more.",
        "%(word)s of them await a yes, nothing more.",
        number,
        word=in_words(number),
    )
    return capital(str(sentence)) if number else ""


def where(framework: Framework, area: Area, stage: int) -> str:
    """« Écoute, palier 1 »."""
    name = localized(framework.areas[area].name)
    return str(_("%(area)s, stage %(stage)s", area=name, stage=stage))


def reasons(page: PathPage, ahead: Ahead) -> list[str]:
    """Why a milestone stands where it does, a sentence a reason."""
    return [_reason(page, ahead, reason) for reason in ahead.reasons]


def _reason(page: PathPage, ahead: Ahead, reason: Reason) -> str:
    framework, area = page.document.framework, ahead.milestone.area
    stage = ahead.completes or page.targets[area]
    said = {
        Reason.COMPLETES: _("Completes %(place)s.", place=where(framework, area, stage)),
        Reason.COMPLETES_ONCE_CONFIRMED: _(
            "Completes %(place)s, once what awaits an answer is confirmed.",
            place=where(framework, area, stage),
        ),
        Reason.PURPOSE: _purposes(framework, ahead.purposes),
        Reason.NETWORK: _("Fits the networks agreed."),
        Reason.TARGET: _("The target asks for %(place)s.", place=where(framework, area, stage)),
        Reason.EXTRA: _("Extra: worth trying, never asked for."),
    }
    return str(said[reason])


def _purposes(framework: Framework, kinds: Sequence[str]) -> str:
    names = ", ".join(localized(framework.purposes[kind]) for kind in kinds)
    sentence = ngettext(
        "Serves a purpose agreed: %(names)s.",
        "Serves purposes agreed: %(names)s.",
        len(kinds),
        names=names,
    )
    return str(sentence)


def grid(page: PathPage) -> list[dict[str, object]]:
    """The six areas for the drawing: one cell a stage, the core milestones' marks and words."""
    areas = page.document.framework.areas
    return [
        {
            "name": localized(areas[area].name),
            "cells": [_cell([s for s in row if s.milestone.core]) for row in by_stage.values()],
        }
        for area, by_stage in page.standings.items()
    ]


def _cell(standings: Sequence[Standing]) -> Cell:
    states = [standing.state for standing in standings]
    words = [
        _("%(state)s: %(count)s", state=state_label(state), count=count)
        for state, count in Counter(states).items()
    ]
    return {"states": states, "text": ", ".join(words)}


def key(page: PathPage) -> list[dict[str, object]]:
    """What the marks of the drawing mean, those alone that are in it."""
    # In the order of every drawing, whatever comes first in this one.
    present = {
        standing.state
        for by_stage in page.standings.values()
        for row in by_stage.values()
        for standing in row
        if standing.milestone.core
    }
    items: list[dict[str, object]] = [
        {"mark": state, "label": state_label(state)} for state in STATES if state in present
    ]
    if present & {"held", "start", "refresh"}:
        items.append({"states": ["held", "held"], "label": _("stage complete")})
    return items


def standing_of(page: PathPage, milestone: Milestone) -> str:
    """The mark of one milestone."""
    row = page.standings[milestone.area][milestone.stage]
    return next(s.state for s in row if s.milestone.code == milestone.code)
