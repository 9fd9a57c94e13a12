"""What every scene needs, and what a scene is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from squad.demo.company import Company
from squad.demo.files import Pairings

Story = Mapping[str, Any]
BODY = "told by the demo"


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happened on a day."""

    on: date
    play: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Told:
    """What every scene needs: the people, the programme, the tables and the story."""

    company: Company
    programme_id: int
    coordinator: str
    pairings: Pairings
    story: Story

    @property
    def time_zone(self) -> str:
        """Where the programme's days end."""
        return str(self.story["programme"]["time_zone"])
