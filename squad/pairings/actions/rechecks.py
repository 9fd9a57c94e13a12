"""After a change of the roster: live pairings that now break a hard rule are marked, never cut."""

from typing import Any

from sqlalchemy import update

from squad.db.session import session
from squad.pairings.models import PairingSummary
from squad.pairings.queries.matching import find_broken, list_live


def recheck_pairings(_sender: Any = None, **_people: Any) -> None:
    """Store, for every live pairing, the hard rules that it breaks as the roster stands now.

    Receives the roster's signal, in its transaction. A change anywhere in a reporting line can
    matter to a pairing far below, so all live ones are judged: two statements and the changes.
    """
    session.flush()
    live = list_live()
    broken = find_broken(live)
    for pairing in live:
        codes = ",".join(broken[pairing.id])
        if codes != pairing.broken_rules:
            session.execute(
                update(PairingSummary)
                .where(PairingSummary.pairing_id == pairing.id)
                .values(broken_rules=codes)
            )
