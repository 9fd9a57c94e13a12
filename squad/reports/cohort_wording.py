"""The sentence that opens a programme's report, one for each case."""

from squad.framework.messages import localized
from squad.kernel.text import capital
from squad.reports.cohort_shapes import Cohort, GroupFigures, Partition
from squad.reports.messages import LANGUAGES, OTHER_GROUP
from squad.reports.shapes import ProgrammeCard
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web.formats import format_count, format_month_name
from squad.web.numbers import in_words


def cohort_opening(cohort: Cohort) -> str:
    """The one true sentence that a programme's report begins with."""
    if cohort.totals is None:
        return _("Too few people for figures about a group.")
    people, beyond = cohort.mentees, sum(cohort.totals.ladder[1:])
    if people == 0:
        return _("Nobody has accepted a pairing yet.")
    if beyond == 0:
        return ngettext(
            "%(people)s person is at the start of the ladder.",
            "%(people)s people are at the start of the ladder.",
            people,
            people=format_count(people),
        )
    if beyond == people:
        return ngettext(
            "The one person who takes part publishes, converses or goes further.",
            "All %(people)s people publish, converse or go further.",
            people,
            people=format_count(people),
        )
    return ngettext(
        "%(beyond)s of %(people)s people publishes, converses or goes further.",
        "%(beyond)s of %(people)s people publish, converse or go further.",
        beyond,
        beyond=format_count(beyond),
        people=format_count(people),
    )


def cohort_intro(cohort: Cohort) -> str:
    """Where the programme came from, and how many targets are met."""
    if cohort.totals is None or not cohort.mentees:
        return ""
    return " ".join(filter(None, (_came_from(cohort), _targets(cohort.totals.targets_met))))


def _came_from(cohort: Cohort) -> str:
    if len(cohort.months) < 2:
        return ""
    first = cohort.months[0]
    count = sum(first.ladder[1:])
    if not count:
        return ""
    return ngettext(
        "At the end of %(month)s there was %(people)s.",
        "At the end of %(month)s there were %(people)s.",
        count,
        month=format_month_name(first.on),
        people=format_count(count),
    )


def _targets(count: int) -> str:
    if count == 0:
        return _(
            "Nobody has met the whole of their target yet; "
            "a target may stop at listening, and that is a full success."
        )
    return ngettext(
        "%(words)s person has met the target that they set with their mentor; "
        "a target may stop at listening, and that is a full success.",
        "%(words)s people have met the target that they set with their mentor; "
        "a target may stop at listening, and that is a full success.",
        count,
        words=capital(in_words(count)),
    )


def group_name(programme: ProgrammeCard, group: GroupFigures) -> str:
    """A group as it is called where it is shown."""
    if group.merged:
        return str(OTHER_GROUP)
    if not group.value:
        return _("not known")
    if group.by is Partition.LANGUAGE:
        return str(LANGUAGES.get(group.value, group.value))
    if group.by is Partition.PURPOSE:
        known = programme.framework.purposes
        return localized(known[group.value]) if group.value in known else group.value
    return group.value
