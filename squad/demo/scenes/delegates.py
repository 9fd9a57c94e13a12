"""Whom mentees let look after the times of their sessions."""

from functools import partial

from squad.demo.scenes.telling import Scene, Story, Told
from squad.pairings.delegates.actions import name_delegate


def scenes_of_delegates(told: Told) -> list[Scene]:
    """Every assistant who was named."""
    return [Scene(it["on"], partial(name, told, it)) for it in told.story["delegates"]]


def name(told: Told, it: Story) -> None:
    """A mentee names somebody."""
    name_delegate(by=told.company.viewer(it["mentee"]), email=it["delegate"])
