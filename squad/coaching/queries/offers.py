"""The milestones that a log offers to state: the next ones first, then all of them by area."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from squad.coaching.queries.attained import load_attained_of
from squad.coaching.queries.contexts import PairingContext
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Area, Evidence, Framework, Milestone, NetworkKind
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.states import LOGGABLE

OFFERED = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A milestone as the log lists it: with the mark of how it stands."""

    milestone: Milestone
    state: fluency.MilestoneState


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be stated; nothing before an agreement is in force."""

    agreed: bool
    suggested: Sequence[Offered] = ()
    others: Mapping[Area, Sequence[Offered]] = field(default_factory=dict)
    purpose: str | None = None
    """The first purpose agreed: its opener is for the first session."""


def load_offer(context: PairingContext) -> Offer:
    """What can be stated in a session of this pairing today; four statements."""
    return offer_of(context, find_agreement(context))


def offer_of(context: PairingContext, agreement: AgreementVersion | None) -> Offer:
    """What a log of this pairing offers under an agreement; one statement."""
    if agreement is None or context.pairing.state not in LOGGABLE:
        return Offer(agreed=False)
    attained = load_attained_of(context)
    set_aside = context.set_aside_of(agreement)
    purposes = [purpose.kind for purpose in agreement.purposes]
    framework, today = context.framework, context.today
    path = fluency.path_ahead(
        framework,
        targets_of(agreement),
        attained,
        networks_of(agreement),
        purposes,
        on=today,
        set_aside=set_aside,
    )
    next_ones = [ahead.milestone for ahead in path.suggested[:OFFERED]]

    def offered(milestone: Milestone) -> Offered:
        stands = attained.get(milestone.code, fluency.Attainment())
        aside = milestone.code in set_aside
        return Offered(milestone, fluency.state_of(stands, today, aside))

    return Offer(
        agreed=True,
        suggested=[offered(m) for m in next_ones],
        others=_by_area(framework, {m.code for m in next_ones}, offered),
        purpose=purposes[0] if purposes else None,
    )


def _by_area(
    framework: Framework, but: Collection[str], offered: Callable[[Milestone], Offered]
) -> Mapping[Area, Sequence[Offered]]:
    return {
        area: [
            offered(m)
            for m in framework.milestones.values()
            if m.area is area and m.code not in but
        ]
        for area in Area
    }


def evidence_of(framework: Framework) -> Mapping[str, Evidence]:
    """The evidence that each milestone's statement begins with in a log.

    That is "seen"; "checked" where its list does not name "seen", so that it can count.
    """
    return {
        code: Evidence.SEEN if Evidence.SEEN in m.evidence else Evidence.CHECKED
        for code, m in framework.milestones.items()
    }


def targets_of(agreement: AgreementVersion) -> Mapping[Area, int]:
    """The target stage of each area of an agreement's profile."""
    stages = {area: getattr(agreement, f"target_{area.value}") for area in Area}
    return {area: stage for area, stage in stages.items() if stage}


def networks_of(agreement: AgreementVersion) -> Sequence[NetworkKind]:
    """The kinds of network of an agreement."""
    return [NetworkKind(kind) for kind in agreement.networks.split(",") if kind]


def find_agreement(context: PairingContext) -> AgreementVersion | None:
    """The agreement in force of the mentee in the programme, with purposes and set-asides."""
    return session.scalars(
        select(AgreementVersion)
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(
            Pairing.mentee_id == context.pairing.mentee_id,
            Pairing.programme_id == context.programme.id,
            AgreementVersion.in_force_at.is_not(None),
        )
        .order_by(
            AgreementVersion.in_force_at.desc(),
            AgreementVersion.pairing_id.desc(),
            AgreementVersion.number.desc(),
        )
        .options(selectinload(AgreementVersion.purposes), selectinload(AgreementVersion.set_asides))
        .limit(1)
    ).one_or_none()
