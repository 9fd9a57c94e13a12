"""An agreement as lines of label and text, and what one version changed of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from squad.framework.messages import NETWORKS, localized
from squad.framework.rules.model import Framework, NetworkKind
from squad.pairings.messages import BOOKERS, CARRIED_OVER
from squad.pairings.queries.agreements import get_draft
from squad.pairings.rules.agreement import AgreementDraft


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of versions, with what it changed of the one before."""

    number: int
    drafted_at: datetime
    in_force_at: datetime | None
    changes: tuple[dict[str, str], ...]


def items(mine: AgreementDraft, theirs: AgreementDraft, framework: Framework) -> list[Any]:
    """Both, line by line; a line that neither has is left out."""
    ours, saved = dict(_lines(mine, framework)), dict(_lines(theirs, framework))
    labels = dict.fromkeys([*ours, *saved])
    return [
        {"label": label, "mine": ours.get(label, ""), "theirs": saved.get(label, "")}
        for label in labels
        if ours.get(label) or saved.get(label)
    ]


def history(versions: Sequence[Any], framework: Framework) -> list[VersionLine]:
    """The versions, the newest first, each with what it changed."""
    lines = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        changes = _changes(version, before, framework) if before is not None else ()
        lines.append(VersionLine(version.number, version.drafted_at, version.in_force_at, changes))
    return lines


def _changes(version: Any, before: Any, framework: Framework) -> tuple[dict[str, str], ...]:
    both = items(get_draft(before), get_draft(version), framework)
    return tuple(
        {"label": item["label"], "before": item["mine"], "after": item["theirs"]}
        for item in both
        if item["mine"] != item["theirs"]
    )


def _lines(draft: AgreementDraft, framework: Framework) -> list[tuple[str, str]]:
    return [
        *_purpose_lines(draft, framework),
        *(
            (_("Target: %(area)s", area=localized(text.name)), _stage(draft.target.get(area)))
            for area, text in framework.areas.items()
        ),
        *(
            (_("Set aside: %(code)s", code=aside.milestone_code), aside.reason or str(CARRIED_OVER))
            for aside in draft.set_asides
        ),
        (_("Kinds of network"), _networks(draft)),
        (_("Which ones, and which communities"), draft.communities),
        (_("Days between two sessions"), str(draft.cadence_days)),
        (_("Where you meet"), draft.place),
        (_("Who books and moves the sessions"), str(BOOKERS[draft.booked_by])),
        (_("What stays out of it"), draft.out_of_bounds),
        (_("Whom to ask before publishing"), draft.ask_before_publishing),
    ]


def _purpose_lines(draft: AgreementDraft, framework: Framework) -> list[tuple[str, str]]:
    lines = []
    for number, purpose in enumerate(draft.purposes, start=1):
        kind = localized(framework.purposes.get(purpose.kind, {})) or purpose.kind
        lines += [
            (_("Purpose %(number)s", number=number), kind),
            (_("Sign of success %(number)s", number=number), purpose.sign_of_success),
            (_("At the start %(number)s", number=number), purpose.value_at_start),
        ]
    return lines


def _stage(stage: int | None) -> str:
    return str(_("Stage %(stage)s", stage=stage) if stage else _("Not in the target"))


def _networks(draft: AgreementDraft) -> str:
    return ", ".join(str(NETWORKS[kind]) for kind in NetworkKind if kind in draft.networks)
