"""What is written in a drill, which messages have arrived, what a kept one can show."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from squad.coaching.rules.statements import StatedMilestone, is_strong
from squad.framework.rules.document import Drill, Material
from squad.framework.rules.model import Area, Autonomy, Evidence, Milestone
from squad.kernel.errors import DomainError

WORDS_LENGTH = 4000
LEFT_ALONE = timedelta(days=14)
"""After so long a run that was not kept is deleted."""


class RunState(StrEnum):
    """Where a run of a drill is."""

    OPEN = "open"
    """Being played."""
    ENDED = "ended"
    """Looked back upon; nobody else sees it."""
    KEPT = "kept"
    """Shown to the mentor."""
    WITHDRAWN = "withdrawn"
    """Taken back: nothing of it is left but that it was."""


OWN_ALONE = frozenset({RunState.OPEN, RunState.ENDED})
SHOWN = frozenset({RunState.KEPT, RunState.WITHDRAWN})


class Sight(StrEnum):
    """Whether a criterion was seen. No mark, no total."""

    SEEN = "seen"
    UNSEEN = "unseen"


class DrillProblem(StrEnum):
    """Why something about a drill is refused."""

    NOT_LIVE = "drill_pairing_not_live"
    WORDS_TOO_LONG = "drill_words_too_long"
    KEPT_ALREADY = "drill_kept_already"
    STILL_OPEN = "drill_still_open"
    TAKEN_BACK = "drill_taken_back"
    SAY_FIRST = "drill_say_first"
    BACKS_NOTHING = "drill_backs_nothing"
    STATED_ALREADY = "drill_stated_already"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the mentee wrote, by task, and under which choice each message was sorted."""

    words: Mapping[str, str] = field(default_factory=dict)
    sorted: Mapping[int, str] = field(default_factory=dict)
    """Choice codes by the message's number, from 1."""

    def to_text(self) -> str:
        """As it is stored, encrypted."""
        kept = {str(number): choice for number, choice in self.sorted.items()}
        return json.dumps({"words": dict(self.words), "sorted": kept}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Answers":
        """What `to_text` wrote; nothing for an empty text."""
        raw = json.loads(text or "{}")
        numbered = {int(number): choice for number, choice in raw.get("sorted", {}).items()}
        return cls(raw.get("words", {}), numbered)


def answers_of(drill: Drill, words: Mapping[str, str], choices: Mapping[int, str]) -> Answers:
    """What of the sent fields answers this drill; empty ones and unknown ones are left out."""
    known = {choice.code for choice in drill.sorting.choices} if drill.sorting else set()
    numbers = range(1, len(drill.materials) + 1)
    written = {task.code: words.get(task.code, "") for task in drill.tasks if not task.sorts}
    return Answers(
        words={code: text for code, text in written.items() if text},
        sorted={n: choices[n] for n in numbers if choices.get(n) in known},
    )


def check_answers(answers: Answers) -> None:
    """Refuse what is longer than a drill needs."""
    for code, text in answers.words.items():
        if len(text) > WORDS_LENGTH:
            params = {"most": WORDS_LENGTH, "over": len(text) - WORDS_LENGTH}
            raise DomainError(DrillProblem.WORDS_TOO_LONG, field=f"words_{code}", **params)


def arrived(drill: Drill, minute: int) -> Sequence[Material]:
    """The messages that are there at a minute."""
    return [material for material in drill.materials if material.at <= minute]


def next_minute(drill: Drill, minute: int) -> int | None:
    """The minute at which the next messages come; None after the last."""
    return min((m.at for m in drill.materials if m.at > minute), default=None)


def sights_to_text(sights: Iterable[Sight | None]) -> str:
    """As they are stored, encrypted: one a criterion, empty where nothing was said."""
    return ",".join(sight.value if sight else "" for sight in sights)


def sights_from_text(text: str | None) -> tuple[Sight | None, ...]:
    """What `sights_to_text` wrote; () for nothing."""
    if text is None:
        return ()
    return tuple(Sight(each) if each else None for each in text.split(","))


def counts(milestone: Milestone, evidence: Evidence) -> bool:
    """Whether a drill that is known in this way can make the milestone held, once confirmed."""
    stated = StatedMilestone(milestone.code, Autonomy.ALONE, evidence, drill=True)
    return milestone.drill and is_strong(stated, milestone)


@dataclass(frozen=True, slots=True)
class ListedDrill:
    """A drill with the milestone that stands beside it in a list: what it is for."""

    drill: Drill
    milestone: Milestone | None

    @property
    def can_show(self) -> bool:
        """Whether the milestone can be shown in it; else it is practice for it."""
        return self.milestone is not None and self.milestone.code in self.drill.backs


def by_area(
    drills: Iterable[Drill], milestones: Mapping[str, Milestone], asked: str | None = None
) -> list[tuple[Area | None, list[ListedDrill]]]:
    """The drills under the area of what each is for, areas in their order, shortest drills first.

    What a drill is for is the milestone asked for, else the first that it can show, else the first
    that it practises. One whose milestones a company has taken out stands last, under None.
    """
    groups: dict[Area | None, list[ListedDrill]] = {area: [] for area in (*Area, None)}
    for drill in drills:
        codes = (asked,) if asked else (*drill.backs, *drill.practises)
        found = next((milestones[code] for code in codes if code in milestones), None)
        groups[found.area if found else None].append(ListedDrill(drill, found))
    return [(area, listed) for area, listed in groups.items() if listed]
