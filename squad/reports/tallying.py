"""The counts of one person's report in words, each leading to what it counts."""

from collections.abc import Mapping

from markupsafe import Markup

from squad.reports.links import Traces
from squad.reports.report_shapes import MenteeReport
from squad.reports.texts import gettext as _
from squad.reports.texts import ngettext
from squad.reports.tracing import Figure


def tally(report: MenteeReport, traces: Traces) -> Markup:
    """« 12 milestones held of 19: 5 at the start, 7 since. », each with its link."""
    counted = report.figures.progress
    held = ngettext(
        "%(held)s milestone held of %(total)s",
        "%(held)s milestones held of %(total)s",
        counted.held,
        held=counted.held,
        total=counted.total,
    )
    figure = Figure.HELD if counted.held else Figure.TARGET
    strong = Markup("<strong>{}</strong>").format(traces.link(figure, held))
    if not counted.held:
        return Markup("{}.").format(strong)
    parts = {
        Figure.AT_START: (counted.at_start, _("%(num)s at the start", num=counted.at_start)),
        Figure.SINCE: (
            counted.held - counted.at_start,
            _("%(num)s since", num=counted.held - counted.at_start),
        ),
    }
    return Markup(_("%(held)s: %(split)s.")) % {"held": strong, "split": _linked(parts, traces)}  # noqa: S704  ours


def rest(report: MenteeReport, traces: Traces) -> Markup:
    """« 2 to confirm, 5 next. », each with its link."""
    counted, awaited = report.figures.progress, report.figures.to_confirm or 0
    coming = counted.total - counted.held - counted.to_confirm
    parts = {
        Figure.TO_CONFIRM: (awaited, counted_in_words("confirm", awaited)),
        Figure.NEXT: (coming, counted_in_words("next", coming)),
        Figure.TO_REFRESH: (counted.to_refresh, counted_in_words("refresh", counted.to_refresh)),
    }
    text = _linked({figure: part for figure, part in parts.items() if part[0]}, traces)
    return Markup("{}.").format(text) if text else Markup()


def _linked(parts: Mapping[Figure, tuple[int, str]], traces: Traces) -> Markup:
    """Counts in words, side by side; one that counts nothing leads nowhere."""
    return Markup(", ").join(
        traces.link(figure, words) if count else words for figure, (count, words) in parts.items()
    )


def counted_in_words(state: str, count: int) -> str:
    """A count with its word, empty for none."""
    if not count:
        return ""
    texts = {
        "held": ngettext("%(num)s held", "%(num)s held", count),
        "confirm": ngettext("%(num)s to confirm", "%(num)s to confirm", count),
        "next": ngettext("%(num)s next", "%(num)s next", count),
        "refresh": ngettext("%(num)s to refresh", "%(num)s to refresh", count),
        "aside": ngettext("%(num)s set aside", "%(num)s set aside", count),
    }
    return texts[state]
