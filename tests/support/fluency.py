"""Small frameworks and told histories for tests of fluency, and the same as rows of a dump."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from squad.framework.rules.fluency import (
    AgreementVersion,
    Answer,
    AnswerKind,
    History,
    Observation,
    PairingEnd,
    Progress,
    Side,
)
from squad.framework.rules.model import (
    STAGES,
    Area,
    AreaText,
    Autonomy,
    Evidence,
    Framework,
    Milestone,
)

MONDAY = date(2027, 1, 4)
CONVERSATION = {
    Area.PURPOSE: 1,
    Area.PRESENCE: 2,
    Area.LISTENING: 2,
    Area.PUBLISHING: 1,
    Area.CONVERSING: 2,
}


def day(number: int) -> date:
    """Day 1 is a Monday."""
    return MONDAY + timedelta(days=number - 1)


def noon(number: int) -> datetime:
    """Noon, in UTC, of day `number`."""
    return datetime(2027, 1, 4, 12, tzinfo=UTC) + timedelta(days=number - 1)


def make_framework() -> Framework:
    """Two core milestones (a, b) an area and stage, an extra (c) at stage 1.

    Each lists checked and seen; those of presence take a drill; care-1b lists measured alone;
    conversing-1a goes stale after 30 days.
    """
    milestones = {}
    for area in Area:
        for stage in STAGES:
            for letter in "abc" if stage == 1 else "ab":
                code = f"{area}-{stage}{letter}"
                milestones[code] = Milestone(
                    code=code,
                    area=area,
                    stage=stage,
                    core=letter != "c",
                    text={"en": code, "fr": code},
                    evidence=frozenset({Evidence.CHECKED, Evidence.SEEN}),
                    drill=area is Area.PRESENCE,
                )
    milestones["care-1b"] = replace(milestones["care-1b"], evidence=frozenset({Evidence.MEASURED}))
    milestones["conversing-1a"] = replace(milestones["conversing-1a"], refresh_days=30)
    return Framework(
        version="test",
        areas={area: AreaText(area, {}, {}, {}) for area in Area},
        milestones=milestones,
    )


class Story:
    """A history told one statement at a time; days are numbers, each at noon."""

    def __init__(self) -> None:
        self.observations: dict[int, Observation] = {}
        self.answers: list[Answer] = []
        self.ends: list[PairingEnd] = []
        self.agreements: list[AgreementVersion] = []

    @property
    def history(self) -> History:
        return History(
            tuple(self.observations.values()),
            tuple(self.answers),
            tuple(self.ends),
            tuple(self.agreements),
        )

    def say(self, code: str, on: int, **facts: Any) -> int:
        """State an observation; alone, seen, by the mentor, unless said otherwise."""
        known = facts.pop("known", on)
        number = len(self.observations) + 1
        usual = {
            "autonomy": Autonomy.ALONE,
            "evidence": Evidence.SEEN,
            "stated_by": Side.MENTOR,
            "pairing_id": 1,
        }
        self.observations[number] = Observation(
            id=number,
            milestone=code,
            happened_on=day(on),
            known_at=noon(known),
            **(usual | facts),
        )
        return number

    def answer(self, observation: int, kind: AnswerKind, on: int) -> None:
        sequence = sum(a.observation_id == observation for a in self.answers) + 1
        self.answers.append(Answer(observation, sequence, kind, noon(on)))

    def confirm(self, observation: int, on: int) -> None:
        self.answer(observation, AnswerKind.CONFIRM, on)

    def look_again(self, observation: int, on: int) -> None:
        self.answer(observation, AnswerKind.LOOK_AGAIN, on)

    def undo(self, observation: int, on: int) -> None:
        self.answer(observation, AnswerKind.UNDO, on)

    def reach(self, code: str, on: int, **facts: Any) -> int:
        """State and confirm."""
        number = self.say(code, on, **facts)
        self.confirm(number, on)
        return number

    def reach_all(self, codes: Iterable[str], on: int) -> None:
        for code in codes:
            facts = {"evidence": Evidence.MEASURED} if code == "care-1b" else {}
            self.reach(code, on, **facts)

    def withdraw(self, observation: int, on: int) -> None:
        self.observations[observation] = replace(
            self.observations[observation], withdrawn_at=noon(on)
        )

    def end(self, pairing: int, on: int) -> None:
        self.ends.append(PairingEnd(pairing, day(on), noon(on)))

    def agree(
        self,
        on: int,
        targets: dict[Area, int] | None = None,
        set_aside: Iterable[str] = (),
        pairing: int = 1,
    ) -> None:
        number = sum(v.pairing_id == pairing for v in self.agreements) + 1
        wanted = CONVERSATION if targets is None else targets
        self.agreements.append(
            AgreementVersion(pairing, noon(on), wanted, frozenset(set_aside), number)
        )


def core_of(area: Area, upto: int) -> list[str]:
    """The core milestones of an area's stages 1 to `upto`, in the framework above."""
    return [f"{area}-{stage}{letter}" for stage in range(1, upto + 1) for letter in "ab"]


