"""The certificate of a mentor: what they chose to show of their part, as PDF in their language."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from squad.framework.messages import localized
from squad.framework.queries import get_framework
from squad.framework.rules.model import Area
from squad.mentoring.queries import Mentored
from squad.mentoring.rules import Shown
from squad.reports.documents.making import typeset
from squad.web.formats import format_day, format_minutes


def certificate_of(
    mentored: Mentored, *, name: str, shown: Collection[Shown], language: str
) -> bytes:
    """One page as PDF/UA-1, with nobody's name but the mentor's; texts in the current locale."""
    sheet = _sheet(mentored, name, shown)
    return typeset("certificate.typ", sheet, language, mentored.part.today)


def _sheet(mentored: Mentored, name: str, shown: Collection[Shown]) -> dict[str, Any]:
    programme, part = mentored.programme, mentored.part
    days = {"start": format_day(programme.starts_on), "end": format_day(programme.ends_on)}
    lines = {
        Shown.SESSIONS: ngettext(
            "%(num)s session held", "%(num)s sessions held", part.time.sessions
        ),
        Shown.HOURS: _(
            "%(time)s of sessions and their preparation", time=format_minutes(part.time.used)
        ),
    }
    return {
        "title": _("Certificate of %(name)s", name=name),
        "programme": programme.name,
        "head": _("Certificate"),
        "name": name,
        "said": _("was a mentor in the programme %(programme)s (%(start)s to %(end)s).",
                  programme=programme.name, **days),
        "what": _(
            "A reverse-mentoring programme on social networks: somebody at ease on them "
            "accompanies somebody more experienced in the company, session by session."
        ),
        "lines": [said for kind, said in lines.items() if kind in shown],
        "areas": _areas(mentored) if Shown.AREAS in shown and part.areas else None,
        "foot": _(
            "Made on %(day)s with Tweet Squad from the sessions that were logged, as the mentor "
            "chose. It measures nobody, and names nobody who was accompanied.",
            day=format_day(part.today),
        ),
    }  # fmt: skip


def _areas(mentored: Mentored) -> dict[str, Any]:
    texts = get_framework(mentored.programme.framework_version_id).areas
    return {
        "head": _("Areas that were worked on"),
        "names": [localized(texts[area].name) for area in Area if area in mentored.part.areas],
    }
