"""The path ahead: which milestones are worth working on next, in which order, and why.

The one order of the log, of reports and of session plans. It suggests; no count reads it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.framework.rules.fluency.attainment import (
    NOTHING,
    Attainment,
    MilestoneState,
    state_of,
)
from squad.framework.rules.fluency.stages import Targets
from squad.framework.rules.model import Area, Framework, Milestone, NetworkKind

MOST_SUGGESTED = 5


class Reason(StrEnum):
    """Why a milestone stands where it does, the strongest first; TARGET where nothing else does."""

    COMPLETES = "completes"
    COMPLETES_ONCE_CONFIRMED = "completes_once_confirmed"
    PURPOSE = "purpose"
    NETWORK = "network"
    TARGET = "target"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A milestone that is not held yet."""

    milestone: Milestone
    state: MilestoneState
    """NEXT, or TO_CONFIRM: then nothing is left to do but to answer."""
    reasons: tuple[Reason, ...]
    completes: int | None = None
    """The stage at which its area stands once this one is held."""
    purposes: tuple[str, ...] = ()
    """The agreed purposes that it serves, in the order agreed."""


@dataclass(frozen=True, slots=True)
class Path:
    """What lies within the target: first what is suggested, then the rest, in one order."""

    suggested: tuple[Ahead, ...]
    rest: tuple[Ahead, ...]
    to_refresh: tuple[Milestone, ...]
    """Held ones whose newest strong statement is older than their limit."""

    @property
    def ahead(self) -> tuple[Ahead, ...]:
        """All that is not held, in the one order but for what only awaits an answer."""
        return self.suggested + self.rest

    @property
    def places(self) -> tuple[tuple[Area, int], ...]:
        """The areas and stages of what is suggested, each once, in that order."""
        found = ((a.milestone.area, a.milestone.stage) for a in self.suggested)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the order depends on."""

    framework: Framework
    targets: Targets
    states: Mapping[str, MilestoneState]
    networks: Collection[NetworkKind]
    purposes: Sequence[str]


def path_ahead(
    framework: Framework,
    targets: Targets,
    attained: Mapping[str, Attainment],
    networks: Collection[NetworkKind],
    purposes: Sequence[str],
    *,
    on: date,
    set_aside: Collection[str] = (),
) -> Path:
    """The milestones within the target that are not held, each once, and those to refresh.

    Core ones before extras; first what completes a stage, then by stage; within a stage those
    tagged with one of the `purposes`, then those that fit one of the `networks`, then by area.
    Tags change the order only. What awaits an answer is listed, and never suggested.
    """
    within = [m for m in framework.milestones.values() if m.stage <= targets.get(m.area, 0)]
    states = {
        m.code: state_of(attained.get(m.code, NOTHING), on, m.code in set_aside) for m in within
    }
    asked = _Asked(framework, targets, states, networks, purposes)
    open_states = (MilestoneState.NEXT, MilestoneState.TO_CONFIRM)
    ahead = sorted(
        (_ahead(asked, m) for m in within if states[m.code] in open_states),
        key=lambda found: _order(asked, found),
    )
    suggested = [a for a in ahead if a.state is MilestoneState.NEXT][:MOST_SUGGESTED]
    return Path(
        suggested=tuple(suggested),
        rest=tuple(a for a in ahead if a not in suggested),
        to_refresh=tuple(m for m in within if states[m.code] is MilestoneState.TO_REFRESH),
    )


def _ahead(asked: _Asked, milestone: Milestone) -> Ahead:
    state = asked.states[milestone.code]
    if state is MilestoneState.TO_CONFIRM:
        return Ahead(milestone, state, ())
    stage, waits = _completes(asked, milestone)
    purposes = tuple(kind for kind in asked.purposes if kind in milestone.purposes)
    fits = milestone.networks != frozenset(NetworkKind) and _fits(asked, milestone)
    reasons = {
        Reason.COMPLETES: stage is not None and not waits,
        Reason.COMPLETES_ONCE_CONFIRMED: stage is not None and waits,
        Reason.PURPOSE: bool(purposes),
        Reason.NETWORK: fits,
        Reason.TARGET: milestone.core and stage is None and not purposes,
        Reason.EXTRA: not milestone.core,
    }
    given = tuple(reason for reason, holds in reasons.items() if holds)
    return Ahead(milestone, state, given, stage, purposes)


def _completes(asked: _Asked, milestone: Milestone) -> tuple[int | None, bool]:
    """The highest stage that this one alone still keeps its area from, if there is one.

    And whether that counts on a yes that others of the stage still await.
    """
    if not milestone.core:
        return None, False
    alone: int | None = None
    with_others: int | None = None
    missing: set[str] = set()
    for stage in range(1, asked.targets[milestone.area] + 1):
        missing |= {
            m.code
            for m in asked.framework.core(milestone.area, stage)
            if asked.states[m.code] in (MilestoneState.NEXT, MilestoneState.TO_CONFIRM)
        }
        others = missing - {milestone.code}
        if any(asked.states[code] is MilestoneState.NEXT for code in others):
            break
        if milestone.code in missing:
            with_others = stage
            alone = alone if others else stage
    return (with_others, True) if alone is None and with_others else (alone, False)


def _fits(asked: _Asked, milestone: Milestone) -> bool:
    return not milestone.networks.isdisjoint(asked.networks)


def _order(asked: _Asked, ahead: Ahead) -> tuple[bool, bool, int, bool, bool, int, str]:
    milestone = ahead.milestone
    return (
        not milestone.core,
        ahead.completes is None,
        milestone.stage,
        milestone.purposes.isdisjoint(asked.purposes),
        not _fits(asked, milestone),
        list(Area).index(milestone.area),
        milestone.code,
    )