def as_moves(history: History) -> dict[str, list[Any]]:
    """The moves of a history as rows; version n + 1 is that after the n-th."""
    return {
        "framework_moves": [
            {
                "programme_id": 1,
                "number": number,
                "from_version_id": number,
                "to_version_id": number + 1,
                "mapping": json.dumps(move.mapping),
                "known_at": move.known_at,
            }
            for number, move in enumerate(history.moves, start=1)
        ]
    }


def as_dump(framework: Framework, history: History, zone: str = "UTC") -> dict[str, list[Any]]:
    """The history as rows of a dump: mentee 7, programme 1."""
    people = {"mentee_id": 7, "programme_id": 1}
    pairings = {o.pairing_id for o in history.observations}
    pairings |= {v.pairing_id for v in history.agreements}
    versions = list(enumerate(history.agreements, start=1))
    frameworks = [m.before for m in history.moves] + [framework]
    return {
        "observations": [
            people
            | {
                "id": o.id,
                "pairing_id": o.pairing_id,
                "milestone_code": o.milestone,
                "autonomy": str(o.autonomy),
                "evidence": str(o.evidence),
                "drill": o.drill,
                "happened_on": o.happened_on,
                "known_at": o.known_at,
                "before": o.before,
                "corrects_id": o.corrects,
                "withdrawn_at": o.withdrawn_at,
                "last_answer_on": o.last_answer_on,
            }
            for o in history.observations
        ],
        "answers": [
            {
                "observation_id": a.observation_id,
                "sequence": a.sequence,
                "kind": str(a.kind),
                "known_at": a.known_at,
            }
            for a in history.answers
        ],
        "pairings": [people | {"id": pairing} for pairing in sorted(pairings)],
        "pairing_transitions": [
            {
                "pairing_id": e.pairing_id,
                "to_state": "ended",
                "happened_on": e.ended_on,
                "known_at": e.known_at,
            }
            for e in history.ends
        ],
        "agreement_versions": [
            {
                "id": number,
                "pairing_id": v.pairing_id,
                "number": v.number,
                "drafted_at": v.drafted_at,
                "in_force_at": v.in_force_at,
            }
            | {f"target_{area}": v.targets.get(area) for area in Area}
            for number, v in versions
        ],
        "agreement_set_asides": [
            {"agreement_version_id": number, "milestone_code": code}
            for number, v in versions
            for code in sorted(v.set_aside)
        ],
        "programmes": [
            {
                "id": 1,
                "code": "demo",
                "time_zone": zone,
                "framework_version_id": len(frameworks),
            }
        ],
        "framework_versions": [
            {"id": number, "document": as_document(each)}
            for number, each in enumerate(frameworks, start=1)
        ],
    } | as_moves(history)


def as_document(framework: Framework) -> str:
    """What the oracle reads of a framework's document."""
    return json.dumps(
        {
            "areas": [
                {
                    "area": area,
                    "milestones": [
                        {
                            "code": m.code,
                            "core": m.core,
                            "evidence": sorted(m.evidence),
                            "drill": m.drill,
                            "refresh_days": m.refresh_days,
                        }
                        for m in framework.milestones.values()
                        if m.area is area
                    ],
                }
                for area in framework.areas
            ]
        }
    )


def as_report(progress: Progress) -> dict[str, Any]:
    """The rules' figures in the words of `squad report mentee`."""
    return {
        "headline_stage": int(progress.headline),
        "target_met": progress.target_met,
        "target": {
            "held": progress.held,
            "to_confirm": progress.to_confirm,
            "to_refresh": progress.to_refresh,
            "at_start": progress.at_start,
            "set_aside": progress.set_aside,
            "total": progress.total,
        },
        "headline_in_target": progress.headline_in_target,
        "areas": [
            {
                "area": str(a.area),
                "stage": a.stage,
                "target": a.target,
                "held": a.held,
                "total": a.total,
            }
            for a in progress.areas
        ],
    }
