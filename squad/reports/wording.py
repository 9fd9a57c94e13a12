"""The sentences that open a report, one for each case; figures follow as their proof."""

from markupsafe import Markup

from squad.framework.rules import fluency
from squad.framework.rules.model import RUNG_ASKS, Framework, Rung
from squad.kernel.text import capital
from squad.reports.cohort_shapes import Cohort
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.web.formats import format_count, format_month_name
from squad.web.numbers import in_words


def missing_for(framework: Framework, rung: Rung, held: frozenset[str]) -> frozenset[str]:
    """Codes of the core milestones that still keep someone from a rung."""
    asked = {
        milestone.code
        for below in range(Rung.BROADCAST, rung + 1)
        for area, stage in RUNG_ASKS[Rung(below)].items()
        for milestone in fluency.asked_milestones(framework, {area: stage})
    }
    return frozenset(asked) - held


def missing_of(report: MenteeReport) -> tuple[Rung | None, frozenset[str]]:
    """What the opening sentence looks forward to: the next rung if the target reaches it, else
    the target (None), with the codes that are still to come."""
    held = frozenset(code for code, each in report.attained.items() if each.held)
    framework, counted = report.programme.framework, report.figures.progress
    if counted.headline < counted.headline_reach:
        rung = Rung(counted.headline + 1)
        return rung, missing_for(framework, rung, held)
    aside = report.agreement.version.set_aside if report.agreement else frozenset()
    wanted = fluency.target_milestones(framework, report.targets, aside, held)
    return None, frozenset(m.code for m in wanted) - held


def opening(report: MenteeReport) -> str:
    """The one true sentence, or two, that a report begins with."""
    counted = report.figures.progress
    if report.agreement is None:
        return (
            _("Your agreement comes first.") if _own(report) else _("No agreement is signed yet.")
        )
    if counted.target_met:
        return _joined(_stands(report), _target_met(report))
    if counted.held == 0:
        return _joined(_at_start(report), _lie_ahead(counted.total))
    rung, missing = missing_of(report)
    ahead = _rung_ahead(rung, len(missing)) if rung else _target_ahead(report, len(missing))
    return _joined(_stands(report), ahead)


def deck(report: MenteeReport) -> str:
    """What stands under the opening sentence; empty where nothing needs saying."""
    counted = report.figures.progress
    if report.agreement is None:
        return _("Once both have signed it, milestones are counted here.")
    if counted.target_met:
        return _("Every area is at the stage that was agreed: a full success.")
    return ""


def waiting_deck(report: MenteeReport, address: str) -> Markup:
    """How many of what is still to come await nothing but the reader's answer, with a link."""
    waiting = report.pair_only.waiting if report.pair_only else ()
    _rung, missing = missing_of(report)
    only = len({w.milestone.code for w in waiting if w.strong} & missing)
    if not waiting:
        return Markup("")
    link = Markup('<a href="{}">{}</a>').format(address, _("your answer"))
    if only and report.agreement is not None and not report.figures.progress.target_met:
        text = ngettext(
            "%(words)s of them awaits only %(link)s.",
            "%(words)s of them await only %(link)s.",
            only,
            words=capital(in_words(only)),
            link=link,
        )
    else:
        text = ngettext(
            "%(words)s statement awaits %(link)s.",
            "%(words)s statements await %(link)s.",
            len(waiting),
            words=capital(in_words(len(waiting))),
            link=link,
        )
    return Markup(text)  # noqa: S704  the link was escaped, the rest is the catalogue's


def _own(report: MenteeReport) -> bool:
    return report.reader is Reader.MENTEE


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _stands(report: MenteeReport) -> str:
    """Where someone stands on the ladder; empty where the target does not reach it."""
    rung, reach = report.figures.progress.headline, report.figures.progress.headline_reach
    if rung is Rung.START:
        return _at_bearings(report) if reach > Rung.START else ""
    if _own(report):
        return {
            Rung.BROADCAST: _("You broadcast."),
            Rung.CONVERSATION: _("You converse."),
            Rung.CARE: _("You take care."),
        }[rung]
    name = report.figures.person.name
    return {
        Rung.BROADCAST: _("%(name)s broadcasts.", name=name),
        Rung.CONVERSATION: _("%(name)s converses.", name=name),
        Rung.CARE: _("%(name)s takes care.", name=name),
    }[rung]


def _at_bearings(report: MenteeReport) -> str:
    if _own(report):
        return _("You are finding your bearings.")
    return _("%(name)s is finding their bearings.", name=report.figures.person.name)


def _at_start(report: MenteeReport) -> str:
    if _own(report):
        return _("You are at the start.")
    return _("%(name)s is at the start.", name=report.figures.person.name)


def _lie_ahead(count: int) -> str:
    return ngettext(
        "%(words)s milestone lies ahead.",
        "%(words)s milestones lie ahead.",
        count,
        words=capital(in_words(count)),
    )


def _target_met(report: MenteeReport) -> str:
    return _("Your target is met.") if _own(report) else _("The target is met.")


def _target_ahead(report: MenteeReport, count: int) -> str:
    words = in_words(count)
    if _own(report):
        return ngettext(
            "Your target is %(words)s milestone away.",
            "Your target is %(words)s milestones away.",
            count,
            words=words,
        )
    return ngettext(
        "The target is %(words)s milestone away.",
        "The target is %(words)s milestones away.",
        count,
        words=words,
    )


def _rung_ahead(rung: Rung, count: int) -> str:
    words = in_words(count)
    texts = {
        Rung.BROADCAST: ngettext(
            "Broadcasting is %(words)s milestone away.",
            "Broadcasting is %(words)s milestones away.",
            count,
            words=words,
        ),
        Rung.CONVERSATION: ngettext(
            "Conversation is %(words)s milestone away.",
            "Conversation is %(words)s milestones away.",
            count,
            words=words,
        ),
        Rung.CARE: ngettext(
            "Proactive care is %(words)s milestone away.",
            "Proactive care is %(words)s milestones away.",
            count,
            words=words,
        ),
    }
    return texts[rung]


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
    if beyond == people and people > 1:
        return _(
            "All %(people)s people publish, converse or go further.", people=format_count(people)
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
    return _joined(_came_from(cohort), _targets(cohort.totals.targets_met))


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
