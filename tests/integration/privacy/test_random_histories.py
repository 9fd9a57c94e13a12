"""Random histories in a real database, counted by the oracle from their dump.

The oracle says what was held, what awaited an answer, what the reports of some days are; what is
stored, what reports give for today and for days gone by, and `squad check` must say the same.
Everything follows from SEED and the day on which it plays.
"""

import os
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import pytest
import time_machine
from sqlalchemy import select, text

from squad.coaching.actions.standing import store_standings
from squad.coaching.actions.summaries import refresh_all
from squad.coaching.models import Attainment, Progress, Span
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.framework.queries import get_framework
from squad.framework.rules.model import Area
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing
from squad.privacy.check import find_differences
from squad.privacy.dump import dump_tables
from squad.reports.contract import report_json
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests.oracle import Oracle, read_dump
from tests.support.histories import LONG, ZONES, Rows, Telling, people, tell_life
from tests.support.replayed import replayed_groups, replayed_totals, whole_json

SEED = 20261125
# After the nights on which the clocks of all these zones changed.
NOW = datetime(2027, 4, 15, 10, 37, 5, 123456, tzinfo=UTC)
TODAY = NOW.date()
PROGRAMMES, MENTORS = 20, 8
MENTEES = int(os.environ.get("SQUAD_TEST_MENTEES", "6"))
"""In each programme; 100 of them are two thousand histories, and take minutes."""
DAYS_BACK = 2
COUNTED = ("headline_stage", "target_met", "target", "headline_in_target", "areas")


class Remembering(Oracle):
    """The same oracle, which looks up once what it is asked again and again."""

    def __init__(self, *args):
        super().__init__(*args)
        for name in ("held", "agreement", "set_aside", "wanted"):
            setattr(self, name, cache(getattr(self, name)))


@pytest.fixture
def programmes(app, make):
    """Programmes with all that was said in them, and what follows from it, stored as ever."""
    with time_machine.travel(NOW, tick=False):
        told = write(make, Random(SEED))
        for programme_id, zone in told:
            store(programme_id, zone)
        yield told
        forget_statements()


def forget_statements():
    """At once: row by row PostgreSQL would look for what points to each of them."""
    session.remove()
    if db.engine.dialect.name == "postgresql":
        with unit_of_work():
            session.execute(text("TRUNCATE observations CASCADE"))


def write(make, chance):
    made = [make.programme(f"p{n}", starts_on=(NOW - LONG).date(), time_zone=ZONES[n % len(ZONES)],
                           created_at=NOW - LONG) for n in range(PROGRAMMES)]  # fmt: skip
    mentees = MENTEES
    framework, rows = get_framework(made[0].framework_version_id), Rows()
    staff = people(rows, PROGRAMMES * (MENTORS + mentees), NOW)
    for programme in made:
        ours = [staff.pop() for _ in range(MENTORS)]
        telling = Telling(chance, NOW, programme.time_zone, programme.id, framework, rows)
        for _ in range(mentees):
            tell_life(telling, staff.pop(), ours)
    told = [(programme.id, programme.time_zone) for programme in made]
    session.rollback()
    with unit_of_work():
        rows.write()
        if db.engine.dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # it cannot know yet how much came at once
    return told


def store(programme_id, zone):
    with unit_of_work():
        pairings = session.execute(
            select(Pairing.id, Pairing.mentee_id, Pairing.mentor_id).where(
                Pairing.programme_id == programme_id
            )
        ).all()
        mentee_ids = sorted({row.mentee_id for row in pairings})
        store_standings(programme_id=programme_id, mentee_ids=mentee_ids)
        for row in pairings:
            refresh_all(row.id, zone, to_confirm=True)
        touch(Touched.MENTOR, [(programme_id, row.mentor_id) for row in pairings])


@pytest.fixture
def oracles(programmes, tmp_path):
    """By programme and mentee, each with the rows of its own mentee only."""
    session.rollback()
    dict(dump_tables(tmp_path))
    world = read_dump(tmp_path)
    session.rollback()
    found = defaultdict(dict)
    for (mentee, programme), own in by_mentee(world).items():
        found[programme][mentee] = Remembering(world | own, mentee, programme)
    return found


def by_mentee(world):
    """The rows that are about each mentee of a programme, by table."""
    whose, own = {}, defaultdict(lambda: defaultdict(list))
    parents = {"answers": "observation", "pairing_transitions": "pairing",
               "agreement_versions": "pairing", "agreement_set_asides": "agreement_version",
               "coaching_session_versions": "pairing"}  # fmt: skip
    for table in ("pairings", "observations", *parents):
        for row in world[table]:
            if table in parents:
                key = whose[parents[table], row[f"{parents[table]}_id"]]
            else:
                key = row["mentee_id"], row["programme_id"]
            own[key][table].append(row)
            if "id" in row:
                whose[table.removesuffix("s"), row["id"]] = key
    tables = ("pairings", "observations", *parents)
    return {key: {table: of_one[table] for table in tables} for key, of_one in own.items()}


def test_the_oracle_agrees_on_random_histories(programmes, oracles):
    chance = Random(SEED + 1)
    for programme_id, _zone in programmes:
        stored_agrees(programme_id, oracles[programme_id], chance)
    for programme_id, zone in programmes:
        reports_agree(programme_id, oracles[programme_id], zone, chance)
    assert list(find_differences()) == []


