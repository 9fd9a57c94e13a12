"""The sentences that open one person's report, one for each case; figures follow as their proof.

tests/unit/reports/test_openings.py holds the table of all cases, in both languages.
"""

from markupsafe import Markup

from squad.framework.rules import fluency
from squad.framework.rules.model import RUNG_ASKS, Framework, Rung
from squad.kernel.text import capital
from squad.pairings.rules.states import LIVE, PairingState
from squad.people.rules.names import given_of
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
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
    the target (None), with the codes that are still to come.

    A rung asks for what was set aside as well, so such a target does not reach it.
    """
    held = frozenset(code for code, each in report.attained.items() if each.held)
    framework, counted = report.programme.framework, report.figures.progress
    aside = report.agreement.version.set_aside if report.agreement else frozenset()
    if counted.headline < counted.headline_reach:
        rung = Rung(counted.headline + 1)
        missing = missing_for(framework, rung, held)
        if not missing & aside:
            return rung, missing
    wanted = fluency.target_milestones(framework, report.targets, aside, held)
    return None, frozenset(m.code for m in wanted) - held


def opening(report: MenteeReport) -> str:
    """The one true sentence, or two, that a report begins with."""
    counted = report.figures.progress
    if report.agreement is None:
        return _without_agreement(report)
    if counted.target_met:
        return _joined(_stands(report), _target_met(report))
    if _is_over(report):
        return _joined(_stands(report), _held_in_the_end(counted.held, counted.total))
    if counted.held == 0:
        return _joined(_stands(report), _lie_ahead(counted.total))
    rung, missing = missing_of(report)
    ahead = _rung_ahead(rung, len(missing)) if rung else _target_ahead(report, len(missing))
    return _joined(_stands(report), ahead)


def deck(report: MenteeReport) -> str:
    """What stands under the opening sentence; empty where nothing needs saying."""
    return _joined(_meaning(report), _state(report))


def waiting_deck(report: MenteeReport, address: str) -> Markup:
    """How many of what is still to come await nothing but the reader's answer, with a link."""
    waiting = report.pair_only.waiting if report.pair_only else ()
    _rung, missing = missing_of(report)
    only = len({w.milestone.code for w in waiting if w.strong} & missing)
    if not waiting:
        return Markup("")
    link = Markup('<a href="{}">{}</a>').format(address, _("your answer"))
    if only and _looks_ahead(report):
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


def _looks_ahead(report: MenteeReport) -> bool:
    """Whether the opening sentence counts what is still to come."""
    met = report.figures.progress.target_met
    return report.agreement is not None and not met and not _is_over(report)


def _is_over(report: MenteeReport) -> bool:
    return report.figures.state not in LIVE


def _without_agreement(report: MenteeReport) -> str:
    if report.is_past:
        return _("No agreement was signed by that day.")
    if _is_over(report):
        return _("No agreement was signed.")
    return _("Your agreement comes first.") if _own(report) else _("No agreement is signed yet.")


def _meaning(report: MenteeReport) -> str:
    if report.figures.progress.target_met:
        return _("Every area is at the stage that was agreed: a full success.")
    if report.agreement is None and not report.is_past and not _is_over(report):
        return _("Once both have signed it, milestones are counted here.")
    return ""


def _state(report: MenteeReport) -> str:
    """What has become of the pairing, where it is not under way."""
    if report.figures.state is PairingState.PAUSED:
        return _("The pairing is paused, and will go on from here.")
    if not _is_over(report):
        return ""
    if report.figures.progress.held == 0:
        return _("The pairing is over.")
    return _("The pairing is over. What was reached stays.")


def _stands(report: MenteeReport) -> str:
    """Where someone stands on the ladder; empty where that would say less than the target."""
    counted = report.figures.progress
    if counted.headline is Rung.START:
        if counted.held == 0:
            return _at_start(report)
        speaks_of_ladder = counted.headline_in_target and not counted.target_met
        return _at_bearings(report) if speaks_of_ladder else ""
    if _own(report):
        return {
            Rung.BROADCAST: _("You broadcast."),
            Rung.CONVERSATION: _("You hold conversations."),
            Rung.CARE: _("You take care of others."),
        }[counted.headline]
    name = _name(report)
    return {
        Rung.BROADCAST: _("%(name)s broadcasts.", name=name),
        Rung.CONVERSATION: _("%(name)s holds conversations.", name=name),
        Rung.CARE: _("%(name)s takes care of others.", name=name),
    }[counted.headline]


def _name(report: MenteeReport) -> str:
    """How the reader calls the mentee: their mentor by the given name."""
    person = report.figures.person
    mentor = report.reader is Reader.MENTOR
    return given_of(person.list_name, person.name) if mentor else person.name


def _at_bearings(report: MenteeReport) -> str:
    if _own(report):
        return _("You are finding your bearings.")
    return _("%(name)s is finding their bearings.", name=_name(report))


def _at_start(report: MenteeReport) -> str:
    if _own(report):
        return _("You are at the start.")
    return _("%(name)s is at the start.", name=_name(report))


def _held_in_the_end(held: int, total: int) -> str:
    """What came of a pairing that is over: nothing lies ahead of it any more."""
    if held == 0:
        return ""
    return ngettext(
        "%(words)s of %(total)s milestones is held.",
        "%(words)s of %(total)s milestones are held.",
        held,
        words=capital(in_words(held)),
        total=in_words(total),
    )


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
