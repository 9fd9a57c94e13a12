"""The words of the product, each once, with what it means: the source of every definition."""

from collections.abc import Mapping

from flask_babel import lazy_pgettext

from squad.framework.glossary.fluency import FLUENCY, HOLDING, STATEMENTS
from squad.framework.glossary.pair import AGREEMENT, PEOPLE, REPORTS, SESSIONS
from squad.framework.glossary.term import Chapter, Term

__all__ = ["CHAPTERS", "TERMS"]

CHAPTERS = (
    Chapter("people", lazy_pgettext("glossary", "The people"), PEOPLE),
    Chapter("charter", lazy_pgettext("glossary", "The agreement"), AGREEMENT),
    Chapter("ease", lazy_pgettext("glossary", "Fluency and its parts"), FLUENCY),
    Chapter("stating", lazy_pgettext("glossary", "What is stated"), STATEMENTS),
    Chapter("milestones", lazy_pgettext("glossary", "What is held, and how it is seen"), HOLDING),
    Chapter("meeting", lazy_pgettext("glossary", "Sessions and silence"), SESSIONS),
    Chapter("reading", lazy_pgettext("glossary", "What reports say"), REPORTS),
)
TERMS: Mapping[str, Term] = {term.code: term for chapter in CHAPTERS for term in chapter.terms}
