"""The story's scenes: each calls the action that a page would call, as the person who did it."""

from collections.abc import Callable

from squad.demo.scenes.backings import scenes_of_backings
from squad.demo.scenes.brought import scenes_of_brought
from squad.demo.scenes.calls import scenes_of_calls
from squad.demo.scenes.delegates import scenes_of_delegates
from squad.demo.scenes.drills import scenes_of_drills
from squad.demo.scenes.first_words import scenes_of_first_words
from squad.demo.scenes.frameworks import scenes_of_frameworks
from squad.demo.scenes.kept_views import scenes_of_kept_views
from squad.demo.scenes.mentoring import scenes_of_lessons, scenes_of_records
from squad.demo.scenes.nudges import scenes_of_nudges
from squad.demo.scenes.pairings import scenes_of_pairings
from squad.demo.scenes.ratings import scenes_of_ratings, scenes_of_starts
from squad.demo.scenes.refreshing import scenes_of_beginnings, scenes_of_keeping
from squad.demo.scenes.room import scenes_of_room
from squad.demo.scenes.second_looks import scenes_of_second_looks
from squad.demo.scenes.sessions import scenes_of_sessions
from squad.demo.scenes.telling import Scene, Told
from squad.demo.scenes.times import scenes_of_times

__all__ = ["Scene", "Told", "scenes_after_sessions", "scenes_before_sessions"]

Scenes = Callable[[Told], list[Scene]]
BEFORE_SESSIONS: tuple[Scenes, ...] = (
    scenes_of_pairings,
    scenes_of_starts,
    scenes_of_records,
    scenes_of_beginnings,
)
AFTER_SESSIONS: tuple[Scenes, ...] = (
    scenes_of_sessions,
    scenes_of_calls,
    scenes_of_delegates,
    scenes_of_times,
    scenes_of_frameworks,
    scenes_of_ratings,
    scenes_of_brought,
    scenes_of_keeping,
    scenes_of_backings,
    scenes_of_second_looks,
    scenes_of_drills,
    scenes_of_first_words,
    scenes_of_kept_views,
    scenes_of_nudges,
    scenes_of_room,
    scenes_of_lessons,
)


def scenes_before_sessions(told: Told) -> list[Scene]:
    """What sessions rest upon, in the order of its days."""
    return _in_order(BEFORE_SESSIONS, told)


def scenes_after_sessions(told: Told) -> list[Scene]:
    """What refers to sessions, in the order of its days."""
    return _in_order(AFTER_SESSIONS, told)


def _in_order(kinds: tuple[Scenes, ...], told: Told) -> list[Scene]:
    return sorted((scene for of in kinds for scene in of(told)), key=lambda scene: scene.on)
