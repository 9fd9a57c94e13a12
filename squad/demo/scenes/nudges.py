"""How the programme nudges, and the rounds in which a worker wrote to whoever was silent."""

from datetime import date, time
from functools import partial

from sqlalchemy import select

from squad.db.session import session
from squad.demo.scenes.telling import Scene, Told
from squad.kernel.clock import clock
from squad.kernel.dates import at_local
from squad.nudges.actions.sending import nudge
from squad.nudges.actions.tables import save_table
from squad.nudges.rules import Table
from squad.pairings.models import Pairing

AT_WORK = time(16)
"""An hour at which nobody sleeps, in Paris nor in Montréal."""


def scenes_of_nudges(told: Told) -> list[Scene]:
    """The table, then each round; on a day an hour of its own."""
    programme = told.story["programme"]
    days = [it["on"] for it in told.story["nudges"]]
    set_up = Scene(programme["starts"], partial(say, told))
    return [set_up, *(Scene(day, partial(go_round, told, day)) for day in days)]


def say(told: Told) -> None:
    """The coordinator names the sponsor, and leaves the rules as they are."""
    save_table(
        programme_id=told.programme_id,
        version=0,
        table=Table(),
        sponsor=told.story["programme"]["sponsor"],
        by=told.company.viewer(told.coordinator),
    )


def go_round(told: Told, day: date) -> None:
    """What a worker does each hour."""
    with clock.set_to(at_local(day, AT_WORK, told.time_zone)):
        nudge(session.scalars(select(Pairing.id)).all())