def stored_agrees(programme_id, oracles, chance):
    """What is stored of each mentee, now and, by spans, at some instant of the past."""
    stored = {model: rows_of(model, programme_id) for model in (Progress, Attainment, Span)}
    upto = NOW + timedelta.resolution
    for mentee, oracle in oracles.items():
        place = f"seed {SEED}, mentee {mentee}, programme {programme_id}"
        (progress,) = stored[Progress][mentee]
        assert figures_of(progress) == expected_figures(oracle, upto), place
        for ahead in (0, chance.randint(1, 200)):
            on = TODAY + timedelta(days=ahead)
            said = codes_of(stored[Attainment][mentee], on)
            assert said == expected_codes(oracle, upto, on), (place, on)
        for at in (upto, NOW - LONG * chance.random()):
            assert standing_at(stored[Span][mentee], at) == expected_standing(oracle, at), (
                place,
                at,
            )


def rows_of(model, programme_id):
    found = defaultdict(list)
    for row in session.scalars(select(model).where(model.programme_id == programme_id)):
        found[row.mentee_id].append(row)
    return found


def figures_of(progress):
    names = ("headline", "target_met", "held", "at_start", "set_aside", "total")
    stages = {area: getattr(progress, f"stage_{area}") for area in Area}
    return {name: getattr(progress, name) for name in names} | stages


def expected_figures(oracle, upto):
    report = oracle.report(upto, TODAY)
    names = ("held", "at_start", "set_aside", "total")
    return (
        {"headline": report["headline_stage"], "target_met": report["target_met"]}
        | {name: report["target"][name] for name in names}
        | {Area(area["area"]): area["stage"] for area in report["areas"]}
    )


def codes_of(attained, on):
    return {
        "held": {a.milestone_code for a in attained if a.held},
        "at_start": {a.milestone_code for a in attained if a.at_start},
        "look_again": {a.milestone_code for a in attained if a.look_again},
        "to_confirm": {a.milestone_code for a in attained
                       if a.pending and (a.pending_until is None or on <= a.pending_until)},
        "to_refresh": {a.milestone_code for a in attained if a.refresh_due and a.refresh_due < on},
    }  # fmt: skip


def expected_codes(oracle, upto, on):
    return {
        "held": oracle.held(upto),
        "at_start": oracle.at_start(upto),
        "look_again": oracle.look_again(upto),
        "to_confirm": oracle.to_confirm(upto, on),
        "to_refresh": oracle.to_refresh(upto, on),
    }


def standing_at(spans, at):
    covering = [s for s in spans if s.from_at < at and (s.to_at is None or at <= s.to_at)]
    assert len({s.subject for s in covering}) == len(covering)
    return {s.subject: s.value for s in covering}


def expected_standing(oracle, at):
    stages = {str(area): oracle.area_stage(area, at) for area in Area}
    stages["headline"] = oracle.headline(at)
    held = dict.fromkeys(oracle.held(at), 1)
    return held | {subject: stage for subject, stage in stages.items() if stage}


def reports_agree(programme_id, oracles, zone, chance):
    """The cohort today and on some days gone by, and one person's report with its trajectory."""
    today = day_of(NOW, zone)
    back = [chance.randrange(1, LONG.days) for _ in range(DAYS_BACK)]
    code = next(iter(oracles.values())).programme["code"]
    card = find_by_code(code)
    totals_agree(card, chance.choice((today, today - timedelta(days=back[0]))))
    for day in (today, *(today - timedelta(days=days) for days in back)):
        rows = cohort_rows(card, day)
        for mentee, oracle in oracles.items():
            place = f"seed {SEED}, mentee {mentee}, programme {programme_id}, as of {day}"
            row = rows.get(mentee)
            assert (row is not None) == oracle.has_begun(oracle.end_of(day)), place
            if row is not None:
                assert {name: row[name] for name in COUNTED} == oracle.report_as_of(day), place
                assert row["sessions"] == oracle.sessions(oracle.end_of(day)), place
    mentee = chance.choice(sorted(oracles))
    one_agrees(card, mentee, oracles[mentee], today - timedelta(days=chance.choice((0, back[0]))))


def totals_agree(card, day):
    """What the ledger sums up is what a replay of everybody gives."""
    cohort = load_cohort(card, Reader.OPERATOR, Ask(as_of=day, size=0, groups=True))
    assert cohort.totals == replayed_totals(card, day)[0], (card.code, day)
    groups = {(g.by, g.value): g.ladder for g in cohort.groups}
    assert groups == replayed_groups(card, day), (card.code, day)


def cohort_rows(card, day):
    cohort = load_cohort(card, Reader.OPERATOR, Ask(as_of=day, size=None))
    json = whole_json(cohort)["rows"]
    return {row.person.id: said for row, said in zip(cohort.rows, json, strict=True)}


def one_agrees(card, mentee, oracle, day):
    report = load_report(card, mentee, Reader.OPERATOR, as_of=day)
    if report is None:
        assert not oracle.has_begun(oracle.end_of(day))
        return
    said = report_json(report)
    place = f"seed {SEED}, mentee {mentee}, as of {day}"
    assert {name: said[name] for name in COUNTED} == oracle.report_as_of(day), place
    assert said["trajectory"] == oracle.trajectory(report.started_on, day), place
