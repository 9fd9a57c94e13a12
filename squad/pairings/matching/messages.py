"""Matching's codes as sentences and labels."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString, lazy_pgettext, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.framework.messages import NETWORKS, localized
from squad.framework.rules.model import Area, Framework
from squad.pairings.matching.rules.drafting import DraftProblem, Reason
from squad.pairings.matching.rules.enrolment import (
    EnrolmentProblem,
    PartOfDay,
    Temperament,
    Weekday,
)
from squad.pairings.matching.rules.fit import Apart, Left
from squad.pairings.matching.rules.weights import Criterion, SiteWish, WeightProblem
from squad.pairings.messages import MATCH
from squad.pairings.rules.hard import MatchNotice, Refusal

SENTENCES: Mapping[str, LazyString] = {
    EnrolmentProblem.NO_LANGUAGE: _l("Choose at least one language."),
    EnrolmentProblem.TOO_MANY_PURPOSES: _l("Choose at most %(most)s; the others can wait."),
    EnrolmentProblem.PLACES_RANGE: _l("Enter a number from %(least)s to %(most)s."),
    EnrolmentProblem.SITE_LENGTH: _l("Shorten this by %(over)s characters or more."),
    EnrolmentProblem.NOBODY_CHOSEN: _l("Choose at least one person."),
    WeightProblem.RANGE: _l("Enter a number from %(least)s to %(most)s."),
    DraftProblem.TOO_LARGE: _l(
        "%(mentees)s mentees and %(places)s places are more than one draft can weigh. "
        "Lower how many mentees mentors take, or propose a part of the pool by hand first."
    ),
    DraftProblem.NO_PROGRAMME: _l(
        "There is no programme “%(programme)s”. Check its code on the programme’s page."
    ),
    DraftProblem.CHANGED: _l("Somebody changed the draft meanwhile. Run it again."),
    DraftProblem.NOT_ADMISSIBLE: _l(
        "One of the two is no longer in the pool, or is paired by now. Choose again."
    ),
    DraftProblem.NO_PLACE: _l(
        "This mentor has no free place left in the draft. Choose another one, or an exchange."
    ),
    DraftProblem.NOTHING_CHOSEN: _l("Choose a mentor, or an exchange."),
    Apart.TRIED: _l("These two were proposed before, and it ended. Choose another mentor."),
    Apart.NO_LANGUAGE: _l("The two have no language in common. Choose another mentor."),
    Apart.NO_HOURS: _l("The two are never free at the same time. Choose another mentor."),
}

CRITERIA: Mapping[Criterion, LazyString] = {
    Criterion.STRENGTHS: _l("Strengths that the purposes ask for"),
    Criterion.NETWORKS: _l("Kinds of network in common"),
    Criterion.FUNCTION: _l("Another function"),
    Criterion.SITE: _l("The site"),
    Criterion.TEMPERAMENT: _l("A contrast of temperament"),
}

SITE_WISHES: Mapping[SiteWish, LazyString] = {
    SiteWish.SAME: _l("The same site: they meet in person"),
    SiteWish.OTHER: _l("Another site: they see how others work"),
}

TEMPERAMENTS: Mapping[str, LazyString] = {
    Temperament.ACTS_FIRST: _l("try it at once, and see"),
    Temperament.THINKS_FIRST: _l("understand it first, then try"),
    "either": _l("sometimes one, sometimes the other"),
}

LANGUAGE_NAMES: Mapping[str, LazyString] = {"en": _l("English"), "fr": _l("French")}

WEEKDAYS: Mapping[Weekday, LazyString] = {
    Weekday.MONDAY: _l("Monday"),
    Weekday.TUESDAY: _l("Tuesday"),
    Weekday.WEDNESDAY: _l("Wednesday"),
    Weekday.THURSDAY: _l("Thursday"),
    Weekday.FRIDAY: _l("Friday"),
}

PARTS: Mapping[PartOfDay, LazyString] = {
    PartOfDay.MORNING: lazy_pgettext("part of the day", "Morning"),
    PartOfDay.MIDDAY: lazy_pgettext("part of the day", "Midday"),
    PartOfDay.AFTERNOON: lazy_pgettext("part of the day", "Afternoon"),
}

ADDED = {
    "mentor": lambda n: ngettext("%(num)s mentor added.", "%(num)s mentors added.", n),
    "mentee": lambda n: ngettext("%(num)s mentee added.", "%(num)s mentees added.", n),
}


def pair_reasons(reasons: tuple[str, ...], framework: Framework) -> list[str]:
    """What speaks for a pair, in words; notices are said apart."""
    return [words for each in reasons if (words := _pair_reason(each, framework))]


def pair_line(reasons: tuple[str, ...], framework: Framework) -> str:
    """What speaks for a pair, in a line; its signs are those of the language."""
    line = ""
    for words in pair_reasons(reasons, framework):
        line = str(_("%(first)s; %(then)s", first=line, then=words)) if line else words
    return line


def pair_notices(reasons: tuple[str, ...]) -> list[str]:
    """What must be known of a pair before it is proposed."""
    return [str(MATCH[code]) for code in reasons if code in set(MatchNotice)]


def _pair_reason(reason: str, framework: Framework) -> str:
    code, _colon, rest = reason.partition(":")
    words: Mapping[str, Callable[[], str]] = {
        "strengths": lambda: _("strong in %(areas)s", areas=_areas(rest, framework)),
        "networks": lambda: ", ".join(str(NETWORKS[kind]).lower() for kind in rest.split(",")),
        "other_function": lambda: _("another function"),
        "same_site": lambda: _("the same site"),
        "other_site": lambda: _("another site"),
        "contrast": lambda: _("a contrast of temperament"),
    }
    return str(words[code]()) if code in words else ""


def _areas(text: str, framework: Framework) -> str:
    return ", ".join(localized(framework.areas[Area(code)].name) for code in text.split(","))


def left_reason(reason: Reason, side: str) -> str:
    """Why somebody is left over, with how many of the other side it is true of."""
    if reason.code in _ALONE:
        return str(_ALONE[reason.code])
    words = _MENTORS if side == "mentee" else _MENTEES
    return str(words[reason.code](reason.count))


_ALONE: Mapping[str, LazyString] = {
    Left.TAKEN_OUT: _l("Taken out by hand."),
    Left.NOBODY: _l(
        "On the other side nobody waits to be matched: not in the pool yet, or paired already."
    ),
    Refusal.MENTOR_INACTIVE: _l("No longer active in the roster."),
    Refusal.MENTEE_INACTIVE: _l("No longer active in the roster."),
}

# What is true of so many mentors, said of a mentee.
_MENTORS: Mapping[str, Callable[[int], str]] = {
    Left.PLACES_TAKEN: lambda n: ngettext(
        "%(num)s mentor would do, and has no free place left.",
        "%(num)s mentors would do, and have no free place left.",
        n,
    ),
    Refusal.ONESELF: lambda n: _("One mentor is the same person."),
    Refusal.MENTOR_ABOVE: lambda n: ngettext(
        "%(num)s mentor is above in the reporting line.",
        "%(num)s mentors are above in the reporting line.",
        n,
    ),
    Refusal.OWN_BOSS: lambda n: ngettext(
        "For %(num)s mentor this would be their boss.",
        "For %(num)s mentors this would be their boss.",
        n,
    ),
    Refusal.SAME_BOSS: lambda n: ngettext(
        "%(num)s mentor reports to the same person.",
        "%(num)s mentors report to the same person.",
        n,
    ),
    Apart.TRIED: lambda n: ngettext(
        "With %(num)s mentor it was tried before.",
        "With %(num)s mentors it was tried before.",
        n,
    ),
    Apart.NO_LANGUAGE: lambda n: ngettext(
        "%(num)s mentor has no language in common.",
        "%(num)s mentors have no language in common.",
        n,
    ),
    Apart.NO_HOURS: lambda n: ngettext(
        "%(num)s mentor is never free at the same time.",
        "%(num)s mentors are never free at the same time.",
        n,
    ),
}

# The same of so many mentees, said of a mentor.
_MENTEES: Mapping[str, Callable[[int], str]] = {
    Left.MENTEES_TAKEN: lambda n: ngettext(
        "%(num)s mentee would do, and has another mentor.",
        "%(num)s mentees would do, and have another mentor.",
        n,
    ),
    Refusal.ONESELF: lambda n: _("One mentee is the same person."),
    Refusal.MENTOR_ABOVE: lambda n: ngettext(
        "%(num)s mentee is below in the reporting line.",
        "%(num)s mentees are below in the reporting line.",
        n,
    ),
    Refusal.OWN_BOSS: lambda n: ngettext(
        "%(num)s mentee is their boss.", "%(num)s mentees are their bosses.", n
    ),
    Refusal.SAME_BOSS: lambda n: ngettext(
        "%(num)s mentee reports to the same person.",
        "%(num)s mentees report to the same person.",
        n,
    ),
    Apart.TRIED: lambda n: ngettext(
        "With %(num)s mentee it was tried before.",
        "With %(num)s mentees it was tried before.",
        n,
    ),
    Apart.NO_LANGUAGE: lambda n: ngettext(
        "%(num)s mentee has no language in common.",
        "%(num)s mentees have no language in common.",
        n,
    ),
    Apart.NO_HOURS: lambda n: ngettext(
        "%(num)s mentee is never free at the same time.",
        "%(num)s mentees are never free at the same time.",
        n,
    ),
}
