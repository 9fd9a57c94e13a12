"""Which agreement is in force: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from squad.framework.rules import fluency
from squad.reports.shapes import AgreementCard


def in_force(
    cards: Sequence[AgreementCard], upto: datetime, moves: Sequence[fluency.FrameworkMove]
) -> AgreementCard | None:
    """The last version that both had signed before `upto`, in the codes of the last of `moves`."""
    version = fluency.agreement_in_force([card.version for card in cards], upto)
    found = next((card for card in cards if card.version is version), None)
    if found is None or not moves:
        return found
    return replace(found, version=fluency.carry_agreement(found.version, moves))


def all_in_force(
    cards: Mapping[int, Sequence[AgreementCard]],
    upto: datetime,
    moves: Sequence[fluency.FrameworkMove],
) -> dict[int, AgreementCard]:
    """The version in force of each mentee who has one, likewise."""
    found = {mentee_id: in_force(of_one, upto, moves) for mentee_id, of_one in cards.items()}
    return {mentee_id: card for mentee_id, card in found.items() if card}
