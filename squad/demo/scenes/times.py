"""Times that somebody offers for the next session, and that wait for a choice."""

from datetime import time
from functools import partial

from squad.coaching.calendar.actions import offer_times
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.kernel.dates import at_local
from squad.kernel.ids import new_key


def scenes_of_times(told: Told) -> list[Scene]:
    """Every offer of times."""
    return [Scene(it["on"], partial(offer, told, it)) for it in told.story["time_offers"]]


def offer(told: Told, it: Story) -> None:
    """One of the two offers some."""
    by = told.company.viewer(it[it["by"]])
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    zone = told.time_zone
    offer_times(
        by=by,
        context=told.company.context(by, pairing_id),
        times=[at_local(t["date"], time.fromisoformat(t["time"]), zone) for t in it["times"]],
        form=FormKey(new_key(), BODY),
    )
