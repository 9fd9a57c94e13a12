"""A plan of pairings in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from squad.files.previews import Entry, Group, Preview
from squad.framework.messages import localized
from squad.pairings.imports.actions import counts_of
from squad.pairings.imports.plans import PlannedPairings
from squad.pairings.imports.queries import list_purposes
from squad.pairings.messages import STATES, sentence
from squad.pairings.rules.imports import Plan, RowProblem
from squad.pairings.rules.planning import NewPairing
from squad.programmes.models import Programme
from squad.web.formats import format_day


def preview_of(planned: PlannedPairings) -> Preview:
    """What a file of pairings would do, and what is wrong with it."""
    plan = planned.plan
    entries = [_entry(new, planned.names) for new in plan.created]
    counts = count_words(counts_of(plan))
    return preview_with(plan, entries, counts, sentence, planned.ignored_columns)


def preview_with(
    plan: Plan[Any],
    entries: Sequence[Entry],
    counts: tuple[tuple[str, int], ...],
    sentence_of: Callable[[RowProblem], str],
    ignored_columns: tuple[str, ...],
) -> Preview:
    """A plan of rows, whatever they describe, with an entry for each that would be added."""
    kept = [Entry(str(_("line %(line)s", line=line))) for line in plan.differing]
    groups = (
        Group("created", _("To be added"), entries),
        Group("differing", _("Already here with other content: what is here is kept"), kept),
    )
    return Preview(
        fingerprint=plan.fingerprint,
        counts=counts,
        groups=tuple(group for group in groups if group.entries),
        problems=[sentence_of(problem) for problem in plan.problems],
        notices=[_("Note: %(text)s", text=sentence_of(notice)) for notice in plan.notices],
        ignored_columns=ignored_columns,
        nothing_to_do=not plan.created,
    )


def count_words(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many rows, by what is done with them."""
    words = {
        "created": ngettext("new pairing", "new pairings", counts.get("created", 0)),
        "unchanged": ngettext(
            "pairing already here", "pairings already here", counts.get("unchanged", 0)
        ),
        "differing": ngettext(
            "pairing here with other content, kept",
            "pairings here with other content, kept",
            counts.get("differing", 0),
        ),
    }
    return tuple((words[name], number) for name, number in counts.items() if name in words)


def purpose_words(programme: Programme) -> list[tuple[str, str]]:
    """The kinds of purpose that a file may name: code, and name in the reader's language."""
    purposes = list_purposes(programme)
    return [(code, localized(texts)) for code, texts in purposes.items()]


def both(mentor: str, mentee: str) -> str:
    """How a preview names a pairing."""
    words: str = _("%(mentor)s with %(mentee)s", mentor=mentor, mentee=mentee)
    return words


def _entry(new: NewPairing, names: Mapping[int, str]) -> Entry:
    who = both(names[new.key.mentor_id], names[new.key.mentee_id])
    said = [new.key.programme, str(STATES[new.facts.state])]
    if new.facts.started:
        said.append(_("from %(day)s", day=format_day(new.facts.started)))
    if new.facts.ended:
        said.append(_("until %(day)s", day=format_day(new.facts.ended)))
    return Entry(who, (", ".join(said),), new.line)
