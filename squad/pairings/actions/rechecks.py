"""After a change of roster or rules: live pairings that now break one are marked, never cut."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from squad.db.session import session
from squad.pairings.actions.summaries import update_summary
from squad.pairings.actions.telling import tell_of_broken_rules
from squad.pairings.models import Pairing
from squad.pairings.queries.matching import find_broken, list_live
from squad.pairings.rules.states import LIVE


def recheck_pairings(
    _sender: Any = None, *, programme_id: int | None = None, **_people: Any
) -> None:
    """Store, for every live pairing, the hard rules that it breaks as the roster stands now.

    Receives the signals of the roster and of a programme's rules, in their transaction. A change
    anywhere in a reporting line can matter to a pairing far below, so all live ones are judged,
    of all programmes or of the one: two statements and the changes.
    """
    session.flush()
    live = list_live(programme_id)
    codes = {pairing_id: ",".join(rules) for pairing_id, rules in find_broken(live).items()}
    changed = [p.id for p in live if codes[p.id] != p.broken_rules]
    locked = _lock_live(changed)
    for pairing_id in locked:
        update_summary(pairing_id=pairing_id, broken_rules=codes[pairing_id])
    tell_of_broken_rules([pairing_id for pairing_id in locked if codes[pairing_id]])


def _lock_live(pairing_ids: Collection[int]) -> Sequence[int]:
    """Those that are live still: whoever ends one meanwhile is waited for, or waits."""
    if not pairing_ids:
        return ()
    return session.scalars(
        select(Pairing.id)
        .where(Pairing.id.in_(pairing_ids), Pairing.state.in_(LIVE))
        .order_by(Pairing.id)
        .with_for_update(key_share=True)
    ).all()
