"""A second opinion on every figure of fluency, by brute force, from a folder of `squad dump`.

It imports nothing from `squad` and shares no idea with it: each figure is looked up anew, on
what was known strictly before an instant, in the plainest way that the definitions allow.

It reads one JSON object a line from FOLDER/TABLE.jsonl, and of each table these columns:

observations          id pairing_id mentee_id programme_id milestone_code autonomy evidence drill
                      happened_on known_at before corrects_id withdrawn_at last_answer_on
answers               observation_id sequence kind known_at
pairings              id programme_id mentee_id
pairing_transitions   pairing_id to_state happened_on known_at
agreement_versions    id pairing_id number drafted_at in_force_at (null: not signed by both)
                      target_purpose target_presence target_listening target_publishing
                      target_conversing target_care (null or 0: outside of the profile)
agreement_set_asides  agreement_version_id milestone_code
coaching_session_versions  coaching_session_id pairing_id number known_at state held_on minutes
                      voided
programmes            id code time_zone framework_version_id
framework_moves       programme_id number from_version_id to_version_id known_at
                      mapping (JSON text: old code → new code, or null)
framework_versions    id document (JSON text: "areas", each with area, and milestones with code
                      core evidence drill refresh_days; the stage is read in the code, `care-2a`)

Days are ISO dates; instants are ISO with an offset, UTC where it is missing.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TABLES = (
    "observations",
    "answers",
    "pairings",
    "pairing_transitions",
    "coaching_session_versions",
    "agreement_versions",
    "agreement_set_asides",
    "programmes",
    "framework_moves",
    "framework_versions",
)
AREAS = ("purpose", "presence", "listening", "publishing", "conversing", "care")
NO_LONGER_LIVE = ("completed", "ended", "declined", "expired", "withdrawn")
LADDER = {
    1: [("purpose", 1), ("presence", 1), ("publishing", 1)],
    2: [("presence", 2), ("listening", 2), ("conversing", 2)],
    3: [("care", 3)],
}

Row = dict[str, Any]
World = dict[str, list[Row]]


def read_dump(folder: Path) -> World:
    """The tables of a dump; columns `…_at` become instants, `…_on` days."""
    world: World = {}
    for table in TABLES:
        lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        world[table] = [_typed(json.loads(line)) for line in lines]
    return world


def _typed(row: Row) -> Row:
    for column, value in row.items():
        if isinstance(value, str) and column.endswith("_at"):
            instant = datetime.fromisoformat(value)
            row[column] = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        elif isinstance(value, str) and column.endswith("_on"):
            row[column] = date.fromisoformat(value)
    return row


@cache
def milestones_of(document: str) -> dict[str, Row]:
    """The milestones of a framework's document, by code, each with its area and stage."""
    milestones = {}
    for area in json.loads(document)["areas"]:
        for milestone in area["milestones"]:
            stage = int(milestone["code"].rpartition("-")[2][0])
            place = {"area": area["area"], "stage": stage}
            milestones[milestone["code"]] = milestone | place
    return milestones


