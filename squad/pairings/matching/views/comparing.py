"""Two people's answers to the same questions, line by line."""

from collections.abc import Iterable
from typing import Any

from squad.framework.messages import NETWORKS, localized
from squad.framework.rules.model import Framework
from squad.pairings.matching.forms import EITHER, AnswersForm
from squad.pairings.matching.messages import LANGUAGE_NAMES, PARTS, TEMPERAMENTS, WEEKDAYS
from squad.pairings.matching.rules.enrolment import HOURS, Answers, PartOfDay, Weekday


def compared(mine: Answers, theirs: Answers, framework: Framework) -> list[dict[str, str]]:
    """Both, each line with its label."""
    ours, saved = _lines(mine, framework), _lines(theirs, framework)
    labels = {field.name: str(field.label.text) for field in AnswersForm()}
    return [{"label": labels[name], "mine": ours[name], "theirs": saved[name]} for name in ours]


def _lines(said: Answers, framework: Framework) -> dict[str, str]:
    areas, purposes = framework.areas.items(), framework.purposes.items()
    return {
        "strengths": _listed(localized(t.name) for area, t in areas if area in said.strengths),
        "purposes": _listed(localized(text) for code, text in purposes if code in said.purposes),
        "networks": _listed(NETWORKS[kind] for kind in sorted(said.networks)),
        "languages": _listed(LANGUAGE_NAMES[code] for code in sorted(said.languages)),
        "hours": _listed(_hour(code) for code in HOURS if code in said.hours),
        "capacity": str(said.capacity),
        "site": said.site,
        "temperament": str(TEMPERAMENTS[said.temperament or EITHER]),
    }


def _hour(code: str) -> str:
    day, _dash, part = code.partition("-")
    return f"{WEEKDAYS[Weekday(day)]} {str(PARTS[PartOfDay(part)]).lower()}"


def _listed(parts: Iterable[Any]) -> str:
    return ", ".join(map(str, parts))
