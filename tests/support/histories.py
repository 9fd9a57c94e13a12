"""Random but valid histories of thousands of mentees, written at once as the rows they leave.

What an action would refuse is not told: answers follow each other, nothing is known before it
happened, nothing is said in a pairing before both accepted it. All else is left to chance: several
pairings of one mentee, ends, lapses, corrections, withdrawals, voided sessions, what is imported.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from sqlalchemy import insert

from squad.coaching.models import Answer, CoachingSession, CoachingSessionVersion, Observation
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.db.base import Base
from squad.db.session import session
from squad.framework.rules.fluency import AnswerKind, Side, last_day_to_answer
from squad.framework.rules.model import Area, Autonomy, Evidence, Framework
from squad.kernel.dates import day_of, end_of_day
from squad.pairings.models import (
    AgreementPurpose,
    AgreementSetAside,
    AgreementVersion,
    Pairing,
    PairingSummary,
    PairingTransition,
)
from squad.pairings.rules.agreement import Booker
from squad.pairings.rules.states import PairingState as P
from squad.people.models import Person

# Days of 23 and 25 hours, days that begin before and after UTC's.
ZONES = ("UTC", "Europe/Paris", "America/Toronto", "Asia/Beirut", "Pacific/Auckland")
LONG = timedelta(days=300)
A_DAY = timedelta(days=1)
AN_INSTANT = timedelta.resolution
FOLLOWS = {
    None: (AnswerKind.CONFIRM, AnswerKind.CONFIRM, AnswerKind.CONFIRM, AnswerKind.LOOK_AGAIN),
    AnswerKind.UNDO: (AnswerKind.CONFIRM, AnswerKind.LOOK_AGAIN),
    AnswerKind.CONFIRM: (AnswerKind.UNDO,),
    AnswerKind.LOOK_AGAIN: (AnswerKind.CONFIRM, AnswerKind.UNDO),
}


class Rows:
    """Rows by table with the ids that they will have; the tables are empty before."""

    def __init__(self):
        self.of = defaultdict(list)

    def add(self, model, **values):
        """Keep a row; returns its id."""
        rows = self.of[model]
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    def write(self):
        """Insert all of it: what others refer to first."""
        order = {table: n for n, table in enumerate(Base.metadata.sorted_tables)}
        for model in sorted(self.of, key=lambda model: order[model.__table__]):
            session.execute(insert(model), self.of[model])


@dataclass
class Telling:
    """What every life needs: chance, time, the programme, the rows written so far."""

    chance: Random
    now: datetime
    zone: str
    programme_id: int
    framework: Framework
    rows: Rows

    def odds(self, share):
        return self.chance.random() < share

    def moment(self, first, last):
        """An instant from `first` to `last`; often noon, as imports have it, or around midnight."""
        if last <= first:
            return first
        at = first + (last - first) * self.chance.random()
        midnight = end_of_day(day_of(at, self.zone), self.zone)
        at = self.chance.choice([at, at, at, midnight, midnight - AN_INSTANT, midnight - A_DAY / 2])
        return min(max(at, first), last)

    def day(self, at):
        return day_of(at, self.zone)


@dataclass
class Pair:
    """A pairing that both accepted: what may be said in it, from when to when."""

    id: int
    mentor_id: int
    since: datetime
    until: datetime
    last_answer: datetime
    ended_on: date | None
    sittings: list = field(default_factory=list)
    """Held sessions: id, day, when logged, when voided."""


def people(rows, count, now):
    """Their ids; nobody has a manager."""
    return [
        rows.add(
            Person, name=f"Person {n}", list_name=f"Person {n}", sort_key=f"person {n}",
            email=f"person.{n}@example.org", language=("en", "fr", "fr-CA")[n % 3],
            function=("", "Sales", "sales", "Écoute")[n % 4], level="", site=("Paris", "")[n % 2],
            time_zone="UTC", active=True, created_at=now, version=1,
        )
        for n in range(count)
    ]  # fmt: skip


def tell_life(telling, mentee_id, mentors):
    """All pairings of a mentee, one after the other, with everything that was said in them."""
    life = _Life(telling, mentee_id)
    at = telling.now - LONG + telling.chance.random() * timedelta(days=60)
    count = telling.chance.choice((1, 1, 1, 2, 2, 3))
    for number in range(1, count + 1):
        mentor_id = telling.chance.choice(mentors)
        at = life.pair(mentor_id, at, last=number == count)
        if at is None:
            break


class _Life:
    def __init__(self, telling, mentee_id):
        self.telling = telling
        self.mentee_id = mentee_id
        self.agreed_at = None
        self.said = []
        self.thorough = telling.odds(0.25)
        """Whether most of what some stages ask is said and confirmed, so that they are reached."""

    def pair(self, mentor_id, at, *, last):
        """Tell a pairing; returns when it was over, None while it lives."""
        t = self.telling
        proposed = t.moment(at, at + timedelta(days=5))
        accepted = t.moment(proposed, proposed + timedelta(days=5))
        if accepted >= t.now:
            return None
        if t.odds(0.1):
            to = t.chance.choice([P.DECLINED, P.EXPIRED, P.WITHDRAWN])
            self._pairing(mentor_id, [(P.PROPOSED, proposed), (to, accepted)])
            return accepted
        end = t.moment(accepted, accepted + timedelta(days=150))
        until = t.now if end >= t.now or (last and t.odds(0.5)) else end
        signed = self._signatures(accepted, until)
        path = [(P.PROPOSED, proposed), (P.ACCEPTED, accepted)]
        path += [(P.ACTIVE, signed[0])] if signed else []
        if signed and t.odds(0.2):
            paused = t.moment(signed[0], until)
            path += [(P.PAUSED, paused), (P.ACTIVE, t.moment(paused, until))]
        if until < t.now:
            path.append((t.chance.choice([P.COMPLETED, P.ENDED]) if signed else P.ENDED, until))
        pair = self._pairing(mentor_id, path)
        self._agree(pair, signed)
        self._meet(pair)
        if self.agreed_at is not None:
            self._state_all(pair)
        return until if until < t.now else None

    def _pairing(self, mentor_id, path):
        """The pairing with its steps; some were told days after they happened."""
        t = self.telling
        late = t.chance.randint(1, 9) * A_DAY if t.odds(0.2) else timedelta()
        days = dict.fromkeys(state for state, _at in path)
        for state, at in path:
            days[state] = max([day for day in days.values() if day] + [t.day(at) - late])
        state, known = path[-1]
        ended_on = days[state] if state in (P.COMPLETED, P.ENDED, P.DECLINED, P.EXPIRED,
                                            P.WITHDRAWN) else None  # fmt: skip
        pairing_id = t.rows.add(
            Pairing, programme_id=t.programme_id, mentor_id=mentor_id, mentee_id=self.mentee_id,
            state=state, accepted_on=days.get(P.ACCEPTED), ended_on=ended_on, version=1,
        )  # fmt: skip
        t.rows.of[PairingSummary].append({"pairing_id": pairing_id})
        for (before, _), (after, at) in pairwise([(None, None), *path]):
            t.rows.add(
                PairingTransition, pairing_id=pairing_id, from_state=before, to_state=after,
                happened_on=days[after], known_at=at,
            )  # fmt: skip
        last = end_of_day(last_day_to_answer(ended_on), t.zone) if ended_on else t.now
        until = known if ended_on else t.now
        return Pair(pairing_id, mentor_id, path[1][1], until, min(last, t.now), ended_on)

    def _signatures(self, since, until):
        t = self.telling
        count = t.chance.choice((0, 1, 1, 1, 2, 3))
        return sorted(t.moment(since, until) for _ in range(count))

    def _agree(self, pair, signed):
        """Versions signed by both, and sometimes a last one that only one signed."""
        t = self.telling
        drafts = [(at, at) for at in signed]
        drafts += [(t.moment(pair.since, pair.until), None)] if t.odds(0.2) else []
        for number, (mentor_at, mentee_at) in enumerate(drafts, start=1):
            targets = {a: t.chance.choice((None, None, 1, 2, 3)) for a in Area}
            for area in (Area.PURPOSE, Area.PRESENCE):
                targets[area] = t.chance.choice((1, 1, 2, 3))
            version_id = t.rows.add(
                AgreementVersion, pairing_id=pair.id, number=number, drafted_at=mentor_at,
                mentor_signed_at=mentor_at, mentee_signed_at=mentee_at, in_force_at=mentee_at,
                happened_on=mentee_at and t.day(mentee_at), networks="public", communities="",
                cadence_days=21, place="", booked_by=Booker.MENTEE, out_of_bounds="",
                ask_before_publishing="", **{f"target_{a}": targets[a] for a in Area},
            )  # fmt: skip
            t.rows.add(
                AgreementPurpose, agreement_version_id=version_id, position=0, kind="support",
                sign_of_success="", value_at_start="",
            )  # fmt: skip
            self._set_aside(version_id)
        if signed and self.agreed_at is None:
            self.agreed_at = signed[0]

    def _set_aside(self, version_id):
        """At most one of an area and stage."""
        t = self.telling
        for area in Area:
            if t.odds(0.15):
                core = list(t.framework.core(area, t.chance.choice((1, 2, 3))))
                code = t.chance.choice(core).code
                t.rows.add(
                    AgreementSetAside, agreement_version_id=version_id, milestone_code=code,
                    reason="",
                )  # fmt: skip

    def _meet(self, pair):
        for _ in range(self.telling.chance.randint(0, 6)):
            self._sit(pair)

    def _sit(self, pair):
        """A session with every version of it: planned, moved, logged, corrected, voided."""
        t = self.telling
        known = t.moment(pair.since, pair.until)
        held = {"state": CoachingState.HELD, "minutes": t.chance.randint(5, 240)}
        told = t.chance.choice([
            held, held, held, {"state": CoachingState.MISSED},
            {"state": CoachingState.CANCELLED, "cancelled_by": t.chance.choice(list(CancelledBy))},
        ])  # fmt: skip
        facts = {"minutes": None, "cancelled_by": None, "held_on": t.day(known), "voided": False}
        versions = []
        if t.odds(0.3):
            planned = facts | {"state": CoachingState.PLANNED}
            versions += [planned] * t.chance.randint(1, 3)
            versions = [v | {"held_on": v["held_on"] + t.chance.randint(0, 9) * A_DAY}
                        for v in versions]  # fmt: skip
        if not versions or t.odds(0.8):
            versions.append(
                facts | told | {"held_on": t.day(known) - t.chance.randint(0, 5) * A_DAY}
            )
            if told is held and t.odds(0.1):
                versions.append(versions[-1] | {"minutes": t.chance.randint(5, 240)})
        if t.odds(0.1):
            versions.append(versions[-1] | {"voided": True})
        instants = sorted(t.moment(known, pair.until) for _ in versions)
        self._keep_sitting(pair, versions, instants)

    def _keep_sitting(self, pair, versions, instants):
        t, last = self.telling, versions[-1]
        planned = [v["held_on"] for v in versions if v["state"] is CoachingState.PLANNED]
        common = {
            "pairing_id": pair.id,
            "preparation_minutes": t.chance.choice((0, 0, 15)),
            "travel_minutes": t.chance.choice((0, 0, 40)),
        }
        voided_at = instants[-1] if last["voided"] else None
        now = {name: value for name, value in last.items() if name != "voided"}
        session_id = t.rows.add(
            CoachingSession, **common, **now, known_at=instants[0], voided_at=voided_at, note="",
            links="", moves=sum(a != b for a, b in pairwise(planned)), version=len(versions),
        )  # fmt: skip
        for number, (version, at) in enumerate(zip(versions, instants, strict=True), start=1):
            t.rows.add(
                CoachingSessionVersion, coaching_session_id=session_id, number=number, known_at=at,
                words="{}", **common, **version,
            )  # fmt: skip
        logged = [at for v, at in zip(versions, instants, strict=True)
                  if v["state"] is CoachingState.HELD]  # fmt: skip
        if last["state"] is CoachingState.HELD:
            pair.sittings.append((session_id, last["held_on"], logged[0], voided_at))

    def _state_all(self, pair):
        """What some stages ask, one after the other, and here and there anything."""
        t = self.telling
        for area in Area:
            reached = t.chance.choice((2, 3, 3, 3) if self.thorough else (0, 0, 0, 1))
            for stage in range(1, reached + 1):
                for milestone in t.framework.core(area, stage):
                    if t.odds(0.99 if self.thorough else 0.9):
                        self._state(pair, milestone.code, strong=True)
        for _ in range(t.chance.randint(0, 6)):
            code = t.chance.choice(list(t.framework.milestones))
            self._state(pair, code, strong=t.odds(0.5))
        if pair.ended_on is not None and t.odds(0.3):
            self._show_again(pair)

    def _show_again(self, pair):
        """Ninety days after the end, some of what was said last."""
        since = pair.until + timedelta(days=90)
        for code in sorted({code for _id, code, _at in self.said[-3:]}):
            if since < self.telling.now:
                self._state(pair, code, strong=True, since=since)

    def _state(self, pair, code, *, strong, since=None):
        t, milestone = self.telling, self.telling.framework.milestones[code]
        evidence = t.chance.choice(sorted(milestone.evidence) if strong else list(Evidence))
        autonomy = Autonomy.ALONE if strong else t.chance.choice(list(Autonomy))
        first = since or max(pair.since, self.agreed_at)
        known = t.moment(first, t.now if since else max(first, pair.until))
        happened_on, session_id, withdrawn_at = t.day(known), None, None
        if pair.sittings and not since and t.odds(0.5):
            sitting, held_on, logged_at, voided_at = t.chance.choice(pair.sittings)
            if logged_at >= first:
                session_id, happened_on, known, withdrawn_at = (
                    sitting,
                    held_on,
                    logged_at,
                    voided_at,
                )
        elif t.odds(0.2):
            happened_on -= t.chance.randint(1, 250) * A_DAY
        if t.odds(0.04):
            gone = t.moment(known, t.now)
            withdrawn_at = min(gone, withdrawn_at or gone)
        before = [id_ for id_, other, at in self.said if other == code and at <= known]
        last = t.day(known) + 14 * A_DAY if since else None
        observation_id = t.rows.add(
            Observation, pairing_id=pair.id, mentee_id=self.mentee_id, words="",
            programme_id=t.programme_id, milestone_code=code, autonomy=autonomy,
            evidence=evidence, drill=t.odds(0.1), happened_on=happened_on, known_at=known,
            side=t.chance.choice(list(Side)), coaching_session_id=session_id, before=t.odds(0.1),
            corrects_id=t.chance.choice(before) if before and t.odds(0.5) else None,
            withdrawn_at=withdrawn_at, imported=t.odds(0.3), last_answer_on=last,
        )  # fmt: skip
        self.said.append((observation_id, code, known))
        until = min(end_of_day(last, t.zone), t.now) if last else pair.last_answer
        self._answer(observation_id, known, min(until, withdrawn_at or until))

    def _answer(self, observation_id, since, until):
        """Confirmed most often; some have no answer, some are looked at again, or undone."""
        t, kind, at = self.telling, None, since
        sure = self.thorough and t.odds(0.97)
        for sequence in range(1, (1 if sure else t.chance.choice((0, 0, 1, 1, 1, 2, 3))) + 1):
            kind = AnswerKind.CONFIRM if sure else t.chance.choice(FOLLOWS[kind])
            at = t.moment(at, min(until, at + timedelta(days=20)))
            if at >= until:
                return
            t.rows.add(
                Answer, observation_id=observation_id, sequence=sequence, kind=kind,
                happened_on=t.day(at), known_at=at, words="", imported=False,
            )  # fmt: skip