class Oracle:
    """All questions about one mentee in one programme."""

    def __init__(self, world: World, mentee: int, programme: int) -> None:
        self.world = world
        self.programme = self._one("programmes", programme)
        self.zone = ZoneInfo(self.programme["time_zone"])
        self.moves = sorted(
            (m for m in world["framework_moves"] if m["programme_id"] == programme),
            key=lambda m: m["number"],
        )
        self.documents = {
            v["id"]: milestones_of(v["document"]) for v in world["framework_versions"]
        }
        self.said = [
            o
            for o in world["observations"]
            if o["mentee_id"] == mentee and o["programme_id"] == programme
        ]
        self.pairings = [
            p["id"]
            for p in world["pairings"]
            if p["mentee_id"] == mentee and p["programme_id"] == programme
        ]

    def _one(self, table: str, row_id: int) -> Row:
        (row,) = [row for row in self.world[table] if row["id"] == row_id]
        return row

    # versions of the framework

    def version(self, at: datetime) -> int:
        """The version in force: the last move's, else the one before the first move."""
        version = self.moves[0]["from_version_id"] if self.moves else None
        for move in self.moves:
            if move["known_at"] < at:
                version = move["to_version_id"]
        return int(version or self.programme["framework_version_id"])

    def milestones(self, at: datetime) -> dict[str, Row]:
        return self.documents[self.version(at)]

    def code(self, code: str, said_at: datetime, at: datetime) -> str | None:
        """What has become of a code, as of `at`; None: it counts no more."""
        now: str | None = code
        for move in self.moves:
            if said_at < move["known_at"] < at and now is not None:
                now = json.loads(move["mapping"]).get(now)
        return now

    # statements

    def end_of(self, day: date) -> datetime:
        """The programme's first instant after `day`."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def answers(self, observation: Row, at: datetime) -> list[Row]:
        return [
            a
            for a in self.world["answers"]
            if a["observation_id"] == observation["id"] and a["known_at"] < at
        ]

    def answer(self, observation: Row, at: datetime) -> str | None:
        """What the other says of it: confirm, look_again, or nothing."""
        kinds = {a["sequence"]: a["kind"] for a in self.answers(observation, at)}
        if not kinds or kinds[max(kinds)] == "undo":
            return None
        return str(kinds[max(kinds)])

    def stands(self, observation: Row, at: datetime) -> bool:
        if observation["known_at"] >= at:
            return False
        if observation["withdrawn_at"] is not None and observation["withdrawn_at"] < at:
            return False
        return not any(
            answer["kind"] == "confirm"
            for other in self.said
            if other["corrects_id"] == observation["id"] and other["known_at"] < at
            for answer in self.answers(other, at)
        )

    def strong(self, observation: Row, code: str, at: datetime) -> bool:
        milestone = self.milestones(at)[code]
        if observation["drill"] and not milestone["drill"]:
            return False
        return (
            observation["autonomy"] != "together"
            and observation["evidence"] != "told"
            and observation["evidence"] in milestone["evidence"]
        )

    def proofs(self, code: str, at: datetime, answer: str | None) -> list[Row]:
        """The strong standing statements about a milestone that have this answer."""
        return [
            o
            for o in self.said
            if self.stands(o, at)
            and self.code(o["milestone_code"], o["known_at"], at) == code
            and self.strong(o, code, at)
            and self.answer(o, at) == answer
        ]

    # milestones

    def held(self, at: datetime) -> set[str]:
        return {code for code in self.milestones(at) if self.proofs(code, at, "confirm")}

    def at_start(self, at: datetime) -> set[str]:
        return {
            code
            for code in self.milestones(at)
            if any(o["before"] for o in self.proofs(code, at, "confirm"))
        }

    def to_refresh(self, at: datetime, on: date) -> set[str]:
        late = set()
        for code in self.held(at):
            newest = max(o["happened_on"] for o in self.proofs(code, at, "confirm"))
            if (on - newest).days > self.milestones(at)[code]["refresh_days"]:
                late.add(code)
        return late

    def to_confirm(self, at: datetime, on: date) -> set[str]:
        return {
            code
            for code in set(self.milestones(at)) - self.held(at)
            if any(self.can_be_answered(o, at, on) for o in self.proofs(code, at, None))
        }

    def look_again(self, at: datetime) -> set[str]:
        return {
            code
            for code in set(self.milestones(at)) - self.held(at)
            if self.proofs(code, at, "look_again")
        }

    def can_be_answered(self, observation: Row, at: datetime, on: date) -> bool:
        if observation.get("last_answer_on") is not None:
            return bool(on <= observation["last_answer_on"])
        ends = self.ends(observation["pairing_id"], at)
        return not ends or (on - min(ends)).days <= 14

    def ends(self, pairing: int, at: datetime) -> list[date]:
        return [
            t["happened_on"]
            for t in self.world["pairing_transitions"]
            if t["pairing_id"] == pairing and t["to_state"] in NO_LONGER_LIVE and t["known_at"] < at
        ]

    def retention(self, at: datetime) -> Row | None:
        """What was shown again after the end of the last pairing that did, of what was held."""
        shown = [
            o
            for code in self.milestones(at)
            for o in self.proofs(code, at, "confirm")
            if o.get("last_answer_on") is not None and self.ends(o["pairing_id"], at)
        ]
        if not shown:
            return None
        pairing = max(o["pairing_id"] for o in shown)
        closed = min(self.ends(pairing, at)) + timedelta(days=14)
        then = min(at, self.end_of(closed))
        before = then - timedelta(microseconds=1)
        kept = {self.code(code, before, at) for code in self.held(then)} - {None}
        days = {}
        for o in sorted(shown, key=lambda o: o["happened_on"]):
            code = self.code(o["milestone_code"], o["known_at"], at)
            if o["pairing_id"] == pairing and code in kept:
                days[code] = o["happened_on"]
        if not days:
            return None
        return {"on": max(days.values()), "held": len(days), "total": len(kept)}

    # pairings and sessions

    def has_begun(self, at: datetime) -> bool:
        """Whether both of a pairing had accepted it."""
        return any(
            t["pairing_id"] in self.pairings and t["to_state"] == "accepted" and t["known_at"] < at
            for t in self.world["pairing_transitions"]
        )

    def sessions(self, at: datetime) -> Row:
        """Those held, as the last version of each said."""
        last: dict[int, Row] = {}
        for version in self.world["coaching_session_versions"]:
            if version["pairing_id"] in self.pairings and version["known_at"] < at:
                before = last.get(version["coaching_session_id"], version)
                if version["number"] >= before["number"]:
                    last[version["coaching_session_id"]] = version
        held = [v for v in last.values() if v["state"] == "held" and not v["voided"]]
        days = [v["held_on"] for v in held]
        return {
            "held": len(held),
            "minutes": sum(v["minutes"] for v in held),
            "last": max(days).isoformat() if days else None,
        }

    # stages and target

    def agreement(self, at: datetime) -> Row | None:
        signed = [
            v
            for v in self.world["agreement_versions"]
            if v["pairing_id"] in self.pairings
            and v["in_force_at"] is not None
            and v["in_force_at"] < at
        ]
        signed.sort(key=lambda v: (v["in_force_at"], v["pairing_id"], v["number"]))
        return signed[-1] if signed else None

    def set_aside(self, at: datetime) -> set[str]:
        agreement = self.agreement(at)
        if agreement is None:
            return set()
        said_at = agreement["in_force_at"]
        if agreement.get("drafted_at"):
            said_at = min(said_at, agreement["drafted_at"])
        codes = {
            self.code(s["milestone_code"], said_at, at)
            for s in self.world["agreement_set_asides"]
            if s["agreement_version_id"] == agreement["id"]
        }
        return {code for code in codes if code is not None}

    def target_of(self, area: str, at: datetime) -> int | None:
        agreement = self.agreement(at)
        return (agreement[f"target_{area}"] or None) if agreement else None

    def core(self, area: str, stages: range, at: datetime) -> set[str]:
        return {
            code
            for code, m in self.milestones(at).items()
            if m["core"] and m["area"] == area and m["stage"] in stages
        }

    def area_stage(self, area: str, at: datetime) -> int:
        done = self.held(at) | self.set_aside(at)
        return max(s for s in (0, 1, 2, 3) if self.core(area, range(1, s + 1), at) <= done)

    def headline(self, at: datetime) -> int:
        rung = 0
        for step in (1, 2, 3):
            asked = [self.core(area, range(1, stage + 1), at) for area, stage in LADDER[step]]
            if rung == step - 1 and set().union(*asked) <= self.held(at):
                rung = step
        return rung

    def asked(self, area: str, at: datetime) -> set[str]:
        return self.core(area, range(1, (self.target_of(area, at) or 0) + 1), at)

    def wanted(self, at: datetime) -> set[str]:
        """The target milestones."""
        asked = set().union(*(self.asked(area, at) for area in AREAS))
        return asked - (self.set_aside(at) - self.held(at))

    def report(self, at: datetime, on: date) -> Row:
        """The figures of `squad report mentee`, on what was known before `at`, read on `on`."""
        held, wanted = self.held(at), self.wanted(at)
        areas: list[Row] = [
            {
                "area": area,
                "stage": self.area_stage(area, at),
                "target": self.target_of(area, at),
                "held": len(self.asked(area, at) & wanted & held),
                "total": len(self.asked(area, at) & wanted),
            }
            for area in AREAS
        ]
        aimed = [a for a in areas if a["target"] is not None]
        return {
            "headline_stage": self.headline(at),
            "target_met": bool(aimed) and all(a["stage"] >= a["target"] for a in aimed),
            "target": {
                "held": len(wanted & held),
                "to_confirm": len(wanted & self.to_confirm(at, on)),
                "to_refresh": len(wanted & self.to_refresh(at, on)),
                "at_start": len(wanted & self.at_start(at)),
                "set_aside": sum(len(self.asked(area, at) - wanted) for area in AREAS),
                "total": len(wanted),
            },
            "headline_in_target": all(
                (self.target_of(area, at) or 0) >= stage for area, stage in LADDER[1]
            ),
            "areas": areas,
        }

    def report_as_of(self, day: date) -> Row:
        """The figures as of the end of a day of the programme."""
        return self.report(self.end_of(day), day)

    def trajectory(self, start: date, as_of: date) -> list[Row]:
        """Day by day: a point at the start, wherever the count changed, and at `as_of`."""
        points: list[Row] = []
        day = min(start, as_of)
        while day <= as_of:
            at = self.end_of(day)
            held = len(self.wanted(at) & self.held(at))
            if not points or day == as_of or points[-1]["held"] != held:
                points.append({"on": day.isoformat(), "held": held})
            day += timedelta(days=1)
        return points


def mentees(world: World) -> list[tuple[int, int]]:
    """Everyone who was ever proposed a pairing: (mentee id, programme id), in order."""
    return sorted({(p["mentee_id"], p["programme_id"]) for p in world["pairings"]})
