"""What the form of an agreement starts from, and what keeps a draft from being signed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.framework.rules.fluency import carry
from squad.framework.rules.model import Framework
from squad.kernel.errors import DomainError
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.queries.agreements import find_agreement_in_force, find_newest, get_draft
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules import agreement as rules
from squad.pairings.rules.agreement import AgreementDraft, Booker, PurposeDraft, SetAside
from squad.pairings.signals import held_codes
from squad.programmes.framework_moves import load_moves
from squad.programmes.queries import get_target


@dataclass(frozen=True, slots=True)
class Beginning:
    """A draft to start from, and the version that it was read in (0: none of this pairing)."""

    draft: AgreementDraft
    based_on: int


def find_beginning(viewer: Viewer, pairing: Pairing, framework: Framework) -> Beginning:
    """The newest version; else what a former pairing agreed; else the programme's usual target.

    Set-asides carry over, but those held since. A former pairing's words are shown to the mentee
    alone: the new mentor was not of that pair, and starts from its codes and figures.
    """
    demand(viewer, Permission.WRITE_AGREEMENT, subject_of(pairing))
    newest = find_newest(pairing.id)
    if newest is not None:
        draft = replace(get_draft(newest), set_asides=_drafted(newest, pairing))
        return Beginning(_kept(draft, pairing, framework), newest.number)
    former = find_agreement_in_force(pairing.mentee_id, pairing.programme_id)
    if former is None:
        return Beginning(_usual(pairing), 0)
    with_words = viewer.person_id == pairing.mentee_id
    draft = _of_former(former, with_words=with_words)
    set_asides = tuple(
        aside if with_words else replace(aside, reason="") for aside in _drafted(former, pairing)
    )
    return Beginning(_kept(replace(draft, set_asides=set_asides), pairing, framework), 0)


def problems_of(
    draft: AgreementDraft, pairing: Pairing, framework: Framework
) -> Sequence[DomainError]:
    """Everything that keeps `draft` from being signed for this pairing's mentee."""
    held = held_codes(pairing.mentee_id, pairing.programme_id)
    carried = list_carried(pairing)
    return rules.problems_of(draft, framework=framework, held=held, carried=carried)


def list_carried(pairing: Pairing) -> frozenset[str]:
    """The milestones that an earlier pair set aside, and this one has given no reason for."""
    newest = find_newest(pairing.id)
    codes = {a.milestone_code for a in _drafted(newest, pairing) if not a.reason}
    former = find_agreement_in_force(pairing.mentee_id, pairing.programme_id)
    if former is not None and former.pairing_id != pairing.id:
        codes |= {aside.milestone_code for aside in _drafted(former, pairing)}
    return frozenset(codes)


def _drafted(version: AgreementVersion | None, pairing: Pairing) -> tuple[SetAside, ...]:
    """What a version sets aside, in today's codes: the programme may have moved since."""
    if version is None:
        return ()
    moves = load_moves(pairing.programme.id, pairing.programme.framework_moves)
    found: dict[str, SetAside] = {}
    for aside in version.set_asides:
        code = carry(aside.milestone_code, version.drafted_at, moves)
        found.setdefault(code, SetAside(code, aside.reason))
    return tuple(aside for code, aside in found.items() if code)


def _kept(draft: AgreementDraft, pairing: Pairing, framework: Framework) -> AgreementDraft:
    kept = rules.set_asides_kept(
        draft.set_asides,
        target=draft.target,
        framework=framework,
        held=held_codes(pairing.mentee_id, pairing.programme_id),
    )
    return replace(draft, set_asides=kept)


def _usual(pairing: Pairing) -> AgreementDraft:
    programme = pairing.programme
    return AgreementDraft(
        purposes=(),
        target=get_target(programme),
        networks=frozenset(),
        cadence_days=programme.cadence_days,
        booked_by=Booker.MENTEE,
    )


def _of_former(former: AgreementVersion, *, with_words: bool) -> AgreementDraft:
    draft = get_draft(former)
    if with_words:
        return draft
    return AgreementDraft(
        purposes=tuple(PurposeDraft(purpose.kind, "", "") for purpose in draft.purposes),
        target=draft.target,
        networks=draft.networks,
        cadence_days=draft.cadence_days,
        booked_by=draft.booked_by,
    )
