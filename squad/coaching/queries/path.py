"""The path ahead of a mentee, and what a plan of the next session is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession
from squad.coaching.queries.attained import load_attained_of
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.log_page import find_planned
from squad.coaching.queries.milestones import Standing, load_standings
from squad.coaching.queries.offers import find_agreement, networks_of, targets_of
from squad.coaching.queries.steps import OpenStep, list_open_steps
from squad.framework.queries import get_document
from squad.framework.rules import fluency
from squad.framework.rules.document import Document, Opener
from squad.framework.rules.document.guides.shapes import place_of
from squad.framework.rules.model import Area

FIRST_SESSION = "first-session"
"""What stands for the opener where a plan's area and stage stand otherwise."""


@dataclass(frozen=True, slots=True)
class PathPage:
    """Where a mentee stands, what comes next, when."""

    document: Document
    """The version of the framework that the programme keeps."""
    path: fluency.Path | None
    """None before anything was agreed."""
    standings: Mapping[Area, Mapping[int, Sequence[Standing]]]
    targets: Mapping[Area, int]
    opener: Opener | None
    """The page of the first purpose, for the first session alone."""
    planned: CoachingSession | None

    @property
    def choices(self) -> tuple[str, ...]:
        """What the next session can be about, the likeliest first."""
        places = self.path.places if self.path else ()
        found = tuple(place_of(area, stage) for area, stage in places)
        return (FIRST_SESSION, *found) if self.opener else found


def load_path(context: PairingContext) -> PathPage:
    """What lies ahead in the programme; eight statements."""
    agreement = find_agreement(context)
    document = get_document(context.programme.framework_version_id)
    purposes = [purpose.kind for purpose in agreement.purposes] if agreement else []
    path = None
    if agreement is not None:
        path = fluency.path_ahead(
            document.framework,
            targets_of(agreement),
            load_attained_of(context),
            networks_of(agreement),
            purposes,
            on=context.today,
            set_aside=context.set_aside_of(agreement),
        )
    first = context.pairing.summary.held_sessions == 0 and bool(purposes)
    return PathPage(
        document=document,
        path=path,
        standings=load_standings(context),
        targets=targets_of(agreement) if agreement else {},
        opener=document.openers.get(purposes[0]) if first else None,
        planned=find_planned(context),
    )


def list_steps(viewer: Viewer, context: PairingContext) -> Sequence[OpenStep]:
    """What the two said that they would do and have not ticked."""
    return list_open_steps(viewer, [context.pairing.id]).get(context.pairing.id, ())
