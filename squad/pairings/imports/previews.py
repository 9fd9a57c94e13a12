"""A plan of pairings in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from squad.files.previews import Entry, Group, Preview
from squad.pairings.imports.actions import counts_of
from squad.pairings.imports.plans import PlannedPairings
from squad.pairings.messages import STATES, sentence
from squad.pairings.rules.planning import NewPairing
from squad.web.formats import format_day


def preview_of(planned: PlannedPairings) -> Preview:
    """What a file of pairings would do, and what is wrong with it."""
    plan = planned.plan
    entries = [_entry(new, planned.names) for new in plan.created]
    kept = [Entry(str(_("line %(line)s", line=line))) for line in plan.differing]
    groups = (
        Group("created", _("To be added"), entries),
        Group("differing", _("Already here with other content: what is here is kept"), kept),
    )
    return Preview(
        fingerprint=plan.fingerprint,
        counts=count_words(counts_of(plan)),
        groups=tuple(group for group in groups if group.entries),
        problems=[sentence(problem) for problem in plan.problems],
        notices=[sentence(notice) for notice in plan.notices],
        ignored_columns=planned.ignored_columns,
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


def _entry(new: NewPairing, names: Mapping[int, str]) -> Entry:
    who = _(
        "%(mentor)s with %(mentee)s",
        mentor=names[new.key.mentor_id],
        mentee=names[new.key.mentee_id],
    )
    said = [new.key.programme, str(STATES[new.facts.state])]
    if new.facts.started:
        said.append(_("from %(day)s", day=format_day(new.facts.started)))
    if new.facts.ended:
        said.append(_("until %(day)s", day=format_day(new.facts.ended)))
    return Entry(who, (" · ".join(said),), new.line)
