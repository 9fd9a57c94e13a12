"""Two versions of a milestone side by side, and what it can become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from squad.coaching.forms.moving import NOWHERE
from squad.framework.messages import localized
from squad.framework.rules.document import Document
from squad.framework.rules.document.diffing import (
    Kind,
    Piece,
    compare_words,
    diff_of_milestones,
)
from squad.framework.rules.model import Framework, Milestone


@dataclass(frozen=True, slots=True)
class Differing:
    """A milestone that is not the same in both versions; `after` is empty where it is gone."""

    milestone: Milestone
    before: Sequence[Piece]
    after: Sequence[Piece]
    gone: bool


def differing(before: Document, after: Document) -> Mapping[str, Differing]:
    """The milestones of `before` that are gone, or differ in anything, by code."""
    found: dict[str, Differing] = {}
    for difference in diff_of_milestones(before, after):
        code = difference.place.code
        if difference.kind is Kind.ADDED:
            continue
        milestone = before.framework.milestones[code]
        gone = difference.kind is Kind.REMOVED
        new = "" if gone else localized(after.framework.milestones[code].text)
        left, right = compare_words(localized(milestone.text), new)
        found[code] = Differing(milestone, left, right, gone)
    return found


def choices_of(before: Framework, after: Framework) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What each milestone can become: any of its area, any at all where its code is gone."""
    return {
        code: [
            (NOWHERE, _("counts no more")),
            *(
                (new, f"{new}, {localized(other.short)}")
                for new, other in after.milestones.items()
                if code not in after.milestones or other.area is milestone.area
            ),
        ]
        for code, milestone in before.milestones.items()
    }
